"""The web server: granian, with Django behind it, until somebody stops it, and the clock beside it."""

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from regulars.core.refusals import Refusal


class PortBusy(Refusal):
    """Something else listens there. Facts: host, port."""


def refuse_busy_port(*, host: str, port: int) -> None:
    """Raise where the port is taken, before anything else is begun."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
            raise PortBusy(host=host, port=port) from error


def serve_until_stopped(*, host: str, port: int, workers: int) -> None:
    """Serve the shop; returns after Ctrl-C or SIGTERM, when every worker has answered what it had begun."""
    from django.db import connections
    from django.urls import get_resolver
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # Loaded once here, the shop is ready in each worker as soon as that is forked; a worker that still imports would
    # not hear that it should stop. A connection must not be shared by two processes.
    import_module("regulars.site.rsgi")
    _ = get_resolver().url_patterns
    connections.close_all()
    # A loop that asks the database holds everybody up; Django refuses it, unless somebody allowed it for tools of theirs.
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    server = Granian(
        "regulars.site.rsgi:served",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    )
    with _clock():
        server.serve()


@contextmanager
def _clock() -> Iterator[None]:
    """Run the shop's clock beside the server: points run out whether or not anybody looks."""
    # In a group of its own, it does not hear Ctrl-C and stops only after the last answer.
    clock = subprocess.Popen(
        [sys.executable, "-m", "regulars.worker", str(os.getpid())], start_new_session=True
    )
    try:
        yield
    finally:
        clock.terminate()
        clock.wait()
