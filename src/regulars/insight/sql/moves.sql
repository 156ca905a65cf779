-- Whose level changed last?
SELECT move.wallet_id, coalesce(member.nickname, ''), track, before, after, at
FROM (
    SELECT * FROM desk_move
    WHERE before <> after AND at <= %(now)s
    AND NOT EXISTS (SELECT FROM people_member AS closed WHERE closed.wallet_id = desk_move.wallet_id AND closed.counts_until <= 'epoch')
    ORDER BY id DESC LIMIT %(limit)s
) AS move
LEFT JOIN people_member AS member USING (wallet_id)
ORDER BY at DESC, id DESC
