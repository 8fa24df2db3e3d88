-- What a principal is, where the law excepts some.
ALTER TABLE principal ADD COLUMN caller_type TEXT NOT NULL DEFAULT 'ORDINARY';

-- Files of objections passed on to the national register.
CREATE TABLE objection_batch (
    id   INTEGER PRIMARY KEY,
    at   INTEGER NOT NULL,
    who  TEXT NOT NULL,
    file TEXT NOT NULL
);

-- What whoever was called said by key at the end of the call. One who is also to be entered in the
-- national register waits for a file until there is a batch.
CREATE TABLE objection (
    attempt   INTEGER PRIMARY KEY,
    number    INTEGER NOT NULL,
    principal TEXT NOT NULL,
    at        INTEGER NOT NULL,
    register  INTEGER NOT NULL,
    batch     INTEGER REFERENCES objection_batch (id)
);

-- Few among many.
CREATE INDEX objection_waiting ON objection (at) WHERE register = 1 AND batch IS NULL;
