"""Gives a test's database back what it held when it was made, by looking at the tables that were written to.

Django empties every table after each test that commits, and makes its permissions anew: of a hundred tables, some
ten were written to, and emptying one file by file costs more than most tests do.
"""

from django.db import connection, transaction

# What migrations write stays beside the tables; how it is compared does not depend on where in a file a row lies.
_BEGIN = """
CREATE SCHEMA as_migrated;
DO $do$
DECLARE name text; is_empty bool;
BEGIN
    FOR name IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
        EXECUTE format('SELECT NOT EXISTS (SELECT FROM public.%I)', name) INTO is_empty;
        CONTINUE WHEN is_empty;
        EXECUTE format('CREATE TABLE as_migrated.%I AS TABLE public.%I', name, name);
    END LOOP;
END $do$;
CREATE FUNCTION as_migrated.again() RETURNS void LANGUAGE plpgsql AS $do$
DECLARE name text; differs bool;
BEGIN
    SET LOCAL session_replication_role = replica; -- Nothing that may only be added to refuses, and nothing cascades.
    FOR name IN
        SELECT relname FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
        ORDER BY relname
    LOOP
        -- Whoever still writes to it is waited for, or its rows would come after.
        EXECUTE format('LOCK TABLE public.%I IN SHARE ROW EXCLUSIVE MODE', name);
        IF to_regclass(format('as_migrated.%I', name)) IS NULL THEN
            EXECUTE format('DELETE FROM public.%I', name);
            CONTINUE;
        END IF;
        EXECUTE format('SELECT (SELECT array_agg(one::text ORDER BY one::text) FROM public.%I AS one) IS DISTINCT FROM
            (SELECT array_agg(one::text ORDER BY one::text) FROM as_migrated.%I AS one)', name, name) INTO differs;
        CONTINUE WHEN NOT differs;
        EXECUTE format('DELETE FROM public.%I', name);
        EXECUTE format('INSERT INTO public.%I OVERRIDING SYSTEM VALUE TABLE as_migrated.%I', name, name);
    END LOOP;
END $do$;
"""


def keep():
    """Remember what the migrations wrote, for `give_back`."""
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN)


def give_back():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT as_migrated.again()")
