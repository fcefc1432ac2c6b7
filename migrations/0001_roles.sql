-- The two roles the product works as. Nobody signs in as them: the server's connections switch to one with SET ROLE.
--   igny8_app     tenant work; subject to row-level security on every tenant table
--   igny8_system  what has no tenant yet or spans them: sign-in, job dispatch, `igny8 check`
-- Roles belong to the whole cluster, so another database of the same cluster may have made them already.
DO $$
BEGIN
    PERFORM pg_advisory_xact_lock(4919);
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'igny8_app') THEN
        CREATE ROLE igny8_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'igny8_system') THEN
        CREATE ROLE igny8_system NOLOGIN NOSUPERUSER NOBYPASSRLS;
    END IF;
    IF NOT pg_has_role(current_user, 'igny8_app', 'MEMBER') THEN
        EXECUTE format('GRANT igny8_app TO %I', current_user);
    END IF;
    IF NOT pg_has_role(current_user, 'igny8_system', 'MEMBER') THEN
        EXECUTE format('GRANT igny8_system TO %I', current_user);
    END IF;
END
$$;

GRANT USAGE ON SCHEMA public TO igny8_app, igny8_system;

-- The account of the current transaction; NULL outside one, so that a forgotten guard sees no rows.
CREATE FUNCTION current_account() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('app.account_id', true), '')::uuid $$;

-- Puts a table under the guard: tenants see their own rows, the system role sees all.
CREATE PROCEDURE protect_tenant_table(target regclass)
LANGUAGE plpgsql
AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    EXECUTE format(
        'CREATE POLICY own_account ON %s TO igny8_app
             USING (account_id = (SELECT current_account()))
             WITH CHECK (account_id = (SELECT current_account()))', target);
    EXECUTE format('CREATE POLICY every_account ON %s TO igny8_system USING (true) WITH CHECK (true)', target);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO igny8_app, igny8_system', target);
END
$$;

-- For tables whose rows are history: they are written once.
CREATE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION '% rows are never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;
