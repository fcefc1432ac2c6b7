-- Plans, accounts, people and their sessions.

CREATE TABLE plans (
    slug           text PRIMARY KEY,
    name           text NOT NULL,
    price_minor    bigint NOT NULL CHECK (price_minor >= 0),
    currency       text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    credits        bigint NOT NULL CHECK (credits >= 0),
    -- NULL: unlimited
    max_sites      bigint CHECK (max_sites > 0),
    max_users      bigint CHECK (max_users > 0),
    max_keywords   bigint CHECK (max_keywords > 0),
    sort           integer NOT NULL,
    active         boolean NOT NULL DEFAULT true
);
GRANT SELECT ON plans TO igny8_app;
GRANT SELECT, INSERT, UPDATE ON plans TO igny8_system;

INSERT INTO plans (slug, name, price_minor, currency, credits, max_sites, max_users, max_keywords, sort) VALUES
    ('free',    'Free',        0, 'USD',   100,    1,    1,   100, 1),
    ('starter', 'Starter',  4900, 'USD',  1000,    3,    3,  1000, 2),
    ('growth',  'Growth',  14900, 'USD',  5000,   10,   10,  5000, 3),
    ('scale',   'Scale',   34900, 'USD', 25000, NULL, NULL, 20000, 4);

CREATE TABLE accounts (
    id          uuid PRIMARY KEY,
    name        text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
    slug        text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND char_length(slug) <= 60),
    status      text NOT NULL CHECK (status IN ('trial', 'active', 'pending_payment', 'suspended', 'cancelled')),
    plan_slug   text NOT NULL REFERENCES plans (slug),
    time_zone   text NOT NULL DEFAULT 'UTC',
    country     text CHECK (country ~ '^[A-Z]{2}$'),
    created_at  timestamptz NOT NULL
);
ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY own_account ON accounts TO igny8_app USING (id = (SELECT current_account())) WITH CHECK (id = (SELECT current_account()));
CREATE POLICY every_account ON accounts TO igny8_system USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE ON accounts TO igny8_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts TO igny8_system;

CREATE TABLE users (
    id             uuid PRIMARY KEY,
    email          text NOT NULL CHECK (char_length(email) BETWEEN 3 AND 254),
    name           text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
    password_hash  text NOT NULL,
    theme          text NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
    staff          boolean NOT NULL DEFAULT false,
    active         boolean NOT NULL DEFAULT true,
    created_at     timestamptz NOT NULL
);
CREATE UNIQUE INDEX users_by_email ON users (lower(email));
-- People are no tenant's rows; the tenant role reads names only, to show who did what.
GRANT SELECT (id, name, email) ON users TO igny8_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON users TO igny8_system;

CREATE TABLE memberships (
    account_id  uuid NOT NULL REFERENCES accounts (id),
    user_id     uuid NOT NULL REFERENCES users (id),
    role        text NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'viewer')),
    active      boolean NOT NULL DEFAULT true,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (account_id, user_id)
);
CREATE UNIQUE INDEX memberships_one_owner ON memberships (account_id) WHERE role = 'owner';
CREATE INDEX memberships_by_user ON memberships (user_id);
CALL protect_tenant_table('memberships');

CREATE TABLE sessions (
    -- SHA-256 of the cookie's value
    token_hash    bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    user_id       uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    account_id    uuid NOT NULL,
    created_at    timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    -- idle and absolute limits, whichever comes first
    expires_at    timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL,
    ended_reason  text CHECK (ended_reason IN ('signed_out', 'session_revoked', 'password_changed')),
    ip            text,
    user_agent    text,
    FOREIGN KEY (account_id, user_id) REFERENCES memberships (account_id, user_id) ON DELETE CASCADE
);
CREATE INDEX sessions_by_user ON sessions (user_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO igny8_system;

CREATE TABLE audit_events (
    account_id  uuid NOT NULL REFERENCES accounts (id),
    id          uuid NOT NULL,
    -- NULL: the system
    user_id     uuid REFERENCES users (id),
    action      text NOT NULL,
    site_id     uuid,
    target_id   uuid,
    details     jsonb NOT NULL DEFAULT '{}',
    at          timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE INDEX audit_events_recent ON audit_events (account_id, at DESC, id DESC);
CREATE INDEX audit_events_recent_of_site ON audit_events (account_id, site_id, at DESC, id DESC);
CALL protect_tenant_table('audit_events');
REVOKE UPDATE, DELETE ON audit_events FROM igny8_app, igny8_system;
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
