"""The member's pages in a real browser: on a phone and a desk, by keyboard, for a screen reader, in the dark."""

import pytest
from django.test import Client

PASSWORD = "only-for-tests"
PAGES = [
    "/", "/points/", "/levels/", "/missions/", "/account/", "/privacy/", "/rewards/", "/rewards/tote/", "/coupons/", "/occasions/", "/invite/",
    "/leaderboards/", "/challenges/hold-the-note/",
]  # fmt: skip
WIDTHS = (320, 390, 768, 1280)
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


@pytest.fixture
def ada(live_database, open_shop, open_page):
    """Return a function that opens the shop as Ada, signed in."""
    open_shop()

    def opened(*, locale="zh-TW"):
        page = open_page(size=PHONE, locale=locale)
        page.emulate_media(reduced_motion="reduce")
        page.goto("/sign-in/")
        page.fill("#card-number", "8012 0000 01")
        page.fill("#password", PASSWORD)
        page.press("#password", "Enter")
        page.wait_for_selector(".pass")
        return page

    return opened


def is_wider_than_the_screen(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize(
    ("locale", "looks"),
    [("zh-TW", ((PHONE, "light"), (DESK, "dark"))), ("en-GB", ((PHONE, "dark"), (DESK, "light")))],
    ids=["zh-TW", "en-GB"],
)
def test_every_page_fits_and_keeps_nobody_out(ada, barriers, locale, looks):
    page, found = ada(locale=locale), {}
    for path in PAGES:
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found[path, width] = ["wider than the screen"] if is_wider_than_the_screen(page) else []
        for why in page.locator("details.why").all():
            why.evaluate("why => why.open = true")
        for size, scheme in looks:
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            found[path, scheme] = barriers(page)

    assert {place: what for place, what in found.items() if what} == {}


def test_the_door_and_a_refused_sign_in_keep_nobody_out(live_database, open_shop, phone, barriers):
    open_shop()
    phone.goto("/")
    assert barriers(phone) == []

    phone.fill("#card-number", "8012")
    phone.fill("#password", "wrong")
    with phone.expect_response("**/sign-in/"):
        phone.press("#password", "Enter")

    assert phone.inner_text("[role=alert]") == "會員卡號或密碼不正確，請再確認一次。"
    assert phone.input_value("#card-number") == "8012"
    assert barriers(phone) == []
    # The browser itself notes the 422 of a refused form.
    phone.complaints[:] = [complaint for complaint in phone.complaints if "422" not in complaint]


def test_a_phone_answers_without_scrolling(ada):
    page = ada()
    bottom = page.locator(".purse-large").bounding_box()

    assert bottom["y"] + bottom["height"] < page.locator(".around").bounding_box()["y"]
    assert page.locator(".pass .missing").is_visible()
    assert page.locator(".pass .code svg").is_visible()


def test_why_opens_by_keyboard(ada):
    page = ada()
    page.locator("details.why summary").nth(1).focus()

    page.keyboard.press("Enter")

    assert "收回：消費每 50 元得 1 點" in page.locator("details.why[open]").inner_text()


def test_earlier_things_join_the_history_in_place(ada):
    page = ada()
    page.goto("/points/")
    before = page.locator("li.told").count()

    page.locator("li.more a").click()
    page.locator("li.told").nth(before).wait_for()

    assert page.locator("li.told").count() == before + 13
    assert page.locator("li.more").count() == 0
    assert page.url.endswith("/points/")


def test_the_language_changes_in_one_touch_and_stays(ada):
    page = ada()
    page.goto("/levels/")

    page.get_by_role("button", name="English").first.click()
    page.wait_for_selector("html[lang=en]")

    assert page.url.endswith("/levels/")
    page.goto("/points/")
    assert page.inner_text("h1") == "How it adds up"


def test_the_first_tab_leads_to_the_content(ada):
    page = ada()
    page.goto("/points/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_everything_works_without_scripts(live_database, open_shop, live_server):
    open_shop()
    client = Client()
    client.post("/sign-in/", {"username": "8012000001", "password": PASSWORD})

    page = client.get("/points/").content.decode()

    assert '<a class="button quiet" href="/points/?before=' in page
