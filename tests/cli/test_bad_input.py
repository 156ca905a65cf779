"""A hostile stranger at the command line: one sentence in either language, an exit code, and nothing changed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from own_shop import OwnShop

PLAIN = (Path(__file__).parents[2] / "examples" / "programmes" / "plain.yaml").read_text()
HEADER = "order_id,date,member,product,quantity,price\n"
GOOD = "A1,2010-03-04 10:00,M1,mug,2,600.00\n"


def _regulars(*arguments, chinese=False, **environment):
    inherited = {name: value for name, value in os.environ.items() if name not in {"LANG", "LC_ALL"}}
    language = {"LANG": "zh_TW.UTF-8" if chinese else "en_US.UTF-8", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-c", "from regulars.cli import main; main()", *map(str, arguments)],
        env=inherited | language | environment,
        capture_output=True,
        text=True,
        check=False,
    )


SLIPS = {
    "a command that is none": (("nope",), "No such command 'nope'.", "沒有 'nope' 這個指令。"),
    "an option that is none": (("verify", "--foo"), "No such option '--foo'.", "沒有 '--foo' 這個選項。"),
    "nobody to explain": (("explain",), "Missing argument 'MEMBER'.", "缺少 'MEMBER'。"),
    "no programme to try": (
        ("backtest", "--orders", __file__),
        "Missing option '--programme'.",
        "缺少選項 '--programme'。",
    ),
    "a file that is missing": (
        ("programme", "check", "/nope.yaml"),
        "Invalid value for 'FILE': File '/nope.yaml' does not exist.",
        "'FILE' 的值不能用：找不到檔案 /nope.yaml。",
    ),
    "a folder": (
        ("import", "orders", "/"),
        "Invalid value for 'FILE': File '/' is a directory.",
        "'FILE' 的值不能用：/ 是資料夾，不是檔案。",
    ),
    "no cores": (
        ("backtest", "--orders", __file__, "--programme", __file__, "--cores", "0"),
        "Invalid value for '--cores': 0 is not in the range 1<=x<=256.",
        "'--cores' 的值不能用：0 不在範圍 1<=x<=256 內。",
    ),
}


@pytest.mark.parametrize("what", SLIPS)
def test_a_slip_of_the_pen_is_one_sentence_in_either_language(what):
    arguments, english, chinese = SLIPS[what]

    said, said_in_chinese = _regulars(*arguments), _regulars(*arguments, chinese=True)

    assert (said.returncode, said_in_chinese.returncode) == (2, 2)
    assert said.stderr.startswith(f"{english} See `regulars ")
    assert said_in_chinese.stderr.startswith(f"{chinese}用法見 `regulars ")
    assert said.stderr.count("\n") == said_in_chinese.stderr.count("\n") == 1


def test_a_command_that_was_given_a_language_says_no_in_it():
    said = _regulars("programme", "check", "--lang", "zh-Hant", "/nope.yaml")

    assert said.stderr.startswith("'FILE' 的值不能用：找不到檔案 /nope.yaml。")


PROGRAMMES = {
    "Big5": (("名稱: 點數\n" + PLAIN).encode("cp950", "replace"), "looks like Big5", "看起來是 Big5"),
    "UTF-16": (PLAIN.encode("utf-16"), "looks like UTF-16", "看起來是 UTF-16"),
    "empty": (b"", "The file is empty.", "檔案是空的。"),
    "2 MB": (b"# " + b"x" * 2_000_000, "may have 1000000 at most", "最多 1000000 位元組"),
    "a bomb": (b"a: &a [x]\nb: [*a]\n", "The alias “a” points to another place", "別名「a」指向檔案的其他地方"),
    "points for ever and a day": (
        PLAIN.replace("expiry: end_of_next_year", "expiry: {rolling: {months: 999999}}").encode(),
        "999999 is too large; 1200 is the most.",
        "999999 太大，最大是 1200。",
    ),
    "the year one": (
        PLAIN.replace("2009-01-01", "0001-01-01").encode(),
        "lies outside the years 1970 to 2199",
        "不在 1970 到 2199 年之間",
    ),
    "less than nothing": (
        PLAIN.replace("    earn: points\n", "    earn: points\n    when: total < 0\n").encode(),
        "This condition can never hold: “total < 0”",
        "這個條件永遠不會成立：「total < 0」",
    ),
    "Python": (
        PLAIN.replace(
            "    earn: points\n", "    earn: points\n    when: __import__('os').system('id')\n"
        ).encode(),
        "Conditions have no calls but those of its own functions.",
        "條件裡不能用自有函式以外的呼叫。",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", PROGRAMMES)
def test_a_programme_with_a_mistake_is_refused_at_its_place(tmp_path, what):
    content, english, chinese = PROGRAMMES[what]
    file = tmp_path / "programme.yaml"
    file.write_bytes(content)

    said, in_chinese = (_regulars("programme", "check", file, chinese=each) for each in (False, True))

    assert (said.returncode, in_chinese.returncode) == (1, 1)
    assert english in said.stdout
    assert chinese in in_chinese.stdout
    assert "Traceback" not in said.stderr + in_chinese.stderr


ORDERS = {
    "a header alone": (HEADER, "has no rows.", "沒有任何資料列。"),
    "an open quote": (
        f'{HEADER}A1,2010-03-04 10:00,M1,"mug,2,600.00\n{GOOD}',
        "line 2: broken CSV, a quote is not closed.",
        "第 2 行的 CSV 格式不正確：引號沒有關上。",
    ),
    "a ragged row": (
        f"{HEADER}{GOOD}A2,2010-03-04 10:00,M1\n",
        "line 3: broken CSV, expected 6 cells, found 3.",
        "第 3 行的 CSV 格式不正確：應有 6 欄，只有 3 欄。",
    ),
    "the wrong encoding": (
        HEADER.encode() + b"A1,2010-03-04,M1,caf\xe9\x81\xff\xfe,1,5\n",
        "line 2: the encoding is none of UTF-8, UTF-16, Big5 (CP950).",
        "第 2 行的編碼讀不出來，試過 UTF-8, UTF-16, Big5 (CP950)。",
    ),
    "zeros": (b"\0" * 1000, "seems to be binary;", "看起來是 binary 檔"),
    "another currency": (
        f"{HEADER.strip()},currency\n{GOOD.strip()},TWD\n",
        "is in TWD, and the programme in GBP.",
        "的幣別是 TWD，方案的幣別是 GBP。",
    ),
    "no such day": (
        f"{HEADER}A1,2010-02-30,M1,mug,1,5\n",
        "The date cannot be read, or there is no such day. See ",
        "日期讀不懂，或那一天不存在。",
    ),
    "two members": (
        f"{HEADER}A1,2010-03-04,M1,mug,1,5\nA1,2010-03-04,M2,mug,1,5\n",
        "In 2 of them: One order, two members. See ",
        "其中 2 列：同一筆訂單有兩位會員。",
    ),
}


@pytest.fixture(scope="module")
def own(new_database, migrated, tmp_path_factory):
    folder = tmp_path_factory.mktemp("shop")
    own = OwnShop(new_database("shop_of_the_stranger", template=migrated), folder)
    (folder / "plain.yaml").write_text(PLAIN)
    (folder / "good.csv").write_text(HEADER + GOOD)
    own.run("programme", "publish", folder / "plain.yaml")
    own.run("import", "orders", folder / "good.csv")
    return own


@pytest.fixture
def shop(own):
    """Say where a shop is to which one order happened; whatever a test does to it, that is all that happened."""
    before = _books(own)
    assert before["events_event"] == before["ledger_entry"] == 1
    yield {"DATABASE_URL": own.url, "REGULARS_VAR": str(own.folder)}
    assert _books(own) == before


def _books(own):
    tables = ("events_event", "ledger_entry", "people_member", "programmes_version")
    return {table: own.ask(f"SELECT count(*) FROM {table}") for table in tables}


@pytest.mark.parametrize("what", ORDERS)
def test_a_file_of_orders_that_cannot_be_read_changes_nothing(shop, tmp_path, what):
    content, english, chinese = ORDERS[what]
    file = tmp_path / "orders.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())

    said, in_chinese = (_regulars("import", "orders", file, chinese=each, **shop) for each in (False, True))

    assert (said.returncode, in_chinese.returncode) == (1, 1)
    assert english in said.stderr
    assert chinese in in_chinese.stderr
    assert "Traceback" not in said.stderr + in_chinese.stderr


def test_rows_set_aside_can_still_be_read_after_the_refusal(shop, tmp_path):
    file = tmp_path / "slips.csv"
    file.write_text(f"{HEADER}A1,2010-03-04,M1,mug,0,5\n")

    said = _regulars("import", "orders", file, **shop)

    kept = Path(said.stderr.rsplit(" See ", 1)[1].strip())
    assert kept.read_text(encoding="utf-8-sig").splitlines()[1].startswith("1,quantity_zero,數量是 0。")


def test_ten_thousand_columns_are_named_by_their_beginning(shop, tmp_path):
    file = tmp_path / "wide.csv"
    file.write_text(",".join(f"c{number}" for number in range(10_000)) + "\n" + "1," * 9_999 + "1\n")

    said = _regulars("import", "orders", file, **shop)

    assert said.returncode == 1
    assert "it has c0, c1, c2, " in said.stderr
    assert len(said.stderr.splitlines()[-1]) < 600


@pytest.mark.parametrize("source", ["", "Till 1", "a\nb"])
def test_a_source_is_named_like_one(shop, tmp_path, source):
    file = tmp_path / "orders.csv"
    file.write_text(HEADER + GOOD)

    said = _regulars("import", "orders", file, "--source", source, **shop)

    assert said.returncode == 1


def test_the_same_programme_twice_is_refused_by_its_day(shop, tmp_path):
    file = tmp_path / "plain.yaml"
    file.write_text(PLAIN)

    said = _regulars("programme", "publish", file, **shop)

    assert said.returncode == 1
    assert said.stderr.startswith("A new version cannot begin in the past (")
