-- How many members held each level at a moment, of those who ever moved on that track?
--
-- One row per track and level. Reads: desk_move, people_member. A member's last move says where they stand.
SELECT track, after AS level, count(*) AS members
FROM (
    SELECT DISTINCT ON (wallet_id, track) track, after
    FROM desk_move
    WHERE at <= %(at)s
    AND NOT EXISTS (SELECT FROM people_member AS closed WHERE closed.wallet_id = desk_move.wallet_id AND closed.counts_until <= %(at)s)
    ORDER BY wallet_id, track, id DESC
) AS last_move
GROUP BY track, after
