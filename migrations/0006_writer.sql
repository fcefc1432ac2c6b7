-- Tasks, content and its revisions, images.

CREATE TABLE tasks (
    account_id       uuid NOT NULL,
    id               uuid NOT NULL,
    site_id          uuid NOT NULL,
    sector_id        uuid NOT NULL,
    cluster_id       uuid,
    idea_id          uuid,
    title            text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 300),
    outline          jsonb NOT NULL,
    primary_keyword  text NOT NULL,
    keywords         text[] NOT NULL DEFAULT '{}',
    content_type     text NOT NULL CHECK (content_type IN ('post', 'page', 'product', 'taxonomy')),
    structure        text NOT NULL,
    target_words     integer NOT NULL CHECK (target_words BETWEEN 500 AND 5000),
    audience         text NOT NULL DEFAULT '',
    tone             text NOT NULL DEFAULT '',
    status           text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'in_progress', 'completed', 'failed')),
    failure          text,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    deleted_at       timestamptz,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, sector_id, id),
    FOREIGN KEY (account_id, site_id, sector_id) REFERENCES sectors (account_id, site_id, id),
    FOREIGN KEY (account_id, sector_id, cluster_id) REFERENCES clusters (account_id, sector_id, id),
    FOREIGN KEY (account_id, sector_id, idea_id) REFERENCES ideas (account_id, sector_id, id),
    CHECK ((status = 'failed') = (failure IS NOT NULL))
);
-- an idea becomes one task, once
CREATE UNIQUE INDEX tasks_one_per_idea ON tasks (account_id, idea_id) WHERE idea_id IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX tasks_of_site ON tasks (account_id, site_id, id) WHERE deleted_at IS NULL;
CALL protect_tenant_table('tasks');

-- Sections already written (and paid) of an article on its way; gone when the article is whole.
CREATE TABLE task_sections (
    account_id  uuid NOT NULL,
    task_id     uuid NOT NULL,
    position    integer NOT NULL,
    heading     text NOT NULL,
    html        text NOT NULL,
    words       integer NOT NULL,
    -- what writing it used; charged when the article is whole
    tokens      bigint NOT NULL,
    PRIMARY KEY (account_id, task_id, position),
    FOREIGN KEY (account_id, task_id) REFERENCES tasks (account_id, id) ON DELETE CASCADE
);
CALL protect_tenant_table('task_sections');

CREATE TABLE contents (
    account_id        uuid NOT NULL,
    id                uuid NOT NULL,
    site_id           uuid NOT NULL,
    sector_id         uuid NOT NULL,
    cluster_id        uuid,
    task_id           uuid,
    title             text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 300),
    slug              text NOT NULL CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND char_length(slug) <= 200),
    -- sanitised HTML
    body              text NOT NULL,
    excerpt           text NOT NULL DEFAULT '',
    words             integer NOT NULL DEFAULT 0,
    meta_title        text NOT NULL DEFAULT '',
    meta_description  text NOT NULL DEFAULT '',
    primary_keyword   text NOT NULL DEFAULT '',
    keywords          text[] NOT NULL DEFAULT '{}',
    categories        text[] NOT NULL DEFAULT '{}',
    tags              text[] NOT NULL DEFAULT '{}',
    content_type      text NOT NULL CHECK (content_type IN ('post', 'page', 'product', 'taxonomy')),
    structure         text NOT NULL,
    language          text NOT NULL DEFAULT 'en',
    source            text NOT NULL DEFAULT 'igny8' CHECK (source IN ('igny8', 'wordpress')),
    -- written by the sandbox: sample text, said so wherever it is shown
    sample            boolean NOT NULL DEFAULT false,
    model             text NOT NULL DEFAULT '',
    status            text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'review', 'approved')),
    review_note       text,
    approved_by       uuid REFERENCES users (id),
    approved_at       timestamptz,
    site_status       text NOT NULL DEFAULT 'not_published'
        CHECK (site_status IN ('not_published', 'scheduled', 'publishing', 'published', 'failed', 'changed')),
    -- counts saves; a save names the one it started from, so that the later of two never silently wins
    version           integer NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    deleted_at        timestamptz,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, site_id, id),
    FOREIGN KEY (account_id, site_id, sector_id) REFERENCES sectors (account_id, site_id, id),
    FOREIGN KEY (account_id, sector_id, cluster_id) REFERENCES clusters (account_id, sector_id, id),
    FOREIGN KEY (account_id, sector_id, task_id) REFERENCES tasks (account_id, sector_id, id),
    CHECK ((status = 'approved') = (approved_at IS NOT NULL))
);
CREATE UNIQUE INDEX contents_one_per_task ON contents (account_id, task_id) WHERE task_id IS NOT NULL AND deleted_at IS NULL;
CREATE UNIQUE INDEX contents_by_slug ON contents (account_id, site_id, slug) WHERE deleted_at IS NULL;
CREATE INDEX contents_of_site ON contents (account_id, site_id, id) WHERE deleted_at IS NULL;
CALL protect_tenant_table('contents');

CREATE TABLE content_revisions (
    account_id  uuid NOT NULL,
    content_id  uuid NOT NULL,
    version     integer NOT NULL,
    title       text NOT NULL,
    body        text NOT NULL,
    words       integer NOT NULL,
    reason      text NOT NULL CHECK (reason IN ('generated', 'edited', 'restored', 'pulled_from_site')),
    user_id     uuid REFERENCES users (id),
    at          timestamptz NOT NULL,
    PRIMARY KEY (account_id, content_id, version),
    FOREIGN KEY (account_id, content_id) REFERENCES contents (account_id, id) ON DELETE CASCADE
);
CALL protect_tenant_table('content_revisions');

CREATE TABLE images (
    account_id     uuid NOT NULL,
    id             uuid NOT NULL,
    site_id        uuid NOT NULL,
    content_id     uuid NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('featured', 'in_article')),
    position       integer NOT NULL CHECK (position BETWEEN 0 AND 8),
    prompt         text NOT NULL CHECK (char_length(prompt) BETWEEN 1 AND 4000),
    alt            text NOT NULL DEFAULT '' CHECK (char_length(alt) <= 300),
    caption        text NOT NULL DEFAULT '' CHECK (char_length(caption) <= 300),
    -- the heading that a picture in the article stands under
    after_heading  text NOT NULL DEFAULT '',
    status         text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'generated', 'failed')),
    -- why the last try failed; a picture that was made before stays
    failure        text,
    -- counts the pictures that were asked for or brought; a job makes the one of its own round and no other
    round          integer NOT NULL DEFAULT 0 CHECK (round >= 0),
    -- the object store's key of the full-size WebP
    file_key       text,
    width          integer CHECK (width > 0),
    height         integer CHECK (height > 0),
    bytes          bigint CHECK (bytes > 0),
    model          text NOT NULL DEFAULT '',
    credits        bigint NOT NULL DEFAULT 0,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, content_id, kind, position),
    FOREIGN KEY (account_id, site_id, content_id) REFERENCES contents (account_id, site_id, id) ON DELETE CASCADE,
    CHECK ((status = 'generated') = (file_key IS NOT NULL)),
    CHECK (status <> 'failed' OR failure IS NOT NULL)
);
CREATE INDEX images_of_site ON images (account_id, site_id, id);
CALL protect_tenant_table('images');
