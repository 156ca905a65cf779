-- What happened, to whom, and when: the events without their lines, each with its place among its member's.
-- Grain: one event. Reads: orders, milestones, utc_days, utc_times. `part` is -1 for points used, 0 for goods sold,
-- 1 for goods back, 2 for a cancellation, 3 for what an order reached: points are used before they are earned.
CREATE TABLE heads AS
WITH everything AS (
    SELECT order_id, "at", member, store, channel, return_of, sale_lines, return_lines, cancel_lines, unearning,
        points_used, points_kind, whole_back, sold, returned, discount, CAST(NULL AS VARCHAR) AS milestone
    FROM orders WHERE reason IS NULL AND rows_kept > 0
    UNION ALL BY NAME
    SELECT order_id, "at", member, milestone, 0 AS sale_lines, 0 AS return_lines, 0 AS cancel_lines FROM milestones
),
local AS (
    SELECT o.*,
        coalesce(t.day, (o."at" + d.shift) // 86400000000 + 719163) AS day,
        coalesce(t.minute, (o."at" + d.shift) % 86400000000 // 60000000) AS minute
    FROM everything o
    LEFT JOIN utc_days d ON d.day = o."at" // 86400000000
    LEFT JOIN utc_times t ON t.at = o."at"
),
parts AS (
    SELECT -1 AS part, order_id || '~spend' AS id, 1 AS line_count, * FROM local WHERE points_used > 0
    UNION ALL
    SELECT 0, order_id, sale_lines, * FROM local WHERE sale_lines > 0
    UNION ALL
    SELECT 1, CASE WHEN sale_lines > 0 THEN order_id || '~return' ELSE order_id END, return_lines, *
    FROM local WHERE return_lines > 0
    UNION ALL
    SELECT 2, CASE WHEN sale_lines + return_lines > 0 THEN order_id || '~cancellation' ELSE order_id END, 1, *
    FROM local WHERE cancel_lines > 0
    UNION ALL
    SELECT 3, order_id || '~milestone:' || milestone, 1, * FROM local WHERE milestone IS NOT NULL
),
ordered AS (
    SELECT part, id, order_id, member, "at", day, minute, store, channel, return_of, unearning, line_count, sold, returned, discount,
        points_used, points_kind, whole_back, milestone
    FROM parts ORDER BY member NULLS LAST, "at", part, id
)
-- Counting along the sorted rows needs no second sort.
SELECT row_number() OVER () - 1 AS place, sum(line_count) OVER (ROWS UNBOUNDED PRECEDING) - line_count AS lines_before, *
FROM ordered;
