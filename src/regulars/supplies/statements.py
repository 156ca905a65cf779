"""What is asked of the database about supplies that one transaction takes from."""

from __future__ import annotations

from typing import Final

READ: Final = "SELECT name, id, there, planned FROM supplies_supply WHERE name = ANY(%s)"
# Locked in the order of their numbers, by everybody: so nobody waits in a circle.
LOCK: Final = f"{READ} ORDER BY id FOR UPDATE"
PLAN: Final = """
    INSERT INTO supplies_supply AS it (name, kind, there, put_in, planned)
    SELECT name, kind, planned, planned, planned
    FROM unnest(%s::text[], %s::text[], %s::int8[]) AS new (name, kind, planned) ORDER BY name
    ON CONFLICT (name) DO UPDATE SET
        there = greatest(it.there + excluded.planned - it.planned, 0),
        put_in = it.put_in + greatest(excluded.planned - it.planned, -it.there),
        planned = it.planned + greatest(excluded.planned - it.planned, -it.there)
"""
#: An update alone locks in any order. It looks at what is there by now, and not at what was there when the statement began.
SAVE: Final = """
    WITH new AS (
        SELECT * FROM unnest(%(ids)s::int8[], %(needed)s::int8[], %(taken)s::int8[], %(back)s::int8[])
            AS new (id, needed, taken, back)
    ),
    locked AS MATERIALIZED (SELECT id FROM supplies_supply WHERE id = ANY(%(ids)s) ORDER BY id FOR UPDATE),
    moved AS (
        UPDATE supplies_supply AS it
        SET there = there - new.taken + new.back, taken = it.taken + new.taken - new.back
        FROM new JOIN locked USING (id) WHERE it.id = new.id AND there >= needed RETURNING it.id
    )
    INSERT INTO supplies_day AS it (supply_id, day, taken, given_back)
    SELECT id, (clock_timestamp() AT TIME ZONE %(zone)s)::date, taken, back FROM new JOIN moved USING (id)
    ON CONFLICT (supply_id, day) DO UPDATE
    SET taken = it.taken + excluded.taken, given_back = it.given_back + excluded.given_back
"""
HOLD: Final = """
    WITH new AS (
        SELECT it.id, new.held FROM unnest(%(names)s::text[], %(held)s::int8[]) AS new (name, held)
        JOIN supplies_supply AS it USING (name)
    ),
    moved AS (
        UPDATE supplies_supply AS it SET there = there - new.held, held = it.held + new.held FROM new WHERE it.id = new.id
    )
    INSERT INTO supplies_lease (supply_id, key, held, until) SELECT id, %(key)s, held, %(until)s FROM new
"""
IS_HELD: Final = "SELECT 1 FROM supplies_lease WHERE key = %s HAVING min(until) > clock_timestamp()"
#: What a key holds ends as a whole: the earliest end counts, read once. `may_be_late`: somebody has looked at that already.
COMMIT: Final = """
    WITH it AS (
        DELETE FROM supplies_lease WHERE key = %(key)s AND (
            %(may_be_late)s OR (SELECT min(until) > clock_timestamp() FROM supplies_lease WHERE key = %(key)s)
        ) RETURNING supply_id, held
    ),
    moved AS (
        UPDATE supplies_supply AS supply SET held = supply.held - it.held, taken = taken + it.held
        FROM it WHERE supply.id = supply_id
    )
    INSERT INTO supplies_day AS day (supply_id, day, taken)
    SELECT supply_id, (clock_timestamp() AT TIME ZONE %(zone)s)::date, held FROM it
    ON CONFLICT (supply_id, day) DO UPDATE SET taken = day.taken + excluded.taken
"""
RELEASE: Final = """
    WITH it AS (DELETE FROM supplies_lease WHERE key = %(key)s RETURNING supply_id, held)
    UPDATE supplies_supply AS supply SET there = there + it.held, held = supply.held - it.held
    FROM it WHERE supply.id = supply_id RETURNING supply.name, it.held
"""
#: Leases end under the lock of their supply alone, so that each ends once.
END_LEASES: Final = """
    WITH over AS (
        DELETE FROM supplies_lease WHERE supply_id = ANY(%s) AND until <= clock_timestamp() RETURNING supply_id, held
    )
    UPDATE supplies_supply AS it SET there = there + over.held, held = it.held - over.held
    FROM (SELECT supply_id, sum(held)::int8 AS held FROM over GROUP BY supply_id) AS over WHERE it.id = over.supply_id
    RETURNING it.name, over.held
"""
