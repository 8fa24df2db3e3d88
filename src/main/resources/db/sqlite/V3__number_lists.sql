-- An empty principal or kind of goods means none: NULL would never equal NULL in a key.

CREATE TABLE number_block (
    number    INTEGER NOT NULL,
    list      TEXT NOT NULL,
    principal TEXT NOT NULL,
    expires   INTEGER,
    PRIMARY KEY (number, list, principal)
) WITHOUT ROWID;

CREATE TABLE prefix_block (
    prefix    TEXT NOT NULL,
    list      TEXT NOT NULL,
    principal TEXT NOT NULL,
    expires   INTEGER,
    PRIMARY KEY (prefix, list, principal)
) WITHOUT ROWID;

CREATE TABLE consent (
    number    INTEGER NOT NULL,
    principal TEXT NOT NULL,
    given     INTEGER NOT NULL,
    withdrawn INTEGER,
    proof     TEXT NOT NULL,
    PRIMARY KEY (number, principal, given)
) WITHOUT ROWID;

CREATE TABLE customer (
    number    INTEGER NOT NULL,
    principal TEXT NOT NULL,
    goods     TEXT NOT NULL,
    since     TEXT NOT NULL,
    ended     TEXT,
    PRIMARY KEY (number, principal, goods)
) WITHOUT ROWID;

CREATE TABLE subscription (
    number INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL
);

-- Who changed the lists, when, and by what act.
CREATE TABLE list_act (
    id  INTEGER PRIMARY KEY,
    who TEXT NOT NULL,
    at  INTEGER NOT NULL,
    act TEXT NOT NULL
);

CREATE TABLE list_change (
    revision INTEGER PRIMARY KEY,
    -- none: prefixes
    number   INTEGER,
    act      INTEGER NOT NULL REFERENCES list_act (id)
);
