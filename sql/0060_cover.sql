-- Absences of the day and cover given. An absence says from when to when, and never why; it is kept
-- until the day is settled and then forgotten, so that nobody's pattern can be made of it.
CREATE TABLE cover_absence (
	zone_id    {int} NOT NULL,
	id         {int} NOT NULL,
	date       {int} NOT NULL,
	person     TEXT  NOT NULL,
	start      {int} NOT NULL, -- minutes from midnight
	until      {int} NOT NULL,
	entered_ms {int} NOT NULL,
	PRIMARY KEY (zone_id, id)
) {strict};

CREATE UNIQUE INDEX cover_absence_day ON cover_absence (zone_id, date, person, start);

CREATE TABLE cover_given (
	zone_id         {int} NOT NULL,
	id              {int} NOT NULL,
	date            {int} NOT NULL,
	class           TEXT  NOT NULL,
	source          {int} NOT NULL, -- 0: a substitute, 1: staff
	who             TEXT  NOT NULL, -- code of substitutes.csv or people.csv
	start           {int} NOT NULL,
	until           {int} NOT NULL,
	by_hand         {int} NOT NULL,
	acknowledged_ms {int},          -- NULL: not yet
	PRIMARY KEY (zone_id, id)
) {strict};

CREATE UNIQUE INDEX cover_given_day ON cover_given (zone_id, date, class, start);
