-- How much of a receipt's own discount does each of its lines bear? In proportion, by largest remainder, ties to the earlier.
-- Grain: one sale line of a receipt with a discount. Changes lines.amount.
UPDATE lines SET amount = amount - share
FROM (
    SELECT row AS of_row, nth AS of_nth,
        base + CASE WHEN row_number() OVER (PARTITION BY order_id ORDER BY remainder DESC, place, row, nth)
                         <= discount - sum(base) OVER (PARTITION BY order_id) THEN 1 ELSE 0 END AS share
    FROM (
        SELECT l.row, l.nth, l.place, l.order_id, o.discount,
            CAST(CAST(l.amount AS HUGEINT) * o.discount // o.sold AS BIGINT) AS base,
            CAST(l.amount AS HUGEINT) * o.discount % o.sold AS remainder
        FROM lines l JOIN orders o USING (order_id)
        WHERE o.discount > 0 AND o.sold > 0 AND o.reason IS NULL AND l.reason IS NULL AND NOT l.cancels AND NOT l.comes_back
    )
)
WHERE row = of_row AND nth = of_nth;
