-- The connection to a site's WordPress, what was published there, and every exchange with it.

CREATE TABLE integrations (
    account_id     uuid NOT NULL,
    id             uuid NOT NULL,
    site_id        uuid NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('wordpress')),
    address        text NOT NULL,
    username       text NOT NULL,
    -- XChaCha20-Poly1305, bound to table, column and row
    secret         bytea NOT NULL,
    state          text NOT NULL DEFAULT 'untested' CHECK (state IN ('untested', 'connected', 'broken')),
    -- the doctor's last report (app::integrations::connection::Report)
    report         jsonb,
    tested_at      timestamptz,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, site_id, kind),
    FOREIGN KEY (account_id, site_id) REFERENCES sites (account_id, id)
);
CALL protect_tenant_table('integrations');

CREATE TABLE publications (
    account_id       uuid NOT NULL,
    content_id       uuid NOT NULL,
    site_id          uuid NOT NULL,
    -- the REST root that the number belongs to: on another site it would be somebody else's post
    remote_root      text NOT NULL DEFAULT '',
    remote_id        bigint,
    remote_url       text,
    remote_status    text,
    -- the content's version that is live
    version          integer,
    -- what read-back found different (app::publishing::Difference)
    differences      jsonb NOT NULL DEFAULT '[]',
    verified_at      timestamptz,
    error_code       text,
    error            text,
    updated_at       timestamptz NOT NULL,
    PRIMARY KEY (account_id, content_id),
    UNIQUE (account_id, site_id, remote_root, remote_id),
    FOREIGN KEY (account_id, site_id, content_id) REFERENCES contents (account_id, site_id, id)
);
CALL protect_tenant_table('publications');

-- Pictures already in the site's media library, so that a retry does not upload them twice.
CREATE TABLE published_images (
    account_id  uuid NOT NULL,
    image_id    uuid NOT NULL,
    -- which file was sent: another file of the same image is sent anew
    file_key    text NOT NULL,
    -- whose media library
    remote_root text NOT NULL,
    remote_id   bigint NOT NULL,
    remote_url  text NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (account_id, image_id),
    FOREIGN KEY (account_id, image_id) REFERENCES images (account_id, id) ON DELETE CASCADE
);
CALL protect_tenant_table('published_images');

CREATE TABLE sync_events (
    account_id   uuid NOT NULL REFERENCES accounts (id),
    id           uuid NOT NULL,
    site_id      uuid NOT NULL,
    content_id   uuid,
    direction    text NOT NULL CHECK (direction IN ('push', 'pull')),
    action       text NOT NULL,
    outcome      text NOT NULL CHECK (outcome IN ('succeeded', 'failed')),
    remote_id    bigint,
    message      text,
    duration_ms  bigint NOT NULL,
    at           timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE INDEX sync_events_recent ON sync_events (account_id, site_id, at DESC);
CALL protect_tenant_table('sync_events');
