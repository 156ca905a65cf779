"""What the documents say can be done can be done: commands run, answers are as printed, links and files exist."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from own_shop import REGULARS

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests" / "stories").glob("*.md")],
    key=lambda page: page.relative_to(ROOT).as_posix(),
)
#: Pages on which a shop is opened from nothing; on every other one it has the sample's year behind it.
FROM_NOTHING = {"docs/howto/load-your-own-history.md", "docs/reference/import.md"}
PROGRAMME = "examples/programmes/select-shop.yaml"
TILL = "單號,日期,卡號,品項,數量,金額\n1,2026-01-02 10:00,8012,馬克杯,1,480\n"
#: What is not tried here, by how it begins, and why.
NOT_TRIED = {
    "make ": "sets up and runs everything, this test included",
    ".venv/bin/python -m pytest": "would run this test inside itself",
    "python -m regulars.demo": "a test of its own compares its output with the page",
    "python tests/surfaces": "takes pictures of a demo that runs",
    "export ": "the test sets the shop's address itself",
    "createuser ": "needs somebody's PostgreSQL",
    "createdb ": "needs somebody's PostgreSQL",
    "pg_dump ": "needs somebody's PostgreSQL",
    "pg_restore ": "needs somebody's PostgreSQL",
    "cp var/secret-key": "there is none beside a test's database",
    "PG=": "the embedded server's programs; the next line needs its server",
    "$PG/pg_dump": "needs the embedded server of a shop that runs",
    "regulars serve": "runs until somebody stops it",
    "regulars doctor": "says that the clock does not run, which is true here",
}
SECONDS = re.compile(r"\d+\.\d s\b")
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(page):
    return BLOCK.findall(page.read_text(encoding="utf-8"))


def commands(block):
    """Every command of a block with the answer that is printed below it; None where none is."""
    if not block.startswith("$ "):
        return [(line.partition("  #")[0].strip(), None) for line in block.splitlines() if line.strip()]
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [(command, answer) for command, _, answer in (part.partition("\n") for part in parts)]


def tried(page):
    return [
        (command, answer)
        for block in blocks(page)
        for command, answer in commands(block)
        if not any(command.startswith(beginning) for beginning in NOT_TRIED)
    ]


@pytest.fixture
def shop(new_shop, sunny_select, request):
    """A shop in a folder that looks like a clone, with the files that the documents speak of."""
    shop = new_shop() if request.param in FROM_NOTHING else new_shop(template=sunny_select)
    programme = (ROOT / PROGRAMME).read_text(encoding="utf-8")
    (shop.folder / "examples").symlink_to(ROOT / "examples")
    (shop.folder / "new.yaml").write_text(programme.replace("2009-01-01", "2099-01-01"), encoding="utf-8")
    (shop.folder / "plain.yaml").write_text(programme, encoding="utf-8")
    (shop.folder / "till.csv").write_text(TILL, encoding="utf-8")
    if request.param == "docs/reference/import.md":
        shop.run("programme", "publish", ROOT / PROGRAMME)
    return shop


NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
WITH_COMMANDS = [
    name for name, page in zip(NAMES, PAGES, strict=True) if page.parts[-2] != "stories" and tried(page)
]


@pytest.mark.parametrize(
    ("shop", "name"), [(name, name) for name in WITH_COMMANDS], indirect=["shop"], ids=WITH_COMMANDS
)
def test_every_command_on_the_page_does_what_it_says(shop, name):
    environment = shop.environment | {"PATH": f"{REGULARS.parent}:{os.environ['PATH']}", "COLUMNS": "80"}
    for command, answer in tried(ROOT / name):
        words = [
            str(REGULARS) if word in {"regulars", ".venv/bin/regulars"} else word
            for word in shlex.split(command)
        ]
        assert words[0] == str(REGULARS), f"say in NOT_TRIED why {command!r} is not tried"

        done = subprocess.run(
            words, cwd=shop.folder, env=environment, capture_output=True, text=True, check=False
        )

        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        if answer is not None:
            assert SECONDS.sub("… s", _plain(done.stdout)) == SECONDS.sub("… s", _plain(answer)), command


def _plain(text):
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_leads_somewhere(page):
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        leads_to = (page.parent / path).resolve() if path else page
        assert leads_to.exists(), target
        if anchor and leads_to.suffix == ".md":
            assert anchor in anchors(leads_to), target


def anchors(page):
    """The names under which a page's headings can be linked."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    "name", ["ARCHITECTURE.md", "CONTRIBUTING.md", *(name for name in NAMES if "/adr/" in name)]
)
def test_every_file_that_is_named_exists(name):
    named = re.findall(
        r"`((?:[\w.]+/)+[\w.]*|[\w]+\.(?:py|md|toml))`", (ROOT / name).read_text(encoding="utf-8")
    )
    places = [ROOT, ROOT / "src" / "regulars", ROOT / "docs", ROOT / "src"]

    missing = [path for path in named if not any((place / path).exists() for place in places)]

    assert [path for path in missing if path not in EXAMPLES] == []


#: Names that a recipe makes up for what is still to be written, or that are no files.
EXAMPLES = {
    "src/regulars/cli/NAME.py",
    "src/regulars/member/templates/member/stamps.html",
    "models.py",
    "actions.py",
    "queries.py",
}


def test_the_floors_are_those_that_the_linter_holds():
    contract = (
        (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("layers = [")[2].partition("]")[0]
    )
    floors = re.findall(r'"([^"]+)"', contract)
    table = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")

    rows = [re.findall(r"`(\w+)`", row) for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)]

    assert rows == [floor.split(" | ") for floor in floors]


def test_the_readme_is_one_screen():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 45
    picture = ROOT / "docs" / "pictures" / "card-and-console.png"
    assert picture.stat().st_size < 300_000


def test_every_decision_stands_in_order():
    numbers = [int(page.name[:4]) for page in sorted((ROOT / "docs" / "adr").glob("*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))
