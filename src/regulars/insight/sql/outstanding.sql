-- How many points are still there, by kind of points and by the local month of their last usable day?
-- What was opened less what was drawn out of it, and what was put back. Each side is summed before it is joined with nothing but the lot.
SELECT
    currency,
    date_trunc('month', (expires_at - interval '1 microsecond') AT TIME ZONE %(zone)s)::date AS month,
    sum(points)::bigint,
    coalesce(sum(points) FILTER (WHERE activates_at > %(now)s), 0)::bigint,
    coalesce(sum(points) FILTER (WHERE expires_at <= %(soon)s), 0)::bigint
FROM (
    SELECT currency, activates_at, expires_at, points FROM ledger_entry
    WHERE points > 0 AND activates_at IS NOT NULL
    UNION ALL
    SELECT
        lot.currency, lot.activates_at, lot.expires_at,
        CASE WHEN taker.kind = 'restore' THEN drawn.points ELSE -drawn.points END
    FROM ledger_allocation AS drawn
    JOIN ledger_entry AS taker ON taker.wallet_id = drawn.wallet_id AND taker.no = drawn.entry_no
    JOIN ledger_entry AS lot ON lot.wallet_id = drawn.wallet_id AND lot.no = drawn.lot_no
) AS lots
WHERE expires_at IS NULL OR expires_at > %(now)s
GROUP BY currency, month
HAVING sum(points) <> 0
ORDER BY currency, month
