-- Which rule of which version, and whose funding, opened each of these lots?
-- What was given back under a new date goes by the lot that it came from.
WITH RECURSIVE part AS (
    SELECT merge, wallet_id, entries FROM people_part
    UNION ALL
    SELECT part.merge, below.wallet_id, part.entries + below.entries
    FROM part JOIN people_part AS below ON below.merge = part.wallet_id
), lots AS (
    SELECT lot.wallet_id, lot.no AS wanted, lot.no, lot.currency, lot.funding, lot.kind, lot.rule, lot.version, lot.effect
    FROM unnest(%(wallets)s::int8[], %(numbers)s::int4[]) AS wanted (wallet_id, no)
    JOIN ledger_entry AS lot ON lot.wallet_id = wanted.wallet_id AND lot.no = wanted.no
    UNION ALL
    SELECT lots.wallet_id, lots.wanted, origin.no, lots.currency, lots.funding, origin.kind, origin.rule, origin.version, origin.effect
    FROM lots
    JOIN ledger_entry AS origin
      ON (origin.wallet_id = lots.wallet_id AND origin.no::text = split_part(lots.effect, ':', 3))
      OR (origin.wallet_id, origin.no::text) IN (
          -- Of a merge whose lot is gone: the lot in the books of the part.
          SELECT part.wallet_id, (split_part(lots.effect, ':', 3)::int - part.entries)::text FROM part
          WHERE part.merge = lots.wallet_id AND NOT EXISTS (
              SELECT FROM ledger_entry AS own
              WHERE own.wallet_id = lots.wallet_id AND own.no::text = split_part(lots.effect, ':', 3)
          )
      )
    WHERE lots.kind = 'restore'
)
SELECT wallet_id, wanted, currency, funding, rule, version FROM lots WHERE kind <> 'restore'
