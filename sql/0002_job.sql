-- The queue (src/kit/jobs/job.h). Times are UTC milliseconds, 0 where not yet.
CREATE TABLE job (
  zone_id {int} NOT NULL,
  id {int} NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  priority {int} NOT NULL,
  account_id {int} NOT NULL,          -- 0: the program itself
  payload {bytes} NOT NULL,
  only_one_of TEXT,                   -- of which only one may be unfinished at a time
  not_before_ms {int} NOT NULL,
  created_ms {int} NOT NULL,
  started_ms {int} NOT NULL DEFAULT 0,
  finished_ms {int} NOT NULL DEFAULT 0,
  changed_ms {int} NOT NULL,
  version {int} NOT NULL DEFAULT 1,   -- grows with every change
  attempts {int} NOT NULL DEFAULT 0,
  worker TEXT NOT NULL DEFAULT '',
  lease_until_ms {int} NOT NULL DEFAULT 0,
  cancel_requested {int} NOT NULL DEFAULT 0,
  permille {int} NOT NULL DEFAULT 0 CHECK (permille BETWEEN 0 AND 1000),
  message TEXT NOT NULL DEFAULT '',
  result {bytes} NOT NULL,
  PRIMARY KEY (zone_id, id)
) {strict};

-- Claiming takes the first row of this, of any zone.
CREATE INDEX job_queued ON job (priority DESC, id) WHERE state = 'queued';
CREATE INDEX job_running ON job (lease_until_ms) WHERE state = 'running';
CREATE INDEX job_changed ON job (changed_ms);
CREATE UNIQUE INDEX job_only_one ON job (zone_id, only_one_of)
  WHERE state IN ('queued', 'running');
