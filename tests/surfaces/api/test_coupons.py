"""Coupons at a till: told, held, used with the order, rolled back; and guessing, which is answered alike and slowly."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from regulars.core.codes import folded
from regulars.coupons import guessing, pools
from regulars.coupons.models import Code, Hold, Use, Wrong
from regulars.desk.coupons import guessing as slowed
from regulars.desk.verify import verify
from regulars.lib.cursors import raw_cursor
from regulars.programmes.queries import current

SHOP = """
programme: corner
name: {zh-Hant: 轉角, en: Corner}
zone: Asia/Taipei
currency: TWD
effective_from: 2020-01-01
points: {coin: {name: {zh-Hant: 點數, en: Coins}}}
earning:
  - {id: base, name: {zh-Hant: 消費, en: Purchases}, earn: coin, rate: {points: 1, per: 10}}
coupons:
  - {id: hello, name: {zh-Hant: 首購, en: Hello}, amount: 100, minimum: 500, code: HELLO, when: member.orders >= 1, limits: [{times: 1, per: member}]}
  - {id: tea, name: {zh-Hant: 茶, en: Tea}, percent: 10, lines: '"tea" in line.categories', claim: true, valid: {days: 30}}
  - {id: ship, name: {zh-Hant: 免運, en: Free shipping}, shipping: free, code: SHIP, limits: [{times: 2, per: all}]}
  - {id: alone, name: {zh-Hant: 獨享, en: Alone}, amount: 50, exclusive: true, code: ALONE}
  - {id: sorry, name: {zh-Hant: 致歉, en: Sorry}, amount: 20, code: SORRY, limits: [{times: 1, per: staff}, {times: 1, per: day}]}
  - {id: old, name: {zh-Hant: 舊, en: Old}, amount: 20, code: OLDONE, until: 2021-01-01}
"""
LINES = [
    {"product": "oolong", "quantity": 2, "amount": 400, "categories": ["tea"]},
    {"product": "mug", "quantity": 1, "amount": 300},
    {"product": "delivery", "quantity": 1, "amount": 80, "role": "shipping"},
]
BASKET = {"member": "M-1", "lines": LINES, "codes": ["hello"]}
UNKNOWN = ["NOBODY", "OLDONE", "K7QX-9F3M-2T8"]


@pytest.fixture
def programme_text():
    return SHOP


@pytest.fixture(autouse=True)
def in_no_hurry(monkeypatch):
    """Wrong codes are answered at once, but where a test asks how slowly."""
    monkeypatch.setattr(slowed, "ANSWERED_AFTER_SECONDS", 0.0)


@pytest.fixture
def known(till):
    """A till at which M-1 bought something for NT$10 once, on a day gone by."""
    order = {
        "id": "A-0",
        "occurred_at": "2026-03-03T12:30:00",
        "member": "M-1",
        "lines": [{"product": "x", "quantity": 1, "amount": 10}],
    }
    assert till.post("orders", order).status_code == 200
    return till


def printed(pool, text, **more):
    with transaction.atomic():
        pools.fill(raw_cursor(), pool, [(1, folded(text), text)], pools.Printed(datetime.now(UTC), None))
    if more:
        Code.objects.filter(code=text).update(**more)
    return text


def held(till, name="B-1", **more):
    return till.post("coupons/holds", {**BASKET, "id": name, **more})


def ordered(till, hold="B-1", order="A-1", lines=LINES, **more):
    moment = datetime.now(UTC).isoformat()
    body = {"id": order, "occurred_at": moment, "member": "M-1", "lines": lines, **more}
    return till.post(f"coupons/holds/{hold}/commit", body)


def why(answer):
    return [(one["code"], one["why"], one["takes"]) for one in answer.json()["coupons"]]


def test_a_basket_is_told_what_each_code_takes_off_and_the_best_set(known):
    answer = known.post("coupons/qualify", {**BASKET, "codes": ["hello", "ship", "alone"]})

    assert why(answer) == [("hello", None, "100"), ("ship", None, "80"), ("alone", None, "50")]
    told = answer.json()
    assert [one["coupon"] for one in told["best"]] == ["hello", "ship"]
    assert (told["takes"], told["by_line"], told["all_tried"]) == ("180", ["57", "43", "80"], True)
    assert Use.objects.count() == Hold.objects.count() == 0


def test_why_not_is_said_in_both_languages(known):
    answer = known.post(
        "coupons/qualify", {**BASKET, "lines": [{"product": "mug", "quantity": 1, "amount": 300}]}
    )

    (told,) = answer.json()["coupons"]
    assert (told["why"], told["name"]["en"]) == ("minimum", "Hello")
    assert told["sentence"] == {
        "zh-Hant": "適用商品滿 NT$500 可用，還差 NT$200",
        "en": "NT$200 are missing to NT$500 for what it is for",
    }


def test_a_held_code_is_used_with_its_order_at_lowered_prices(known):
    assert held(known).json()["takes"] == "100"

    told = ordered(known).json()

    assert told["paid_by_line"] == ["343", "257", "80"]
    assert told["paid"] == "680"
    assert [(one["points"], one["rule"]) for one in told["order"]["points"]] == [(68, "base")]
    assert told["hold"]["end"] == "committed"
    assert Use.objects.get().state == "redeemed"
    assert verify(current()).broken == ()


def test_the_same_commit_again_answers_the_same_and_does_it_once(known):
    held(known)
    body = {"id": "A-1", "occurred_at": "2026-11-20T12:00:00", "member": "M-1", "lines": LINES}
    answers = [known.post("coupons/holds/B-1/commit", body).json() for _ in range(2)]

    assert [one["order"]["status"] for one in answers] == ["decided", "repeated"]
    assert answers[0]["paid_by_line"] == answers[1]["paid_by_line"]
    assert known.get("members/M-1").json()["balances"][0]["usable"] == 69


def test_under_a_key_a_hold_is_answered_to_the_letter(known):
    body = {key: value for key, value in BASKET.items() if key != "id"}
    answers = [known.post("coupons/holds", body, **{"Idempotency-Key": "k-1"}) for _ in range(2)]

    assert answers[0].content == answers[1].content
    assert [one.headers.get("Idempotent-Replayed") for one in answers] == [None, "true"]
    assert Hold.objects.count() == 1


def test_the_same_name_for_another_basket_is_refused(known):
    held(known)

    assert held(known, lines=LINES[:2]).json()["code"] == "CouponHoldRetold"


def test_a_hold_needs_a_name(known):
    assert known.post("coupons/holds", BASKET).json()["code"] == "IdempotencyKeyMissing"


def test_a_code_of_ones_own_is_held_by_one_basket_at_a_time(known):
    code = printed("tea", "T-1")

    assert held(known, codes=[code]).status_code == 200
    refused = held(known, "B-2", codes=[code])

    assert (refused.status_code, refused.json()["code"]) == (404, "CouponCodeUnknown")


def test_a_basket_that_changed_is_qualified_again(known):
    held(known, codes=["hello", "ship"])

    told = ordered(known, lines=[LINES[0], {"product": "mug", "quantity": 1, "amount": 200}, LINES[2]]).json()

    assert told["paid_by_line"] == ["333", "167", "0"]


def test_a_basket_that_changed_too_much_is_refused_and_nothing_half(known):
    held(known, codes=["hello", "ship"])

    refused = ordered(known, lines=LINES[1:])

    assert (refused.status_code, refused.json()["facts"]["why"]) == (409, "minimum")
    assert set(Use.objects.values_list("state", flat=True)) == {"held"}
    assert known.get("members/M-1").json()["balances"][0]["usable"] == 1
    assert known.post("coupons/holds/B-1/release", {}).json()["end"] == "released"


def test_a_hold_whose_time_is_up_is_no_more(known):
    code = printed("tea", "T-1")
    held(known, codes=[code])
    over = datetime.now(UTC) - timedelta(seconds=1)
    Hold.objects.update(until=over)
    Use.objects.update(until=over)
    Code.objects.update(held_until=over)

    refused = ordered(known)

    assert (refused.status_code, refused.json()["facts"]) == (409, {"end": "timed_out"})
    assert known.get("members/M-1").json()["balances"][0]["usable"] == 1
    assert held(known, "B-2", codes=[code]).status_code == 200


def test_a_released_coupon_can_be_held_again(known):
    held(known)
    known.post("coupons/holds/B-1/release", {})

    assert held(known, "B-2").status_code == 200
    assert ordered(known).json()["facts"] == {"end": "released"}


def test_rolled_back_and_used_again_gives_the_same_discount(known):
    code = printed("tea", "T-1")
    held(known, codes=[code, "ship"])
    first = ordered(known).json()

    back = known.post("coupons/holds/B-1/rollback", {}).json()
    held(known, "B-2", codes=[code, "ship"])
    second = ordered(known, "B-2", "A-2").json()

    assert back["end"] == "rolled_back"
    assert first["paid_by_line"] == second["paid_by_line"] == ["360", "300", "0"]


def test_one_coupon_of_a_set_can_be_rolled_back_and_each_once(known):
    held(known, codes=["hello", "ship"])
    ordered(known)

    told = known.post("coupons/holds/B-1/rollback", {"coupon": "hello"}).json()
    known.post("coupons/holds/B-1/rollback", {"coupon": "hello"})

    assert told["end"] == "committed"
    assert dict(Use.objects.values_list("coupon", "state")) == {"hello": "rolled_back", "ship": "redeemed"}
    assert held(known, "B-2").status_code == 200


def test_a_cancelled_order_gives_its_coupons_back(known):
    code = printed("tea", "T-1")
    held(known, codes=[code])
    ordered(known)

    assert known.post("orders/A-1/cancellation", {}).status_code == 200

    assert Code.objects.get().state == "issued"
    assert Use.objects.get().state == "rolled_back"


def test_another_till_rolls_nothing_back(known, new_till):
    held(known)
    ordered(known)

    assert new_till("till-2").post("coupons/holds/B-1/rollback", {}).json()["code"] == "CouponHoldUnknown"


def test_once_for_each_member(known):
    held(known)
    ordered(known)

    (told,) = known.post("coupons/qualify", BASKET).json()["coupons"]

    assert (told["why"], told["sentence"]["en"]) == ("limit", "This member has used it as often as it may be")


def test_twice_in_all(known):
    for number in (1, 2):
        assert held(known, f"B-{number}", codes=["ship"]).status_code == 200
    refused = held(known, "B-3", codes=["ship"])

    assert refused.status_code == 409
    known.post("coupons/holds/B-1/release", {})
    assert held(known, "B-4", codes=["ship"]).status_code == 200


def test_once_by_a_person_and_once_a_day(known):
    assert held(known, codes=["sorry"], staff="ann").status_code == 200

    ann, bob = (
        why(known.post("coupons/qualify", {**BASKET, "codes": ["sorry"], "staff": staff}))
        for staff in ("ann", "bob")
    )

    assert (ann, bob) == ([("sorry", "limit", "0")], [("sorry", "limit", "0")])


def test_a_walk_in_uses_a_word_for_everybody(known):
    body = {"id": "B-1", "lines": LINES, "codes": ["ship"]}
    assert known.post("coupons/holds", body).status_code == 200

    told = ordered(known, member=None).json()

    assert (told["paid"], told["order"]["status"]) == ("700", "anonymous")


def test_a_member_takes_one_from_the_pool_and_sees_it(known):
    with transaction.atomic():
        pools.make(raw_cursor(), "tea", 3)

    taken = known.post("members/M-1/coupons/tea", {}, **{"Idempotency-Key": "k-1"}).json()
    page = known.get("members/M-1/coupons").json()

    assert (taken["coupon"], taken["state"]) == ("tea", "issued")
    assert [one["code"] for one in page["coupons"]] == [taken["code"]]
    own = known.post("coupons/qualify", {**BASKET, "codes": [], "own": True})
    assert why(own) == [(taken["code"], None, "40")]


def test_a_printed_code_becomes_a_members_own(known):
    printed("tea", "T-1")

    known.post("members/M-1/coupons/tea", {"code": "t 1"}, **{"Idempotency-Key": "k-1"})

    assert [one["code"] for one in known.get("members/M-1/coupons").json()["coupons"]] == ["T-1"]
    walk_in = known.post("coupons/qualify", {"lines": LINES, "codes": ["T-1"]})
    assert why(walk_in) == [("T-1", "unknown", "0")]


def test_pages_of_a_members_coupons_go_on(known):
    with transaction.atomic():
        pools.make(raw_cursor(), "tea", 3)
    for number in range(3):
        known.post("members/M-1/coupons/tea", {}, **{"Idempotency-Key": f"k-{number}"})

    first = known.get("members/M-1/coupons?limit=2").json()
    second = known.get(f"members/M-1/coupons?limit=2&before={first['next']}").json()

    assert [len(first["coupons"]), len(second["coupons"]), second["next"]] == [2, 1, None]


def test_an_empty_pool_says_so(known):
    refused = known.post("members/M-1/coupons/tea", {}, **{"Idempotency-Key": "k-1"})

    assert (refused.status_code, refused.json()["code"]) == (409, "PoolEmpty")


@pytest.mark.parametrize("state", ["free", "redeemed", "void", "somebody else's", "over"])
def test_whatever_is_wrong_with_a_code_is_told_alike(known, state):
    never = known.post("coupons/qualify", {**BASKET, "codes": ["T-1"]})
    changed = (
        {"wallet_id": 999} if state == "somebody else's" else {"ends_at": datetime(2020, 1, 1, tzinfo=UTC)}
    )
    if state in {"free", "redeemed", "void"}:
        changed = {"state": state, "issued_at": None}
    printed("tea", "T-1", **changed)

    assert known.post("coupons/qualify", {**BASKET, "codes": ["T-1"]}).json() == never.json()
    refused = held(known, codes=["T-1"])
    assert (refused.status_code, refused.json()["detail"]) == (404, "This code cannot be used.")


def test_a_wrong_code_is_slow_whatever_was_wrong_and_a_right_one_is_not(known, monkeypatch):
    waited = []
    monkeypatch.setattr(slowed, "ANSWERED_AFTER_SECONDS", 9.0)
    monkeypatch.setattr(slowed, "sleep", waited.append)

    for code in (*UNKNOWN, "HELLO"):
        known.post("coupons/qualify", {**BASKET, "codes": [code]})

    assert [round(seconds) for seconds in waited] == [9, 9, 9]


def test_too_many_wrong_codes_let_nobody_try_for_a_while(known, monkeypatch):
    monkeypatch.setitem(guessing.MOST, "member", (3, 20, 50))
    for _ in range(3):
        known.post("coupons/qualify", {**BASKET, "codes": ["NOBODY"]})

    refused = known.post("coupons/qualify", BASKET)

    assert (refused.status_code, refused.json()["code"]) == (429, "TooManyWrongCodes")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    other = {**BASKET, "member": None}
    assert known.post("coupons/qualify", other).status_code == 200


def test_an_address_is_stopped_as_well(known, monkeypatch):
    monkeypatch.setitem(guessing.MOST, "address", (2, 100, 400))
    for _ in range(2):
        known.post("coupons/holds", {**BASKET, "member": None, "id": "G", "codes": ["NOBODY"]})

    assert known.post("coupons/qualify", BASKET).status_code == 429


def test_what_was_typed_is_kept_nowhere(known):
    known.post("coupons/qualify", {**BASKET, "codes": ["SECRET-GUESS"]})

    assert all(len(bytes(row.whose)) == 32 for row in Wrong.objects.all())
    assert {field.name for field in Wrong._meta.get_fields()} == {"id", "whose", "at"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"lines": []}, "FieldUnusable"),
        ({**BASKET, "codes": ["x"] * 21}, "FieldUnusable"),
        ({**BASKET, "codes": ["\u0000"]}, "FieldUnusable"),
        ({**BASKET, "lines": [{**LINES[0], "role": "gift"}]}, "FieldUnusable"),
        ({**BASKET, "lines": [{**LINES[0], "amount": -1}]}, "FieldUnusable"),
        ({**BASKET, "currency": "GBP"}, "CurrencyOfOtherShop"),
        ({**BASKET, "member": "NOBODY"}, "CardUnknown"),
        ({**BASKET, "surprise": 1}, "FieldUnusable"),
    ],
)
def test_what_cannot_be_a_basket_is_refused(known, body, code):
    assert known.post("coupons/qualify", body).json()["code"] == code
