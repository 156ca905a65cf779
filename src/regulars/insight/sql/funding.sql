-- What happened, up to a moment, to the points that each rule of each version gave: so, to points by who pays for them?
--
-- One row per (currency, funding, rule, version) of the lots concerned. Reads: ledger_entry, ledger_allocation.
-- What was taken, or put back, is counted where the lot belongs; what was given back under a new date, where the lot
-- belongs that it came from. What is owed has no lot yet: it belongs to the entry that it takes back. Points handed to
-- another member leave one lot and open another of the same funding.
WITH RECURSIVE entries AS (
    SELECT wallet_id, no, currency, kind, points, funding, rule, version, reverses, effect,
        points > 0 AND activates_at IS NOT NULL AS opens_lot
    FROM ledger_entry
    WHERE occurred_at <= %(at)s
), lots AS (
    SELECT wallet_id, no, currency, funding, rule, version FROM entries WHERE opens_lot AND kind <> 'restore'
    UNION ALL
    SELECT again.wallet_id, again.no, again.currency, again.funding, lots.rule, lots.version
    FROM lots
    JOIN entries AS again ON again.wallet_id = lots.wallet_id AND split_part(again.effect, ':', 3) = lots.no::text
    WHERE again.opens_lot AND again.kind = 'restore'
), drawn AS (
    SELECT taken.wallet_id, taken.entry_no, taken.lot_no, taken.points, taker.kind
    FROM ledger_allocation AS taken
    JOIN entries AS taker ON taker.wallet_id = taken.wallet_id AND taker.no = taken.entry_no
), moved AS (
    SELECT wallet_id, no AS lot_no, kind, points FROM entries WHERE opens_lot
    UNION ALL
    SELECT wallet_id, lot_no, kind, CASE kind WHEN 'restore' THEN points ELSE -points END FROM drawn
    UNION ALL
    SELECT debit.wallet_id, debit.reverses, debit.kind, debit.points + coalesce(sum(drawn.points), 0)
    FROM entries AS debit
    LEFT JOIN drawn ON drawn.wallet_id = debit.wallet_id AND drawn.entry_no = debit.no
    WHERE debit.kind = 'revoke'
    GROUP BY debit.wallet_id, debit.no, debit.reverses, debit.kind, debit.points
)
SELECT
    currency, funding, rule, version,
    coalesce(sum(points) FILTER (WHERE kind IN ('earn', 'release') OR kind = 'adjust' AND points > 0), 0)::bigint,
    coalesce(-sum(points) FILTER (WHERE kind = 'revoke'), 0)::bigint,
    coalesce(-sum(points) FILTER (WHERE kind IN ('spend', 'restore') OR kind = 'adjust' AND points < 0), 0)::bigint,
    coalesce(-sum(points) FILTER (WHERE kind = 'expire'), 0)::bigint,
    coalesce(-sum(points) FILTER (WHERE kind IN ('transfer_in', 'transfer_out')), 0)::bigint,
    sum(points)::bigint
FROM moved
JOIN lots ON lots.wallet_id = moved.wallet_id AND lots.no = moved.lot_no
GROUP BY currency, funding, rule, version
ORDER BY currency, funding, rule, version
