-- Which receipts do the rows make, and which of them contradict themselves?
-- Grain: one order id. Reads: lines, wall_days, wall_times, the variable `currency`.
-- `min(x)` and `max(x)` of what the file does not say are taken out before it runs: five million states less to keep.
CREATE TABLE orders AS
WITH stamped AS (
    SELECT l.*, CASE WHEN l.date_fits THEN coalesce(l.utc, t.at, l.wall - d.shift) END AS "at"
    FROM lines l
    LEFT JOIN wall_days d ON d.day = l.wall // 86400000000
    LEFT JOIN wall_times t ON t.wall = l.wall
    WHERE l.order_id IS NOT NULL AND NOT l.reaches
),
gathered AS (
    SELECT
        order_id,
        min("at") FILTER (reason IS NULL) AS "at",
        min("at") AS first_at, max("at") AS last_at,
        min(member) AS member, max(member) AS member_2,
        min(currency) AS currency, max(currency) AS currency_2,
        min(store) AS store, max(store) AS store_2,
        min(channel) AS channel,
        min(return_of) AS return_of, max(return_of) AS return_of_2,
        -- A till that fills these on the first row of a receipt may write 0 on the others.
        coalesce(min(nullif(total, 0)), min(total)) AS total, coalesce(max(nullif(total, 0)), max(total)) AS total_2,
        min(nullif(order_discount, 0)) AS discount, max(nullif(order_discount, 0)) AS discount_2,
        min(nullif(unearning, 0)) AS unearning, max(nullif(unearning, 0)) AS unearning_2,
        min(nullif(points_used, 0)) AS points_used, max(nullif(points_used, 0)) AS points_used_2,
        min(points_kind) AS points_kind, max(points_kind) AS points_kind_2,
        count(*) AS rows_read,
        count(*) FILTER (reason IS NULL) AS rows_kept,
        count(*) FILTER (reason IS NULL AND NOT cancels AND NOT comes_back) AS sale_lines,
        count(*) FILTER (reason IS NULL AND NOT cancels AND comes_back) AS return_lines,
        count(*) FILTER (reason IS NULL AND cancels) AS cancel_lines,
        count(*) FILTER (reason IS NULL AND NOT cancels AND rounded) AS rounded,
        coalesce(sum(amount) FILTER (reason IS NULL AND NOT cancels AND NOT comes_back), 0) AS sold,
        coalesce(sum(amount) FILTER (reason IS NULL AND NOT cancels AND comes_back), 0) AS returned,
        -- Money for the receipt as a whole is what names no product.
        sum(given_back) FILTER (reason IS NULL AND NOT cancels AND comes_back AND product IS NULL) AS whole_back,
        bool_or(kind = 'return' AND NOT minus) FILTER (reason IS NULL)
            AND bool_or(kind = 'return' AND minus) FILTER (reason IS NULL) AS mixes_signs
    FROM stamped
    GROUP BY order_id
),
netted AS (
    SELECT *, CASE WHEN sale_lines = 0 THEN abs(total) ELSE total END AS said,
        CASE WHEN sale_lines = 0 THEN returned ELSE sold - returned END - coalesce(abs(discount), 0) AS made
    FROM gathered
)
SELECT
    order_id, "at", member, currency, store, channel, return_of, sale_lines, return_lines, cancel_lines, rows_read, rows_kept,
    sold, returned, abs(discount) AS discount, least(coalesce(unearning, 0), sold - coalesce(abs(discount), 0)) AS unearning,
    points_used, coalesce(points_kind, getvariable('points')) AS points_kind, whole_back,
    CASE
        WHEN member <> member_2 THEN 'two_members'
        WHEN currency <> currency_2 THEN 'two_currencies'
        WHEN currency <> getvariable('currency') THEN 'currency_other'
        WHEN store <> store_2 THEN 'two_stores'
        WHEN return_of <> return_of_2 THEN 'two_originals'
        WHEN total <> total_2 THEN 'two_totals'
        WHEN discount <> discount_2 THEN 'two_discounts'
        WHEN unearning <> unearning_2 THEN 'two_payments'
        WHEN points_used <> points_used_2 OR (points_used > 0 AND points_kind <> points_kind_2) THEN 'two_spends'
        WHEN points_used > 0 AND coalesce(points_kind, getvariable('points')) IS NULL THEN 'points_kind_missing'
        WHEN points_used > 0 AND member IS NULL THEN 'points_of_nobody'
        WHEN points_used > 0 AND sale_lines = 0 THEN 'points_without_sale'
        WHEN whole_back > 0 AND return_of IS NULL THEN 'given_back_of_nothing'
        WHEN last_at - first_at > 86400000000 THEN 'order_over_days'
        WHEN mixes_signs THEN 'signs_contradict'
        WHEN sale_lines > 0 AND abs(discount) > sold THEN 'discount_over_order'
        WHEN rows_kept > 0 AND sale_lines + return_lines > 0 AND abs(said - made) * 2 > rounded THEN 'total_contradicts'
    END AS reason,
    CASE
        WHEN member <> member_2 THEN member || ' / ' || member_2
        WHEN currency <> currency_2 THEN currency || ' / ' || currency_2
        WHEN currency <> getvariable('currency') THEN currency
        WHEN store <> store_2 THEN store || ' / ' || store_2
        WHEN return_of <> return_of_2 THEN return_of || ' / ' || return_of_2
        WHEN total <> total_2 THEN total / getvariable('unit') || ' / ' || total_2 / getvariable('unit')
        WHEN discount <> discount_2 THEN discount / getvariable('unit') || ' / ' || discount_2 / getvariable('unit')
        WHEN unearning <> unearning_2 THEN unearning / getvariable('unit') || ' / ' || unearning_2 / getvariable('unit')
        WHEN points_used <> points_used_2 THEN points_used || ' / ' || points_used_2
        WHEN points_used > 0 AND points_kind <> points_kind_2 THEN points_kind || ' / ' || points_kind_2
        WHEN abs(said - made) * 2 > rounded THEN said / getvariable('unit') || ' / ' || made / getvariable('unit')
    END AS detail
FROM netted;
