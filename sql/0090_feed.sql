-- Secret addresses of calendars. Whoever knows an address may read the calendar: the database
-- knows only its keyed hash. memory is what readers were last told (src/kit/feed/feed_memory.h).
CREATE TABLE feed (
	zone_id    {int} NOT NULL,
	id         {int} NOT NULL,
	account_id {int} NOT NULL, -- whose it is
	subject    TEXT  NOT NULL, -- of what: the key of a row, "people/HH-T10"
	hash       {bytes} NOT NULL,
	made_ms    {int} NOT NULL, -- the address, not the feed: it can be renewed
	ended_ms   {int} NOT NULL, -- 0: in use
	revision   {int} NOT NULL, -- of memory
	memory     TEXT  NOT NULL,
	PRIMARY KEY (zone_id, id),
	FOREIGN KEY (zone_id, account_id) REFERENCES account (zone_id, id)
) {strict};

CREATE UNIQUE INDEX feed_hash ON feed (zone_id, hash);
CREATE INDEX feed_account ON feed (zone_id, account_id);
