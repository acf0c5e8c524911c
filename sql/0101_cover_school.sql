-- Absences and cover belong to a school (its number for ever, 0: staff of the zone), so that each
-- is read and changed by those who may there. release: for a lab, not because somebody is away.
ALTER TABLE cover_absence ADD COLUMN school_id {int} NOT NULL DEFAULT 0;
ALTER TABLE cover_given ADD COLUMN school_id {int} NOT NULL DEFAULT 0;
ALTER TABLE cover_given ADD COLUMN release {int} NOT NULL DEFAULT 0;
