"""Pictures of every page of a shop that runs, to look at: `take_pictures.py ADDRESS CARD PASSWORD [FOLDER]`."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PAGES = {
    "home": "/",
    "points": "/points/",
    "levels": "/levels/",
    "account": "/account/",
    "privacy": "/privacy/",
    "missions": "/missions/",
    "rewards": "/rewards/",
    "reward": "/rewards/tote/",
}
WIDTHS = (390, 1280)
LANGUAGES = ("zh-hant", "en")
SCHEMES = ("light", "dark")


def take(address, card, password, folder):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for language in LANGUAGES:
            for scheme in SCHEMES:
                for width in WIDTHS:
                    size = {"width": width, "height": 844 if width < 800 else 900}
                    context = browser.new_context(viewport=size, color_scheme=scheme, base_url=address)
                    context.add_cookies([{"name": "language", "value": language, "url": address}])
                    _one_visit(context.new_page(), card, password, folder, f"{language}-{scheme}-{width}")
                    context.close()
        browser.close()


def _one_visit(page, card, password, folder, name):
    problems = []
    page.on("console", lambda said: problems.append(said.text) if said.type in {"error", "warning"} else None)
    page.goto("/")
    page.screenshot(path=folder / f"{name}-landing.png", full_page=True)
    page.fill("#card-number", card)
    page.fill("#password", password)
    page.click("button.main")
    page.wait_for_url("**/")
    for title, path in PAGES.items():
        page.goto(path)
        page.screenshot(path=folder / f"{name}-{title}.png", full_page=title == "home")
        if title == "points":
            for why in page.locator("details summary").all()[:6]:
                why.click()
            page.screenshot(path=folder / f"{name}-why.png", full_page=True)
    print(name, problems)


if __name__ == "__main__":
    where = Path(sys.argv[4] if len(sys.argv) > 4 else "var/pictures")
    where.mkdir(parents=True, exist_ok=True)
    take(sys.argv[1], sys.argv[2], sys.argv[3], where)
