"""One member with ten thousand open lots: the pages that show them, and the next order."""

import statistics
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bench import http as web
from bench.figures import Figures
from bench.processor import spent_by
from regulars.core.events import Event, Line, Order, Spend
from regulars.core.periods import Calendar, instant
from regulars.lib.postgres import EmbeddedPostgres

LOTS = 10_000
TIMES = 60
PASSWORD = "a password of the bench"  # noqa: S105 - of a shop that lives for minutes.


def measure(figures: Figures, server: EmbeddedPostgres) -> None:
    """Make the member, look at every page of theirs, and post to them."""
    from regulars.accounts import keys  # noqa: PLC0415 - models exist only after setup.
    from regulars.people.members import wallet_of  # noqa: PLC0415 - as above.

    print(f"A member with {LOTS:,} lots")
    _make()
    wallet = wallet_of("M1")
    member = _member(wallet)
    with web.server(keys.make("lots")) as found:
        for name, path, cookie in (
            ("home page", "/", member),
            ("points page", "/points/", member),
            ("page in the console", f"/console/members/{wallet}/", _staff()),
        ):
            with spent_by(found.process.pid, server.pid or 0) as spent:
                median, slow = web.page_ms(found, path, cookie=cookie, times=TIMES)
            shown = spent.seconds / TIMES * 1000
            figures.add(f"a member with {LOTS:,} lots, their {name} (processor time)", shown, "ms")
            figures.add(f"a member with {LOTS:,} lots, their {name} (median)", median, "ms", most=50)
            figures.add(f"a member with {LOTS:,} lots, their {name} (19 of 20)", slow, "ms")
        figures.add(f"a member with {LOTS:,} lots, over the API (median)", _asked(found), "ms", most=50)
    for name, event in (("an order", _order), ("a spend", _spend)):
        figures.add(f"{name} of a member with {LOTS:,} lots, posted alone (median)", _posted(event), "ms")


def _make() -> None:
    from regulars.desk.posting import Arrival, post  # noqa: PLC0415 - as above.
    from regulars.programmes.queries import current  # noqa: PLC0415 - as above.

    begin = instant(datetime.now(UTC) - timedelta(days=300))
    for place in range(0, LOTS, 500):
        part = range(place, place + 500)
        post(current(), [Arrival("lots", "M1", _order(f"O-{no}", begin + no * 2_500_000_000)) for no in part])


def _order(name: str, at: int) -> Event:
    day, minute = Calendar("Asia/Taipei").local(at)  # type: ignore[arg-type]  # an instant is an int to the events
    return Order(
        name, at, day, minute, (Line("mug", 1, 60, ("home/kitchen",)),), store="taipei", channel="store"
    )


def _spend(name: str, at: int) -> Event:
    return Spend(name, at, Calendar("Asia/Taipei").local(at)[0], "points", 1)  # type: ignore[arg-type]  # as above


def _posted(event: Callable[[str, int], Event]) -> float:
    from regulars.desk.posting import Arrival, post  # noqa: PLC0415 - as above.
    from regulars.programmes.queries import current  # noqa: PLC0415 - as above.

    programme, took = current(), []
    for number in range(TIMES):
        arrival = Arrival("lots", "M1", event(f"{event.__name__}-{number}", instant(datetime.now(UTC))))
        began = time.perf_counter()
        (answer,) = post(programme, [arrival])
        took.append((time.perf_counter() - began) * 1000)
        assert answer.status == "decided"
    return statistics.median(took)


def _asked(found: web.Server) -> float:
    took = []
    for _ in range(TIMES):
        address = f"http://127.0.0.1:{found.port}/api/v1/members/M1"
        request = urllib.request.Request(address, headers={"Authorization": f"Bearer {found.key}"})
        began = time.perf_counter()
        with urllib.request.urlopen(request) as response:  # noqa: S310 - our own server's address.
            response.read()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def _member(wallet: int | None) -> str:
    from regulars.people.logins import give_login  # noqa: PLC0415 - as above.
    from regulars.people.models import Member  # noqa: PLC0415 - as above.

    assert wallet is not None
    give_login(wallet, username="M1", password=PASSWORD)
    return _cookie(Member.objects.get(wallet_id=wallet).user)


def _staff() -> str:
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - as above.

    from regulars.accounts.staff import create_staff  # noqa: PLC0415 - as above.

    create_staff(name="owner", role="owner", password=PASSWORD)
    return _cookie(get_user_model().objects.get(username="owner"))


def _cookie(user: object) -> str:
    from django.test import Client  # noqa: PLC0415 - as above.

    client = Client()
    client.force_login(user)  # type: ignore[arg-type]  # whoever it is, Django made them
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
