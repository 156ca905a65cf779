"""`regulars codes`: pools of codes are filled and watched, and partners are told counts."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regulars.cli.programme import is_chinese, language_option
from regulars.cli.shared.progress import shown
from regulars.cli.shared.shop import open_shop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from regulars.desk.coupons.filling import Aside
    from regulars.programmes.words import Language

_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_READING = ("Reading codes", "讀取優惠碼")
_MAKING = ("Making codes", "產生優惠碼")
_PUT_IN = ("Codes put in: {count:,}", "已加入 {count:,} 個優惠碼")
_ASIDE = (
    "Rows set aside, with their numbers: {count:,} in {file}",
    "未加入的列（含列號）：{count:,} 列，見 {file}",
)
_WHY = {
    "twice": ("stands twice in the file", "檔案裡重複"),
    "there": ("was there already", "先前已在池中"),
    "unusable": ("is no code", "不是可用的碼"),
}
_POOL = (
    "{name}: {free:,} free of {put_in:,}, {issued:,} given out, {redeemed:,} used",
    "{name}：剩 {free:,}／{put_in:,}，已發出 {issued:,}，已使用 {redeemed:,}",
)
_LOW = ("  little is left", "  所剩不多")
_EMPTY = ("  nothing is left", "  已發完")
_MARKED = (
    "Marked as used: {new:,}. Codes that nobody was given: {unknown:,}.",
    "已標記使用：{new:,}；未曾發出的碼：{unknown:,}。",
)
_WEEK = (
    "{monday:%Y-%m-%d}  given {given}  used {redeemed}",
    "{monday:%Y-%m-%d}  發出 {given}  使用 {redeemed}",
)
_TOTAL = ("in all  given {given}  used {redeemed}", "合計  發出 {given}  使用 {redeemed}")
_FEW = ("fewer than 20", "少於 20")


@click.group
def command() -> None:
    """Make and import codes, see how pools stand, and read and write what partners need."""


@command.command
@click.argument("coupon")
@click.option("--number", type=click.IntRange(1, 10_000_000), required=True, help="How many.")
@click.option(
    "--printed",
    is_flag=True,
    help="Usable at once by whoever holds the paper; written to FILE or the terminal.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write printed codes there.")
@language_option
def make(coupon: str, number: int, *, printed: bool, out: Path | None, language: Language) -> None:
    """Make codes of COUPON, each with 50 random bits and a check character."""
    with open_shop():
        from regulars.desk.coupons.making import make_codes
        from regulars.programmes.queries import current

        with shown(_MAKING[is_chinese(language)]) as tell:
            made = make_codes(
                current(), coupon, number, is_printed=printed, now=datetime.now(UTC), on_progress=tell
            )
        if printed:
            _write_codes(made, out)
        click.echo(_PUT_IN[is_chinese(language)].format(count=len(made)), err=True)


@command.command("import")
@click.argument("file", type=_file)
@click.option("--pool", required=True, help="The coupon, or the partner's offer, whose codes they are.")
@language_option
def import_codes(file: Path, pool: str, language: Language) -> None:
    """Put the codes of FILE into a pool: one a line, or a table with a column `code`. A second time changes nothing."""
    with open_shop():
        from django.conf import settings

        from regulars.desk.coupons.filling import fill_from, pool_named
        from regulars.programmes.queries import current

        chinese, target = is_chinese(language), pool_named(current(), pool)
        kept = settings.VAR / f"{file.stem}.set-aside.csv"
        with _aside_file(kept) as set_aside, shown(_READING[chinese]) as tell:
            filled = fill_from(file, target, on_progress=tell, set_aside=set_aside)
        click.echo(_PUT_IN[chinese].format(count=filled.put_in))
        if filled.left_out:
            click.echo(_ASIDE[chinese].format(count=filled.left_out, file=kept))
        else:
            kept.unlink()


@command.command("pools")
@language_option
def list_pools(language: Language) -> None:
    """List every pool with what is left; little is a tenth, or less than goes in a week."""
    with open_shop():
        from regulars.coupons.queries import pools

        chinese = is_chinese(language)
        for pool in pools():
            click.echo(_POOL[chinese].format(**pool._asdict()))
            if pool.is_empty or pool.is_low:
                click.echo((_EMPTY if pool.is_empty else _LOW)[chinese])


@command.command
@click.argument("file", type=_file)
@click.option("--offer", required=True, help="The partner's offer that the report is about.")
@language_option
def redeemed(file: Path, offer: str, language: Language) -> None:
    """Read a partner's report: the codes in FILE were used. Reading it again changes nothing."""
    with open_shop():
        from regulars.desk.coupons.filling import mark_redeemed, offer_named
        from regulars.programmes.queries import current

        offer_named(current(), offer)
        with shown(_READING[is_chinese(language)]) as tell:
            new, unknown = mark_redeemed(file, offer, on_progress=tell)
        click.echo(_MARKED[is_chinese(language)].format(new=new, unknown=unknown))


@command.command
@click.argument("offer")
@language_option
def report(offer: str, language: Language) -> None:
    """Count for the partner what was given and used, week by week: no count below 20, and none that gives one away."""
    with open_shop():
        from regulars.core.coupons.counting import tellable
        from regulars.coupons.partners import by_week
        from regulars.desk.coupons.filling import pool_named
        from regulars.programmes.queries import current

        programme, chinese = current(), is_chinese(language)
        pool_named(programme, offer)
        weeks = by_week(offer, programme.versions[-1].document.zone)
        given, used = tellable([week.given for week in weeks]), tellable([week.redeemed for week in weeks])
        for place, week in enumerate(weeks):
            told = {
                "given": _count(given.parts[place], chinese),
                "redeemed": _count(used.parts[place], chinese),
            }
            click.echo(_WEEK[chinese].format(monday=week.monday, **told))
        click.echo(
            _TOTAL[chinese].format(given=_count(given.total, chinese), redeemed=_count(used.total, chinese))
        )


def _count(count: int | None, chinese: bool) -> str:  # noqa: FBT001 - the language of whoever reads.
    return _FEW[chinese] if count is None else f"{count:,}"


def _write_codes(codes: Sequence[str], out: Path | None) -> None:
    if out is None:
        for code in codes:
            click.echo(code)
        return
    out.write_text("\n".join(["code", *codes, ""]), encoding="utf-8")


@contextmanager
def _aside_file(out: Path) -> Iterator[Callable[[Aside], None]]:
    """Rows are written as they come, for a file may have a million of them."""
    # With a mark at its start, so that a spreadsheet reads the Chinese.
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(["row", "code", "why", "原因"])
        yield lambda one: table.writerow([one.row, one.code, *_WHY[one.why]])
