-- From which date on a version of the year is meant (labs before it were history when it was made;
-- 0: the whole year), and who locked a lab when.
ALTER TABLE year_version ADD COLUMN from_date {int} NOT NULL DEFAULT 0;
ALTER TABLE year_lab ADD COLUMN locked_by TEXT NOT NULL DEFAULT '';
ALTER TABLE year_lab ADD COLUMN locked_ms {int} NOT NULL DEFAULT 0;
