-- Instants are milliseconds since 1970, days are ISO 8601, numbers are E.164 without the plus.

-- What happened to each number, in order. The primary key is the compare-and-append: whoever has
-- seen version n writes row n + 1, and only one can. One number's rows lie side by side, so that a
-- history is one look-up, and an append touches one page of this table.
CREATE TABLE history (
    number   INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    -- 1 allowed, 2 ended (still counts), 3 released (counts no more), 4 call owed, 5 call repaid
    what     INTEGER NOT NULL CHECK (what BETWEEN 1 AND 5),
    -- set for 1, 2 and 3
    attempt  INTEGER,
    -- set for 1, 4 and 5
    campaign TEXT,
    offer    TEXT,
    -- start of 1, end of 2 and 3, the instant of 4 and 5
    at       INTEGER NOT NULL,
    PRIMARY KEY (number, version)
) WITHOUT ROWID;

-- The lines that say by which versions a dial was judged; few, and each very often.
CREATE TABLE basis (
    id   INTEGER PRIMARY KEY,
    line TEXT NOT NULL UNIQUE
);

-- Every allowed attempt, as allowed; never changed. Ids grow with time, so rows are only ever
-- added at the end.
CREATE TABLE attempt (
    id        INTEGER PRIMARY KEY,
    number    INTEGER NOT NULL,
    campaign  TEXT NOT NULL,
    offer     TEXT,
    agent     TEXT,
    kind      TEXT NOT NULL,
    caller_id INTEGER NOT NULL,
    start     INTEGER NOT NULL,
    timeout   INTEGER NOT NULL,
    unique_id TEXT NOT NULL,
    basis     INTEGER NOT NULL REFERENCES basis (id)
);

CREATE INDEX attempt_start ON attempt (start);

-- What became of an attempt; no row: nobody knows yet. A table of its own because a row of
-- attempt that grew would not fit its page any more.
CREATE TABLE outcome (
    attempt         INTEGER PRIMARY KEY,
    ended           INTEGER NOT NULL,
    counted         INTEGER NOT NULL,
    reached         INTEGER NOT NULL,
    answered        INTEGER NOT NULL,
    rang_millis     INTEGER,
    breach          TEXT,
    heard           INTEGER NOT NULL,
    -- WITHDRAWN: the permit never reached the switch
    status          TEXT NOT NULL,
    ring_millis     INTEGER,
    progress_millis INTEGER,
    answered_millis INTEGER,
    cause           INTEGER,
    dial_started    INTEGER,
    dial_ended      INTEGER
);

CREATE TABLE denial (
    id        INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,
    unique_id TEXT NOT NULL,
    number    INTEGER,
    campaign  TEXT NOT NULL,
    agent     TEXT NOT NULL,
    kind      TEXT NOT NULL,
    -- codes in the order of the rules, joined by &
    reasons   TEXT NOT NULL,
    retry_at  INTEGER,
    basis     INTEGER NOT NULL REFERENCES basis (id)
);

-- Calls owed after silent ones, for whoever looks with SQL.
CREATE VIEW debt AS
SELECT owed.number,
       owed.campaign,
       owed.at AS opened,
       (SELECT min(paid.at)
          FROM history paid
         WHERE paid.number = owed.number
           AND paid.campaign = owed.campaign
           AND paid.what = 5
           AND paid.version > owed.version) AS closed
  FROM history owed
 WHERE owed.what = 4;
