-- Promises that so far only the program kept, kept by the database as well.

-- People are no tenant's rows, but who shares no account with a person sees nothing of them: a query that forgot to join
-- on members shows nobody else's name and e-mail.
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY people_of_own_account ON users FOR SELECT TO igny8_app
    USING (EXISTS (
        SELECT
          FROM memberships m
         WHERE m.account_id = (SELECT current_account()) AND m.user_id = users.id));
CREATE POLICY every_person ON users TO igny8_system USING (true) WITH CHECK (true);

-- A job is queued by its own account: with no account set, the tenant role queues nothing.
CREATE OR REPLACE FUNCTION enqueue_job(account uuid, job uuid, at timestamptz, place bigint)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
BEGIN
    -- the setting still names the caller's role; current_user is the definer's here
    IF current_setting('role') <> 'igny8_system' AND current_account() IS DISTINCT FROM account THEN
        RAISE EXCEPTION 'a job can be queued for one''s own account only' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM graphile_worker.add_job(
        identifier   => 'job',
        payload      => json_build_object('account_id', account, 'job_id', job),
        run_at       => at,
        max_attempts => 25,
        job_key      => job::text,
        priority     => least(place, 10000)::integer
    );
END
$$;

-- Pages are told what they show: a batch once when it is made, a job when something of it moved. That its worker lives is
-- written every few seconds and is no news.
DROP TRIGGER jobs_announce ON jobs;
CREATE FUNCTION announce_new_jobs() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM pg_notify('igny8_jobs', one.account_id::text || ' ' || one.id::text)
       FROM (SELECT DISTINCT ON (account_id, batch_id) account_id, id FROM made) one;
    RETURN NULL;
END
$$;
CREATE TRIGGER jobs_announce_new AFTER INSERT ON jobs
    REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION announce_new_jobs();
CREATE TRIGGER jobs_announce AFTER UPDATE ON jobs
    FOR EACH ROW
    WHEN ((OLD.state, OLD.done, OLD.total, OLD.message, OLD.partial, OLD.error)
          IS DISTINCT FROM (NEW.state, NEW.done, NEW.total, NEW.message, NEW.partial, NEW.error))
    EXECUTE FUNCTION announce_job();

-- A balance is the sum of its ledger. Each entry follows from the one before it, and the balance is what the last one
-- says: looked at when the transaction commits, when both have been written.
CREATE INDEX credit_entries_of_pool ON credit_entries (account_id, pool, sequence);
CREATE FUNCTION check_entry_follows() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    before bigint;
BEGIN
    SELECT balance_after
      INTO before
      FROM credit_entries
     WHERE account_id = NEW.account_id AND pool = NEW.pool AND sequence < NEW.sequence
     ORDER BY sequence DESC
     LIMIT 1;
    IF NEW.balance_after <> coalesce(before, 0) + NEW.amount THEN
        RAISE EXCEPTION 'ledger entry % of account % does not follow from the one before', NEW.sequence, NEW.account_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER credit_entries_follow AFTER INSERT ON credit_entries
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION check_entry_follows();

CREATE FUNCTION check_balance_is_explained() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    kept record;
    last_plan bigint;
    last_bonus bigint;
BEGIN
    -- as it stands now, after everything this transaction did
    SELECT plan, bonus INTO kept FROM credit_balances WHERE account_id = NEW.account_id;
    SELECT balance_after
      INTO last_plan
      FROM credit_entries
     WHERE account_id = NEW.account_id AND pool = 'plan'
     ORDER BY sequence DESC
     LIMIT 1;
    SELECT balance_after
      INTO last_bonus
      FROM credit_entries
     WHERE account_id = NEW.account_id AND pool = 'bonus'
     ORDER BY sequence DESC
     LIMIT 1;
    IF kept.plan <> coalesce(last_plan, 0) OR kept.bonus <> coalesce(last_bonus, 0) THEN
        RAISE EXCEPTION 'the balance of account % is not what its ledger says', NEW.account_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER credit_balances_explained AFTER INSERT OR UPDATE ON credit_balances
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION check_balance_is_explained();
CREATE CONSTRAINT TRIGGER credit_entries_in_balance AFTER INSERT ON credit_entries
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION check_balance_is_explained();

-- What was charged when, for the dashboard and the usage page: their cost does not grow with what was charged long ago.
CREATE INDEX credit_reservations_charged ON credit_reservations (account_id, ended_at) WHERE state = 'settled';

-- The model that Anthropic's adapter uses unless told otherwise, by the name it has there.
INSERT INTO ai_rates (model, kind, tokens_per_credit, credits_per_image, input_micros_per_million, output_micros_per_million, image_micros) VALUES
    ('claude-sonnet-4-5', 'text', 1000, NULL, 3000000, 15000000, 0)
ON CONFLICT (model) DO NOTHING;
