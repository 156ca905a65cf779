-- What happened to each kind of points up to a moment, and what is owed then?
--
-- One row per currency. Reads: ledger_entry, ledger_allocation.
-- Everything an entry adds or takes is in `points`, so what is outstanding is their sum. Points are pending while
-- their lot is not yet active and was not released; only a return can take from such a lot.
WITH entries AS (
    SELECT currency, kind, points, wallet_id, no, activates_at
    FROM ledger_entry
    WHERE occurred_at <= %(at)s
    AND NOT EXISTS (SELECT FROM people_member AS closed WHERE closed.wallet_id = ledger_entry.wallet_id AND closed.counts_until <= 'epoch')
), pending_lots AS (
    SELECT entry.currency, entry.points - coalesce(sum(taken.points), 0) AS points
    FROM entries AS entry
    LEFT JOIN LATERAL (
        SELECT CASE WHEN debit.kind = 'restore' THEN -allocation.points ELSE allocation.points END AS points
        FROM ledger_allocation AS allocation
        JOIN entries AS debit ON debit.wallet_id = allocation.wallet_id AND debit.no = allocation.entry_no
        WHERE allocation.wallet_id = entry.wallet_id AND allocation.lot_no = entry.no
    ) AS taken ON true
    WHERE entry.points > 0 AND entry.activates_at > %(at)s
    AND NOT EXISTS (SELECT FROM people_member AS closed WHERE closed.wallet_id = entry.wallet_id AND closed.counts_until <= %(at)s)
    AND NOT EXISTS (
        SELECT FROM ledger_entry AS released
        WHERE released.kind = 'release' AND released.wallet_id = entry.wallet_id
        AND released.reverses = entry.no AND released.activates_at <= %(at)s
    )
    GROUP BY entry.wallet_id, entry.no, entry.currency, entry.points
)
SELECT
    currency,
    coalesce(sum(points) FILTER (WHERE points > 0 AND kind NOT IN ('restore', 'transfer_in', 'join')), 0)::bigint AS issued,
    coalesce(-sum(points) FILTER (WHERE kind = 'revoke'), 0)::bigint                           AS revoked,
    coalesce(-sum(points) FILTER (WHERE kind IN ('spend', 'adjust') AND points < 0), 0)::bigint AS spent,
    coalesce(-sum(points) FILTER (WHERE kind = 'expire'), 0)::bigint                           AS expired,
    sum(points) FILTER (WHERE kind <> 'join')::bigint                                                                        AS outstanding,
    coalesce((SELECT sum(lot.points) FROM pending_lots AS lot WHERE lot.currency = entries.currency), 0)::bigint
        AS pending,
    coalesce(sum(points) FILTER (WHERE kind = 'restore'), 0)::bigint                           AS restored
FROM entries
GROUP BY currency
ORDER BY currency
