-- Who told of an outcome, whether consumer and agent were joined, and who ended the call.
ALTER TABLE outcome ADD COLUMN sources TEXT NOT NULL DEFAULT 'HANDLER';
-- 1 joined, 0 never; none: nobody saw
ALTER TABLE outcome ADD COLUMN met INTEGER;
-- from the answer to being joined
ALTER TABLE outcome ADD COLUMN met_millis INTEGER;
ALTER TABLE outcome ADD COLUMN ended_by TEXT;
-- NONE, MET, SILENT, UNSEEN
ALTER TABLE outcome ADD COLUMN answer TEXT NOT NULL DEFAULT 'NONE';
UPDATE outcome SET answer = 'UNSEEN' WHERE answered = 1;

-- Few among many: breaches of the six rings, found without reading every outcome.
CREATE INDEX outcome_breach ON outcome (attempt) WHERE breach IS NOT NULL;

-- Silent calls, each recorded at once, while the call may still be up.
CREATE TABLE silent_call (
    attempt INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL
);

-- A debt knows the silent call it comes from (rows 4 of history have an attempt from now on).
CREATE INDEX history_debt ON history (what, number) WHERE what IN (4, 5);

-- Dials toward a trunk without a permit.
CREATE TABLE bypass (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    switch  TEXT NOT NULL,
    channel TEXT NOT NULL,
    dialled TEXT NOT NULL,
    -- none: what was dialled is no number
    number  INTEGER,
    -- context,extension,priority
    place   TEXT NOT NULL,
    hung_up INTEGER NOT NULL
);

CREATE INDEX bypass_at ON bypass (at);
