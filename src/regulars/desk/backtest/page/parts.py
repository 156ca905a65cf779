"""The boxes of the page, each from the figures of a result."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from regulars.desk.backtest.numbers import day, growth, money, percent, signed, whole
from regulars.desk.backtest.page.html import Markup, behind, box, table
from regulars.desk.backtest.result import Named, ProgrammeFigures, Result
from regulars.desk.backtest.words import Language, word
from regulars.events.orderfiles.report import Notice
from regulars.events.orderfiles.words import notice_sentence

_KINDS = ("issued", "revoked", "spent", "restored", "expired", "outstanding", "pending", "shortfall")
_PARTS = frozenset({"pending"})
#: Left out where nobody has any.
_RARE = frozenset({"pending", "restored", "shortfall"})
_COSTS = frozenset({"issued", "outstanding", "worth", "cost", "cost_share"})


def sides_of(result: Result) -> list[ProgrammeFigures]:
    """The programme, and the one it is held against where there is one."""
    return [result, *([result.against] if result.against else [])]


def totals(result: Result, names: list[str], language: Language) -> str:
    """Points by what became of them, their money, and the levels at the end."""
    sides = sides_of(result)
    head = ["", *names, *([word("difference", language)] if len(sides) > 1 else [])]
    kinds = [
        kind for kind in _KINDS if kind not in _RARE or any(getattr(side.points, kind) for side in sides)
    ]
    rows = [_points_row(kind, sides, language) for kind in kinds]
    rows.append(_money_row("worth", [side.money.outstanding_minor for side in sides], result, language))
    rows.append(_money_row("cost", [side.money.given_minor for side in sides], result, language))
    rows.append(_share_row(sides, language))
    parts = [place for place, kind in enumerate(kinds) if kind in _PARTS]
    return box(word("totals", language), table(head, rows, parts=parts))


def _points_row(kind: str, sides: Sequence[ProgrammeFigures], language: Language) -> list[str]:
    values = [getattr(side.points, kind) for side in sides]
    return [
        word(kind, language),
        *map(whole, values),
        *_changed(kind, [growth(*values)] if len(values) > 1 else []),
    ]


def _money_row(kind: str, values: list[int], result: Result, language: Language) -> list[str]:
    of = result.money
    shown = [money(value, of.currency, of.exponent) for value in values]
    change = (
        [money(values[0] - values[1], of.currency, of.exponent, with_sign=True)] if len(values) > 1 else []
    )
    return [word(kind, language), *shown, *_changed(kind, change)]


def _share_row(sides: Sequence[ProgrammeFigures], language: Language) -> list[str]:
    shares = [side.cost_share for side in sides]
    change = [] if len(shares) < 2 or None in shares else [percent(shares[0] - shares[1], with_sign=True)]  # type: ignore[operator]  # None was looked for.
    return [word("cost_share", language), *map(percent, shares), *_changed("cost_share", change)]


def _changed(kind: str, texts: list[str]) -> list[str]:
    """A change that costs the shop more stands out, and says so by its sign too."""
    if kind not in _COSTS:
        return texts
    return [
        Markup(f'<span class="costs">{escape(text)}</span>') if text.startswith("+") else text
        for text in texts
    ]


def named(title: str, members: Sequence[Named], names: list[str], language: Language) -> str:
    """Members by name with both numbers, one click away."""
    rows = [
        [each.member, whole(each.given), whole(each.against), signed(each.difference)] for each in members
    ]
    head = [word("member", language), *names, word("difference", language)]
    return behind(title, table(head, rows)) if rows else ""


def months(result: Result, language: Language) -> str:
    """The figures behind the charts, month by month under the first programme."""
    kinds = ("issued", "revoked", "spent", "expired", "outstanding")
    head = [word(key, language) for key in ("month", "orders", "sales", *kinds)]
    of = result.money
    rows = []
    for month in result.by_month:
        points = [sum(getattr(each, kind) for each in month.points.values()) for kind in kinds]
        net = money(month.sales_minor - month.sales_returned_minor, of.currency, of.exponent)
        rows.append([month.month.replace("-", "/"), whole(month.orders), net, *map(whole, points)])
    return behind(word("figures_behind", language), table(head, rows))


def notes(result: Result, names: list[str], language: Language) -> str:
    """What a reader should know before believing a figure."""
    said = [
        word("no_guess", language),
        *_file_notes(result, language),
        *_programme_notes(result, names, language),
    ]
    said.append(word("note_months", language))
    return box(word("mind", language), "<ul>", *(f"<li>{escape(each)}</li>" for each in said), "</ul>")


def _file_notes(result: Result, language: Language) -> list[str]:
    said = [notice_sentence(Notice(each.code, each.facts), language) for each in result.notices]
    of, found = result.money, result.anonymous
    if found.orders:
        sales = money(found.sales_minor, of.currency, of.exponent)
        said.append(word("note_anonymous", language, orders=whole(found.orders), sales=sales))
    if result.lines_unmatched:
        said.append(word("note_unmatched", language, lines=whole(result.lines_unmatched)))
    if result.set_aside:
        said.append(word("note_set_aside", language, rows=whole(result.set_aside), lines=whole(result.lines)))
    if result.after_until:
        said.append(word("note_after", language, events=whole(result.after_until), until=day(result.until)))
    return said


def _programme_notes(result: Result, names: list[str], language: Language) -> list[str]:
    said = []
    for side, name in zip(sides_of(result), names, strict=True):
        before, short = side.orders_before_programme, side.points.shortfall
        if before:
            facts = {"orders": whole(before), "programme": name, "begins": day(side.begins)}
            said.append(word("note_before", language, **facts))
        if short:
            said.append(word("note_shortfall", language, points=whole(short), programme=name))
        empty = sum(one.found_empty for one in side.budgets)
        if empty:
            said.append(word("note_budgets", language, times=whole(empty), programme=name))
        if side.spends_refused:
            said.append(word("note_refused", language, spends=whole(side.spends_refused), programme=name))
    return said
