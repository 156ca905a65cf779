"""The wire without a server: requests go straight into what the web server calls."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "api"))
from wire_client import Wire


@pytest.fixture
def wire(live_database):
    from regulars.api.wire.application import application  # noqa: PLC0415 - models exist only after setup.
    from regulars.events.intake import sources, taking  # noqa: PLC0415 - as above.

    sources.forget_trusted()
    yield Wire(application)
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
