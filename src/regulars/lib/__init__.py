"""Tools that know nothing about shops: the database server, the clock, ids, named SQL."""
