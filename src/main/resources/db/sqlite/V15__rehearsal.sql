-- What becomes of the campaign's denied dials: ENFORCE, REHEARSE; none: as is usual at the gate.
ALTER TABLE campaign ADD COLUMN mode TEXT;

-- The attempt as which a denied dial went out all the same; none: it did not.
ALTER TABLE denial ADD COLUMN rehearsed INTEGER;

-- Few among many, and what a week's rehearsal is read from.
CREATE INDEX denial_rehearsed ON denial (rehearsed) WHERE rehearsed IS NOT NULL;
