-- Since when each definition stands; none: since before this was kept.
ALTER TABLE principal ADD COLUMN since INTEGER;
ALTER TABLE campaign ADD COLUMN since INTEGER;

-- Where there are definitions from before: when this began. By then they all stood.
CREATE TABLE campaign_floor (
    since INTEGER NOT NULL
);
INSERT INTO campaign_floor (since)
SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)
 WHERE EXISTS (SELECT 1 FROM principal UNION ALL SELECT 1 FROM campaign);
