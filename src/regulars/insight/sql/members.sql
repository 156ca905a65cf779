-- How many members are there, and how many joined in these 30 days and in the 30 before?
SELECT
    count(*),
    count(*) FILTER (WHERE joined_at > %(recent)s),
    count(*) FILTER (WHERE joined_at > %(earlier)s AND joined_at <= %(recent)s)
FROM people_member
WHERE joined_at <= %(now)s AND counts_until IS NULL
