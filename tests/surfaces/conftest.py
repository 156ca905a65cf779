"""A real browser for the pages: the Chromium of this machine, and a page that fails its test on any complaint."""

import os
import shutil

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Error, sync_playwright

# Playwright keeps an event loop in the thread of the test, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def chromium():
    """Start the Chromium of this machine, or else playwright's own; skip where there is neither."""
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    # Chromium's sandbox wants a user with fewer rights than root.
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=installed, args=options)
        except Error:
            pytest.skip(
                "no Chromium: `apt install chromium fonts-noto-cjk`, or `playwright install chromium`"
            )
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server):
    """Return a function that opens a page as somebody would: `open_page(size=PHONE, locale="en-GB")`.

    Whatever the browser complains about (a script error, something that the content policy forbids, a file
    that is missing) fails the test at its end.
    """
    contexts, complaints = [], []

    def opened(*, size=DESKTOP, locale="zh-TW"):
        context = chromium.new_context(
            base_url=live_server.url, viewport=size, locale=locale, timezone_id="Asia/Taipei"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.complaints = complaints
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def phone(open_page):
    return open_page(size=PHONE)


# Only what is wrong comes back, and nothing is looked at before the page has settled in a new size or new colours.
_FIND = """async of => {
    await new Promise(settled => requestAnimationFrame(() => requestAnimationFrame(settled)));
    const found = await axe.run({resultTypes: ["violations"], ...(of && {runOnly: of})});
    return found.violations.map(rule => [rule.id, rule.nodes[0].html]);
}"""


@pytest.fixture(scope="session")
def barriers():
    """Return a function that lists what keeps people out of a page, by axe's rules, or by those of some names."""

    def found(page, *, of=None):
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        return [tuple(one) for one in page.evaluate(_FIND, of)]

    return found
