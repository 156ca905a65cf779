-- What was bought since we last looked, by local day, by members and by others?
INSERT INTO insight_salesday AS known (day, member_orders, member_sales, other_orders, other_sales)
SELECT
    day,
    count(wallet_id),
    coalesce(sum(paid) FILTER (WHERE wallet_id IS NOT NULL), 0),
    count(*) - count(wallet_id),
    coalesce(sum(paid) FILTER (WHERE wallet_id IS NULL), 0)
FROM (
    SELECT
        day,
        wallet_id,
        (
            SELECT sum((line ->> 'amount')::bigint)
            FROM jsonb_array_elements(convert_from(body, 'UTF8')::jsonb -> 'lines') AS line
        ) AS paid
    FROM events_event
    WHERE kind = 'Order Completed' AND received_at >= %(after)s AND received_at < %(until)s
) AS bought
GROUP BY day
ON CONFLICT (day) DO UPDATE SET
    member_orders = known.member_orders + excluded.member_orders,
    member_sales = known.member_sales + excluded.member_sales,
    other_orders = known.other_orders + excluded.other_orders,
    other_sales = known.other_sales + excluded.other_sales
