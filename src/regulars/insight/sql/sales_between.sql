-- How many orders did members place on these days, and for how much?
SELECT coalesce(sum(member_orders), 0)::bigint, coalesce(sum(member_sales), 0)::bigint
FROM insight_salesday
WHERE day > %(after)s AND day <= %(until)s
