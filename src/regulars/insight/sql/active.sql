-- How many members bought in these 30 days, and in the 30 before?
-- Members who were merged are one.
WITH RECURSIVE gone AS (
    SELECT wallet_id, joined_into AS lives_as FROM people_member WHERE joined_into IS NOT NULL AND counts_until <= now()
    UNION ALL
    SELECT gone.wallet_id, member.joined_into
    FROM gone JOIN people_member AS member ON member.wallet_id = gone.lives_as
    WHERE member.joined_into IS NOT NULL AND member.counts_until <= now()
), living AS (
    SELECT wallet_id, lives_as FROM gone WHERE lives_as NOT IN (SELECT wallet_id FROM gone)
)
SELECT
    count(DISTINCT coalesce(lives_as, wallet_id)) FILTER (WHERE day > %(recent)s),
    count(DISTINCT coalesce(lives_as, wallet_id)) FILTER (WHERE day <= %(recent)s)
FROM events_event LEFT JOIN living USING (wallet_id)
WHERE kind = 'Order Completed' AND wallet_id IS NOT NULL AND day > %(earlier)s AND day <= %(until)s
