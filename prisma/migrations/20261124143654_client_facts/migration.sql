-- Likeness of letters, for slips of the thumb. It comes with PostgreSQL and is trusted: who owns the database may make it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateTable
CREATE TABLE "client_facts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "client_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "about" TEXT NOT NULL DEFAULT '',
    "says" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "client_facts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "client_facts_client_id_created_at_id_idx" ON "client_facts"("client_id", "created_at", "id");

-- AddForeignKey
ALTER TABLE "client_facts" ADD CONSTRAINT "client_facts_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "client_facts" ADD CONSTRAINT "client_facts_kind_known" CHECK ("kind" IN ('service', 'area', 'hours', 'price', 'answer'));
ALTER TABLE "client_facts" ADD CONSTRAINT "client_facts_about_something" CHECK ("about" <> '' OR "kind" IN ('area', 'hours'));
ALTER TABLE "client_facts" ADD CONSTRAINT "client_facts_says_something" CHECK ("says" <> '');

-- What stood in the settings. A price is split where its figure begins; one without a figure becomes an answer.
INSERT INTO "client_facts" ("client_id", "kind", "about", "says")
SELECT s."client_id", 'service', v.said, 'yes, we do that'
FROM "client_settings" s, jsonb_array_elements_text(coalesce(nullif(s."facts" -> 'services', 'null'), '[]')) AS v(said) WHERE v.said <> '';

INSERT INTO "client_facts" ("client_id", "kind", "says")
SELECT s."client_id", v.kind, v.said
FROM "client_settings" s, (VALUES ('area', 'serviceArea'), ('hours', 'hours')) AS k(kind, field), LATERAL (SELECT k.kind, s."facts" ->> k.field AS said) v
WHERE v.said <> '';

INSERT INTO "client_facts" ("client_id", "kind", "about", "says")
SELECT s."client_id", CASE WHEN p.parts IS NULL THEN 'answer' ELSE 'price' END, coalesce(p.parts[1], v.said), coalesce(p.parts[2], v.said)
FROM "client_settings" s, jsonb_array_elements_text(coalesce(nullif(s."facts" -> 'prices', 'null'), '[]')) AS v(said),
 LATERAL (SELECT regexp_match(v.said, '^(.*?[[:alpha:])])[[:space:]:,-]+((?:from |about )?[£$€]?[0-9].*)$') AS parts) p
WHERE v.said <> '';

-- AlterTable
ALTER TABLE "client_settings" DROP COLUMN "facts";
