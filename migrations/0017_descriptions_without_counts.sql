-- What describes a cluster says what it is about. How many keywords it has changes with every one that comes or goes,
-- and is counted when it is looked at.

-- Rows are looked at as the role that sees all of them: the owner of a table under the guard need not.
SET LOCAL ROLE igny8_system;
UPDATE clusters
   SET description = regexp_replace(description, '^[0-9]+ keywords? about ', 'About ')
 WHERE description ~ '^[0-9]+ keywords? about ';
UPDATE clusters
   SET description = ''
 WHERE description ~ '^[0-9]+ keywords?\.$';
-- and as they come back when a run is taken back
UPDATE cluster_runs
   SET former = regexp_replace(
           regexp_replace(former::text, '("description": ")[0-9]+ keywords? about ', '\1About ', 'g'),
           '("description": ")[0-9]+ keywords?\."', '\1"', 'g')::jsonb
 WHERE former::text ~ '"description": "[0-9]+ keywords?( about |\.")';
RESET ROLE;
