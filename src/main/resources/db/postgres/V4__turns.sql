-- What gates on one ledger must agree on: whose turn it is, and which keys all of them have.

-- Who may do now what is not to be done by two gates at once: erase, or send to a hook. One whose
-- time is up, by the database's clock, is anybody's.
CREATE TABLE turn (
    -- erasing, hook-1
    what   TEXT   PRIMARY KEY,
    holder TEXT   NOT NULL,
    until  BIGINT NOT NULL
);

-- The keys of the year's offers that something is remembered by: a gate that lacks one would allow
-- what another one remembers. Never a key: its name, and by what it is told from another of that
-- name, from which it cannot be found out.
CREATE TABLE memory_key (
    mark TEXT PRIMARY KEY
);

-- Which keys each running gate has. A key is used only once all of them have it.
CREATE TABLE memory_key_holder (
    holder TEXT   PRIMARY KEY,
    -- for operators
    name   TEXT   NOT NULL,
    -- separated by blanks
    marks  TEXT   NOT NULL,
    -- by the database's clock
    seen   BIGINT NOT NULL
);

-- What was remembered before keys were told apart: every gate with a key of that name may be the
-- one it was made with.
INSERT INTO memory_key (mark) SELECT DISTINCT key FROM offer_memory;
