-- Counts changes, so that whoever keeps a copy knows when it is old.
CREATE TABLE revision (
    of    TEXT PRIMARY KEY,
    value INTEGER NOT NULL
);
INSERT INTO revision (of, value) VALUES ('campaigns', 0);

-- A definition is never changed: a new one gets a new revision, the greatest is in force.
CREATE TABLE principal (
    id       TEXT NOT NULL,
    revision INTEGER NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (id, revision)
);

CREATE TABLE campaign (
    id              TEXT NOT NULL,
    revision        INTEGER NOT NULL,
    principal       TEXT NOT NULL,
    purpose         TEXT NOT NULL,
    offer           TEXT,
    goods           TEXT,
    first_day       TEXT NOT NULL,
    last_day        TEXT NOT NULL,
    about_business  INTEGER NOT NULL,
    foreign_numbers INTEGER NOT NULL,
    PRIMARY KEY (id, revision)
);

CREATE TABLE campaign_caller_id (
    campaign  TEXT NOT NULL,
    revision  INTEGER NOT NULL,
    -- order of preference, from 0
    position  INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    call_back INTEGER NOT NULL,
    PRIMARY KEY (campaign, revision, position)
);

CREATE VIEW principal_now AS
SELECT *
  FROM principal p
 WHERE revision = (SELECT max(revision) FROM principal WHERE id = p.id);

CREATE VIEW campaign_now AS
SELECT *
  FROM campaign c
 WHERE revision = (SELECT max(revision) FROM campaign WHERE id = c.id);

-- Supervisors' stops; in force until lifted.
CREATE TABLE stop (
    id        INTEGER PRIMARY KEY,
    -- none: everything
    campaign  TEXT,
    reason    TEXT NOT NULL,
    set_by    TEXT NOT NULL,
    set_at    INTEGER NOT NULL,
    lifted_by TEXT,
    lifted_at INTEGER
);
