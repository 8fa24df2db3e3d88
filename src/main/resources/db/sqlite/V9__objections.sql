-- What a principal is, where the law excepts some.
ALTER TABLE principal ADD COLUMN caller_type TEXT NOT NULL DEFAULT 'ORDINARY';
