"""The real clients from the package index, unmodified, through a network that breaks: nothing lost, nothing twice."""

import threading
import time
from collections import Counter
from pathlib import Path

import psycopg
import pytest
from faulty_proxy import FAULTS, FaultyProxy
from own_shop import REGULARS  # noqa: F401 - says early that the command is not installed.
from running_shop import RunningShop

from regulars.core.programme.compiled import Programme, Version
from regulars.events.understanding.meaning import Said
from regulars.events.understanding.reading import meaning_of
from regulars.programmes.reading import read_programme

EXAMPLES = Path(__file__).parents[3] / "examples" / "programmes"

#: What a client waits for an answer. The proxy's late answers come later than that.
TIMEOUT = 1.0
LATE = 2.5
EVENTS = 130
#: A client's naps between two tries last so much shorter; nothing of the client itself is changed.
HASTE = 0.02

_sleep = time.sleep


def segment(key, url, on_error):
    from segment.analytics.client import Client  # noqa: PLC0415 - each client begins threads of its own.

    client = Client(
        key, host=url, gzip=True, timeout=TIMEOUT, upload_size=10, upload_interval=0.1, on_error=on_error
    )
    return client.track, client


def analytics(key, url, on_error):
    from analytics.client import Client  # noqa: PLC0415 - as above.

    client = Client(
        key, host=url, gzip=False, timeout=TIMEOUT, upload_size=10, upload_interval=0.1, on_error=on_error
    )
    return client.track, client


def rudderstack(key, url, on_error):
    from rudder_analytics.client import Client  # noqa: PLC0415 - as above.

    client = Client(
        key, host=url, timeout=TIMEOUT, flush_at=10, flush_interval=0.1, max_retries=10, on_error=on_error
    )
    return client.track, client


def posthog(key, url, on_error):
    from posthog.client import Client  # noqa: PLC0415 - as above.

    client = Client(
        key, host=url, gzip=True, timeout=TIMEOUT, flush_at=10, flush_interval=0.1, max_retries=10, on_error=on_error
    )  # fmt: skip
    return lambda user, event, properties: client.capture(
        event, distinct_id=user, properties=properties
    ), client


@pytest.fixture(scope="module")
def shop(new_database, migrated, tmp_path_factory):
    from own_shop import OwnShop  # noqa: PLC0415 - beside the fixture that it belongs to.

    own = OwnShop(new_database("shop_of_the_clients", template=migrated), tmp_path_factory.mktemp("clients"))
    running = RunningShop(own)
    running.wait_until_well()
    yield running
    running.stop()


@pytest.fixture
def proxy(shop):
    proxy = FaultyProxy(shop.port, patience=LATE)
    yield proxy
    proxy.close()


@pytest.fixture
def hasty(monkeypatch):
    """Let the clients' naps pass quickly."""
    monkeypatch.setattr(time, "sleep", lambda seconds: _sleep(min(seconds, seconds * HASTE + 0.001)))


def logged(shop, source):
    """How often each event of a source stands in the log, and how many of them are aside."""
    with psycopg.connect(shop.own.url) as database:
        rows = database.execute(
            "SELECT convert_from(raw, 'utf-8')::jsonb->'properties'->>'number' FROM events_arrived"
            " JOIN events_source ON events_source.id = source_id WHERE events_source.name = %s", (source,),
        ).fetchall()  # fmt: skip
        aside = database.execute("SELECT count(*) FROM events_quarantine").fetchone()[0]
    return Counter(int(number) for (number,) in rows), aside


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("client", [segment, analytics, rudderstack, posthog], ids=lambda made: made.__name__)
def test_nothing_is_lost_and_nothing_comes_twice(shop, proxy, hasty, client):
    source, given_up = client.__name__, []
    key = shop.own.run("source", "add", source, "--purpose", "test").strip().splitlines()[0]
    track, behind = client(
        key, f"http://127.0.0.1:{proxy.port}", lambda error, batch: given_up.append((error, len(batch)))
    )

    for number in range(EVENTS):
        track(f"U{number % 7}", "Order Completed", {"number": number, "name": "馬克杯"})
    behind.flush()
    found, aside = logged(shop, source)
    # An older client reports its queue empty while its last batch waits for another try.
    until = time.monotonic() + 60
    while sum(found.values()) < EVENTS and not given_up and time.monotonic() < until:
        _sleep(0.2)
        found, aside = logged(shop, source)
    behind.join()

    assert given_up == []
    assert (found, aside) == (Counter(range(EVENTS)), 0)
    assert set(proxy.met) == set(FAULTS)
    assert threading.active_count() < 100


@pytest.mark.filterwarnings("ignore")
def test_what_posthogs_client_sets_of_a_person_is_known_of_the_member(shop):
    from posthog.client import Client  # noqa: PLC0415 - it begins threads of its own.

    key = (
        shop.own.run("source", "add", "posthog-people", "--purpose", "test", "--trusted")
        .strip()
        .splitlines()[0]
    )
    client = Client(key, host=f"http://127.0.0.1:{shop.port}", flush_interval=0.1)
    client.set(distinct_id="PH-1", properties={"nickname": "愛達", "birthday": "1990-05-17"})
    client.set_once(distinct_id="PH-1", properties={"nickname": "nobody", "email": "ada@shop.tw"})
    client.flush()
    client.join()

    with psycopg.connect(shop.own.url) as database:
        rows = database.execute(
            "SELECT kind, raw FROM events_arrived WHERE user_id = 'PH-1' ORDER BY xid, no"
        ).fetchall()
    document = read_programme((EXAMPLES / "plain.yaml").read_text()).document
    told = [
        meaning_of(Said(kind, None, "m", 1, 1, bytes(raw)), Programme(Version(document, 1)))
        for kind, raw in rows
    ]

    assert [(one.profile and one.profile.birth_month, *one[1:]) for one in told] == [
        (5, "愛達", (), None, None),
        (None, None, (("email", "ada@shop.tw"),), None, "nobody"),
    ]
