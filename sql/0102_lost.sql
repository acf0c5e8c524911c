-- Minutes that somebody lost by standing in for others (src/parts/week/week_lost.h), and by what
-- they were paid back.
CREATE TABLE week_lost (
	zone_id   {int} NOT NULL,
	id        {int} NOT NULL,
	school_id {int} NOT NULL,
	date      {int} NOT NULL, -- days since 1970-01-01
	person    TEXT  NOT NULL, -- code; '': a team as a whole
	team      TEXT  NOT NULL, -- code, '': none
	kind      {int} NOT NULL, -- enum week_lost_kind
	minutes   {int} NOT NULL,
	PRIMARY KEY (zone_id, id)
) {strict};

CREATE INDEX week_lost_date ON week_lost (zone_id, date);

CREATE TABLE cover_repaid (
	zone_id    {int} NOT NULL,
	id         {int} NOT NULL,
	school_id  {int} NOT NULL,
	date       {int} NOT NULL,
	person     TEXT  NOT NULL, -- one of person and team is ''
	team       TEXT  NOT NULL,
	payment    {int} NOT NULL, -- enum cover_payment
	minutes    {int} NOT NULL,
	note       TEXT  NOT NULL,
	account_id {int} NOT NULL, -- 0: the command line
	made_ms    {int} NOT NULL,
	PRIMARY KEY (zone_id, id)
) {strict};
