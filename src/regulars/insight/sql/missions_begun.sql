-- How often was each mission begun, and by how many members? Those that begin by themselves are begun by nobody.
--
-- Reads: events_event.
SELECT convert_from(body, 'UTF8')::jsonb ->> 'mission' AS mission, count(*) AS times, count(DISTINCT wallet_id) AS members
FROM events_event
WHERE kind = 'Mission Started' AND wallet_id IS NOT NULL
GROUP BY 1
ORDER BY 1
