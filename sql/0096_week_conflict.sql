-- What a job that planned around the locks found to be impossible: why, and what would help.
-- remedy 0 is the conflict itself, from 1 its remedies.
CREATE TABLE week_conflict (
	zone_id   {int} NOT NULL,
	job_id    {int} NOT NULL,
	place     {int} NOT NULL, -- of the conflict, from 1
	remedy    {int} NOT NULL,
	sentence  TEXT  NOT NULL,
	price     TEXT  NOT NULL, -- "$13,000 a year", or empty
	patch     TEXT  NOT NULL, -- rows of the zone that it changes (src/parts/week/week_patch.h)
	PRIMARY KEY (zone_id, job_id, place, remedy)
) {strict};

-- A scenario may count on rows of the zone that are not so yet.
ALTER TABLE week_scenario ADD COLUMN patch TEXT NOT NULL DEFAULT '';
