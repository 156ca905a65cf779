-- What does the list show of these members?
SELECT
    member.wallet_id,
    member.nickname,
    member.joined_at,
    wallet.body,
    array(
        SELECT coalesce(nullif(card.shown, ''), card.value) FROM people_identifier AS card
        WHERE card.wallet_id = member.wallet_id AND card.kind = 'card' AND card.replaced_at IS NULL
        ORDER BY card.value
    )
FROM people_member AS member
LEFT JOIN desk_wallet AS wallet USING (wallet_id)
WHERE member.wallet_id = ANY(%(wallet_ids)s)
ORDER BY member.wallet_id DESC
