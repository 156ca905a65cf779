"""`regulars totals`: the books in one answer, now or as of a moment."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click
import msgspec
from rich.console import Console
from rich.table import Table

from regulars.cli.programme import is_chinese, language_option
from regulars.cli.shared.shop import open_shop
from regulars.cli.shared.when import on_the_shops_clock, when_option

if TYPE_CHECKING:
    from regulars.insight.funding import Funded
    from regulars.insight.totals import Totals
    from regulars.programmes.words import Language

_NAMES = {
    "members": ("Members", "會員"),
    "orders": ("Orders", "訂單"),
    "returns": ("Returns", "退貨"),
    "lines_unmatched": ("Returned lines without a purchase", "找不到原購買的退貨"),
    "issued": ("Issued", "發出"),
    "revoked": ("Taken back", "收回"),
    "spent": ("Used", "使用"),
    "restored": ("Given back", "歸還"),
    "expired": ("Expired", "到期"),
    "outstanding": ("Outstanding", "未用"),
    "pending": ("of which pending", "其中待生效"),
    "currency": ("Points", "點數"),
    "funding": ("Paid by", "資金來源"),
    "free": ("the shop", "店家"),
    "partner": ("partner", "合作夥伴"),
    "paid": ("the member", "會員付費"),
    "given": ("Given on", "轉出淨額"),
    "liability": ("In money", "折合金額"),
}
_FIGURES = ("issued", "revoked", "spent", "expired", "given", "outstanding")


@click.command
@when_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with the keys of a back-test.")
@click.option(
    "--funding", "by_funding", is_flag=True, help="Say who pays: points and money by funding and sponsor."
)
@language_option
def command(*, at: datetime | None, as_json: bool, by_funding: bool, language: Language) -> None:
    """Say what the books hold: members, orders, points and levels."""
    with open_shop():
        from django.utils import timezone

        from regulars.insight.funding import funding
        from regulars.insight.totals import totals

        moment = on_the_shops_clock(at) if at else timezone.now()
        found = funding(at=moment) if by_funding else totals(at=moment)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    elif isinstance(found, tuple):
        show_funding(found, language)
    else:
        show(found, language)


def show_funding(rows: tuple[Funded, ...], language: Language) -> None:
    """Print who pays for what as a table."""
    from regulars.telling.figures import priced

    chinese = is_chinese(language)
    table = Table(box=None, pad_edge=False)
    figures = [name for name in _FIGURES if name != "given" or any(row.given for row in rows)]
    for name in ("currency", "funding", *figures, "liability"):
        is_word = name in {"currency", "funding"}
        table.add_column(_NAMES[name][chinese], justify="left" if is_word else "right", no_wrap=True)
    for row in rows:
        payer = " ".join(filter(None, (_NAMES[row.funding][chinese], row.sponsor)))
        counts = (f"{getattr(row, name):,}" for name in figures)
        table.add_row(row.currency, payer, *counts, priced(row.liability, row.money))
    Console(highlight=False).print(table)


def show(found: Totals, language: Language) -> None:
    """Print the books as a table."""
    chinese = is_chinese(language)
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name in ("members", "orders", "returns", "lines_unmatched"):
        table.add_row(_NAMES[name][chinese], f"{getattr(found, name):,}")
    for currency, points in found.points_by_currency.items():
        for name in ("issued", "revoked", "spent", "restored", "expired", "outstanding", "pending"):
            if name == "restored" and not points.restored:
                continue
            table.add_row(f"{currency}: {_NAMES[name][chinese]}", f"{getattr(points, name):,}")
    for track, levels in found.tiers.items():
        for level, members in levels.items():
            table.add_row(f"{track}: {level}", f"{members:,}")
    Console(highlight=False).print(table)
