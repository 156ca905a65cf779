"""A shop whose news goes to a real server of the tests, which answers as it is told."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "desk"))
from opened_shop import live_shop, opened
from receiving_server import ReceivingServer

__all__ = ["live_shop", "opened"]

ALL = ("points.changed", "level.changed", "member.merged", "member.parted")


@pytest.fixture
def receiver(settings):
    """A server of ours, which the shop may send to."""
    settings.WEBHOOKS_TO_PRIVATE = True
    server = ReceivingServer()
    yield server
    server.close()


@pytest.fixture
def listen():
    """Return a function that makes an endpoint: `listen(url, "points.changed")`; all kinds where none is said."""
    # Models can be read only once Django is ready.
    from regulars.webhooks import actions, endpoints  # noqa: PLC0415

    def made(url, *kinds):
        found = endpoints.make(url, kinds or ALL, by=None)
        actions.forget_wanted()
        return found

    actions.forget_wanted()
    yield made
    actions.forget_wanted()


@pytest.fixture
def sender():
    """What the worker sends with; chance shortens no pause."""
    from regulars.webhooks.sending import Sender  # noqa: PLC0415

    sender = Sender(chance=lambda: 0.0)
    yield sender
    sender.close()


@pytest.fixture
def send_all(sender):
    """Return a function that sends until nothing is due or on its way."""

    def sent():
        while sender.turn():
            pass

    return sent
