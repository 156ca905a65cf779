"""My coupons: taken once, shown with their code, and a code on paper made one's own."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.urls import reverse

from regulars.core.codes import folded
from regulars.coupons import guessing as limits
from regulars.coupons import pools
from regulars.coupons.models import Code
from regulars.desk.coupons import guessing
from regulars.lib.cursors import raw_cursor


@pytest.fixture(autouse=True)
def in_no_hurry(monkeypatch):
    monkeypatch.setattr(guessing, "ANSWERED_AFTER_SECONDS", 0.0)


@pytest.fixture
def ada(shop, client):
    """Ada's browser, in Chinese."""
    from django.contrib.auth.models import User  # noqa: PLC0415 - see the conftest.

    client.cookies["language"] = "zh-hant"
    client.force_login(User.objects.get(username="8012000001"))
    return client


def filled(pool, *texts, printed=None):
    with transaction.atomic():
        pools.fill(raw_cursor(), pool, [(row, folded(text), text) for row, text in enumerate(texts)], printed)


def page_of(client):
    return client.get(reverse("member:coupons")).content.decode()


def test_an_empty_page_says_what_will_stand_there(ada):
    assert "目前沒有優惠券" in page_of(ada)


def test_one_that_is_offered_is_taken_once_however_often_it_is_pressed(ada):
    filled("book-lovers", "B-0001", "B-0002")
    assert "領取書展 85 折" in page_of(ada)

    for _ in range(2):
        ada.post(reverse("member:coupon-take"), {"coupon": "book-lovers"})

    page = page_of(ada)
    assert page.count("B-0001</p>") == 1
    assert "領取書展 85 折" not in page
    assert "<svg" in page
    assert Code.objects.filter(state="issued").count() == 1


def test_what_is_not_offered_cannot_be_taken(ada):
    filled("second-coffee", "C-0001")

    answer = ada.post(reverse("member:coupon-take"), {"coupon": "second-coffee"})

    assert answer.status_code == 422
    assert Code.objects.get().state == "free"


def test_a_code_on_paper_becomes_mine(ada):
    filled("goodwill", "G-0001", printed=pools.Printed(datetime.now(UTC), None))

    ada.post(reverse("member:coupon-add"), {"code": " g 0001"})

    assert "G-0001</p>" in page_of(ada)


@pytest.mark.parametrize("code", ["NOBODY", "", "\u0000", "x" * 300, "WELCOME"])
def test_a_wrong_code_is_told_alike(ada, code):
    answer = ada.post(reverse("member:coupon-add"), {"code": code})

    assert answer.status_code == 422
    assert "這個優惠碼無法使用" in answer.content.decode()


def test_after_many_wrong_codes_not_even_a_right_one_is_looked_at(ada, monkeypatch):
    monkeypatch.setitem(limits.MOST, "member", (2, 20, 50))
    filled("goodwill", "G-0001", printed=pools.Printed(datetime.now(UTC), None))
    for _ in range(2):
        ada.post(reverse("member:coupon-add"), {"code": "NOBODY"})

    answer = ada.post(reverse("member:coupon-add"), {"code": "G-0001"})

    assert "錯誤的優惠碼太多" in answer.content.decode()
    assert Code.objects.get().wallet_id is None


def test_used_ones_stand_apart(ada):
    filled("book-lovers", "B-0001")
    ada.post(reverse("member:coupon-take"), {"coupon": "book-lovers"})
    Code.objects.update(state="redeemed", redeemed_at=datetime(2026, 11, 1, tzinfo=UTC))

    page = page_of(ada)

    assert "2026/11/01 已使用" in page
    assert "B-0001</p>" not in page


def test_a_stranger_is_led_to_the_door(client, db):
    assert client.get(reverse("member:coupons")).status_code == 302
