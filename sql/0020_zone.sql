-- The zone: every row of its files, as it stands and as it stood.
--
-- A row keeps the text of its line; docs/decisions/0070-zone-rows-as-lines.md says why. A change
-- closes a row and begins another, so that each version can be read again and undone.
CREATE TABLE zone_version (
	zone_id    {int} NOT NULL,
	version    {int} NOT NULL,
	made_ms    {int} NOT NULL,
	account_id {int} NOT NULL, -- 0: the command line
	note       TEXT  NOT NULL,
	undoes     {int} NOT NULL, -- a version, 0: none
	n_changes  {int} NOT NULL,
	PRIMARY KEY (zone_id, version)
) {strict};

CREATE TABLE zone_row (
	zone_id       {int} NOT NULL,
	file          TEXT  NOT NULL, -- "assignments"
	row_key       TEXT  NOT NULL, -- "assignments/PE8/WP/specialist/PE"
	since_version {int} NOT NULL,
	until_version {int},          -- not in this version any more; NULL: still there
	place         {int} NOT NULL, -- order in the file
	line          TEXT  NOT NULL, -- the canonical line, without its end
	PRIMARY KEY (zone_id, row_key, since_version)
) {strict};

CREATE INDEX zone_row_now ON zone_row (zone_id, until_version);

-- The number of a row for ever, whatever becomes of it: other parts refer to schools, people
-- and teams by it.
CREATE TABLE zone_key (
	zone_id {int} NOT NULL,
	row_key TEXT  NOT NULL,
	id      {int} NOT NULL,
	PRIMARY KEY (zone_id, row_key)
) {strict};

CREATE UNIQUE INDEX zone_key_id ON zone_key (zone_id, id);
