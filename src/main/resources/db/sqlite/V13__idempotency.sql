-- Requests that came with a key, so that one sent again is not carried out again. Kept for a day.
-- status 0: not answered yet; -1: answered, but the answer is not kept.
CREATE TABLE idempotency (
    caller    TEXT    NOT NULL,
    operation TEXT    NOT NULL,
    key       TEXT    NOT NULL,
    body_hash TEXT    NOT NULL,
    begun     INTEGER NOT NULL,
    status    INTEGER NOT NULL DEFAULT 0,
    headers   TEXT    NOT NULL DEFAULT '',
    type      TEXT    NOT NULL DEFAULT '',
    body      BLOB,
    PRIMARY KEY (caller, operation, key)
) WITHOUT ROWID;

CREATE INDEX idempotency_begun ON idempotency (begun);
