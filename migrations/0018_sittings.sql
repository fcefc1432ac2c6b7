-- Automatic saves of one sitting are one revision; what somebody saved on purpose stays.

-- when the sitting began whose automatic saves the revision holds; NULL for every other revision
ALTER TABLE content_revisions ADD COLUMN began_at timestamptz CHECK (began_at <= at);
