-- What agents tell (§4.1); none: nothing is stated.
ALTER TABLE campaign ADD COLUMN address_source TEXT;
ALTER TABLE campaign ADD COLUMN call_purpose TEXT;

-- How a caller who rings back is answered; none: as usual.
ALTER TABLE campaign_caller_id ADD COLUMN play TEXT;
ALTER TABLE campaign_caller_id ADD COLUMN route TEXT;

-- Consents to be recorded, given in the call; each names the file its recording goes to.
CREATE TABLE recording (
    attempt   INTEGER PRIMARY KEY,
    consented INTEGER NOT NULL,
    -- the channel that told
    unique_id TEXT NOT NULL,
    file      TEXT NOT NULL
);

-- What was erased, never what was in it.
CREATE TABLE erasure (
    attempt INTEGER PRIMARY KEY REFERENCES recording (attempt),
    at      INTEGER NOT NULL,
    by      TEXT NOT NULL,
    file    TEXT NOT NULL,
    -- none: the file was already gone
    bytes   INTEGER
);
