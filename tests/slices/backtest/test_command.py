"""`regulars backtest` as somebody types it: what it prints, what it writes, and what it refuses."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from shop_files import ORDERS, PROGRAMME, written


def typed(folder, *words, language="en_GB.UTF-8"):
    """Run the command as a process of its own, so that its exit code and both its streams are the real ones."""
    return subprocess.run(
        [sys.executable, "-c", "from regulars.cli import main; main()", "backtest", *map(str, words)],
        check=False, capture_output=True, text=True, cwd=folder, env={"LANG": language, "PATH": "/usr/bin:/bin"},
    )  # fmt: skip


@pytest.fixture
def shop(tmp_path):
    written(tmp_path, "orders.csv", ORDERS)
    written(tmp_path, "corner.yaml", PROGRAMME)
    written(
        tmp_path,
        "generous.yaml",
        PROGRAMME.replace("per: 10 }", "per: 5 }").replace("en: Corner", "en: Generous"),
    )
    return tmp_path


def test_it_prints_figures_and_writes_both_files(shop):
    done = typed(
        shop, "--orders", "orders.csv", "--programme", "generous.yaml", "--against", "corner.yaml",
        "--json", "out.json", "--html", "out.html",
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "Issued" in done.stdout
    assert "Reading the file: 100%" in done.stderr
    found = json.loads((shop / "out.json").read_text())
    assert (found["points"]["issued"], found["against"]["points"]["issued"]) == (279, 139)
    page = (shop / "out.html").read_text()
    assert "<b>115 points (NT$58)</b>" in page
    assert "2 members gain, nobody loses." in page


def test_a_page_fetches_nothing_from_anywhere(shop):
    typed(
        shop,
        "--orders",
        "orders.csv",
        "--programme",
        "corner.yaml",
        "--html",
        "out.html",
        "--lang",
        "zh-Hant",
    )

    page = (shop / "out.html").read_text().replace('xmlns="http://www.w3.org/2000/svg"', "")
    page = page.replace('xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    assert "會給 <b>114 點（NT$57）</b>" in page
    assert "http" not in page
    assert "<script" not in page


def test_json_alone_can_be_piped(shop):
    done = typed(shop, "--orders", "orders.csv", "--programme", "corner.yaml", "--json", "-")

    assert json.loads(done.stdout)["members"] == 3


def test_a_column_can_be_named(shop):
    written(shop, "orders.csv", ORDERS.replace("member", "Whose Card"))

    done = typed(
        shop,
        "--orders",
        "orders.csv",
        "--programme",
        "corner.yaml",
        "--map",
        "member=Whose Card",
        "--json",
        "-",
    )

    assert json.loads(done.stdout)["members"] == 3


@pytest.mark.parametrize(
    ("changes", "words", "sentence"),
    [
        ({}, ("--orders", "gone.csv"), "'gone.csv' does not exist"),
        ({}, ("--programme", "gone.yaml"), "'gone.yaml' does not exist"),
        ({}, ("--html", "nowhere/out.html"), "the folder 'nowhere' cannot be written to."),
        ({}, ("--until", "tomorrow"), "'tomorrow' is neither a date (2026-11-22) nor a moment"),
        (
            {"effective_from: 2026-01-01": "effective_from: 2026-03-01"}, (),
            "corner begins at 2026-03-01, after the last order (2026-02-12), so nothing would earn.",
        ),
        ({"currency: TWD": "currency: GBP"}, ("--against", "generous.yaml"), "The two programmes differ in currency (GBP and TWD)"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_one_sentence(shop, changes, words, sentence):
    text = PROGRAMME
    for before, after in changes.items():
        text = text.replace(before, after)
    written(shop, "corner.yaml", text)
    given = {"--orders": "orders.csv", "--programme": "corner.yaml"}
    given |= dict(zip(words[::2], words[1::2], strict=True))

    done = typed(shop, *(part for option in given.items() for part in option), "--json", "out.json")

    assert done.returncode != 0
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not (shop / "out.json").exists()


def test_every_mistake_of_a_programme_is_printed(shop):
    written(
        shop,
        "corner.yaml",
        PROGRAMME.replace("zone: Asia/Taipei", "zone: Asia/Taipeh").replace("earn: points", "earn: stars"),
    )

    done = typed(shop, "--orders", "orders.csv", "--programme", "corner.yaml")

    assert done.returncode == 1
    assert "corner.yaml:3:7:" in done.stdout
    assert "corner.yaml:14:11:" in done.stdout


def test_an_order_file_in_other_money_is_refused(shop):
    header, *rows = ORDERS.splitlines()
    written(shop, "orders.csv", "\n".join([f"{header},currency", *(f"{row},USD" for row in rows)]))

    done = typed(shop, "--orders", "orders.csv", "--programme", "corner.yaml")

    assert done.returncode == 1
    assert "USD" in done.stderr
    assert "TWD" in done.stderr


def test_rows_that_nobody_can_use_are_still_there_to_look_at(shop):
    written(shop, "orders.csv", ORDERS.replace("2026-", "someday-"))

    done = typed(shop, "--orders", "orders.csv", "--programme", "corner.yaml")

    assert done.returncode == 1
    kept = Path(done.stderr.rsplit("See ", 1)[1].strip())
    assert "date_none" in kept.read_text(encoding="utf-8-sig")
    shutil.rmtree(kept.parent)


def test_it_speaks_chinese_where_the_terminal_does(shop):
    done = typed(shop, "--orders", "orders.csv", "--programme", "corner.yaml", language="zh_TW.UTF-8")

    assert "期末未用" in done.stdout
    assert "讀取檔案" in done.stderr


def test_a_back_test_never_meets_django(shop):
    script = (
        "import sys, runpy; sys.argv = ['regulars', 'backtest', '--orders', 'orders.csv', '--programme', 'corner.yaml',"
        " '--json', 'out.json', '--html', 'out.html']\n"
        "try:\n    from regulars.cli import main; main()\n"
        "except SystemExit as end:\n    assert not end.code\n"
        "assert 'django' not in sys.modules, sorted(name for name in sys.modules if name.startswith('django'))[:5]\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True, cwd=shop
    )

    assert done.returncode == 0, done.stderr
