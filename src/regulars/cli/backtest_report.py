"""A back-test's figures for the terminal: what the page says first, in a screenful."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from regulars.core.programme.document import Programme
from regulars.desk.backtest import Result
from regulars.desk.backtest.numbers import day, money, percent, signed, whole
from regulars.desk.backtest.result import Money, ProgrammeFigures
from regulars.desk.backtest.words import word
from regulars.events.orderfiles.report import Notice
from regulars.events.orderfiles.words import SET_ASIDE, notice_sentence
from regulars.programmes.summary import words
from regulars.programmes.words import Language

_KINDS = ("issued", "revoked", "spent", "restored", "expired", "outstanding", "pending", "shortfall")


def report(
    result: Result, *, documents: Sequence[Programme], names: Sequence[str], language: Language
) -> None:
    """Print totals and levels, side by side where there are two programmes."""
    console = Console(highlight=False)
    console.print(
        f"{word('back_test', language)}  {' / '.join(names)}  "
        f"{day(result.first_order)}–{day(result.until)}  "
        f"{word('so_many_orders', language, n=whole(result.orders))}, {result.seconds:.1f} s, {result.peak_mb} MB",
        style="bold",
        soft_wrap=True,
    )
    sides: list[ProgrammeFigures] = [result, *([result.against] if result.against else [])]
    console.print(_totals(sides, names, language))
    for track in documents[0].tracks:
        console.print(_levels(sides, documents[0], names, track, language))
    for note in _notes(result, language):
        console.print(note, soft_wrap=True)


def _table(first: str, names: Sequence[str], language: Language) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(first)
    for name in names:
        table.add_column(name, justify="right")
    if len(names) > 1:
        table.add_column(word("difference", language), justify="right")
    return table


def _totals(sides: Sequence[ProgrammeFigures], names: Sequence[str], language: Language) -> Table:
    table = _table("", names, language)
    for kind in _KINDS:
        _add(table, word(kind, language), [getattr(side.points, kind) for side in sides])
    for key, values in (
        ("worth", [side.money.outstanding_minor for side in sides]),
        ("cost", [side.money.given_minor for side in sides]),
        ("sales", [side.sales.net_minor for side in sides]),
    ):
        _add_money(table, word(key, language), values, sides[0].money)
    shares = [side.cost_share for side in sides]
    table.add_row(word("cost_share", language), *(percent(share) for share in shares))
    for key in ("members", "orders", "returns", "lines_unmatched"):
        _add(table, word(key, language), [getattr(side, key) for side in sides])
    if any(side.orders_before_programme for side in sides):
        _add(table, word("before_programme", language), [side.orders_before_programme for side in sides])
    if any(side.budgets for side in sides):
        empty = [sum(one.found_empty for one in side.budgets) for side in sides]
        _add(table, word("budgets_empty", language), empty)
    return table


def _add(table: Table, name: str, values: list[int]) -> None:
    difference = [signed(values[0] - values[1])] if len(values) > 1 else []
    table.add_row(name, *(whole(value) for value in values), *difference)


def _add_money(table: Table, name: str, values: list[int], of: Money) -> None:
    shown = [money(value, of.currency, of.exponent) for value in values]
    difference = (
        [money(values[0] - values[1], of.currency, of.exponent, with_sign=True)] if len(values) > 1 else []
    )
    table.add_row(name, *shown, *difference)


def _levels(
    sides: Sequence[ProgrammeFigures],
    document: Programme,
    names: Sequence[str],
    track: str,
    language: Language,
) -> Table:
    table = _table(words(document.tracks[track].name, language), names, language)
    for level in document.tracks[track].levels:
        values = [side.tiers.get(track, {}).get(level.id, 0) for side in sides]
        _add(table, words(level.name, language), values)
    return table


def _notes(result: Result, language: Language) -> list[str]:
    """What the file was found to be: notices, and why rows were set aside."""
    said = [notice_sentence(Notice(each.code, each.facts), language) for each in result.notices]
    return said + [
        f"{whole(count)} × {SET_ASIDE[reason][language]}"
        for reason, count in result.set_aside_by_reason.items()
    ]
