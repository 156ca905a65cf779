-- How much history is there, and when does it begin and end? For the shop, and of it what had no member.
SELECT
    count(wallet_id),
    min(day) FILTER (WHERE wallet_id IS NOT NULL AND kind = 'Order Completed'),
    max(day) FILTER (WHERE wallet_id IS NOT NULL AND kind = 'Order Completed'),
    max(occurred_at) FILTER (WHERE wallet_id IS NOT NULL),
    count(*) FILTER (WHERE wallet_id IS NULL AND kind = 'Order Completed'),
    count(*) FILTER (WHERE wallet_id IS NULL AND kind = 'Order Refunded')
FROM events_event
WHERE received_at < %(received_before)s AND kind <> 'Members Joined'
