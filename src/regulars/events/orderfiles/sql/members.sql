-- Who is in the file, where do their events stand, and how many lines are before them?
-- Grain: one member; and the empty table that the events go to.
CREATE TABLE staging.members AS
SELECT member, min(place) AS first_place, count(*) AS events, sum(line_count) AS lines, min(lines_before) AS lines_before
FROM heads WHERE member IS NOT NULL GROUP BY member ORDER BY first_place;
CREATE TABLE staging.events (place BIGINT, member VARCHAR, "at" BIGINT, part INTEGER, id VARCHAR, body VARCHAR);
