-- How far a log also stands in a folder on this laptop's own disk: that is handed over, no copy.
ALTER TABLE given ADD COLUMN here INTEGER NOT NULL DEFAULT 0;
