"""The console in a real browser: what htmx does, what fits, and what keeps nobody out."""

import re
from threading import Thread

import pytest
from django.db import connection
from playwright.sync_api import expect

from regulars.insight import backtests

SIZES = {"phone": (390, 844), "tablet": (768, 1024), "desk": (1280, 800)}
#: What axe says of colours; all else is the same in the dark.
COLOURS = ["color-contrast", "link-in-text-block"]
PAGES = (
    "/console/", "/console/members/", "/console/members/{ada}/", "/console/programme/", "/console/programme/draft/",
    "/console/programme/versions/", "/console/programme/versions/1/", "/console/programme/back-tests/",
    "/console/audit/", "/console/proposals/", "/console/sources/", "/console/quarantine/", "/console/live/",
    "/console/catalogue/", "/console/who-is-who/", "/console/webhooks/", "/console/missions/", "/console/missions/daily/",
    "/console/missions/new/?kind=goal", "/console/rewards/",
    "/console/programme/rules/base/budget/", "/console/coupons/welcome/", "/console/referral/", "/console/referral/change/", "/console/occasions/make/", "/console/rewards/new/", "/console/coupons/", "/console/coupons/new/", "/console/coupons/book-lovers/change/",
    "/console/offers/sunny-ride/change/", "/console/rewards/night/change/", "/console/rewards/tote/",
    "/console/challenges/", "/console/occasions/", "/console/leaderboards/", "/console/till/?card=8012000001",
)  # fmt: skip


@pytest.fixture
def shop(live_database, open_shop):
    open_shop()


@pytest.fixture
def sign_in(shop):
    def as_somebody(page, role="owner"):
        page.goto("/console/sign-in/")
        page.fill("input[name=username]", role)
        page.fill("input[name=password]", "only for tests")
        page.click("main button.button")
        page.wait_for_url("**/console/")
        return page

    return as_somebody


def retype(page, old, new):
    """Select some words of the programme and type others over them: all of it anew takes Chromium ten seconds."""
    before, found, _ = page.input_value("textarea").partition(old)
    assert found, old
    page.evaluate(
        "([from, to]) => document.querySelector('textarea').setSelectionRange(from, to)",
        [len(before), len(before) + len(old)],
    )
    page.focus("textarea")
    page.keyboard.insert_text(new)


@pytest.mark.parametrize("locale", ["zh-TW", "en-GB"])
def test_every_page_fits_and_keeps_nobody_out_in_light_and_dark(
    open_page, sign_in, barriers, wallet_of, locale
):
    page, found = sign_in(open_page(locale=locale)), {}
    for address in PAGES:
        page.goto(address.format(ada=wallet_of("8012 0000 01")))
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            found[address, size] = barriers(page)
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                found[address, size] = "wider than the window"
        page.emulate_media(color_scheme="dark")
        found[address, "dark"] = barriers(page, of=COLOURS)
        page.emulate_media(color_scheme="light")

    assert {place: what for place, what in found.items() if what} == {}


def test_on_a_phone_the_place_where_somebody_is_stands_in_sight(open_page, sign_in):
    page = sign_in(open_page(size={"width": 390, "height": 844}))
    for place in ("members", "catalogue", "audit"):
        page.goto(f"/console/{place}/")
        expect(page.locator(".sidebar nav .here")).to_be_in_viewport(ratio=1)


def test_on_a_desk_the_whole_menu_stands_in_sight(open_page, sign_in):
    page = sign_in(open_page(size={"width": 1280, "height": 768}, locale="zh-TW"))

    expect(page.locator(".sidebar nav a").last).to_be_in_viewport(ratio=1)


def test_a_table_that_is_wider_than_its_box_is_scrolled_with_the_keyboard(open_page, sign_in):
    page = sign_in(open_page(size={"width": 390, "height": 844}))
    page.goto("/console/coupons/")
    box = page.locator(".scroll").first
    expect(box).to_have_attribute("tabindex", "0")

    box.focus()
    page.keyboard.press("ArrowRight")

    # Asked from outside: the page lets nobody write functions into it, so that it cannot wait for one.
    while page.evaluate("document.querySelector('.scroll').scrollLeft") == 0:
        page.wait_for_timeout(20)


def test_the_door_keeps_nobody_out(page, shop, barriers):
    page.goto("/console/sign-in/")

    assert barriers(page) == []


def test_the_list_follows_what_one_types_and_the_address_follows_the_list(page, sign_in):
    sign_in(page).goto("/console/members/")

    page.fill("input[name=q]", "愛")
    expect(page.locator("#list tbody tr")).to_have_count(1)
    page.wait_for_url("**q=**")
    page.reload()

    expect(page.locator("#list tbody tr")).to_have_count(1)
    expect(page.locator("input[name=q]")).to_have_value("愛")


def test_going_back_shows_the_list_from_before(page, sign_in):
    sign_in(page).goto("/console/members/")
    page.select_option("select[name='level.card']", "gold")
    expect(page.locator("#list .empty")).to_be_visible()

    page.go_back()

    expect(page.locator("#list tbody tr")).to_have_count(2)


def test_a_mistake_is_named_while_one_types_and_leads_to_its_place(page, sign_in):
    sign_in(page, "marketer").goto("/console/programme/draft/")
    text = page.input_value("textarea")

    retype(page, "multiply: 1.5", "multipyl: 1.5")
    expect(page.locator(".mistakes button")).to_have_count(1)
    line = text.partition("multiply: 1.5")[0].count("\n") + 1
    expect(page.locator(".lines mark")).to_have_text(str(line))
    page.click(".mistakes button")

    at = page.evaluate("document.querySelector('textarea').selectionStart")
    assert page.input_value("textarea")[at:].startswith("multipyl")

    retype(page, "multipyl: 1.5", "multiply: 1.5")
    assert page.input_value("textarea") == text
    expect(page.locator(".mistakes button")).to_have_count(0)
    expect(page.locator(".lines mark")).to_have_count(0)


def test_from_draft_to_back_test_to_version(page, sign_in, barriers, monkeypatch):
    def fold_here(number):
        thread = Thread(target=lambda: (backtests.run(number), connection.close()))
        thread.start()

    monkeypatch.setattr(backtests, "start", fold_here)
    sign_in(page, "marketer").goto("/console/programme/draft/")
    retype(page, "threshold: 6000", "threshold: 100")
    page.click("button[name=plan]")
    expect(page.locator("main")).to_contain_text("6000 → 100")
    expect(page.locator("td.n", has_text="1")).to_be_visible()

    page.click("form[action$='back-tests/'] button")
    page.wait_for_url(re.compile(r"/back-tests/\d+/"))
    expect(page.locator(".report .finding")).to_be_visible(timeout=60_000)
    assert barriers(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    page.set_viewport_size({"width": 1280, "height": 800})

    page.click(".top a.button:not(.quiet)")
    page.click("form[action$='publish/'] button")
    page.wait_for_url("**/versions/")
    expect(page.locator("tbody tr")).to_have_count(2)


def test_adjusting_shows_in_what_happened(page, sign_in, wallet_of):
    sign_in(page).goto(f"/console/members/{wallet_of('8012 0000 02')}/")

    page.fill("input[name=points]", "25")
    page.fill("input[name=reason]", "補登活動點數")
    page.click("#adjust button")

    expect(page.locator(".note.success")).to_be_visible()
    expect(page.locator(".timeline li").first).to_contain_text("補登活動點數")
    expect(page.locator(".timeline li").first).to_contain_text("25 點")


def test_everything_is_reached_by_keyboard(page, sign_in):
    sign_in(page).goto("/console/members/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_language_changes_in_place(page, sign_in):
    sign_in(page).goto("/console/members/?level.card=silver")

    page.click("button[name=language]")

    expect(page.locator("h1")).to_have_text("Members")
    assert page.url.endswith("?level.card=silver")
