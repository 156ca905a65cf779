-- How many members, orders and returns of members are there up to a moment?
--
-- One row. Reads: events_event, people_member. Members who were merged by then are one.
WITH RECURSIVE gone AS (
    SELECT wallet_id, joined_into AS lives_as FROM people_member WHERE joined_into IS NOT NULL AND counts_until <= %(at)s
    UNION ALL
    SELECT gone.wallet_id, member.joined_into
    FROM gone JOIN people_member AS member ON member.wallet_id = gone.lives_as
    WHERE member.joined_into IS NOT NULL AND member.counts_until <= %(at)s
), living AS (
    SELECT wallet_id, lives_as FROM gone WHERE lives_as NOT IN (SELECT wallet_id FROM gone)
)
SELECT
    count(DISTINCT coalesce(lives_as, wallet_id))                                 AS members,
    count(*) FILTER (WHERE kind = 'Order Completed')          AS orders,
    count(*) FILTER (WHERE kind = 'Order Refunded')           AS returns
FROM events_event LEFT JOIN living USING (wallet_id)
WHERE wallet_id IS NOT NULL AND kind <> 'Members Joined' AND occurred_at <= %(at)s
