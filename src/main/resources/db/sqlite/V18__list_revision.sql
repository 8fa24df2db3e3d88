-- Changes of the lists are numbered by a counter that whoever writes holds, as those of campaigns are.
INSERT INTO revision (of, value)
SELECT 'lists', COALESCE(MAX(revision), 0) FROM list_change;
