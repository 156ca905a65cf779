-- Each event as the core's own JSON, members one after the other, for the places from $first up to $end.
-- Grain: one event. Reads: heads, lines, the variable `names`.
INSERT INTO staging.events
WITH chunk AS MATERIALIZED (SELECT * FROM heads WHERE place >= $first AND place < $end),
mine AS (
    SELECT c.place AS head, l.product, l.quantity, l.amount, l.place, l.row, l.nth, l.category, l.brand, l.name, l.reward, c.part, l.given_back
    FROM lines l JOIN chunk c ON l.order_id = c.order_id AND c.part = CAST(l.comes_back AS INTEGER)
    WHERE l.reason IS NULL AND NOT l.cancels AND NOT l.reaches
),
sold AS (
    SELECT head, string_agg(
        '{"product":' || to_json(product) || ',"quantity":' || quantity || ',"amount":' || amount
        || CASE WHEN category IS NULL THEN '' ELSE ',"categories":' || to_json(paths_in(category)) END
        || CASE WHEN brand IS NULL THEN '' ELSE ',"brand":' || to_json(brand) END
        || CASE WHEN name IS NULL OR NOT getvariable('names') THEN '' ELSE ',"name":' || to_json(name) END
        || CASE WHEN reward THEN ',"reward":true' ELSE '' END
        || '}', ',' ORDER BY place, row, nth) AS body
    FROM mine WHERE part = 0 GROUP BY head
),
back AS (
    SELECT head, string_agg('{"product":' || to_json(product)
        || CASE WHEN quantity = 0 THEN '' ELSE ',"quantity":' || quantity END
        || CASE WHEN given_back IS NULL THEN '' ELSE ',"amount":' || given_back END || '}', ',' ORDER BY place, row, nth) AS body
    FROM (
        -- Money alone stays apart from goods: with goods, it would first have to come to what they cost.
        SELECT head, product, sum(quantity) AS quantity, sum(given_back) AS given_back, min(place) AS place, min(row) AS row, min(nth) AS nth
        FROM mine WHERE part = 1 AND product IS NOT NULL GROUP BY head, product, quantity = 0, given_back IS NULL
    )
    GROUP BY head
)
SELECT
    c.place, c.member, c."at", c.part, c.id,
    CASE c.part
        WHEN -1 THEN '{"type":"spend","id":' || to_json(c.id) || ',"occurred_at":' || c."at" || ',"day":' || c.day
            || ',"currency":' || to_json(c.points_kind) || ',"points":' || c.points_used || ',"order":' || to_json(c.order_id) || '}'
        WHEN 0 THEN '{"type":"order","id":' || to_json(c.id) || ',"occurred_at":' || c."at" || ',"day":' || c.day
            || ',"minute":' || c.minute || ',"lines":[' || sold.body || ']'
            || CASE WHEN c.store IS NULL THEN '' ELSE ',"store":' || to_json(c.store) END
            || CASE WHEN c.channel IS NULL THEN '' ELSE ',"channel":' || to_json(c.channel) END
            || CASE WHEN coalesce(c.unearning, 0) <= 0 THEN '' ELSE ',"unearning":' || c.unearning END || '}'
        WHEN 1 THEN '{"type":"return","id":' || to_json(c.id) || ',"occurred_at":' || c."at" || ',"day":' || c.day
            || ',"lines":[' || coalesce(back.body, '') || ']'
            || CASE WHEN c.return_of IS NULL THEN '' ELSE ',"order":' || to_json(c.return_of) END
            || CASE WHEN c.whole_back IS NULL THEN '' ELSE ',"amount":' || c.whole_back END || '}'
        WHEN 3 THEN '{"type":"milestone","id":' || to_json(c.id) || ',"occurred_at":' || c."at" || ',"day":' || c.day
            || ',"order":' || to_json(c.order_id) || ',"name":' || to_json(c.milestone) || '}'
        ELSE '{"type":"cancellation","id":' || to_json(c.id) || ',"occurred_at":' || c."at" || ',"day":' || c.day
            || ',"order":' || to_json(c.return_of) || '}'
    END AS body
FROM chunk c LEFT JOIN sold ON sold.head = c.place LEFT JOIN back ON back.head = c.place
ORDER BY c.place;
