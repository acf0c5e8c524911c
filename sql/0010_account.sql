-- Who may use the program. Instants are UTC milliseconds, 0 is never.

CREATE TABLE account (
	zone_id         {int} NOT NULL,
	id              {int} NOT NULL,
	email           TEXT NOT NULL,
	email_key       TEXT NOT NULL, -- the address in small letters: how it is found
	name            TEXT NOT NULL,
	person_id       {int} NOT NULL, -- who they are in the school; 0: nobody
	password_hash   TEXT NOT NULL, -- argon2id; '' while there is none
	language        TEXT NOT NULL,
	theme           TEXT NOT NULL CHECK (theme IN ('auto', 'light', 'dark')),
	totp_secret     {bytes}, -- sealed under the key of the installation; NULL: no second factor
	totp_step       {int} NOT NULL, -- of the last code used: none works twice
	failures        {int} NOT NULL, -- wrong passwords and codes since the last success
	locked_until_ms {int} NOT NULL,
	disabled_ms     {int} NOT NULL,
	reset_asked_ms  {int} NOT NULL, -- they asked for a new password
	created_ms      {int} NOT NULL,
	signed_in_ms    {int} NOT NULL,
	PRIMARY KEY (zone_id, id)
) {strict};

CREATE UNIQUE INDEX account_email ON account (zone_id, email_key);

-- A role at a school, or with school 0 in the whole zone.
CREATE TABLE account_role (
	zone_id    {int} NOT NULL,
	account_id {int} NOT NULL,
	role       TEXT NOT NULL,
	school_id  {int} NOT NULL,
	granted_ms {int} NOT NULL,
	granted_by {int} NOT NULL, -- account; 0: the command line
	PRIMARY KEY (zone_id, account_id, role, school_id),
	FOREIGN KEY (zone_id, account_id) REFERENCES account (zone_id, id)
) {strict};

-- An identity at another provider: found by issuer and subject, never by address.
CREATE TABLE account_identity (
	zone_id    {int} NOT NULL,
	issuer     TEXT NOT NULL,
	subject    TEXT NOT NULL,
	account_id {int} NOT NULL,
	created_ms {int} NOT NULL,
	PRIMARY KEY (zone_id, issuer, subject),
	FOREIGN KEY (zone_id, account_id) REFERENCES account (zone_id, id)
) {strict};

-- Codes for the day the telephone is lost; each works once.
CREATE TABLE account_recovery (
	zone_id    {int} NOT NULL,
	account_id {int} NOT NULL,
	hash       {bytes} NOT NULL,
	used_ms    {int} NOT NULL,
	PRIMARY KEY (zone_id, account_id, hash),
	FOREIGN KEY (zone_id, account_id) REFERENCES account (zone_id, id)
) {strict};

-- Links that work once: an invitation, a new password.
CREATE TABLE account_link (
	zone_id    {int} NOT NULL,
	hash       {bytes} NOT NULL,
	account_id {int} NOT NULL,
	kind       TEXT NOT NULL CHECK (kind IN ('invite', 'reset')),
	created_ms {int} NOT NULL,
	created_by {int} NOT NULL,
	expires_ms {int} NOT NULL,
	used_ms    {int} NOT NULL,
	PRIMARY KEY (zone_id, hash),
	FOREIGN KEY (zone_id, account_id) REFERENCES account (zone_id, id)
) {strict};

CREATE INDEX account_link_account ON account_link (zone_id, account_id);
