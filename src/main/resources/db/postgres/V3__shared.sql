-- What gates on one record share beside the record itself.

-- One agent, one attempt (§3.3), over all gates. An agent without a row, or whose time is up, is
-- free. Keyed by agent, as the histories are by number: no statement needs both.
CREATE TABLE agent_lease (
    agent   TEXT   PRIMARY KEY,
    attempt BIGINT NOT NULL,
    -- by the clocks of the gates: a longest life after the attempt's start
    until   BIGINT NOT NULL
);

-- Versions of registers as the files that every gate keeps: what is in force, and some before it.
CREATE TABLE register_file (
    -- of the whole file, in hex
    sha256   TEXT    PRIMARY KEY,
    register TEXT    NOT NULL,
    -- its id, such as 2026-11-20-0123456789ab
    version  TEXT    NOT NULL,
    bytes    BIGINT  NOT NULL,
    -- when it was last published, by the database's clock
    at       BIGINT  NOT NULL
);

-- A file's parts of 1 MiB, from 0. Named by what the whole file holds: whoever publishes the same
-- file writes the same parts.
CREATE TABLE register_chunk (
    sha256   TEXT    NOT NULL,
    position INTEGER NOT NULL,
    content  BYTEA   NOT NULL,
    PRIMARY KEY (sha256, position)
);

-- Which version is in force everywhere; whole before it is named here. The revision grows with
-- every change.
CREATE TABLE register_in_force (
    register TEXT   PRIMARY KEY,
    revision BIGINT NOT NULL,
    -- the version's description, as gates keep it: lines of key=value
    text     TEXT   NOT NULL,
    sha256   TEXT   NOT NULL
);

-- What each gate runs on, as it says itself.
ALTER TABLE gate ADD COLUMN program TEXT NOT NULL DEFAULT '';
ALTER TABLE gate ADD COLUMN policy TEXT NOT NULL DEFAULT '';
ALTER TABLE gate ADD COLUMN registers TEXT NOT NULL DEFAULT '';
