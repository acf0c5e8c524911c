-- Who is signed in. A token is never stored, only its hash under the key below.

CREATE TABLE session (
	zone_id    {int} NOT NULL,
	id         {int} NOT NULL,
	hash       {bytes} NOT NULL,
	account_id {int} NOT NULL,
	stage      {int} NOT NULL CHECK (stage IN (0, 1)), -- 0: the second factor is still missing
	created_ms {int} NOT NULL,
	seen_ms    {int} NOT NULL, -- written at most once a minute
	expires_ms {int} NOT NULL, -- whatever happens
	address    TEXT NOT NULL,
	agent      TEXT NOT NULL,
	PRIMARY KEY (zone_id, id),
	FOREIGN KEY (zone_id, account_id) REFERENCES account (zone_id, id)
) {strict};

CREATE UNIQUE INDEX session_hash ON session (zone_id, hash);
CREATE INDEX session_account ON session (zone_id, account_id);

-- A sign-in at another provider, between going there and coming back.
CREATE TABLE oidc_flow (
	zone_id    {int} NOT NULL,
	state_hash {bytes} NOT NULL,
	visitor    {bytes} NOT NULL, -- hash of the browser's cookie: the same browser comes back
	secrets    {bytes} NOT NULL, -- nonce and verifier, sealed
	target     TEXT NOT NULL,    -- the page wanted first
	expires_ms {int} NOT NULL,
	PRIMARY KEY (zone_id, state_hash)
) {strict};

-- The key of the installation, where it does not come from a file of its own.
CREATE TABLE auth_key (
	zone_id {int} NOT NULL,
	bytes   {bytes} NOT NULL,
	PRIMARY KEY (zone_id)
) {strict};
