-- That a campaign called a number with an offer, after the attempt itself is erased: a keyed hash of
-- number and offer (HMAC-SHA-256), and the start of the campaign's last attempt.
CREATE TABLE offer_memory (
    hash     BLOB    NOT NULL,
    campaign TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    -- the name of the key in retention.key
    key      TEXT    NOT NULL,
    PRIMARY KEY (hash, campaign)
) WITHOUT ROWID;

CREATE INDEX offer_memory_at ON offer_memory (at);

-- The greatest version of any history that was erased: a number whose history is gone goes on from
-- here, so that no version ever comes twice.
CREATE TABLE history_floor (
    version INTEGER NOT NULL
);
INSERT INTO history_floor (version) VALUES (0);

-- Runs of the erasing; ended none: it goes on, or was broken off.
CREATE TABLE retention_run (
    id    INTEGER PRIMARY KEY,
    begun INTEGER NOT NULL,
    ended INTEGER,
    by    TEXT    NOT NULL
);

-- How much each erased, and up to when; never what was in it.
CREATE TABLE retention_erased (
    run    INTEGER NOT NULL REFERENCES retention_run (id),
    what   TEXT    NOT NULL,
    rows   INTEGER NOT NULL,
    before INTEGER NOT NULL,
    PRIMARY KEY (run, what)
) WITHOUT ROWID;

CREATE INDEX bypass_number ON bypass (number) WHERE number IS NOT NULL;
CREATE INDEX hook_delivery_dead ON hook_delivery (at) WHERE dead = 1;
