-- Publishing keeps what it left on a site, so that it sees what somebody else did there since.

ALTER TABLE publications
    -- what the site held when it was last read back (wordpress::Held)
    ADD COLUMN held         jsonb,
    -- what an attempt sent whose end never became known
    ADD COLUMN sent         jsonb,
    -- what was found changed on the site, until somebody decides
    ADD COLUMN found        jsonb,
    -- how often a post was asked for while none was known: from two on, an empty draft may have been left behind
    ADD COLUMN reservations integer NOT NULL DEFAULT 0 CHECK (reservations >= 0),
    -- the number is another article's by now; a site that was restored gives numbers out again
    ADD COLUMN replaced     boolean NOT NULL DEFAULT false;

-- A post belongs to one article, and the article that lost its number keeps knowing that it had one.
ALTER TABLE publications DROP CONSTRAINT publications_account_id_site_id_remote_root_remote_id_key;
CREATE UNIQUE INDEX publications_one_article_a_post ON publications (account_id, site_id, remote_root, remote_id)
    WHERE NOT replaced;

-- Every picture that an article has in a library, those that it no longer shows included: they are removed there.
-- The rows of before say too little for that, and are not needed: a picture is found in the library by its name.
DROP TABLE published_images;
CREATE TABLE published_images (
    account_id  uuid NOT NULL,
    content_id  uuid NOT NULL,
    -- whose media library
    remote_root text NOT NULL,
    -- which file was sent: another file of the same picture is another row
    file_key    text NOT NULL,
    remote_id   bigint NOT NULL,
    remote_url  text NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (account_id, content_id, remote_root, file_key),
    FOREIGN KEY (account_id, content_id) REFERENCES contents (account_id, id) ON DELETE CASCADE
);
CALL protect_tenant_table('published_images');
