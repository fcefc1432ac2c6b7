-- What can still be taken back is listed, the latest first.
CREATE INDEX undo_records_open ON undo_records (account_id, created_at) WHERE undone_at IS NULL;
