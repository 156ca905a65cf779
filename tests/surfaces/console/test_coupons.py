"""Coupons in the console: what came of them, codes made and taken in; and the till page, where they are used."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from regulars.accounts.models import AuditRecord
from regulars.console.views import code_lists
from regulars.core.codes import folded, is_code
from regulars.coupons import reporters
from regulars.coupons.models import Code, CodeList, Report, Use
from regulars.desk.coupons import guessing, lists
from regulars.desk.verify import verify
from regulars.lib.cursors import raw_cursor
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


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


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
    file = SimpleUploadedFile("codes.csv", b"code\nR-1\nR-2\nR-1\n\x07\n")

    page = text_of(sent(signed_in("marketer", "zh-hant"), "coupon-import", pool="sunny-ride", file=file))

    assert "已加入的優惠碼 2" in page
    assert re.findall(r"(\d) (檔案中重複|不是可用的代碼)", page) == [
        ("4", "檔案中重複"),
        ("5", "不是可用的代碼"),
    ]
    assert "codes.csv" in page_of(signed_in("marketer", "zh-hant"), "coupons")
    assert AuditRecord.objects.filter(verb="import_codes").count() == 1


def test_a_large_file_is_read_behind_a_page_that_says_how_far_it_is(signed_in, monkeypatch):
    started = []
    monkeypatch.setattr(code_lists.lists, "start", lambda number, path: started.append((number, path)))
    monkeypatch.setattr(code_lists, "AT_ONCE_MOST", 10)
    browser = signed_in("marketer", "en")
    file = SimpleUploadedFile("many.csv", b"\n".join(b"R-%05d" % one for one in range(20_000)))

    page = sent(browser, "coupon-import", pool="sunny-ride", file=file)
    assert 'hx-trigger="every 1s"' in page.content.decode()
    ((number, path),) = started
    address = reverse("console:code-list", args=[number])
    assert browser.get(address, headers={"HX-Request": "true"}).status_code == 200

    lists.run(number, path)

    assert browser.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "Codes put in 20,000" in text_of(browser.get(address))
    assert not path.exists()


def test_one_that_died_says_to_give_the_file_again(signed_in):
    number = lists.begin(
        target="partner:sunny-ride",
        kind="codes",
        name="x.csv",
        by="owner",
        now=timezone.now() - timedelta(minutes=5),
    )

    page = text_of(signed_in("owner", "en").get(reverse("console:code-list", args=[number])))

    assert "It stopped before its end. Give the same file again" in page


def test_a_partners_report_marks_codes_as_used_once(signed_in):
    browser = signed_in("marketer", "en")
    sent(browser, "coupon-import", pool="sunny-ride", file=SimpleUploadedFile("c.csv", b"R-1\nR-2\n"))
    Code.objects.filter(key="R-1").update(state="issued", issued_at=timezone.now())

    first, again = (
        text_of(
            sent(
                browser,
                "coupon-report-in",
                offer="sunny-ride",
                file=SimpleUploadedFile("r.csv", b"R-1\nR-9\n"),
            )
        )
        for _ in range(2)
    )

    assert "Codes that are used by now 1" in first
    assert "Codes that nobody was given 1" in first
    assert "Codes that are used by now 0" in again
    assert Code.objects.get(key="R-1").state == "redeemed"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("coupon-import", {"pool": "sunny-ride"}),
        ("coupon-import", {"pool": "nothing", "file": b"A-1"}),
        ("coupon-import", {"pool": "welcome", "file": b"A-1"}),
        ("coupon-import", {"pool": "sunny-ride", "file": b""}),
        ("coupon-report-in", {"offer": "book-lovers", "file": b"A-1"}),
        ("coupon-report-in", {"offer": "", "file": b"A-1"}),
    ],
)
def test_what_is_no_file_for_anything_is_said_and_nothing_is_read(signed_in, name, form):
    form = {
        key: SimpleUploadedFile("c.csv", value) if key == "file" else value for key, value in form.items()
    }

    assert sent(signed_in("marketer", "en"), name, **form).status_code == 422
    assert (CodeList.objects.count(), Code.objects.count()) == (0, 0)


def test_a_file_in_another_encoding_is_refused(signed_in):
    file = SimpleUploadedFile("codes.csv", "碼\n".encode("big5"))

    page = text_of(sent(signed_in("marketer", "zh-hant"), "coupon-import", pool="sunny-ride", file=file))

    assert "無法讀取這個檔案" in page
    assert Code.objects.count() == 0


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


def test_a_coupons_page_says_who_used_it_with_which_order(signed_in):
    made(signed_in("marketer", "zh-hant"), coupon="goodwill", printed="yes", number="1")
    sent(signed_in("support", "zh-hant"), "till-pay", **BASKET, key="k-1", use=Code.objects.get().code)

    page = text_of(signed_in("analyst", "en").get(reverse("console:coupon", args=["goodwill"])))

    use = Use.objects.select_related("hold").get()
    assert "Used 1 By members 1 Cost NT$50" in page
    assert re.search(rf"#{use.wallet_id} {re.escape(use.hold.order_id)} – support NT\$50", page)
    assert signed_in("analyst").get(reverse("console:coupon", args=["nothing"])).status_code == 404
    assert "Nobody has used it yet" in text_of(
        signed_in("owner", "en").get(reverse("console:coupon", args=["welcome"]))
    )


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


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "the only time that it is shown",
                "holds.",
                "3 codes, the last on",
                "2 of them were given to nobody",
            ),
        ),
        ("zh-hant", ("密鑰只顯示這一次", "產生的密鑰有效", "3 個優惠碼，最近一次", "其中 2 個從未發出")),
    ],
)
def test_an_owner_makes_a_partner_a_secret_and_sees_what_was_reported(signed_in, language, said):
    browser = signed_in("owner", language)
    shown = browser.post(reverse("console:partner-secret", args=["sunny-ride"])).content.decode()
    reporters.take_in(raw_cursor(), "sunny-ride", "m-1", b"", ["a", "b", "c"])
    Report.objects.update(known=1)

    page = page_of(browser, "coupons")

    assert "whsec_" in shown
    assert "/api/v1/partner-reports/sunny-ride" in shown
    assert "whsec_" not in page
    assert [one for one in said if one not in shown + page] == []

    (number,) = (one.number for one in reporters.holding("sunny-ride"))
    browser.post(reverse("console:partner-secret-end", args=[number]))
    assert said[1] not in page_of(browser, "coupons")


def test_only_an_owner_makes_secrets_and_only_for_offers_that_there_are(signed_in):
    assert (
        signed_in("marketer").post(reverse("console:partner-secret", args=["sunny-ride"])).status_code == 403
    )
    assert signed_in("owner").post(reverse("console:partner-secret", args=["nothing"])).status_code == 404
