-- The plan of the year, as it stands and as it stood: a lab that moves closes its row and begins
-- another.
CREATE TABLE year_version (
	zone_id    {int} NOT NULL,
	version    {int} NOT NULL,
	made_ms    {int} NOT NULL,
	account_id {int} NOT NULL, -- 0: the command line
	note       TEXT  NOT NULL,
	n_changes  {int} NOT NULL,
	PRIMARY KEY (zone_id, version)
) {strict};

CREATE TABLE year_lab (
	zone_id       {int} NOT NULL,
	plan          TEXT  NOT NULL, -- code of lab_plans.csv
	number        {int} NOT NULL,
	since_version {int} NOT NULL,
	until_version {int},          -- not in this version any more; NULL: still there
	date          {int},          -- days since 1970; NULL: no date
	locked        {int} NOT NULL,
	reason        TEXT  NOT NULL,
	host_1        TEXT  NOT NULL, -- codes of classes, or ''
	host_2        TEXT  NOT NULL,
	PRIMARY KEY (zone_id, plan, number, since_version)
) {strict};
