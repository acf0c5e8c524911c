-- What staff suggest for a plan of the week (src/parts/week/week_proposal.h), and what the members
-- of the leadership team say to it.
CREATE TABLE week_proposal (
	zone_id     {int} NOT NULL,
	id          {int} NOT NULL,
	school_id   {int} NOT NULL,
	scenario_id {int} NOT NULL,
	account_id  {int} NOT NULL,
	made_ms     {int} NOT NULL,
	line        {int} NOT NULL, -- of the plan, from 0
	before      TEXT  NOT NULL, -- that line as it was looked at
	wish        TEXT  NOT NULL, -- where it shall go: "day=4", "start=625", "give=T07", "put=GYM"
	what        TEXT  NOT NULL, -- the same as a sentence
	why         TEXT  NOT NULL,
	state       {int} NOT NULL, -- enum week_proposal_state
	decided_by  {int} NOT NULL, -- account, 0: nobody yet
	decided_ms  {int} NOT NULL,
	answer      TEXT  NOT NULL, -- of whoever decided
	PRIMARY KEY (zone_id, id)
) {strict};

CREATE INDEX week_proposal_school ON week_proposal (zone_id, school_id, state);

CREATE TABLE week_voice (
	zone_id     {int} NOT NULL,
	proposal_id {int} NOT NULL,
	account_id  {int} NOT NULL,
	in_favor    {int} NOT NULL, -- 1 for it, 0 against
	words       TEXT  NOT NULL,
	made_ms     {int} NOT NULL,
	PRIMARY KEY (zone_id, proposal_id, account_id)
) {strict};
