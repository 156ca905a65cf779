"""A corner shop whose events come over the wire: told to the log, and read by the desk."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "desk"))

NOW = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)


@pytest.fixture
def web(live_database):
    """Publish the programme, make the log ready, and answer the number of the source `web`."""
    from corner_shop import PROGRAMME  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    from regulars.events.intake import sources  # noqa: PLC0415
    from regulars.events.intake.months import make_ready  # noqa: PLC0415
    from regulars.lib.cursors import raw_cursor  # noqa: PLC0415
    from regulars.programmes import queries  # noqa: PLC0415
    from regulars.programmes.actions import publish  # noqa: PLC0415

    queries._compiled.cache_clear()
    publish(text=PROGRAMME, now=datetime(2026, 1, 1, tzinfo=UTC))
    with transaction.atomic():
        make_ready(raw_cursor(), now=NOW)
    yield sources.add("web", purpose="tests").source.id
    queries._compiled.cache_clear()


@pytest.fixture
def tell(web):
    """Return a function that commits events to the log: each is a dict in Segment's words."""
    from django.db import transaction  # noqa: PLC0415

    from regulars.core.periods import instant  # noqa: PLC0415
    from regulars.events.intake.bodies import Letter  # noqa: PLC0415
    from regulars.events.intake.log import append  # noqa: PLC0415
    from regulars.events.intake.understanding import Post, understand  # noqa: PLC0415
    from regulars.lib.cursors import raw_cursor  # noqa: PLC0415

    def told(*events, source=web, is_posthog=False):
        parts = [json.dumps(event).encode() for event in events]
        post = Post(source, instant(NOW), is_posthog=is_posthog)
        found = understand(Letter(None, parts, None, None), post)
        with transaction.atomic():
            append(raw_cursor(), found.events, found.aside)

    return told


@pytest.fixture
def decide(web):
    """Return a function that has the desk read until nothing waits, and answers how many events that were."""
    from regulars.desk.intake.consuming import take_in  # noqa: PLC0415
    from regulars.programmes.queries import current  # noqa: PLC0415

    def decided(**how):
        read = 0
        while more := take_in(current(), **how):
            read += more
        return read

    return decided
