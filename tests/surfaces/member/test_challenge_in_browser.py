"""The built-in challenge in a real browser: a finger, the space bar, and two presses where less motion is wanted."""

from itertools import product

import pytest

from regulars.challenges.models import Play

PASSWORD = "only-for-tests"
PAGE = "/challenges/hold-the-note/"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


@pytest.fixture(autouse=True)
def evening(settings):
    """The real clock: the server measures by it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ada(live_database, open_shop, open_page):
    """Return a function that opens the challenge as Ada."""
    open_shop()

    def opened(*, motion="no-preference"):
        page = open_page(size=PHONE, locale="en-GB")
        page.emulate_media(reduced_motion=motion)
        page.goto("/sign-in/")
        page.fill("#card-number", "8012 0000 01")
        page.fill("#password", PASSWORD)
        page.press("#password", "Enter")
        page.wait_for_selector(".pass")
        page.goto(PAGE)
        return page

    return opened


def _held(page, score):
    """Wait until the note was held so long; the page lets nobody write functions into it."""
    while page.evaluate("document.querySelector('.hold progress').value") <= score:
        page.wait_for_timeout(50)


def _ended(page):
    page.wait_for_selector(".said")
    return page.inner_text(".said")


def test_held_with_a_finger_it_wins_by_how_long(ada):
    page = ada()
    button = page.locator("button.tap")
    assert button.inner_text() == "Hold"
    box = button.bounding_box()

    page.mouse.move(box["x"] + 80, box["y"] + 80)
    page.mouse.down()
    _held(page, 4000)
    page.mouse.up()

    assert _ended(page) == "You won 2 points."
    assert "2 plays left today" in page.inner_text("main")


def test_held_with_the_space_bar_it_is_the_same(ada):
    page = ada()

    page.focus("button.tap")
    page.keyboard.down("Space")
    _held(page, 300)
    page.keyboard.up("Space")

    assert _ended(page) == "No points this time."
    assert Play.objects.get().band == 1


def test_with_less_motion_it_is_a_button_pressed_twice(ada):
    page = ada(motion="reduce")
    assert page.inner_text("button.tap") == "Start"

    page.click("button.tap")
    page.click("button.tap:text('Stop')")

    assert _ended(page) == "No points this time."


def test_let_go_before_it_began_burns_no_play(ada):
    page = ada()
    page.route("**/start/", lambda route: route.abort())
    page.focus("button.tap")
    # The browser complains of what never came, and may do so later than the page goes on.
    with page.expect_console_message():
        page.keyboard.down("Space")
        page.keyboard.up("Space")
    page.wait_for_load_state()

    assert "3 plays left today" in page.inner_text("main")
    assert Play.objects.count() == 0
    page.complaints.clear()


def test_nobody_is_kept_out(ada, barriers):
    page, found = ada(motion="reduce"), {}
    for path in (PAGE, f"{PAGE}?no=PlaysSpent", "/occasions/", "/"):
        page.goto(path)
        for place, (size, scheme) in enumerate(product((PHONE, DESK), ("light", "dark"))):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            found[path, place] = barriers(page)
            assert not page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )

    assert {place: what for place, what in found.items() if what} == {}
