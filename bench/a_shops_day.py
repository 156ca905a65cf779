"""A shop's day from the log to the books: few buy, many look around, and rules ask how often they did."""

import random
from datetime import UTC, datetime

from bench import tpcb
from bench.figures import Figures
from bench.from_the_log import MEMBERS, Made, Said, by_turns, open_log, order, read, track, view
from bench.shop import GOODS, SELECT_SHOP
from regulars.lib.postgres import EmbeddedPostgres

A_THOUSAND = 1_000
#: What is asked of goods that were looked at; everybody has agreed to it, so everybody's looks are kept.
RULES = """
  - id: keen-on-kitchens
    name: { zh-Hant: 看過三次廚房用品再購買，加送 5 點, en: 5 points more after looking at things for the kitchen three times }
    earn: points
    bonus: 5
    purpose: personalisation
    when: count("Product Viewed", within="7d", where=category == "home/kitchen") >= 3

  - id: back-again
    name: { zh-Hant: 隔七天再回來逛再購買，加送 5 點, en: 5 points more for who looked around a week ago and buys now }
    earn: points
    bonus: 5
    purpose: personalisation
    when: last("Product Viewed") >= 7

"""
_chance = random.Random(11)


def programme() -> str:
    """The demo's programme with two rules that read behaviour."""
    earning, tracks, rest = SELECT_SHOP.read_text().partition("\ntracks:\n")
    assert tracks, "the demo has tracks"
    return earning + RULES + tracks + rest


def measure(figures: Figures, server: EmbeddedPostgres) -> None:
    """Let the desk read a day's events by turns with TPC-B, in a shop whose members have all bought and agreed."""
    print("A shop's day, from the log to the books")
    tpcb.make_accounts(server)
    write = open_log()
    newcomers = iter(range(MEMBERS))
    write(lambda number: order(number) | {"userId": f"U{next(newcomers)}"}, MEMBERS)
    read(server)
    _agree()
    write(event, 5_000)
    read(server)
    by_turns(figures, server, write, {"a shop's day": event})


def event(number: int) -> Said:
    """Of a hundred events in a shuffled order: 5 orders, 60 looks, 15 into the cart, 10 searches, 10 pages and sign-ins."""
    return _A_HUNDRED[number % len(_A_HUNDRED)](number)


def _into_the_cart(number: int) -> Said:
    product, categories, price = _chance.choice(GOODS)
    goods = {"product_id": product, "name": product, "price": price, "quantity": 1, "category": categories[0]}
    return track("Product Added", number, goods | {"cart_id": f"C-{number % A_THOUSAND}"})


def _search(number: int) -> Said:
    return track("Products Searched", number, {"query": _chance.choice(GOODS)[0]})


def _page(number: int) -> Said:
    said = track("", number, {"path": "/goods", "title": "goods", "url": "https://shop.example/goods"})
    return {name: value for name, value in said.items() if name != "event"} | {"type": "page"}


def _sign_in(number: int) -> Said:
    said = track("", number, {})
    kept = {name: value for name, value in said.items() if name not in {"event", "properties"}}
    return kept | {"type": "identify", "traits": {"nickname": f"Lin {number % 7}", "birthday": "1990-05-17"}}


def _agree() -> None:
    """Have every member agree to be known by what they look at."""
    from regulars.core.events import ConsentGiven  # noqa: PLC0415 - models exist only after setup.
    from regulars.core.periods import instant  # noqa: PLC0415 - as above.
    from regulars.desk.posting import Arrival, post  # noqa: PLC0415 - as above.
    from regulars.people.models import Member  # noqa: PLC0415 - as above.
    from regulars.programmes.queries import current  # noqa: PLC0415 - as above.

    rules, at = current(), instant(datetime.now(UTC))
    notice = rules.versions[0].document.purposes["personalisation"].notice.version
    said = [
        Arrival("bench", None, ConsentGiven(f"{who}", at, rules.calendar.local(at)[0], "personalisation", notice), who)
        for who in Member.objects.values_list("wallet_id", flat=True)
    ]  # fmt: skip
    for begin in range(0, len(said), A_THOUSAND):
        assert all(answer.status == "decided" for answer in post(rules, said[begin : begin + A_THOUSAND]))


def _a_hundred() -> list[Made]:
    made: list[Made] = (
        [order] * 5 + [view] * 60 + [_into_the_cart] * 15 + [_search] * 10 + [_page] * 8 + [_sign_in] * 2
    )
    _chance.shuffle(made)
    return made


_A_HUNDRED = _a_hundred()
