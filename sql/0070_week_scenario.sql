-- Plans of the week as people work on them. A scenario begins as a list of bookings (CSV,
-- src/parts/week/week_file.h) that never changes; each step replaces lines of it, by number from 0.
-- What holds is the last step of a line that is not undone. Steps are never deleted.
CREATE TABLE week_scenario (
	zone_id     {int} NOT NULL,
	id          {int} NOT NULL,
	name        TEXT  NOT NULL,
	state       {int} NOT NULL, -- 0 draft, 1 the plan, 2 was the plan
	parent_id   {int} NOT NULL, -- copied from, 0: none
	made_ms     {int} NOT NULL,
	account_id  {int} NOT NULL,
	revision    {int} NOT NULL, -- grows with each change
	bookings    TEXT  NOT NULL,
	report      TEXT  NOT NULL, -- sentences of the solver, one a line
	PRIMARY KEY (zone_id, id)
) {strict};

CREATE TABLE week_step (
	zone_id     {int} NOT NULL,
	scenario_id {int} NOT NULL,
	step        {int} NOT NULL, -- from 1
	line        {int} NOT NULL, -- of the bookings, from 0; a step may change several
	revision    {int} NOT NULL, -- of the scenario, when it was made, undone or redone
	account_id  {int} NOT NULL,
	made_ms     {int} NOT NULL,
	undone      {int} NOT NULL,
	before      TEXT  NOT NULL,
	after       TEXT  NOT NULL,
	what        TEXT  NOT NULL, -- a sentence
	PRIMARY KEY (zone_id, scenario_id, step, line)
) {strict};

-- Accounts of a demonstration, with their passwords for everybody to read: only `weft demo`
-- writes here, and only into a database that it has made itself.
CREATE TABLE demo_account (
	zone_id  {int} NOT NULL,
	place    {int} NOT NULL,
	email    TEXT  NOT NULL,
	name     TEXT  NOT NULL,
	role     TEXT  NOT NULL,
	password TEXT  NOT NULL,
	PRIMARY KEY (zone_id, place)
) {strict};
