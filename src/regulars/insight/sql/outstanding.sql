-- How many points are still there, by kind of points and by the local month of their last usable day?
-- What was opened less what was drawn out of it, and what was put back. Each side is summed before it is joined with nothing but the lot.
-- What is held when its time is up is still there until its hold ends, and stands in the month of today. (Where the clock has not looked by
-- yet, what is left of such a lot is no more than late.)
-- The dates of a lot that was released are those of its release, and one that slides lives at least as long as the
-- wallet's last activity lets it; only a few entries of any shop say such things.
WITH late AS (
    SELECT wallet_id FROM desk_wallet WHERE next_due_at <= %(now)s
), releases AS (
    SELECT wallet_id, reverses AS no, activates_at, expires_at, slides
    FROM ledger_entry
    WHERE kind = 'release' AND occurred_at <= %(now)s
), clocks AS (
    SELECT wallet_id, currency, max(expires_at) AS expires_at
    FROM ledger_entry
    WHERE kind = 'extend' AND occurred_at <= %(now)s
    GROUP BY wallet_id, currency
), lots AS (
    SELECT
        lot.wallet_id,
        lot.no,
        lot.currency,
        lot.points,
        CASE WHEN release.no IS NULL THEN lot.activates_at ELSE release.activates_at END AS activates_at,
        CASE
            WHEN coalesce(release.slides, lot.slides)
            THEN greatest(coalesce(release.expires_at, lot.expires_at), clock.expires_at)
            WHEN release.no IS NULL THEN lot.expires_at
            ELSE release.expires_at
        END AS expires_at
    FROM ledger_entry AS lot
    LEFT JOIN releases AS release ON release.wallet_id = lot.wallet_id AND release.no = lot.no
    LEFT JOIN clocks AS clock ON clock.wallet_id = lot.wallet_id AND clock.currency = lot.currency
    WHERE lot.points > 0 AND NOT EXISTS (SELECT FROM people_member AS closed WHERE closed.wallet_id = lot.wallet_id AND closed.counts_until <= %(now)s)
    AND (lot.kind <> 'restore' OR lot.activates_at IS NOT NULL)
)
SELECT
    currency,
    date_trunc('month', greatest(expires_at - interval '1 microsecond', %(now)s) AT TIME ZONE %(zone)s)::date AS month,
    sum(points)::bigint,
    coalesce(sum(points) FILTER (WHERE activates_at > %(now)s), 0)::bigint,
    coalesce(sum(points) FILTER (WHERE expires_at <= %(soon)s), 0)::bigint
FROM (
    SELECT wallet_id, currency, activates_at, expires_at, points FROM lots
    UNION ALL
    SELECT
        lot.wallet_id, lot.currency, lot.activates_at, lot.expires_at,
        CASE WHEN taker.kind = 'restore' THEN drawn.points ELSE -drawn.points END
    FROM ledger_allocation AS drawn
    JOIN ledger_entry AS taker ON taker.wallet_id = drawn.wallet_id AND taker.no = drawn.entry_no
    JOIN lots AS lot ON lot.wallet_id = drawn.wallet_id AND lot.no = drawn.lot_no
) AS parts
WHERE expires_at IS NULL OR expires_at > %(now)s OR wallet_id NOT IN (SELECT wallet_id FROM late)
GROUP BY currency, month
HAVING sum(points) <> 0
ORDER BY currency, month
