-- How many members bought in these 30 days, and in the 30 before?
SELECT
    count(DISTINCT wallet_id) FILTER (WHERE day > %(recent)s),
    count(DISTINCT wallet_id) FILTER (WHERE day <= %(recent)s)
FROM events_event
WHERE kind = 'Order Completed' AND wallet_id IS NOT NULL AND day > %(earlier)s AND day <= %(until)s
