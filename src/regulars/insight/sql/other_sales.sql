-- What did those buy who are no members?
SELECT coalesce(sum(other_sales), 0)::bigint FROM insight_salesday
