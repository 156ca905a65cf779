"""A basket with coupons: told, held, used with its order, and given back when the order is undone."""

from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from regulars.core.codes import folded
from regulars.core.events import Line, Order
from regulars.core.periods import instant
from regulars.core.refusals import Refusal
from regulars.coupons import pools
from regulars.coupons.models import Given
from regulars.desk.coupons.baskets import Bought
from regulars.desk.coupons.holding import commit, hold
from regulars.desk.coupons.owning import coupons_of
from regulars.desk.coupons.qualifying import look
from regulars.lib.cursors import raw_cursor
from regulars.people.members import wallet_of
from regulars.programmes.queries import current
from regulars.telling.coupons import not_together, unknown, why_not
from regulars.telling.voice import voice_for

_LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
CARD = "T-7"
TEA, CUPS, DELIVERY = ("烏龍茶", 400, "tea"), ("茶杯", 250, "ware"), ("宅配", 80, "")


def basket(shop, *goods, at, order="", member=CARD):
    """A basket of (what, amount, category); delivery is no goods."""
    moment = shop.moment(at)
    lines = tuple(Line(what, 1, amount, (category,) if category else ()) for what, amount, category in goods)
    shipping = frozenset(place for place, one in enumerate(goods) if one == DELIVERY)
    made = Order(order, instant(moment), moment.toordinal(), moment.hour * 60 + moment.minute, lines, "main")
    return Bought(made, shipping, wallet_of(member) if member else None)


def tells(shop, bought, *codes):
    """What each code takes off by line, or why not, and the best set."""
    programme = current()
    document = programme.versions[0].document
    voice, found = voice_for(document, "en"), look(raw_cursor(), programme, bought, codes)
    best = {one.key: list(one.parts) for one in found.best.coupons}
    said = []
    for one in found.asked:
        answer = found.answer_of(one)
        why = unknown(voice) if answer is None else why_not(answer, document, voice)
        said.append(f"{one.shown:9} {best.get(one.key) or why or not_together(voice)}")
    shop.shows([*said, f"{'together':9} NT${found.best.amount} off"])


def pays(shop, bought, *codes, name):
    """Hold and use, as a till does; a refusal is shown with its facts."""
    try:
        hold(current(), bought, codes, source="till", name=name, minutes=15)
        paid = commit(current(), bought, source="till", name=name, member=CARD)
    except Refusal as refusal:
        shop.shows([f"{name}: {refusal.code} {refusal.facts or ''}"])
        return
    points = sum(entry.points for entry in paid.answer.effects.entries)
    prices = " + ".join(str(line.amount) for line in paid.order.lines)
    shop.shows([f"{name}: {prices} = NT${sum(line.amount for line in paid.order.lines)}, +{points} points"])


def prints(pool, *codes, free=False):
    with transaction.atomic():
        rows = [(row, folded(code) if not free else code, code) for row, code in enumerate(codes)]
        pools.fill(raw_cursor(), pool, rows, None if free else pools.Printed(_LONG_AGO, None))


def story(shop) -> None:
    shop.publishes(Path(__file__).with_name("coupons.yaml"))
    shop.joins(CARD, name="小茶", at="2026-02-01 10:00")
    prints("tea", "T-1001")
    prints("partner:ride", "RIDE-1", free=True)
    shop.says(
        """Tea for NT$400 and cups for NT$250 are to be sent home for NT$80. The member has a paper with the code T-1001, and three words
        that everybody may use. A percentage comes first by its priority: 10 % of the tea are 40. NT$100 lie on what is left of tea and cups,
        360 and 250: 59 and 41. Of the delivery 60 are the most. The apology goes with nothing else, and takes less."""
    )
    tells(
        shop,
        basket(shop, TEA, CUPS, DELIVERY, at="2026-03-01 11:00"),
        "T-1001",
        "hundred",
        "delivery",
        "SORRY",
    )
    shop.says(
        "A smaller basket, and a code that never was. Whatever is wrong with a code is told in the same words."
    )
    tells(shop, basket(shop, CUPS, at="2026-03-01 11:00"), "T-1001", "hundred", "delivery", "T-9999")
    shop.says(
        "## Held and used",
        "The order is recorded at its lowered prices, and earns by them: NT$530 are 53 points.",
    )
    first = basket(shop, TEA, CUPS, DELIVERY, at="2026-03-01 11:10", order="A-1")
    pays(shop, first, "T-1001", "HUNDRED", "DELIVERY", name="B-1")
    shop.says("The paper was used, and NT$100 off is there once for each member.")
    again = basket(shop, TEA, CUPS, DELIVERY, at="2026-03-02 11:10", order="A-2")
    pays(shop, again, "T-1001", "DELIVERY", name="B-2")
    pays(shop, again, "HUNDRED", name="B-3")
    shop.says(
        "## Undone", "The order is cancelled, and all three come back. Used again, they take off the same."
    )
    shop.cancels(CARD, at="2026-03-03 09:00", order="A-1")
    pays(shop, again, "T-1001", "HUNDRED", "DELIVERY", name="B-4")
    shop.says(
        "## A partner", "A purchase of NT$800 brings a code of the taxi's, once. Another one brings none."
    )
    for number, day in ((5, 4), (6, 5)):
        shop.buys(CARD, ("tea/烏龍茶", 800), at=f"2026-03-0{day} 12:00", id=f"A-{number}")
    own = [one for one in coupons_of(current(), wallet_of(CARD)) if one.partner]
    shop.shows(
        [
            *(f"{one.code}  {one.name.en}, {one.partner}" for one in own),
            f"codes given: {Given.objects.count()}",
        ]
    )
    shop.asks("verify", "--lang", "en")
