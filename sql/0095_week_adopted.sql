-- One source for what is in force: week_adopted. Whether a scenario is the plan follows from it
-- and is stored nowhere else.
ALTER TABLE week_adopted ADD COLUMN revision {int} NOT NULL DEFAULT 0; -- of the scenario, then

-- What was the plan so far is in force from the day on which it was made. Where it was changed by
-- hand since, it becomes a draft: adopt it again.
INSERT INTO week_adopted (zone_id, id, school, from_date, bookings, zone_version, scenario_id,
	note, account_id, made_ms, revision)
SELECT s.zone_id, s.id, '', s.made_ms / 86400000, s.bookings, 0, s.id, '', s.account_id, s.made_ms,
	s.revision
  FROM week_scenario s
 WHERE s.state = 1
   AND NOT EXISTS (SELECT 1 FROM week_step t
		    WHERE t.zone_id = s.zone_id AND t.scenario_id = s.id AND t.undone = 0);

ALTER TABLE week_scenario DROP COLUMN state;

-- A step that a browser sends again, because the answer was lost on the way, is taken once.
ALTER TABLE week_step ADD COLUMN once TEXT NOT NULL DEFAULT '';
