/**
 * Migrations of a newer version than this one, met by a version that runs, or starts again, while the newer is rolled
 * out, or after it was taken back. An expand leaves this version all that it needs; a contract may not.
 */

/** By its name, which the database remembers: an older version has nothing else of it. */
export const isContract = (migration: string): boolean => /^\d+_contract_/.test(migration)
