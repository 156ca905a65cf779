"""Coupons in the console: what came of them, codes made and taken in; and the till page, where they are used."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from regulars.accounts.models import AuditRecord
from regulars.core.codes import folded, is_code
from regulars.coupons.models import Code, Use
from regulars.desk.coupons import guessing
from regulars.desk.verify import verify
from regulars.programmes.queries import current

BASKET = {
    "card": "8012 0000 01",
    "product_1": "atlas",
    "category_1": "books/travel",
    "items_1": "1",
    "amount_1": "1000",
}


@pytest.fixture(autouse=True)
def in_no_hurry(shop, monkeypatch):
    monkeypatch.setattr(guessing, "ANSWERED_AFTER_SECONDS", 0.0)


def page_of(client, name, **query):
    return client.get(reverse(f"console:{name}"), query).content.decode()


def sent(client, name, **form):
    return client.post(reverse(f"console:{name}"), form, follow=True)


def made(client, coupon="book-lovers", number="3", **more):
    return sent(client, "coupon-make", coupon=coupon, number=number, **more)


def test_the_list_says_what_each_takes_off_and_which_pools_are_empty(signed_in):
    page = page_of(signed_in("marketer", "zh-hant"), "coupons")

    assert "WELCOME" in page
    assert page.count("無</span>") == 3
    assert "Sunny Ride 晴天叫車" in page


def test_printed_codes_come_back_as_a_file_and_are_written_down(signed_in):
    answer = made(signed_in("marketer", "zh-hant"), printed="yes")

    lines = answer.content.decode("utf-8-sig").split()
    assert lines[0] == "code"
    assert all(is_code(folded(one)) for one in lines[1:])
    assert Code.objects.filter(state="issued").count() == len(lines) - 1 == 3
    assert AuditRecord.objects.filter(verb="make_codes").count() == 1


@pytest.mark.parametrize("number", ["", "0", "-1", "1e3", "100001", "９", "many"])
def test_no_number_of_codes_makes_none(signed_in, number):
    answer = made(signed_in("marketer", "zh-hant"), number=number)

    assert answer.status_code == 422
    assert Code.objects.count() == 0


def test_a_file_fills_a_partners_pool_and_says_which_rows_it_did_not(signed_in):
    file = SimpleUploadedFile("codes.csv", b"code\nR-1\nR-2\nR-1\n")

    page = sent(
        signed_in("marketer", "zh-hant"), "coupon-import", pool="sunny-ride", file=file
    ).content.decode()

    assert "已加入 2 個優惠碼" in page
    assert "4" in re.search(r"未加入的列：([^<]*)", page)[1]


def test_a_file_in_another_encoding_is_refused(signed_in):
    file = SimpleUploadedFile("codes.csv", "碼\n".encode("big5"))

    assert (
        sent(signed_in("marketer", "zh-hant"), "coupon-import", pool="sunny-ride", file=file).status_code
        == 422
    )


def test_whoever_may_not_fill_pools_sees_no_form(signed_in):
    assert '<form class="form"' not in page_of(signed_in("analyst", "zh-hant"), "coupons")
    assert made(signed_in("analyst", "zh-hant")).status_code == 403


def test_the_till_finds_a_member_and_says_what_applies(signed_in):
    made(signed_in("marketer", "zh-hant"), coupon="goodwill", printed="yes", number="1")
    code = Code.objects.get().code

    page = sent(
        signed_in("support", "zh-hant"), "till-see", **BASKET, codes=f"{code}, NOBODY"
    ).content.decode()

    assert "−NT$50" in page
    assert "NT$950" in page
    assert "這個優惠碼無法使用" in page
    assert Use.objects.count() == 0


def test_coupons_are_used_with_the_purchase_once_however_often_it_is_sent(signed_in):
    made(signed_in("marketer", "zh-hant"), coupon="goodwill", printed="yes", number="1")
    code, support = Code.objects.get().code, signed_in("support", "zh-hant")

    first, again = (sent(support, "till-pay", **BASKET, key="k-1", use=code) for _ in range(2))

    assert "已記錄，應付 NT$950。" in first.content.decode()
    assert "先前已記錄。" in again.content.decode()
    assert (Use.objects.get().staff, Code.objects.get().state) == ("support", "redeemed")
    assert verify(current()).broken == ()


def test_a_coupon_that_went_meanwhile_is_said_and_nothing_is_recorded(signed_in):
    made(signed_in("marketer", "zh-hant"), coupon="goodwill", printed="yes", number="1")
    code = Code.objects.get().code
    Code.objects.update(state="redeemed")

    answer = sent(signed_in("support", "zh-hant"), "till-pay", **BASKET, key="k-1", use=code)

    assert answer.status_code == 422
    assert "這個優惠碼無法使用" in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"amount_1": "much"}, {"amount_1": "-5"}, {"amount_1": "1.5"}, {"items_1": "0"}, {"product_1": "", "amount_1": ""}, {"shipping": "x"}],
)  # fmt: skip
def test_a_basket_that_cannot_be_read_keeps_what_was_typed(signed_in, wrong):
    answer = sent(
        signed_in("support", "zh-hant"), "till-see", **{**BASKET, **wrong, "category_1": "typed-before"}
    )

    assert answer.status_code == 422
    assert "typed-before" in answer.content.decode()


@pytest.mark.parametrize("card", ["nobody", "\u0000", "x" * 300])
def test_a_card_that_nobody_has_is_said(signed_in, card):
    answer = signed_in("support", "zh-hant").get(reverse("console:till"), {"card": card})

    assert answer.status_code == 422
    assert "沒有會員使用這個卡號" in answer.content.decode()


def test_the_till_is_for_those_who_stand_there(signed_in):
    assert signed_in("analyst", "zh-hant").get(reverse("console:till")).status_code == 403
