"""A shop to work with: the database up, Django ready, and both of one age."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def open_shop(*, of_any_age: bool = False) -> Iterator[None]:
    """Bring the database up and Django with it, and leave both as they were found, however the command ends.

    Refuses a database of another age than the code, unless `of_any_age`.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regulars.site.settings")
    import django
    from django.conf import settings
    from django.db import connections

    from regulars.lib.postgres import EmbeddedPostgres
    from regulars.lib.schema import refuse_other_age

    signal.signal(signal.SIGTERM, _leave)
    embedded = EmbeddedPostgres(settings.VAR).start() if settings.DATABASE_IS_EMBEDDED else None
    try:
        django.setup()
        if not of_any_age:
            refuse_other_age()
        yield
    finally:
        connections.close_all()
        if embedded:
            embedded.stop()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    # As an exception it unwinds the command, and with it the database; the bare signal would leave both behind.
    sys.exit(128 + signal.SIGTERM)
