-- Which returns have something to say, such as goods that no purchase was found for?
--
-- One row per return with reasons, and per purchase that took the place of goods for which none was found. Reads: events_event.
SELECT reasons
FROM events_event
WHERE reasons IS NOT NULL AND wallet_id IS NOT NULL AND occurred_at <= %(at)s
    AND (kind = 'Order Refunded' OR (kind = 'Order Completed' AND position('"unmatched"'::bytea IN reasons) > 0))
