-- Who may log in. The password is Argon2id in the PHC form; none: they cannot log in by one.
CREATE TABLE access_user (
    name         TEXT PRIMARY KEY,
    display_name TEXT NOT NULL,
    role         TEXT NOT NULL,
    state        TEXT NOT NULL,
    must_change  INTEGER NOT NULL,
    created      INTEGER NOT NULL,
    last_login   INTEGER,
    version      INTEGER NOT NULL,
    oidc_subject TEXT UNIQUE,
    password     TEXT,
    -- logins that failed in a row, from where the user never logged in
    failures     INTEGER NOT NULL DEFAULT 0,
    failed_at    INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- From where users have logged in, and what failed there since.
CREATE TABLE access_network (
    user      TEXT NOT NULL REFERENCES access_user (name),
    network   TEXT NOT NULL,
    at        INTEGER NOT NULL,
    failures  INTEGER NOT NULL,
    failed_at INTEGER NOT NULL,
    PRIMARY KEY (user, network)
) WITHOUT ROWID;

-- Who is logged in, by the SHA-256 of what their browser keeps.
CREATE TABLE access_session (
    id      TEXT PRIMARY KEY,
    user    TEXT NOT NULL REFERENCES access_user (name),
    opened  INTEGER NOT NULL,
    seen    INTEGER NOT NULL,
    address TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX access_session_user ON access_session (user);

-- What programs show, by its SHA-256.
CREATE TABLE access_token (
    id         INTEGER PRIMARY KEY,
    hash       TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL UNIQUE,
    -- separated by blanks
    rights     TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created    INTEGER NOT NULL,
    expires    INTEGER NOT NULL,
    last_used  INTEGER,
    revoked    INTEGER
);

INSERT INTO revision (of, value) VALUES ('access', 0);

-- Everything that was done, kept for good.
CREATE TABLE audit (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    who     TEXT NOT NULL,
    role    TEXT,
    address TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- JSON, or empty
    before  TEXT NOT NULL,
    after   TEXT NOT NULL,
    reason  TEXT NOT NULL
);

CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_who ON audit (who);
CREATE INDEX audit_action ON audit (action);
CREATE INDEX audit_subject ON audit (subject);

CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is never changed');
END;

CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is never erased');
END;
