-- Receipts of washes: what was washed, against what, and what came of it. No numbers.
CREATE TABLE wash (
    id             INTEGER PRIMARY KEY,
    at             INTEGER NOT NULL,
    took           INTEGER NOT NULL,
    who            TEXT NOT NULL,
    mode           TEXT NOT NULL,
    several        TEXT NOT NULL,
    unreadable     TEXT NOT NULL,
    -- how the file was written, where that was told and not found out
    separator      TEXT,
    encoding       TEXT,
    header         INTEGER NOT NULL,
    sheet          TEXT,
    missing_zero   INTEGER NOT NULL,
    -- none: lists that bind everybody, and no exemptions
    principal      TEXT,
    campaign       TEXT,
    policy         TEXT NOT NULL,
    -- the last day on which what it found may be relied on; none: nothing ends it
    valid_until    TEXT,
    in_name        TEXT NOT NULL,
    in_bytes       INTEGER NOT NULL,
    in_sha256      TEXT NOT NULL,
    out_name       TEXT NOT NULL,
    out_bytes      INTEGER NOT NULL,
    out_sha256     TEXT NOT NULL,
    rejects_name   TEXT,
    rejects_bytes  INTEGER,
    rejects_sha256 TEXT,
    rows           INTEGER NOT NULL,
    kept           INTEGER NOT NULL,
    -- the wash that this one repeats against newer versions, and how many numbers it found newly stopped
    again          INTEGER REFERENCES wash (id),
    newly_stopped  INTEGER
);

CREATE INDEX wash_in ON wash (in_sha256);
CREATE INDEX wash_out ON wash (out_sha256);
CREATE INDEX wash_at ON wash (at);

CREATE TABLE wash_column (
    wash     INTEGER NOT NULL REFERENCES wash (id),
    position INTEGER NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (wash, position)
) WITHOUT ROWID;

-- The versions washed against.
CREATE TABLE wash_register (
    wash     INTEGER NOT NULL REFERENCES wash (id),
    register TEXT NOT NULL,
    version  TEXT NOT NULL,
    updated  TEXT NOT NULL,
    PRIMARY KEY (wash, register)
) WITHOUT ROWID;

-- How many numbers were of each status; of the stopped ones, also for each reason.
CREATE TABLE wash_count (
    wash    INTEGER NOT NULL REFERENCES wash (id),
    status  TEXT NOT NULL,
    -- empty: all of this status
    reason  TEXT NOT NULL,
    numbers INTEGER NOT NULL,
    PRIMARY KEY (wash, status, reason)
) WITHOUT ROWID;

-- Record credits bought for registers that sell them.
CREATE TABLE credit (
    id       INTEGER PRIMARY KEY,
    register TEXT NOT NULL,
    records  INTEGER NOT NULL,
    -- a decimal number and its currency; none: not told
    price    TEXT,
    currency TEXT NOT NULL,
    bought   TEXT NOT NULL,
    who      TEXT NOT NULL,
    at       INTEGER NOT NULL
);

-- Checks are counted, and decisions looked at, by time.
CREATE INDEX denial_at ON denial (at);
