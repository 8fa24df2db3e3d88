-- What an act was, beyond its word: the file, attempt or request it came from, and why.
ALTER TABLE list_act ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE list_act ADD COLUMN reason TEXT NOT NULL DEFAULT '';
-- How many entries it was to bring, and whether it came to its end.
ALTER TABLE list_act ADD COLUMN entries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE list_act ADD COLUMN finished INTEGER NOT NULL DEFAULT 1;

CREATE INDEX list_act_broken_off ON list_act (source) WHERE finished = 0;

-- What changed: the number above or the prefix, and what was said of it before and after. The words
-- are those of EntryText; none before: it was new, none after: it is gone, neither: not kept yet.
ALTER TABLE list_change ADD COLUMN prefix TEXT;
-- B block, C consent, R customer (relation), S subscription
ALTER TABLE list_change ADD COLUMN kind TEXT;
ALTER TABLE list_change ADD COLUMN before TEXT;
ALTER TABLE list_change ADD COLUMN after TEXT;

CREATE INDEX list_change_number ON list_change (number) WHERE number IS NOT NULL;
CREATE INDEX list_change_prefix ON list_change (prefix) WHERE prefix IS NOT NULL;

-- By which act an entry came to say what it says; none: not kept yet.
ALTER TABLE number_block ADD COLUMN act INTEGER;
ALTER TABLE prefix_block ADD COLUMN act INTEGER;
ALTER TABLE consent ADD COLUMN act INTEGER;
ALTER TABLE customer ADD COLUMN act INTEGER;
ALTER TABLE subscription ADD COLUMN act INTEGER;

-- Requests to lift a block, which a second person approves or rejects.
CREATE TABLE removal (
    id         INTEGER PRIMARY KEY,
    -- a number or a prefix
    number     INTEGER,
    prefix     TEXT,
    -- the block as it stood: the words of EntryText
    block      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    asked_by   TEXT NOT NULL,
    asked_at   INTEGER NOT NULL,
    -- PENDING, APPROVED, REJECTED, DROPPED
    state      TEXT NOT NULL DEFAULT 'PENDING',
    decided_by TEXT,
    decided_at INTEGER,
    -- why it was rejected or dropped
    decision   TEXT
);

CREATE INDEX removal_pending ON removal (id) WHERE state = 'PENDING';
