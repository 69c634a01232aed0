/**
 * The facts of one client that a question may be about: the likeliest few, by full text and by likeness of letters, so
 * that a slip of the thumb finds them too. Which of them is the answer is not decided here.
 */

import type { Fact, FactKind } from '@jobrun/domain/grounding/fact'
import type { FactQuestion } from '@jobrun/domain/grounding/fact-question'
import type { Db } from '../pool.ts'

/** More than one question can need, and few enough to compare word by word. */
export const MOST_FOUND = 12
/** Of a client's facts so many are looked at, however many were written by hand. */
const MOST_READ = 100
/** Of likeness between a word and a fact's words (pg_trgm), above which the fact is looked at. */
const ALIKE = 0.4

const statement = `
select id, kind, about, says from (
 select f.id, f.kind, f.about, f.says,
  coalesce(ts_rank(to_tsvector('english', f.about || ' ' || f.says), q.words), 0) as rank,
  (select coalesce(sum(word_similarity(w, f.about)), 0) from unnest($3::text[]) w where word_similarity(w, f.about) >= ${ALIKE}) as alike
 from (select * from client_facts where client_id = $1 order by created_at limit ${MOST_READ}) f,
  (select websearch_to_tsquery('english', array_to_string($3::text[], ' or ')) as words) q
) found where rank > 0 or alike > 0 or kind = any ($2::text[])
order by alike desc, rank desc, id limit ${MOST_FOUND}`

/** Nothing is asked of the database where the texts asked nothing. */
export async function findFacts(db: Db, clientId: string, questions: readonly FactQuestion[]): Promise<Fact[]> {
  if (questions.length === 0) return []
  const words = [...new Set(questions.flatMap((question) => question.words))]
  const values = [clientId, kindsOf(questions), words]
  const { rows } = await db.query<Fact>({ name: 'find-facts', text: statement, values })
  return rows
}

/** Hours and area are few rows each, and one may answer without a word in common. */
function kindsOf(questions: readonly FactQuestion[]): FactKind[] {
  return questions.flatMap(({ kind }) => (kind === 'hours' || kind === 'area' || kind === 'service' ? [kind] : []))
}
