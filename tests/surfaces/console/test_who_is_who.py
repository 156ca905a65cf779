"""Two members become one in the console, and two again; what is doubtful waits, and a lost card is replaced."""

import pytest
from django.urls import reverse
from django.utils import timezone

from regulars.accounts.queries import audit_trail
from regulars.desk import merging
from regulars.desk.queries import account
from regulars.lib.cursors import raw_cursor
from regulars.people.actions import wallets_of
from regulars.people.cases import alike, waiting
from regulars.people.identity import Named, identified, resolve
from regulars.people.members import person
from regulars.people.models import Case, FormerIdentifier, Identifier
from regulars.people.nicknames import call
from regulars.programmes.queries import current

ADA, BOB = "8012 0000 01", "8012 0000 02"
pytestmark = pytest.mark.django_db


@pytest.fixture
def both(wallet_of):
    return wallet_of(ADA), wallet_of(BOB)


def usable(wallet_id):
    return account(wallet_id, now=timezone.now()).balances[0].usable


def merged(browser, both, reason="同一個人"):
    first, second = both
    return browser.post(
        reverse("console:merge"), {"first": first, "second": second, "reason": reason}, follow=True
    )


def test_it_is_seen_before_it_is_done(signed_in, both):
    page = signed_in("support").get(
        reverse("console:merge"), dict(zip(("first", "second"), both, strict=True))
    )

    text = page.content.decode()
    assert page.status_code == 200
    assert all(f"#{wallet_id}" in text for wallet_id in both)
    assert f"{usable(both[0]) + usable(both[1]):,}" in text
    assert not Case.objects.exists()


def test_merged_and_taken_back_everything_is_as_it_was(signed_in, both, wallet_of):
    before, browser = [usable(one) for one in both], signed_in("support")

    page = merged(browser, both)

    one = wallet_of(ADA)
    assert one == wallet_of(BOB) not in both
    assert usable(one) == sum(before)
    assert page.redirect_chain[-1][0] == reverse("console:member", args=[one])
    assert "同一個人" in page.content.decode()
    browser.post(reverse("console:unmerge", args=[one]))
    assert (wallet_of(ADA), wallet_of(BOB)) == both
    assert [usable(one) for one in both] == before
    assert [row.verb for row in audit_trail(limit=2)] == ["unmerge_members", "merge_members"]


@pytest.mark.parametrize(
    ("language", "said", "back"),
    [("en", "This member goes on as another one", "This was a merge that was taken back"), ("zh-hant", "已與另一位合併", "這次合併已取消")],
)  # fmt: skip
def test_a_merged_members_page_leads_on_and_so_does_a_merge_that_was_taken_back(
    signed_in, both, wallet_of, language, said, back
):
    browser = signed_in("support", language)
    merged(browser, both)
    one = wallet_of(ADA)
    other = merging.merge(current(), first=one, second=somebody(), now=timezone.now(), by=None, reason="x")

    for sealed in (*both, one):
        page = browser.get(reverse("console:member", args=[sealed])).content.decode()
        assert said in page
        assert f'href="/console/members/{other}/"' in page
        assert 'id="adjust"' not in page
        assert "consent/" not in page
    assert said not in browser.get(reverse("console:member", args=[other])).content.decode()

    browser.post(reverse("console:unmerge", args=[other]))

    page = browser.get(reverse("console:member", args=[other])).content.decode()
    assert back in page
    assert f'href="/console/members/{one}/"' in page


def somebody():
    [wallet_id] = wallets_of(raw_cursor(), values={"8012 0000 03"}).values()
    return wallet_id


@pytest.mark.parametrize("reason", ["", "  "])
def test_nobody_is_merged_without_a_reason(signed_in, both, wallet_of, reason):
    assert merged(signed_in("owner"), both, reason).status_code == 422
    assert wallet_of(ADA) != wallet_of(BOB)


@pytest.mark.parametrize("numbers", [("x", "1"), ("", ""), ("9" * 40, "1")])
def test_what_is_no_number_is_no_page(signed_in, shop, numbers):
    asked = dict(zip(("first", "second"), numbers, strict=True))
    assert signed_in("owner").get(reverse("console:merge"), asked).status_code == 404


def test_somebody_who_does_not_exist_is_said(signed_in, both):
    page = signed_in("owner").get(reverse("console:merge"), {"first": both[0], "second": 999_999})
    assert page.status_code == 422


def test_what_is_doubtful_waits_with_its_reason_until_somebody_says_they_are_two(signed_in, shop):
    for user in ("U1", "U2"):
        resolve(raw_cursor(), [Named(identified("user_id", user) + identified("phone", "0912 345 678"))])
    browser = signed_in("support")
    text = browser.get(reverse("console:identity")).content.decode()
    [case] = waiting()
    assert (case.kind, case.value) == ("shared", "0912 345 678")
    assert "0912 345 678" in text

    browser.post(reverse("console:identity-apart", args=[case.number]))

    assert waiting() == ()
    resolve(raw_cursor(), [Named(identified("user_id", "U2") + identified("phone", "0912345678"))])
    assert waiting() == ()


def test_a_lost_card_is_replaced_and_the_books_do_not_notice(signed_in, both, wallet_of):
    before, browser = usable(both[0]), signed_in("support")

    browser.post(reverse("console:replace-card", args=[both[0]]), {"lost": ADA, "new": "9000-0001"})

    assert wallet_of("90000001") == both[0]
    assert wallet_of(ADA) == both[0]
    assert person(both[0]).cards == ("9000-0001",)
    assert usable(both[0]) == before
    assert not FormerIdentifier.objects.exists()
    assert audit_trail(limit=1)[0].verb == "replace_card"


@pytest.mark.parametrize(
    ("language", "said", "button"),
    [
        ("en", "A card that was replaced is used again", "It was stolen"),
        ("zh-hant", "換掉的舊卡又被使用", "遭竊"),
    ],
)
def test_a_lost_card_that_is_used_again_is_shown_and_may_be_called_stolen(
    signed_in, both, wallet_of, language, said, button
):
    browser = signed_in("support", language)
    browser.post(reverse("console:replace-card", args=[both[0]]), {"lost": ADA, "new": "9000-0001"})
    wallets_of(raw_cursor(), values={ADA})

    assert said in browser.get(reverse("console:identity")).content.decode()
    assert button in browser.get(reverse("console:member", args=[both[0]])).content.decode()

    browser.post(reverse("console:card-stolen", args=[both[0]]), {"card": ADA})

    assert wallet_of(ADA) is None
    assert audit_trail(limit=1)[0].verb == "say_card_stolen"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "A stolen card is used"), ("zh-hant", "遭竊的卡被使用")]
)
def test_a_stolen_card_that_is_used_is_shown_with_both_members(signed_in, both, language, said):
    browser = signed_in("support", language)
    told = {"lost": ADA, "new": "9000-0001", "stolen": "yes"}
    browser.post(reverse("console:replace-card", args=[both[0]]), told)
    [somebody] = wallets_of(raw_cursor(), values={ADA}).values()

    page = browser.get(reverse("console:identity")).content.decode()

    assert said in page
    assert all(f">#{wallet_id}<" in page or f"#{wallet_id}</a>" in page for wallet_id in (somebody, both[0]))


@pytest.mark.parametrize("card", ["", BOB, "9000-0001", "x" * 300])
def test_only_a_card_of_theirs_that_was_replaced_can_be_called_stolen(signed_in, both, card):
    browser = signed_in("owner")
    browser.post(reverse("console:replace-card", args=[both[0]]), {"lost": ADA, "new": "9000-0001"})

    page = browser.post(reverse("console:card-stolen", args=[both[0]]), {"card": card}, follow=True)

    assert 'class="note error"' in page.content.decode()
    assert not FormerIdentifier.objects.exists()


@pytest.mark.parametrize("new", ["null", "0000", "", BOB])
def test_a_card_that_cannot_be_given_changes_nothing(signed_in, both, new):
    before = set(Identifier.objects.values_list("value", "wallet_id"))
    page = signed_in("owner").post(
        reverse("console:replace-card", args=[both[0]]), {"lost": ADA, "new": new}, follow=True
    )
    assert 'class="note error"' in page.content.decode()
    assert set(Identifier.objects.values_list("value", "wallet_id")) == before


@pytest.mark.parametrize(
    ("one", "other", "percent"), [("王 小明", "小明 王", 100), ("Ada", "ada", 100), ("Ada", "", None)]
)
def test_how_alike_two_names_are(one, other, percent):
    assert alike(one, other) == percent


@pytest.mark.parametrize(
    ("language", "found", "said", "nobody"),
    [
        ("en", "1 pair was found", "Two members resemble each other", "Nobody else resembles anybody"),
        ("zh-hant", "找到 1 組", "兩位會員很相似", "沒有找到其他相似的會員"),
    ],
)
def test_members_who_resemble_each_other_are_looked_for(signed_in, shop, language, found, said, nobody):
    for card, phone in (("C1", "0912 345 678"), ("C2", "0912 345 687")):
        [one] = resolve(raw_cursor(), [Named(identified("card", card) + identified("phone", phone))])
        call(raw_cursor(), {one: "王小明"})
    browser = signed_in("support", language)

    page = browser.post(reverse("console:identity-look"), follow=True).content.decode()

    assert found in page
    assert said in page
    assert "0912 345 678 ≈ 0912 345 687" in page
    again = browser.post(reverse("console:identity-look"), follow=True).content.decode()
    assert nobody in again


def test_an_analyst_looks_for_nobody(signed_in, shop):
    assert signed_in("analyst").post(reverse("console:identity-look")).status_code == 403
