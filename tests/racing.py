"""A race: everybody begins at one moment, each over a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

from django.db import connection


def at_once(works):
    """Let everybody do their work at one moment; answers what each came to, in the order in which they were named."""
    works = list(works)
    ready = Barrier(len(works))

    def begin(work):
        with closing(connection):
            # Whoever still had to connect would come too late for the race.
            connection.ensure_connection()
            ready.wait()
            return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(begin, works))
