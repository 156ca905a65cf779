-- How many points were ever given, by kind of points?
SELECT currency, sum(points)::bigint
FROM ledger_entry
WHERE points > 0 AND kind NOT IN ('restore', 'transfer_in', 'join')
AND NOT EXISTS (SELECT FROM people_member AS closed WHERE closed.wallet_id = ledger_entry.wallet_id AND closed.counts_until <= 'epoch')
GROUP BY currency
