-- Which rule of which version, and whose funding, opened each of these lots?
-- What was given back under a new date goes by the lot that it came from.
WITH RECURSIVE lots AS (
    SELECT lot.wallet_id, lot.no AS wanted, lot.no, lot.currency, lot.funding, lot.kind, lot.rule, lot.version, lot.effect
    FROM unnest(%(wallets)s::int8[], %(numbers)s::int4[]) AS wanted (wallet_id, no)
    JOIN ledger_entry AS lot ON lot.wallet_id = wanted.wallet_id AND lot.no = wanted.no
    UNION ALL
    SELECT lots.wallet_id, lots.wanted, origin.no, lots.currency, lots.funding, origin.kind, origin.rule, origin.version, origin.effect
    FROM lots
    JOIN ledger_entry AS origin
      ON origin.wallet_id = lots.wallet_id AND origin.no::text = split_part(lots.effect, ':', 3)
    WHERE lots.kind = 'restore'
)
SELECT wallet_id, wanted, currency, funding, rule, version FROM lots WHERE kind <> 'restore'
