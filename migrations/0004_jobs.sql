-- Slow work. A batch is what a person asked for ("write 12 articles"); a job is one item of it.
-- Delivery (queue, leases, retries after a crash) is graphile_worker's; these rows are what the product knows.

CREATE TABLE job_batches (
    account_id   uuid NOT NULL REFERENCES accounts (id),
    id           uuid NOT NULL,
    site_id      uuid,
    user_id      uuid REFERENCES users (id),
    kind         text NOT NULL,
    title        text NOT NULL,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE INDEX job_batches_recent ON job_batches (account_id, created_at DESC, id DESC);
CALL protect_tenant_table('job_batches');

CREATE TABLE jobs (
    account_id    uuid NOT NULL REFERENCES accounts (id),
    id            uuid NOT NULL,
    batch_id      uuid NOT NULL,
    site_id       uuid,
    kind          text NOT NULL,
    -- what the job works on; one live job per kind and target
    target_id     uuid,
    payload       jsonb NOT NULL,
    state         text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    -- counts the claims; an effect is written only while the number is still the one its worker claimed
    attempt       integer NOT NULL DEFAULT 0,
    failures      integer NOT NULL DEFAULT 0,
    -- tries that the other side put off to a moment of its choice (Retry-After)
    waits         integer NOT NULL DEFAULT 0,
    step          text,
    done          bigint NOT NULL DEFAULT 0,
    total         bigint NOT NULL DEFAULT 0,
    message       text,
    -- what has been written so far, for the page that watches; emptied at the end
    partial       text,
    error_code    text,
    error         text,
    result        jsonb,
    run_after     timestamptz NOT NULL,
    created_at    timestamptz NOT NULL,
    started_at    timestamptz,
    heartbeat_at  timestamptz,
    ended_at      timestamptz,
    PRIMARY KEY (account_id, id),
    FOREIGN KEY (account_id, batch_id) REFERENCES job_batches (account_id, id) ON DELETE CASCADE,
    CHECK ((state IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL)),
    CHECK (state <> 'failed' OR error IS NOT NULL)
);
CREATE UNIQUE INDEX jobs_one_live_per_target ON jobs (account_id, kind, target_id)
    WHERE state IN ('queued', 'running') AND target_id IS NOT NULL;
CREATE INDEX jobs_by_batch ON jobs (account_id, batch_id, state);
CREATE INDEX jobs_live ON jobs (account_id, state) WHERE state IN ('queued', 'running');
CREATE INDEX jobs_ended ON jobs (account_id, ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX jobs_running ON jobs (heartbeat_at) WHERE state = 'running';
CALL protect_tenant_table('jobs');

-- Tells watching pages that a job moved; the listener reads the row through the guard.
CREATE FUNCTION announce_job() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM pg_notify('igny8_jobs', NEW.account_id::text || ' ' || NEW.id::text);
    RETURN NULL;
END
$$;
CREATE TRIGGER jobs_announce AFTER INSERT OR UPDATE ON jobs
    FOR EACH ROW EXECUTE FUNCTION announce_job();

-- Hands a job to the queue in the caller's transaction. The queue's tables belong to the owner, hence the definer's rights.
-- Priority (lower is sooner) is the job's place in its own account's backlog: accounts take turns, and ten thousand
-- jobs of one do not hold up the next one's first.
CREATE FUNCTION enqueue_job(account uuid, job uuid, at timestamptz, place bigint)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
BEGIN
    IF current_account() IS NOT NULL AND current_account() <> account THEN
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
REVOKE ALL ON FUNCTION enqueue_job FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_job TO igny8_app, igny8_system;
