-- Articles that are written once more, and lists and receipts whose cost does not grow with everything else.

-- A task whose article was deleted can be written again. Each such beginning is a round: it names the credits of its
-- article, so that a round is charged once however many tries it takes, and the next one anew.
ALTER TABLE tasks ADD COLUMN round integer NOT NULL DEFAULT 0 CHECK (round >= 0);
-- the round of its task that an article comes from, for its receipt
ALTER TABLE contents ADD COLUMN task_round integer NOT NULL DEFAULT 0 CHECK (task_round >= 0);

-- The list of articles in its usual order, latest changed first.
CREATE INDEX contents_by_change ON contents (account_id, site_id, updated_at, id) WHERE deleted_at IS NULL;

-- What an article took: the jobs that worked on it, on its task and on its pictures, and what each was charged.
CREATE INDEX jobs_by_target ON jobs (account_id, target_id, kind) WHERE target_id IS NOT NULL;
CREATE INDEX credit_reservations_by_job ON credit_reservations (account_id, job_id) WHERE state = 'settled';
