"""Takes the README's picture of a demo that runs: `python tests/surfaces/take_front_picture.py ADDRESS CARD PASSWORD`."""

import base64
import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "card-and-console.png"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 844}
#: The two faces beside each other, on paper.
FRAME = """
<body style="margin:0; padding:28px; display:flex; gap:28px; background:#eceae4; width:max-content">
  <img src="data:image/png;base64,{member}" style="height:560px; border-radius:16px; box-shadow:0 4px 18px #0003">
  <img src="data:image/png;base64,{console}" style="height:560px; border-radius:8px; box-shadow:0 4px 18px #0003">
</body>
"""


def main(address: str, card: str, password: str) -> None:
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=options)
        member = _shot(browser, PHONE, "zh-TW", f"{address}/sign-in/", card, password, f"{address}/")
        console = _shot(
            browser, DESK, "en", f"{address}/console/", "marketer", password, f"{address}/console/"
        )
        page = browser.new_page(viewport={"width": 1300, "height": 620})
        page.set_content(FRAME.format(member=member, console=console))
        page.locator("body").screenshot(path=PICTURE)
        browser.close()


def _shot(
    browser: Browser, size: dict[str, int], language: str, door: str, name: str, password: str, address: str
) -> str:
    page = browser.new_page(viewport=size, locale=language, timezone_id="Asia/Taipei")
    page.goto(door)
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_load_state("networkidle")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return base64.b64encode(page.screenshot()).decode()


if __name__ == "__main__":
    main(*sys.argv[1:])
