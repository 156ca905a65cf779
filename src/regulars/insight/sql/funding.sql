-- What happened, up to a moment, to the points that each rule of each version gave: so, to points by who pays for them?
--
-- One row per (currency, funding, rule, version) of the lots concerned. Reads: ledger_entry, ledger_allocation.
-- What was taken, or put back, is counted where the lot belongs; what was given back under a new date, where the lot
-- belongs that it came from. What is owed has no lot yet: it belongs to the entry that it takes back. Points handed to
-- another member leave one lot and open another of the same funding. What lives on in a merge is no gift; lots that are gone
-- there are found in its parts. What a merge that was taken back left overdrawn belongs to no rule.
WITH RECURSIVE part AS (
    SELECT merge, wallet_id, entries FROM people_part
    UNION ALL
    SELECT part.merge, below.wallet_id, part.entries + below.entries
    FROM part JOIN people_part AS below ON below.merge = part.wallet_id
), entries AS (
    SELECT wallet_id, no, currency, kind, points, funding, rule, version, reverses, effect,
        points > 0 AND activates_at IS NOT NULL AS opens_lot
    FROM ledger_entry
    WHERE occurred_at <= %(at)s
    AND NOT EXISTS (SELECT FROM people_member AS closed WHERE closed.wallet_id = ledger_entry.wallet_id AND closed.counts_until <= 'epoch')
), of_parts AS (
    SELECT part.merge AS wallet_id, lot.no + part.entries AS no, lot.currency, lot.funding, lot.rule, lot.version
    FROM part
    JOIN entries AS lot ON lot.wallet_id = part.wallet_id
    WHERE lot.opens_lot AND lot.kind NOT IN ('restore', 'join')
    AND NOT EXISTS (
        SELECT FROM entries AS own WHERE own.wallet_id = part.merge AND own.no = lot.no + part.entries
    )
), lots AS (
    (
        SELECT wallet_id, no, currency, funding, rule, version FROM entries WHERE opens_lot AND kind <> 'restore'
        UNION ALL
        SELECT * FROM of_parts
    )
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
    SELECT wallet_id, no AS lot_no, kind, points FROM entries WHERE opens_lot AND kind <> 'join'
    UNION ALL
    SELECT wallet_id, lot_no, CASE kind WHEN 'join' THEN 'revoke' ELSE kind END, CASE kind WHEN 'restore' THEN points ELSE -points END
    FROM drawn
    UNION ALL
    SELECT debit.wallet_id, debit.reverses, debit.kind, debit.points + coalesce(sum(drawn.points), 0)
    FROM entries AS debit
    LEFT JOIN drawn ON drawn.wallet_id = debit.wallet_id AND drawn.entry_no = debit.no
    WHERE debit.kind = 'revoke'
    GROUP BY debit.wallet_id, debit.no, debit.reverses, debit.kind, debit.points
    UNION ALL
    SELECT origin.wallet_id, origin.reverses, 'revoke', drawn.points
    FROM drawn
    JOIN part ON part.merge = drawn.wallet_id
    JOIN entries AS origin ON origin.wallet_id = part.wallet_id AND origin.no = drawn.entry_no - part.entries
    WHERE drawn.kind = 'join' AND origin.kind = 'revoke'
), overdrawn AS (
    SELECT debit.currency, debit.version, debit.points + coalesce(sum(drawn.points), 0) AS points
    FROM entries AS debit
    LEFT JOIN drawn ON drawn.wallet_id = debit.wallet_id AND drawn.entry_no = debit.no
    WHERE debit.effect LIKE 'overdrawn:%%'
    GROUP BY debit.wallet_id, debit.no, debit.currency, debit.version, debit.points
    UNION ALL
    SELECT origin.currency, origin.version, drawn.points
    FROM drawn
    JOIN part ON part.merge = drawn.wallet_id
    JOIN entries AS origin ON origin.wallet_id = part.wallet_id AND origin.no = drawn.entry_no - part.entries
    WHERE drawn.kind = 'join' AND origin.effect LIKE 'overdrawn:%%'
), placed AS (
    SELECT lots.currency, lots.funding, lots.rule, lots.version, moved.kind, moved.points
    FROM moved
    JOIN lots ON lots.wallet_id = moved.wallet_id AND lots.no = moved.lot_no
    UNION ALL
    SELECT currency, 0, '', version, 'spend', points FROM overdrawn WHERE points <> 0
)
SELECT
    currency, funding, rule, version,
    coalesce(sum(points) FILTER (WHERE kind IN ('earn', 'release') OR kind = 'adjust' AND points > 0), 0)::bigint,
    coalesce(-sum(points) FILTER (WHERE kind = 'revoke'), 0)::bigint,
    coalesce(-sum(points) FILTER (WHERE kind IN ('spend', 'restore') OR kind = 'adjust' AND points < 0), 0)::bigint,
    coalesce(-sum(points) FILTER (WHERE kind = 'expire'), 0)::bigint,
    coalesce(-sum(points) FILTER (WHERE kind IN ('transfer_in', 'transfer_out')), 0)::bigint,
    sum(points)::bigint
FROM placed
GROUP BY currency, funding, rule, version
ORDER BY currency, funding, rule, version
