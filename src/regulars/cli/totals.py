"""`regulars totals`: the books in one answer, now or as of a moment."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click
import msgspec
from rich.console import Console
from rich.table import Table

from regulars.cli.programme import LANGUAGES, language_option
from regulars.cli.shared.shop import open_shop
from regulars.cli.shared.when import on_the_shops_clock, when_option

if TYPE_CHECKING:
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
}


@click.command
@when_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON, with the keys of a back-test.")
@language_option
def command(*, at: datetime | None, as_json: bool, language: Language) -> None:
    """Say what the books hold: members, orders, points and levels."""
    with open_shop():
        from django.utils import timezone

        from regulars.insight.totals import totals

        found = totals(at=on_the_shops_clock(at) if at else timezone.now())
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    else:
        show(found, language)


def show(found: Totals, language: Language) -> None:
    """Print the books as a table."""
    chinese = language == LANGUAGES[1]
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
