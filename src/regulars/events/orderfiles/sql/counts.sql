-- What does the file hold in all, and what of it without a customer?
-- Grain: the file. Reads: lines, orders, heads.
SELECT
    (SELECT count(*) FROM lines),
    (SELECT coalesce(sum(rows_kept), 0) FROM orders WHERE reason IS NULL) + (SELECT coalesce(sum(rows_kept), 0) FROM milestones),
    count(*) FILTER (part = 0), count(*) FILTER (part = 1), count(*) FILTER (part = 2),
    count(*) FILTER (part = -1), count(*) FILTER (part = 3),
    count(DISTINCT member),
    coalesce(sum(sold - coalesce(discount, 0)) FILTER (part = 0), 0), coalesce(sum(returned) FILTER (part = 1), 0),
    min("at"), max("at"),
    count(*) FILTER (part = 0 AND member IS NULL), count(*) FILTER (part = 1 AND member IS NULL),
    coalesce(sum(line_count) FILTER (part <> 3 AND member IS NULL), 0),
    coalesce(sum(sold - coalesce(discount, 0)) FILTER (part = 0 AND member IS NULL), 0),
    coalesce(sum(returned) FILTER (part = 1 AND member IS NULL), 0)
FROM heads;
