-- What did members and others buy, week by week?
SELECT
    date_trunc('week', day)::date AS starts,
    sum(member_sales)::bigint,
    sum(other_sales)::bigint,
    sum(member_orders)::bigint,
    sum(other_orders)::bigint
FROM insight_salesday
WHERE day >= %(since)s AND day <= %(until)s
GROUP BY starts
ORDER BY starts
