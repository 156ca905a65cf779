-- Where the year comes last, does some row show by a 13th to 31st whether the day comes first or the month?
-- Grain: the file. Reads: given.
SELECT min(t), count(*) FILTER (CAST(regexp_extract(t, '^(\d+)', 1) AS INTEGER) > 12),
    count(*) FILTER (CAST(regexp_extract(t, '^\d+[/.-](\d+)', 1) AS INTEGER) > 12)
FROM (SELECT coalesce(occurred_at, "date") AS t FROM given)
WHERE is_either_way(t);
