-- Checks at dialling whose attempts and denials are erased, added up as they were. No numbers.
CREATE TABLE check_count (
    -- the beginning of a quarter of an hour
    at       INTEGER NOT NULL,
    campaign TEXT    NOT NULL,
    checked  INTEGER NOT NULL,
    -- those that no register listed; of a rehearsed call that was listed the denial takes off what
    -- its attempt adds, so this may be less than 0 while only one of them is erased
    free     INTEGER NOT NULL,
    PRIMARY KEY (at, campaign)
) WITHOUT ROWID;
