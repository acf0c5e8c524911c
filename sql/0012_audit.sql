-- What must be possible to ask about later: sign-ins, changes of permission,
-- exports, reads of sensitive records. Rows are only added. Each carries a keyed
-- hash over itself and the one before, so that a missing or changed row shows.

CREATE TABLE audit (
	zone_id    {int} NOT NULL,
	seq        {int} NOT NULL, -- 1, 2, 3 ... without a gap
	at_ms      {int} NOT NULL,
	account_id {int} NOT NULL, -- who did it; 0: the command line, or nobody known
	action     TEXT NOT NULL,  -- "sign-in.done"
	target     TEXT NOT NULL,  -- what it was done to
	detail     TEXT NOT NULL,
	address    TEXT NOT NULL,
	hash       {bytes} NOT NULL,
	PRIMARY KEY (zone_id, seq)
) {strict};

CREATE INDEX audit_account ON audit (zone_id, account_id, seq);
CREATE INDEX audit_action ON audit (zone_id, action, seq);

-- The end of the chain: a lost tail shows too.
CREATE TABLE audit_head (
	zone_id {int} NOT NULL,
	seq     {int} NOT NULL,
	hash    {bytes} NOT NULL,
	PRIMARY KEY (zone_id)
) {strict};
