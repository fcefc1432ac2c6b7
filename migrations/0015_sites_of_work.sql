-- Work and what is kept of it name sites of their own account, as keywords and articles do.

-- Rows are looked at as the role that sees all of them: the owner of a table under the guard need not.
SET LOCAL ROLE igny8_system;
UPDATE job_batches b
   SET site_id = NULL
 WHERE site_id IS NOT NULL
   AND NOT EXISTS (SELECT FROM sites s WHERE s.account_id = b.account_id AND s.id = b.site_id);
UPDATE jobs j
   SET site_id = NULL
 WHERE site_id IS NOT NULL
   AND NOT EXISTS (SELECT FROM sites s WHERE s.account_id = j.account_id AND s.id = j.site_id);
UPDATE ai_calls c
   SET site_id = NULL
 WHERE site_id IS NOT NULL
   AND NOT EXISTS (SELECT FROM sites s WHERE s.account_id = c.account_id AND s.id = c.site_id);
-- shown with their site alone
DELETE FROM sync_events e
 WHERE NOT EXISTS (SELECT FROM sites s WHERE s.account_id = e.account_id AND s.id = e.site_id);
RESET ROLE;

-- A deleted site keeps its row, so its history stays readable. Whoever removes such rows decides what becomes of the
-- history, and makes the indexes for it: until then nothing asks for one.
ALTER TABLE job_batches ADD FOREIGN KEY (account_id, site_id) REFERENCES sites (account_id, id);
ALTER TABLE jobs ADD FOREIGN KEY (account_id, site_id) REFERENCES sites (account_id, id);
ALTER TABLE ai_calls ADD FOREIGN KEY (account_id, site_id) REFERENCES sites (account_id, id);
ALTER TABLE sync_events ADD FOREIGN KEY (account_id, site_id) REFERENCES sites (account_id, id);
