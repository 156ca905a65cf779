"""Coupons at a till: told, held, used with the order, and rolled back."""

from datetime import UTC, datetime, timedelta

import pytest
from coupons_over_http import BASKET, LINES, held, ordered, printed, why

from regulars.coupons.models import Code, Hold, Use
from regulars.desk.verify import verify
from regulars.programmes.queries import current


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


@pytest.mark.parametrize(("typed", "told"), [("old-ie", "OLDIE"), ("0LD1E", "OLDIE")])
def test_what_is_held_is_told_as_it_is_written_and_not_as_it_is_compared(known, typed, told):
    (coupon,) = held(known, codes=[typed]).json()["coupons"]

    assert coupon["code"] == told
