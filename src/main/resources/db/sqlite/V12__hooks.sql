-- Where events are sent. Requests are signed with the secret, so it is kept as it is.
CREATE TABLE hook (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT    NOT NULL UNIQUE,
    url          TEXT    NOT NULL,
    types        TEXT    NOT NULL,
    full_numbers INTEGER NOT NULL,
    active       INTEGER NOT NULL,
    secret       TEXT    NOT NULL,
    version      INTEGER NOT NULL
);

-- Requests that wait (dead = 0), in the order of their ids, or were given up. A delivered one is
-- erased.
CREATE TABLE hook_delivery (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    hook    INTEGER NOT NULL REFERENCES hook (id),
    key     TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    events  INTEGER NOT NULL,
    tries   INTEGER NOT NULL DEFAULT 0,
    due     INTEGER NOT NULL,
    dead    INTEGER NOT NULL DEFAULT 0,
    problem TEXT    NOT NULL DEFAULT '',
    body    TEXT    NOT NULL
);

-- With the number of events, so that counting them reads no bodies.
CREATE INDEX hook_delivery_queue ON hook_delivery (hook, dead, id, events);
