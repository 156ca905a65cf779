-- Until when is everything that was received also committed?
-- A row bears the time at which its transaction began, so nothing before the oldest one that still runs can come late.
SELECT least(now(), min(xact_start))
FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
