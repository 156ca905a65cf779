-- How many members have something due that was not applied yet, and since when does the first one wait?
SELECT count(*), min(next_due_at)
FROM desk_wallet
WHERE next_due_at <= %(now)s
