-- The row that a health check writes, to know that writing works.
CREATE TABLE health (
  id {int} NOT NULL PRIMARY KEY CHECK (id = 1),
  checked_ms {int} NOT NULL
) {strict};

INSERT INTO health (id, checked_ms) VALUES (1, 0);
