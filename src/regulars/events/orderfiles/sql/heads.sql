-- What happened, to whom, and when: the events without their lines, each with its place among its member's.
-- Grain: one event. Reads: orders, utc_days, utc_times. `part` is 0 for goods sold, 1 for goods back, 2 for a cancellation.
CREATE TABLE heads AS
WITH local AS (
    SELECT o.*,
        coalesce(t.day, (o."at" + d.shift) // 86400000000 + 719163) AS day,
        coalesce(t.minute, (o."at" + d.shift) % 86400000000 // 60000000) AS minute
    FROM orders o
    LEFT JOIN utc_days d ON d.day = o."at" // 86400000000
    LEFT JOIN utc_times t ON t.at = o."at"
    WHERE o.reason IS NULL AND o.rows_kept > 0
),
parts AS (
    SELECT 0 AS part, order_id AS id, sale_lines AS line_count, * FROM local WHERE sale_lines > 0
    UNION ALL
    SELECT 1, CASE WHEN sale_lines > 0 THEN order_id || '~return' ELSE order_id END, return_lines, *
    FROM local WHERE return_lines > 0
    UNION ALL
    SELECT 2, CASE WHEN sale_lines + return_lines > 0 THEN order_id || '~cancellation' ELSE order_id END, 1, *
    FROM local WHERE cancel_lines > 0
),
ordered AS (
    SELECT part, id, order_id, member, "at", day, minute, store, channel, return_of, unearning, line_count, sold, returned, discount
    FROM parts ORDER BY member NULLS LAST, "at", part, id
)
-- Counting along the sorted rows needs no second sort.
SELECT row_number() OVER () - 1 AS place, sum(line_count) OVER (ROWS UNBOUNDED PRECEDING) - line_count AS lines_before, *
FROM ordered;
