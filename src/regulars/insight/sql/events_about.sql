-- About how many events are in the log?
SELECT reltuples::bigint FROM pg_class WHERE oid = 'events_event'::regclass
