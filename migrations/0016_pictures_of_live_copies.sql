-- A live copy is one of a text and of its pictures: what was changed of either since is known, whatever becomes of the
-- job that was to send it.

-- how often the pictures that readers see have changed
ALTER TABLE contents ADD COLUMN pictures_version integer NOT NULL DEFAULT 1 CHECK (pictures_version > 0);
-- the pictures that are live
ALTER TABLE publications ADD COLUMN pictures_version integer;

-- What an article whose text is live differs in are its pictures.
SET LOCAL ROLE igny8_system;
UPDATE contents c
   SET pictures_version = 2
 WHERE site_status = 'changed'
   AND EXISTS (SELECT FROM publications p WHERE p.account_id = c.account_id AND p.content_id = c.id AND p.version = c.version);
UPDATE publications SET pictures_version = 1 WHERE version IS NOT NULL;
RESET ROLE;
