-- What did orders reach, whose were they, and when? Each order reaches each name once, the earliest time.
-- Grain: one milestone. Reads: lines, orders, wall_days, wall_times. Changes lines.reason.
UPDATE lines SET reason = 'milestone_of_nobody'
WHERE reaches AND reason IS NULL AND member IS NULL AND order_id NOT IN (SELECT order_id FROM orders);
UPDATE lines SET reason = 'two_members'
FROM orders o WHERE reaches AND lines.reason IS NULL AND o.order_id = lines.order_id AND o.member <> lines.member;
CREATE TABLE milestones AS
SELECT l.order_id, l.milestone, coalesce(min(o.member), min(l.member)) AS member, count(*) AS rows_kept,
    min(coalesce(l.utc, t.at, l.wall - d.shift)) AS "at"
FROM lines l
LEFT JOIN orders o ON o.order_id = l.order_id
LEFT JOIN wall_days d ON d.day = l.wall // 86400000000
LEFT JOIN wall_times t ON t.wall = l.wall
WHERE l.reaches AND l.reason IS NULL AND o.reason IS NULL
GROUP BY l.order_id, l.milestone;
