"""What points buy, on the member's pages: two taps to a code, and one way back."""

import hashlib
import re
from base64 import b64decode
from datetime import UTC, datetime

import pytest

from regulars.desk import rewards as desk
from regulars.desk.clock import now_of_database
from regulars.desk.lotteries import draw_due
from regulars.desk.posting import Arrival, post
from regulars.desk.verify import verify
from regulars.people.members import wallet_of
from regulars.programmes.queries import current
from regulars.rewards import pictures
from regulars.rewards.models import Redemption

#: A picture of one pixel.
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
ADA, BOB = "8012 0000 01", "8012 0000 02"


@pytest.fixture
def rich(shop):
    """Ada has a thousand points more than her year gave her."""
    from regulars.core.events import Adjustment  # noqa: PLC0415 - models exist once Django is set up.
    from regulars.lib.instants import instant  # noqa: PLC0415

    at = instant(now_of_database())
    gift = Adjustment("G-1", at, current().calendar.local(at)[0], "points", 400, "because", "staff")
    assert post(current(), [Arrival("console", ADA, gift)])[0].refusal is None


def _text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.content.decode()))


def _key(page):
    return re.search(r'name="key" value="([0-9a-f]+)"', page.content.decode())[1]


def test_what_can_be_had_stands_before_what_is_near(rich, read):
    page = _text(read("/rewards/", language="en"))

    assert page.index("The Sunny canvas bag") < page.index("Not yet") < page.index("A signed first edition")
    assert "From Lamplighter on" in page
    assert "好禮" in _text(read("/rewards/"))
    assert "You can have it now" in _text(read("/", language="en"))


def test_two_taps_lead_to_a_code_and_an_impatient_thumb_redeems_once(rich, read, client):
    page = read("/rewards/tote/", language="en")
    assert "Redeem for 300 points" in _text(page)
    press = {"key": _key(page)}

    first, second = (client.post("/rewards/tote/redeem/", press) for _ in range(2))

    had = Redemption.objects.get()
    assert (first.headers["Location"], second.headers["Location"]) == (f"/redemptions/{had.pk}/",) * 2
    shown = read(f"/redemptions/{had.pk}/", language="en")
    assert f"{had.code[:5]} {had.code[5:]}" in _text(shown)
    assert "qr-code" in shown.content.decode()
    assert "To be fetched by" in _text(shown)
    assert verify(current()).broken == ()


def test_what_cannot_be_had_has_no_button_and_says_why(shop, read, client):
    page = _text(read("/rewards/night/", language="en"))
    assert "Redeem for" not in page

    refused = client.post("/rewards/night/redeem/", {"key": "a"})
    assert refused.status_code == 422
    assert Redemption.objects.count() == 0
    assert client.get("/rewards/none/").status_code == 404


def test_what_is_not_wanted_after_all_is_taken_back_once(rich, read, client):
    read("/rewards/")
    client.post("/rewards/tote/redeem/", {"key": "k"})
    number = Redemption.objects.get().pk

    for _ in range(2):
        assert client.post(f"/redemptions/{number}/cancel/").status_code == 302
    assert "Cancelled, the points are back" in _text(read(f"/redemptions/{number}/", language="en"))
    assert Redemption.objects.get().state == "cancelled"


def test_what_was_handed_over_or_is_a_voucher_stays(rich, read, client):
    read("/rewards/")
    client.post("/rewards/bookmark/redeem/", {"key": "k"})
    client.post("/rewards/matinee/redeem/", {"key": "v"})
    desk.hand_over(Redemption.objects.get(reward="bookmark").code, by="staff:1", now=now_of_database())

    for had in Redemption.objects.all():
        client.post(f"/redemptions/{had.pk}/cancel/")
    states = dict(Redemption.objects.values_list("reward", "state"))
    assert states == {"bookmark": "handed_over", "matinee": "redeemed"}


def test_nobody_sees_what_somebody_else_redeemed(rich, client, read):
    from regulars.core.events import Redemption as Asked  # noqa: PLC0415 - see above.
    from regulars.lib.instants import instant  # noqa: PLC0415

    read("/")
    at = instant(now_of_database())
    event = Asked("b", at, current().calendar.local(at)[0], "filter-coffee", 600)
    gift = _gift(BOB)
    answers = post(current(), [gift, Arrival("member", None, event, wallet_id=wallet_of(BOB))])
    assert answers[1].made is not None
    number = Redemption.objects.get().pk

    assert client.get(f"/redemptions/{number}/").status_code == 404
    assert client.post(f"/redemptions/{number}/cancel/").status_code == 404


def _gift(card):
    from regulars.core.events import Adjustment  # noqa: PLC0415 - see above.
    from regulars.lib.instants import instant  # noqa: PLC0415

    at = instant(now_of_database())
    return Arrival(
        "console", card, Adjustment(f"G-{card}", at, current().calendar.local(at)[0], "points", 100, "x", "y")
    )


def test_what_costs_money_too_is_held_with_a_code_until_a_time_of_day(rich, read, client):
    page = read("/rewards/reading-lamp/", language="en")
    assert "250 points and NT$390" in _text(page)
    assert "within 30 minutes" in _text(page)
    client.post("/rewards/reading-lamp/redeem/", {"key": _key(page)})

    had = Redemption.objects.get()
    shown = _text(read(f"/redemptions/{had.pk}/", language="en"))
    assert re.search(r"Held; pay NT\$390 at the till until \d\d:\d\d", shown)
    assert f"{had.code[:5]} {had.code[5:]}" in shown
    assert "Nothing was taken yet" in shown
    assert "請在" in _text(read(f"/redemptions/{had.pk}/"))

    client.post(f"/redemptions/{had.pk}/cancel/")
    assert "Cancelled" in _text(read(f"/redemptions/{had.pk}/", language="en"))
    assert verify(current()).broken == ()


def test_a_ticket_shows_its_odds_and_asks_whether_one_is_of_age(rich, read, client):
    page = read("/rewards/spring-raffle/", language="en")
    assert "11 prizes; 0 tickets so far" in _text(page)
    assert "I am 18 or older" in _text(page)
    assert "checked" not in page.content.decode()
    refused = client.post(
        "/rewards/spring-raffle/redeem/", {"key": _key(page)}, headers={"Accept-Language": "en"}
    )
    assert refused.status_code == 422
    assert "18 or older" in _text(refused)

    client.post("/rewards/spring-raffle/redeem/", {"key": _key(page), "of_age": "yes"})
    had = Redemption.objects.get()
    shown = read(f"/redemptions/{had.pk}/", language="en")
    assert "Ticket 1, drawn on 2027/03/20" in _text(shown)
    assert "qr-code" not in shown.content.decode()


def test_a_draw_is_everybodys_to_check(rich, read, client):
    page = read("/rewards/spring-raffle/", language="en")
    client.post("/rewards/spring-raffle/redeem/", {"key": _key(page), "of_age": "yes"})
    client.logout()
    client.cookies.clear()

    facts = client.get("/rewards/spring-raffle/draw.json").json()
    assert (facts["tickets"], facts["seed"], facts["won"], len(facts["seal"])) == ([1], None, [], 64)
    before = _text(client.get("/rewards/spring-raffle/draw/", headers={"Accept-Language": "en"}))
    assert facts["seal"] in before
    assert "shown on the day" in before

    draw_due(current(), now=datetime(2027, 3, 20, tzinfo=UTC))
    drawn = client.get("/rewards/spring-raffle/draw.json").json()
    assert hashlib.sha256(bytes.fromhex(drawn["seed"])).hexdigest() == facts["seal"]
    assert drawn["won"] == [{"ticket": 1, "prize": 0}]
    after = _text(client.get("/rewards/spring-raffle/draw/", headers={"Accept-Language": "en"}))
    assert "Ticket 1: The cinema corner for one evening" in after
    assert client.get("/rewards/tote/draw/").status_code == 404


def test_a_donation_has_no_code_and_can_be_taken_back(rich, read, client):
    page = read("/rewards/meal/", language="en")
    assert "go to the cause" in _text(page)
    client.post("/rewards/meal/redeem/", {"key": _key(page)})

    had = Redemption.objects.get()
    shown = read(f"/redemptions/{had.pk}/", language="en")
    assert "Given; not passed on yet" in _text(shown)
    assert "qr-code" not in shown.content.decode()
    client.post(f"/redemptions/{had.pk}/cancel/")
    assert "Cancelled" in _text(read(f"/redemptions/{had.pk}/", language="en"))


def test_a_picture_stands_beside_its_reward_with_words_for_whoever_cannot_see_it(rich, read):
    pictures.put("tote", b64decode(PIXEL), alt_zh="米色帆布袋", alt_en="A beige canvas bag")

    for address in ("/rewards/", "/rewards/tote/"):
        assert 'alt="A beige canvas bag"' in read(address, language="en").content.decode()
        assert 'alt="米色帆布袋"' in read(address).content.decode()
