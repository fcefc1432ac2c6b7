-- Sites, keywords, clusters, ideas.

CREATE TABLE industries (
    id    uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    slug  text NOT NULL UNIQUE,
    name  text NOT NULL UNIQUE
);
CREATE TABLE industry_sectors (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    industry_id  uuid NOT NULL REFERENCES industries (id),
    slug         text NOT NULL,
    name         text NOT NULL,
    UNIQUE (industry_id, slug)
);
GRANT SELECT ON industries, industry_sectors TO igny8_app;
GRANT SELECT, INSERT, UPDATE ON industries, industry_sectors TO igny8_system;

CREATE TABLE sites (
    account_id   uuid NOT NULL REFERENCES accounts (id),
    id           uuid NOT NULL,
    name         text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
    url          text NOT NULL CHECK (char_length(url) BETWEEN 4 AND 2000),
    description  text NOT NULL DEFAULT '',
    industry_id  uuid NOT NULL REFERENCES industries (id),
    platform     text NOT NULL DEFAULT 'wordpress' CHECK (platform IN ('wordpress', 'custom')),
    language     text NOT NULL DEFAULT 'en' CHECK (language ~ '^[a-z]{2}$'),
    status       text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive')),
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    deleted_at   timestamptz,
    PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX sites_by_url ON sites (account_id, lower(url)) WHERE deleted_at IS NULL;
CALL protect_tenant_table('sites');

CREATE TABLE sectors (
    account_id          uuid NOT NULL,
    id                  uuid NOT NULL,
    site_id             uuid NOT NULL,
    industry_sector_id  uuid NOT NULL REFERENCES industry_sectors (id),
    name                text NOT NULL,
    active              boolean NOT NULL DEFAULT true,
    PRIMARY KEY (account_id, id),
    -- lets the rows below prove that their sector is one of their site
    UNIQUE (account_id, site_id, id),
    UNIQUE (account_id, site_id, industry_sector_id),
    FOREIGN KEY (account_id, site_id) REFERENCES sites (account_id, id)
);
CALL protect_tenant_table('sectors');

CREATE TABLE clusters (
    account_id          uuid NOT NULL,
    id                  uuid NOT NULL,
    site_id             uuid NOT NULL,
    sector_id           uuid NOT NULL,
    name                text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    description         text NOT NULL DEFAULT '',
    primary_keyword_id  uuid,
    intent              text CHECK (intent IN ('informational', 'commercial', 'transactional', 'navigational')),
    status              text NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'mapped')),
    disabled            boolean NOT NULL DEFAULT false,
    -- edited by a person: clustering adds to it and never breaks it up
    locked              boolean NOT NULL DEFAULT false,
    cohesion            real CHECK (cohesion BETWEEN 0 AND 1),
    run_id              uuid,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    deleted_at          timestamptz,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, sector_id, id),
    FOREIGN KEY (account_id, site_id, sector_id) REFERENCES sectors (account_id, site_id, id)
);
CREATE UNIQUE INDEX clusters_by_name ON clusters (account_id, sector_id, lower(name)) WHERE deleted_at IS NULL;
CREATE INDEX clusters_of_site ON clusters (account_id, site_id, id) WHERE deleted_at IS NULL;
CALL protect_tenant_table('clusters');

CREATE TABLE keywords (
    account_id   uuid NOT NULL,
    id           uuid NOT NULL,
    site_id      uuid NOT NULL,
    sector_id    uuid NOT NULL,
    keyword      text NOT NULL CHECK (char_length(keyword) BETWEEN 1 AND 200),
    -- clustering::normalise: what makes two spellings the same keyword. Longer than the keyword where scripts without
    -- spaces get one after each character.
    normalised   text NOT NULL CHECK (char_length(normalised) BETWEEN 1 AND 400),
    volume       bigint CHECK (volume >= 0),
    difficulty   smallint CHECK (difficulty BETWEEN 0 AND 100),
    -- cost per click in minor units of the currency of whoever exported it
    cpc_minor    bigint CHECK (cpc_minor >= 0),
    intent       text CHECK (intent IN ('informational', 'commercial', 'transactional', 'navigational')),
    country      text NOT NULL DEFAULT '' CHECK (country ~ '^([A-Z]{2})?$'),
    cluster_id   uuid,
    status       text NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'mapped')),
    disabled     boolean NOT NULL DEFAULT false,
    source       text NOT NULL,
    -- why it is in its cluster: neighbours, runner-up, terms (app::planner::cluster::Explanation)
    explanation  jsonb,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    deleted_at   timestamptz,
    PRIMARY KEY (account_id, id),
    FOREIGN KEY (account_id, site_id, sector_id) REFERENCES sectors (account_id, site_id, id),
    FOREIGN KEY (account_id, sector_id, cluster_id) REFERENCES clusters (account_id, sector_id, id),
    -- mapped is said of a keyword exactly when it has its cluster
    CHECK ((status = 'mapped') = (cluster_id IS NOT NULL))
);
CREATE UNIQUE INDEX keywords_unique ON keywords (account_id, sector_id, normalised, country) WHERE deleted_at IS NULL;
CREATE INDEX keywords_by_added ON keywords (account_id, site_id, id) WHERE deleted_at IS NULL;
CREATE INDEX keywords_by_volume ON keywords (account_id, site_id, (coalesce(volume, -1)), id) WHERE deleted_at IS NULL;
CREATE INDEX keywords_by_difficulty ON keywords (account_id, site_id, (coalesce(difficulty, -1)), id) WHERE deleted_at IS NULL;
CREATE INDEX keywords_by_cpc ON keywords (account_id, site_id, (coalesce(cpc_minor, -1)), id) WHERE deleted_at IS NULL;
CREATE INDEX keywords_by_text ON keywords (account_id, site_id, normalised COLLATE "C", id) WHERE deleted_at IS NULL;
CREATE INDEX keywords_of_cluster ON keywords (account_id, cluster_id) WHERE deleted_at IS NULL AND cluster_id IS NOT NULL;
CREATE INDEX keywords_waiting ON keywords (account_id, sector_id) WHERE deleted_at IS NULL AND cluster_id IS NULL AND NOT disabled;
CALL protect_tenant_table('keywords');
ALTER TABLE clusters ADD FOREIGN KEY (account_id, primary_keyword_id) REFERENCES keywords (account_id, id);

-- An upload on its way from file to keywords.
CREATE TABLE imports (
    account_id   uuid NOT NULL,
    id           uuid NOT NULL,
    site_id      uuid NOT NULL,
    sector_id    uuid NOT NULL,
    user_id      uuid REFERENCES users (id),
    file_name    text NOT NULL,
    -- which tool's layout was recognised, the encoding, the delimiter, and which column is what
    layout       jsonb NOT NULL,
    -- where the upload lies in the data directory until it is imported
    file_key     text,
    state        text NOT NULL CHECK (state IN ('uploaded', 'importing', 'done', 'failed')),
    rows         bigint NOT NULL DEFAULT 0,
    imported     bigint NOT NULL DEFAULT 0,
    duplicates   bigint NOT NULL DEFAULT 0,
    rejected     bigint NOT NULL DEFAULT 0,
    over_limit   bigint NOT NULL DEFAULT 0,
    error        text,
    created_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    PRIMARY KEY (account_id, id),
    FOREIGN KEY (account_id, site_id, sector_id) REFERENCES sectors (account_id, site_id, id)
);
CALL protect_tenant_table('imports');

CREATE TABLE import_rejections (
    account_id  uuid NOT NULL,
    import_id   uuid NOT NULL,
    line        bigint NOT NULL,
    -- the row as it came, shortened
    content     text NOT NULL,
    reason      text NOT NULL,
    PRIMARY KEY (account_id, import_id, line),
    FOREIGN KEY (account_id, import_id) REFERENCES imports (account_id, id) ON DELETE CASCADE
);
CALL protect_tenant_table('import_rejections');

CREATE TABLE cluster_runs (
    account_id   uuid NOT NULL,
    id           uuid NOT NULL,
    site_id      uuid NOT NULL,
    sector_id    uuid NOT NULL,
    job_id       uuid,
    engine       text NOT NULL CHECK (engine IN ('lexical', 'embeddings', 'ai')),
    granularity  real NOT NULL,
    keywords     bigint NOT NULL,
    clusters     bigint NOT NULL,
    loose        bigint NOT NULL,
    duration_ms  bigint NOT NULL,
    -- the clusters that the run changed or emptied, as they were (app::planner::cluster::FormerCluster)
    former       jsonb NOT NULL DEFAULT '[]',
    -- how it can be taken back
    undo_id      uuid NOT NULL,
    created_at   timestamptz NOT NULL,
    undone_at    timestamptz,
    PRIMARY KEY (account_id, id),
    FOREIGN KEY (account_id, site_id, sector_id) REFERENCES sectors (account_id, site_id, id)
);
CREATE INDEX cluster_runs_recent ON cluster_runs (account_id, site_id, id);
CALL protect_tenant_table('cluster_runs');

-- Which keywords a run moved, from where to where, so that it can be taken back.
CREATE TABLE cluster_run_moves (
    account_id        uuid NOT NULL,
    run_id            uuid NOT NULL,
    keyword_id        uuid NOT NULL,
    from_cluster_id   uuid,
    to_cluster_id     uuid,
    from_explanation  jsonb,
    PRIMARY KEY (account_id, run_id, keyword_id),
    FOREIGN KEY (account_id, run_id) REFERENCES cluster_runs (account_id, id) ON DELETE CASCADE,
    FOREIGN KEY (account_id, keyword_id) REFERENCES keywords (account_id, id) ON DELETE CASCADE
);
CREATE INDEX cluster_run_moves_by_keyword ON cluster_run_moves (account_id, keyword_id);
CALL protect_tenant_table('cluster_run_moves');

CREATE TABLE ideas (
    account_id       uuid NOT NULL,
    id               uuid NOT NULL,
    site_id          uuid NOT NULL,
    sector_id        uuid NOT NULL,
    cluster_id       uuid,
    title            text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 300),
    -- app::planner::idea::Outline
    outline          jsonb NOT NULL,
    primary_keyword  text NOT NULL,
    content_type     text NOT NULL CHECK (content_type IN ('post', 'page', 'product', 'taxonomy')),
    structure        text NOT NULL CHECK (structure IN (
        'article', 'guide', 'comparison', 'review', 'listicle', 'landing_page', 'business_page', 'service_page', 'general',
        'cluster_hub', 'product_page', 'category_archive', 'tag_archive', 'attribute_archive')),
    target_words     integer NOT NULL CHECK (target_words BETWEEN 500 AND 5000),
    audience         text NOT NULL DEFAULT '',
    tone             text NOT NULL DEFAULT '',
    -- the title of the idea or article it comes close to, when it does
    overlaps_with    text,
    status           text NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'queued', 'completed')),
    disabled         boolean NOT NULL DEFAULT false,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    deleted_at       timestamptz,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, sector_id, id),
    FOREIGN KEY (account_id, site_id, sector_id) REFERENCES sectors (account_id, site_id, id),
    FOREIGN KEY (account_id, sector_id, cluster_id) REFERENCES clusters (account_id, sector_id, id)
);
CREATE INDEX ideas_of_site ON ideas (account_id, site_id, id) WHERE deleted_at IS NULL;
CREATE INDEX ideas_of_cluster ON ideas (account_id, cluster_id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX ideas_one_hub ON ideas (account_id, cluster_id) WHERE structure = 'cluster_hub' AND deleted_at IS NULL;
CALL protect_tenant_table('ideas');

CREATE TABLE idea_keywords (
    account_id  uuid NOT NULL,
    idea_id     uuid NOT NULL,
    keyword_id  uuid NOT NULL,
    PRIMARY KEY (account_id, idea_id, keyword_id),
    FOREIGN KEY (account_id, idea_id) REFERENCES ideas (account_id, id) ON DELETE CASCADE,
    FOREIGN KEY (account_id, keyword_id) REFERENCES keywords (account_id, id)
);
CREATE INDEX idea_keywords_by_keyword ON idea_keywords (account_id, keyword_id);
CALL protect_tenant_table('idea_keywords');

-- What a bulk action did, so that it can be taken back for 30 days.
CREATE TABLE undo_records (
    account_id  uuid NOT NULL REFERENCES accounts (id),
    id          uuid NOT NULL,
    user_id     uuid REFERENCES users (id),
    -- app::kit::undo::Change
    change      jsonb NOT NULL,
    created_at  timestamptz NOT NULL,
    undone_at   timestamptz,
    PRIMARY KEY (account_id, id)
);
CALL protect_tenant_table('undo_records');
