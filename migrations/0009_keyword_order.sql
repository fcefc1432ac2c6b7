-- The orders of the list of keywords. Row-level security lets a condition of the reader's into an index scan only when
-- nothing in it could leak what a row holds; PostgreSQL takes COALESCE for leaky and CASE for safe. With COALESCE the
-- condition ran on every row before the page: 4 s to reach the end of a million, against 0.3 ms with CASE.
DROP INDEX keywords_by_volume;
DROP INDEX keywords_by_difficulty;
DROP INDEX keywords_by_cpc;
CREATE INDEX keywords_by_volume ON keywords (account_id, site_id, (CASE WHEN volume IS NULL THEN -1 ELSE volume END), id)
    WHERE deleted_at IS NULL;
CREATE INDEX keywords_by_difficulty ON keywords (account_id, site_id, (CASE WHEN difficulty IS NULL THEN -1 ELSE difficulty END), id)
    WHERE deleted_at IS NULL;
CREATE INDEX keywords_by_cpc ON keywords (account_id, site_id, (CASE WHEN cpc_minor IS NULL THEN -1 ELSE cpc_minor END), id)
    WHERE deleted_at IS NULL;
