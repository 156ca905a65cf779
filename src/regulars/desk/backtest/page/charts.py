"""Charts as SVG that takes its colours from the page: one drawing for a desk, one for a phone."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Final

import altair as alt
import vl_convert

from regulars.desk.backtest.words import Language

Row = dict[str, str | int | float]

WIDE, NARROW = 440, 270
_MOST_LABELS: Final = {WIDE: 14, NARROW: 8}
HEIGHT: Final = 190
_ROW_HEIGHT: Final = 24

#: How every chart looks.
_LOOK: Final = {
    "background": "transparent",
    "font": "inherit",
    "view": {"stroke": None},
    "text": {"fontSize": 11},
    "axis": {
        "domain": False, "ticks": False, "grid": False, "labelColor": "var(--ink-2)", "titleColor": "var(--ink-2)",
        "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal", "gridColor": "var(--line-2)",
    },
    # The unit stands above its axis, upright.
    "axisY": {"titleAngle": 0, "titleAlign": "right", "titleAnchor": "end", "titleX": -6, "titleY": -12},
    "axisQuantitative": {"grid": True, "tickCount": 4, "labelPadding": 6},
}  # fmt: skip

_COMPACT: Final = {
    "zh-Hant": "abs(datum.value) >= 10000 ? format(datum.value / 10000, ',~f') + '萬' : format(datum.value, ',')",
    "en": "abs(datum.value) >= 10000 ? format(datum.value / 1000, ',~f') + 'k' : format(datum.value, ',')",
}


def month_bars(rows: Sequence[Row], *, colours: dict[str, str], unit: str, language: Language) -> str:
    """Bars by month, side by side where there are two series. Rows have month, series and value."""

    def made(width: int) -> alt.Chart:
        bars = _chart(rows, width).mark_bar(cornerRadiusEnd=2)
        beside = alt.XOffset("series:N", sort=list(colours))
        chart: alt.Chart = bars.encode(
            _months(rows, width), _numbers(unit, language), beside, _colours(colours)
        )
        return chart

    return both(made)


def month_lines(rows: Sequence[Row], *, colours: dict[str, str], unit: str, language: Language) -> str:
    """Lines by month. Rows have month, series and value; a `unit` of % shows shares."""

    def made(width: int) -> alt.Chart:
        y = _shares() if unit == "%" else _numbers(unit, language)
        line = _chart(rows, width).mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=18))
        chart: alt.Chart = line.encode(_months(rows, width), y, _colours(colours))
        return chart

    return both(made)


def month_stack(rows: Sequence[Row], *, colours: dict[str, str], unit: str, language: Language) -> str:
    """A whole that is made of series, month by month; the first series lies at the bottom."""
    order = {series: place for place, series in enumerate(colours)}
    placed: list[Row] = [{**row, "place": order[str(row["series"])]} for row in rows]

    def made(width: int) -> alt.Chart:
        bars = _chart(placed, width).mark_bar()
        stacked = alt.Order("place:Q")
        chart: alt.Chart = bars.encode(
            _months(placed, width, padding=0.08), _numbers(unit, language), _colours(colours), stacked
        )
        return chart

    return both(made)


def bands(rows: Sequence[Row], *, colours: dict[str, str]) -> str:
    """Lying bars with their number behind them, in the order given. Rows have band, series and value."""
    most = max((float(row["value"]) for row in rows), default=1)

    def made(width: int) -> alt.LayerChart:
        # Numbers stand behind the bars, so the longest bar leaves them room.
        scale = alt.Scale(domain=[0, most * (1.16 if width == WIDE else 1.3)])
        labels = alt.Axis(title=None, labelLimit=200, labelPadding=8)
        base = _chart(rows, width - 80, _ROW_HEIGHT * len(rows)).encode(
            alt.X("value:Q", axis=None, scale=scale), alt.Y("band:N", sort=None, axis=labels)
        )
        bars = base.mark_bar(cornerRadiusEnd=3, height=16).encode(_colours(colours))
        numbers = base.mark_text(align="left", dx=6, fill="var(--ink-2)")
        layers: alt.LayerChart = bars + numbers.encode(alt.Text("value:Q", format=","))
        return layers

    return both(made)


def both(made: Callable[[int], alt.Chart | alt.LayerChart]) -> str:
    """Draw for both widths; the page shows the one that fits."""
    return f'<div class="wide">{drawn(made(WIDE))}</div><div class="narrow">{drawn(made(NARROW))}</div>'


def drawn(chart: alt.Chart | alt.LayerChart) -> str:
    """The chart as SVG. Colours are the page's variables, which the drawing library hands through as they are."""
    spec = {**chart.to_dict(), "config": _LOOK}
    svg: str = vl_convert.vegalite_to_svg(spec)
    return svg


def _chart(rows: Sequence[Row], width: int, height: int = HEIGHT) -> alt.Chart:
    # A plain dictionary keeps the rows inside the drawing; nothing is fetched, and no data frame is needed.
    return alt.Chart(alt.InlineData(values=list(rows)), width=width, height=height)


def _months(rows: Sequence[Row], width: int, padding: float = 0.25) -> alt.X:
    labels = month_labels([str(row["month"]) for row in rows], at_most=_MOST_LABELS[width])
    axis = alt.Axis(
        title=None,
        labelAngle=0,
        labelExpr=f"({json.dumps(labels)})[datum.value]",
        labelOverlap=False,
        labelPadding=6,
    )
    return alt.X("month:O", axis=axis, scale=alt.Scale(paddingInner=padding, paddingOuter=0.1))


def month_labels(months: Sequence[str], *, at_most: int) -> dict[str, list[str]]:
    """What stands under each month: its number, and the year below January; some stay silent where there are many."""
    known = sorted(set(months))
    step = next(
        (step for step in (1, 2, 3, 6, 12) if len(known) <= step * at_most), 12 * (len(known) // 100 + 1)
    )
    labels = {month: [month[5:]] if (int(month[5:]) - 1) % min(step, 12) == 0 else [""] for month in known}
    for month in known:
        if month[5:] == "01" and (step <= 12 or int(month[:4]) % (step // 12) == 0):
            labels[month] = [month[5:], month[:4]]
    # The first month says its year too, where no January follows so soon that the two would touch.
    if not any(month[5:] == "01" for month in known[:3]):
        labels[known[0]] = [known[0][5:], known[0][:4]]
    return labels


def _numbers(unit: str, language: Language) -> alt.Y:
    return alt.Y("value:Q", title=unit, axis=alt.Axis(labelExpr=_COMPACT[language]))


def _shares() -> alt.Y:
    return alt.Y("value:Q", title=None, axis=alt.Axis(format=".2~%"))


def _colours(colours: dict[str, str]) -> alt.Color:
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    return alt.Color("series:N", scale=scale, legend=None)
