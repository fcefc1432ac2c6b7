-- Credits: a balance in two pools, the reservations that hold parts of it, and the ledger that explains it.

CREATE TABLE credit_balances (
    account_id  uuid PRIMARY KEY REFERENCES accounts (id),
    plan        bigint NOT NULL DEFAULT 0 CHECK (plan >= 0),
    bonus       bigint NOT NULL DEFAULT 0 CHECK (bonus >= 0)
);
CALL protect_tenant_table('credit_balances');
REVOKE DELETE ON credit_balances FROM igny8_app, igny8_system;

CREATE TABLE credit_reservations (
    account_id   uuid NOT NULL REFERENCES accounts (id),
    id           uuid NOT NULL,
    -- what the credits are for; the same key never charges twice
    key          text NOT NULL,
    operation    text NOT NULL CHECK (operation IN ('clustering', 'ideas', 'content', 'image_prompts', 'images')),
    job_id       uuid,
    plan         bigint NOT NULL CHECK (plan >= 0),
    bonus        bigint NOT NULL CHECK (bonus >= 0),
    state        text NOT NULL CHECK (state IN ('reserved', 'settled', 'released')),
    charged      bigint CHECK (charged >= 0 AND charged <= plan + bonus),
    -- the provider's answer, kept with the charge so that a retry after a crash never asks (or pays) again
    answer       jsonb,
    created_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, key),
    CHECK ((state = 'reserved') = (ended_at IS NULL)),
    CHECK ((state = 'settled') = (charged IS NOT NULL))
);
CREATE INDEX credit_reservations_open ON credit_reservations (account_id, job_id) WHERE state = 'reserved';
CALL protect_tenant_table('credit_reservations');
REVOKE DELETE ON credit_reservations FROM igny8_app, igny8_system;

CREATE TABLE credit_entries (
    account_id      uuid NOT NULL REFERENCES accounts (id),
    -- counts up within the account: the order in which the balance moved
    sequence        bigint NOT NULL,
    pool            text NOT NULL CHECK (pool IN ('plan', 'bonus')),
    kind            text NOT NULL CHECK (kind IN ('plan_reset', 'plan_expiry', 'package', 'reserve', 'settle', 'release', 'refund', 'adjustment')),
    amount          bigint NOT NULL,
    balance_after   bigint NOT NULL CHECK (balance_after >= 0),
    operation       text,
    reservation_id  uuid,
    user_id         uuid REFERENCES users (id),
    note            text,
    at              timestamptz NOT NULL,
    PRIMARY KEY (account_id, sequence),
    FOREIGN KEY (account_id, reservation_id) REFERENCES credit_reservations (account_id, id)
);
CREATE INDEX credit_entries_recent ON credit_entries (account_id, at DESC);
CREATE INDEX credit_entries_by_reservation ON credit_entries (account_id, reservation_id) WHERE reservation_id IS NOT NULL;
CALL protect_tenant_table('credit_entries');
REVOKE UPDATE, DELETE ON credit_entries FROM igny8_app, igny8_system;
CREATE TRIGGER credit_entries_append_only BEFORE UPDATE OR DELETE ON credit_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What an AI operation costs. One table, one truth: estimates and charges both read it.
CREATE TABLE ai_rates (
    model              text PRIMARY KEY,
    kind               text NOT NULL CHECK (kind IN ('text', 'image')),
    tokens_per_credit  bigint CHECK (tokens_per_credit > 0),
    credits_per_image  bigint CHECK (credits_per_image > 0),
    -- the provider's own price, for margin reports: micro-dollars
    input_micros_per_million   bigint NOT NULL DEFAULT 0,
    output_micros_per_million  bigint NOT NULL DEFAULT 0,
    image_micros               bigint NOT NULL DEFAULT 0,
    CHECK ((kind = 'text') = (tokens_per_credit IS NOT NULL)),
    CHECK ((kind = 'image') = (credits_per_image IS NOT NULL))
);
GRANT SELECT ON ai_rates TO igny8_app;
GRANT SELECT, INSERT, UPDATE ON ai_rates TO igny8_system;
INSERT INTO ai_rates (model, kind, tokens_per_credit, credits_per_image, input_micros_per_million, output_micros_per_million, image_micros) VALUES
    ('sandbox',        'text',  10000, NULL,       0,        0,      0),
    ('gpt-4o-mini',    'text',  10000, NULL,  150000,   600000,      0),
    ('gpt-4o',         'text',   1000, NULL, 2500000, 10000000,      0),
    ('claude-sonnet',  'text',   1000, NULL, 3000000, 15000000,      0),
    ('sandbox-image',  'image',  NULL,    1,       0,        0,      0),
    ('gpt-image-1',    'image',  NULL,    5,       0,        0,  42000),
    ('dall-e-3',       'image',  NULL,   15,       0,        0,  80000);

CREATE TABLE credit_minimums (
    operation  text PRIMARY KEY CHECK (operation IN ('clustering', 'ideas', 'content', 'image_prompts', 'images')),
    credits    bigint NOT NULL CHECK (credits >= 0)
);
GRANT SELECT ON credit_minimums TO igny8_app;
GRANT SELECT, INSERT, UPDATE ON credit_minimums TO igny8_system;
INSERT INTO credit_minimums (operation, credits) VALUES
    ('clustering', 1), ('ideas', 1), ('content', 1), ('image_prompts', 1), ('images', 1);

CREATE TABLE ai_calls (
    account_id     uuid NOT NULL REFERENCES accounts (id),
    id             uuid NOT NULL,
    site_id        uuid,
    job_id         uuid,
    user_id        uuid REFERENCES users (id),
    operation      text NOT NULL CHECK (operation IN ('clustering', 'ideas', 'content', 'image_prompts', 'images')),
    provider       text NOT NULL,
    model          text NOT NULL,
    status         text NOT NULL CHECK (status IN ('succeeded', 'failed')),
    error_class    text,
    tokens_in      bigint NOT NULL DEFAULT 0,
    tokens_out     bigint NOT NULL DEFAULT 0,
    cost_micros    bigint NOT NULL DEFAULT 0,
    duration_ms    bigint NOT NULL,
    -- bounded copy of an answer that could not be used, for finding out why
    raw_answer     text CHECK (char_length(raw_answer) <= 20000),
    at             timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE INDEX ai_calls_recent ON ai_calls (account_id, at DESC);
CREATE INDEX ai_calls_by_job ON ai_calls (account_id, job_id);
CALL protect_tenant_table('ai_calls');
