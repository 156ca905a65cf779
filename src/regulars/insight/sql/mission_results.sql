-- What has each mission given: to how many members, how often, and how many points of which kind?
--
-- Reads: ledger_entry. Points of a mission are ordinary entries that name it as their rule.
SELECT substr(rule, 9) AS mission, currency, count(DISTINCT wallet_id) AS members, count(*) AS times, sum(points) AS points
FROM ledger_entry
WHERE rule LIKE 'mission/%%' AND kind = 'earn'
GROUP BY rule, currency
ORDER BY rule, currency
