-- Which members fit, newest first? Page by page: `before` is the last one already seen.
-- What was typed is looked for in cards and nicknames; a condition that nobody asked for is true of everybody.
SELECT member.wallet_id
FROM people_member AS member
LEFT JOIN desk_wallet AS wallet USING (wallet_id)
WHERE
    member.counts_until IS NULL
    AND (%(before)s::bigint IS NULL OR member.wallet_id < %(before)s)
    AND (
        %(words)s = ''
        OR member.wallet_id IN (
            SELECT wallet_id FROM people_member WHERE nickname ILIKE %(pattern)s
            UNION ALL
            SELECT wallet_id FROM people_identifier WHERE kind = 'card' AND (value ILIKE %(bare)s OR shown ILIKE %(pattern)s)
        )
    )
    AND (cardinality(%(levels)s::text[]) = 0 OR wallet.levels @> %(levels)s::text[])
    AND (%(joined_from)s::timestamptz IS NULL OR member.joined_at >= %(joined_from)s)
    AND (%(joined_until)s::timestamptz IS NULL OR member.joined_at < %(joined_until)s)
    AND (
        %(pending_at)s::timestamptz IS NULL
        OR member.wallet_id IN (
            SELECT lot.wallet_id
            FROM ledger_entry AS lot
            WHERE lot.points > 0 AND lot.activates_at > %(pending_at)s
            AND NOT EXISTS (
                SELECT FROM ledger_entry AS released
                WHERE released.kind = 'release' AND released.wallet_id = lot.wallet_id
                AND released.reverses = lot.no AND released.activates_at <= %(pending_at)s
            )
            AND lot.points > (
                SELECT coalesce(sum(drawn.points), 0)
                FROM ledger_allocation AS drawn
                WHERE drawn.wallet_id = lot.wallet_id AND drawn.lot_no = lot.no
            )
        )
    )
ORDER BY member.wallet_id DESC
LIMIT %(limit)s
