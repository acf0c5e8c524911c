-- Plans in force. A plan is adopted for a school (or all: '') from a date on, and then never
-- changed: what holds on a date is the last one adopted for that date. One that was taken back
-- stays, with who did it and when.
CREATE TABLE week_adopted (
	zone_id       {int} NOT NULL,
	id            {int} NOT NULL,
	school        TEXT  NOT NULL, -- code, '': all schools
	from_date     {int} NOT NULL, -- days since 1970-01-01
	bookings      TEXT  NOT NULL, -- CSV (src/parts/week/week_file.h)
	zone_version  {int} NOT NULL, -- of the zone that it was made for
	scenario_id   {int} NOT NULL, -- 0: none
	note          TEXT  NOT NULL,
	account_id    {int} NOT NULL, -- 0: the command line
	made_ms       {int} NOT NULL,
	withdrawn_by  {int},          -- NULL: in force
	withdrawn_ms  {int},
	PRIMARY KEY (zone_id, id)
) {strict};

CREATE INDEX week_adopted_from ON week_adopted (zone_id, school, from_date);
