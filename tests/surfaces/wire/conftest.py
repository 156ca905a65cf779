"""The wire without a server: requests go straight into what the web server calls, on a loop as it has one."""

import asyncio
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest
from a2wsgi import WSGIMiddleware
from django.db import connections

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "api"))
from wire_client import Wire


@pytest.fixture(scope="session")
def loop():
    """Return a loop that runs, as a web server has one."""
    found = asyncio.new_event_loop()
    running = Thread(target=found.run_forever, daemon=True)
    running.start()
    yield found
    found.call_soon_threadsafe(found.stop)
    running.join()
    found.close()


@pytest.fixture
def application(live_database, monkeypatch):
    """Return what the web server calls, with one thread for each kind, which leaves no connection behind."""
    from regulars.api import asking  # noqa: PLC0415 - models exist only after setup.
    from regulars.site import asgi  # noqa: PLC0415 - as above.

    threads, of_programs = WSGIMiddleware(asgi.application_of_threads, workers=1), ThreadPoolExecutor(1)
    monkeypatch.setattr(asgi, "_threads", threads)
    monkeypatch.setattr(asking, "_threads", of_programs)
    yield _strict(asgi.application)
    for pool in (threads.executor, of_programs):
        pool.submit(connections.close_all).result()
        pool.shutdown()


def _strict(application):
    """Refuse a loop that asks the database, as a shop's does; a browser's tests allow it for the thread that they run on."""

    async def asked(scope, receive, send):
        allowed = os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
        try:
            await application(scope, receive, send)
        finally:
            if allowed is not None:
                os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = allowed

    return asked


@pytest.fixture
def wire(application, loop):
    from regulars.events.intake import sources, taking  # noqa: PLC0415 - models exist only after setup.

    sources.forget_trusted()
    yield Wire(application, loop)
    taking.close()
    sources.forget_trusted()


@pytest.fixture
def add(wire):
    """Return a function that makes a source and answers its key: `add(origins=["https://shop.example"])`."""
    from regulars.events.intake import sources  # noqa: PLC0415 - as above.

    def add(name="web", **how):
        key = sources.add(name, purpose="test", **how).key
        sources.forget_trusted()
        return key

    return add


@pytest.fixture
def key(add):
    return add()
