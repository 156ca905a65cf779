-- How many points were ever given, by kind of points?
SELECT currency, sum(points)::bigint
FROM ledger_entry
WHERE points > 0 AND kind NOT IN ('restore', 'transfer_in')
GROUP BY currency
