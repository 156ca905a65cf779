"""The boxes that hold charts: who gains, levels, months, rules; each with its table behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from regulars.core.programme.benefits import rule_names
from regulars.core.programme.document import Programme
from regulars.desk.backtest.figures import share
from regulars.desk.backtest.numbers import percent, signed, whole
from regulars.desk.backtest.page.charts import Row, bands, month_bars, month_lines, month_stack
from regulars.desk.backtest.page.html import box, figure, key, table
from regulars.desk.backtest.page.parts import months, named, sides_of
from regulars.desk.backtest.result import Band, Difference, MonthFigures, ProgrammeFigures, Result
from regulars.desk.backtest.words import Language, word
from regulars.programmes.summary import words

_GAIN, _LOSE, _SAME = "var(--accent)", "var(--bad)", "var(--against)"
_SIDES = ("var(--accent)", "var(--against)")
_LEVELS = tuple(f"var(--level-{place})" for place in range(1, 7))
_FEW = {1: (4,), 2: (1, 4), 3: (1, 2, 4)}


def who(difference: Difference, names: list[str], language: Language) -> str:
    """Members by how much more or less they would have been given."""
    rows: list[Row] = [
        {"band": _band(band, "fewer", language), "series": "lose", "value": band.members}
        for band in reversed(difference.lose)
    ]
    rows.append({"band": word("same", language), "series": "same", "value": difference.members_same})
    rows += [
        {"band": _band(band, "more", language), "series": "gain", "value": band.members}
        for band in difference.gain
    ]
    title = word("who", language)
    svg = bands(rows, colours={"gain": _GAIN, "lose": _LOSE, "same": _SAME})
    return box(
        title,
        figure(title, svg),
        named(word("gain_most", language), difference.gain_most, names, language),
        named(word("lose_most", language), difference.lose_most, names, language),
    )


def _band(band: Band, side: str, language: Language) -> str:
    if band.most is None:
        return word(f"band_most_{side}", language, least=whole(band.least))
    return word(f"band_{side}", language, least=whole(band.least), most=whole(band.most))


def levels(result: Result, documents: Sequence[Programme], names: list[str], language: Language) -> list[str]:
    """For each track: members by level over time under the first programme, and at the end under each."""
    return [_track(track, result, documents, names, language) for track in documents[0].tracks]


def _track(
    track: str, result: Result, documents: Sequence[Programme], names: list[str], language: Language
) -> str:
    document = documents[0].tracks[track]
    called = {level.id: words(level.name, language) for level in document.levels}
    colours = dict(zip(called.values(), _spaced(len(called)), strict=True))
    rows: list[Row] = [
        {"month": month.month, "series": called[level], "value": members}
        for month in result.by_month
        for level, members in month.levels[track].items()
    ]
    title = word("levels_over_time", language, track=words(document.name, language))
    svg = month_stack(rows, colours=colours, unit=word("unit_members", language), language=language)
    return box(
        title, key(colours), figure(title, svg), _ends(track, called, sides_of(result), names, language)
    )


def _spaced(count: int) -> list[str]:
    """Colours from the palest to the strongest; beyond six levels they begin again from the second."""
    if count in _FEW:
        return [_LEVELS[place - 1] for place in _FEW[count]]
    return [_LEVELS[place if place < 6 else 1 + (place - 6) % 5] for place in range(count)]


def _ends(
    track: str,
    called: dict[str, str],
    sides: Sequence[ProgrammeFigures],
    names: list[str],
    language: Language,
) -> str:
    rows = []
    for level, name in called.items():
        values = [side.tiers.get(track, {}).get(level, 0) for side in sides]
        rows.append(
            [name, *map(whole, values), *([signed(values[0] - values[1])] if len(values) > 1 else [])]
        )
    head = [word("level", language), *names, *([word("difference", language)] if len(sides) > 1 else [])]
    return table(head, rows)


def given_by_month(result: Result, names: list[str], language: Language) -> str:
    """Points given month by month, under each programme."""
    rows, unit = _by_month(result, names, _given), word("unit_points", language)
    svg = month_bars(rows, colours=_colours(names), unit=unit, language=language)
    return _boxed("points_by_month", svg, names, language)


def outstanding_by_month(result: Result, names: list[str], language: Language) -> str:
    """Points not yet used, at the end of each month."""
    rows, unit = _by_month(result, names, _outstanding), word("unit_points", language)
    svg = month_lines(rows, colours=_colours(names), unit=unit, language=language)
    return _boxed("outstanding_by_month", svg, names, language)


def share_by_month(result: Result, names: list[str], language: Language) -> str:
    """What the points of a month cost, as a share of what was bought in it."""
    rows = _by_month(result, names, _share)
    svg = month_lines(rows, colours=_colours(names), unit="%", language=language)
    return _boxed("share_by_month", svg, names, language, months(result, language))


def _by_month(
    result: Result, names: list[str], figure_of: Callable[[MonthFigures], float | None]
) -> list[Row]:
    """A row for each programme's months, without those of which there is nothing to say."""
    return [
        {"month": month.month, "series": name, "value": found}
        for side, name in zip(sides_of(result), names, strict=True)
        for month in side.by_month
        if (found := figure_of(month)) is not None
    ]


def _given(month: MonthFigures) -> int:
    return sum(points.issued - points.revoked for points in month.points.values())


def _outstanding(month: MonthFigures) -> int:
    return sum(points.outstanding for points in month.points.values())


def _share(month: MonthFigures) -> float | None:
    return share(month.cost_minor, month.sales_minor - month.sales_returned_minor)


def _colours(names: list[str]) -> dict[str, str]:
    return dict(zip(names, _SIDES, strict=False))


def _boxed(name: str, svg: str, names: list[str], language: Language, *behind: str) -> str:
    title = word(name, language)
    return box(title, key(_colours(names)) if len(names) > 1 else "", figure(title, svg), *behind)


def by_rule(result: Result, document: Programme, language: Language) -> str:
    """What each rule of the first programme gave: which of them does the work, and which none."""
    called = {rule: words(name, language) for rule, name in rule_names(document).items()}
    kinds = {name: words(points.name, language) for name, points in document.points.items()}
    rows = sorted(result.rules, key=lambda each: each.revoked - each.issued)
    whole_sum = sum(each.issued - each.revoked for each in rows)
    head = [word(name, language) for name in ("rule", "points", "issued", "revoked")]
    body = [
        [called[each.rule], kinds[each.points], whole(each.issued), whole(each.revoked),
         percent(share(each.issued - each.revoked, whole_sum))]
        for each in rows
    ]  # fmt: skip
    return box(word("points_by_rule", language), table([*head, "%"], body))
