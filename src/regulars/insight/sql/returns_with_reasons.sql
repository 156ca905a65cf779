-- Which returns have something to say, such as goods that no purchase was found for?
--
-- One row per return with reasons. Reads: events_event.
SELECT reasons
FROM events_event
WHERE kind = 'Order Refunded' AND reasons IS NOT NULL AND wallet_id IS NOT NULL AND occurred_at <= %(at)s
