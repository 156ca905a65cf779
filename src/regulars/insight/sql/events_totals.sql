-- How many members, orders and returns of members are there up to a moment?
--
-- One row. Reads: events_event.
SELECT
    count(DISTINCT wallet_id)                                 AS members,
    count(*) FILTER (WHERE kind = 'Order Completed')          AS orders,
    count(*) FILTER (WHERE kind = 'Order Refunded')           AS returns
FROM events_event
WHERE wallet_id IS NOT NULL AND occurred_at <= %(at)s
