-- How many members had anything happen to them up to a moment?
--
-- One row. Reads: events_event.
SELECT count(DISTINCT wallet_id) FROM events_event WHERE wallet_id IS NOT NULL AND occurred_at <= %(at)s
