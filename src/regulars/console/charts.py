"""Charts, drawn on the server as SVG: Altair says what stands where, and the page's own colours go in afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import altair as alt

WIDE: Final = 600
NARROW: Final = 320
#: Altair wants colours, the page has names for them: each stand-in is put back into the drawing as its name.
_INK: Final = {
    "#010101": "var(--accent)",
    "#020202": "var(--ink-3)",
    "#030303": "var(--line-2)",
    "#040404": "var(--ink-2)",
    "#050505": "var(--bad)",
}
ACCENT, FAINT, LINE, DARK, BAD = _INK
_SMALL: Final = 11


class Drawn(NamedTuple):
    """One chart for a wide place and one for a narrow place; a page shows the one that fits."""

    wide: str
    narrow: str


class Point(NamedTuple):
    """A value of one series at one place of the axis."""

    at: str
    series: str
    value: float


class Bar(NamedTuple):
    """A bar with what is written above it."""

    at: str
    value: float
    label: str
    is_bad: bool = False


def lines(points: Sequence[Point], *, unit: str, height: int = 190) -> Drawn:
    """Series over time. The first one is the subject; each bears its name where it begins."""
    asked = tuple(points)
    return Drawn(_lines(asked, unit, WIDE, height), _lines(asked, unit, NARROW, height))


def bars(values: Sequence[Bar], *, unit: str, height: int = 190, width: int = 400) -> Drawn:
    """Amounts side by side, each with its figure above it."""
    asked = tuple(values)
    return Drawn(_bars(asked, unit, width, height), _bars(asked, unit, NARROW, height))


@lru_cache(maxsize=64)
def _lines(points: tuple[Point, ...], unit: str, width: int, height: int) -> str:
    import altair as alt  # noqa: PLC0415 - half a second to import, and most pages draw nothing.

    order = list(dict.fromkeys(point.series for point in points))
    rows = [point._asdict() for point in points]
    starts = [row for row in rows if row["at"] == rows[0]["at"]]
    horizontal = _at(list(dict.fromkeys(point.at for point in points)))
    vertical = alt.Y("value:Q", title=unit, axis=alt.Axis(tickCount=4, format=",~f"))
    ink = alt.Color("series:N", scale=alt.Scale(domain=order, range=[ACCENT, FAINT, DARK]), legend=None)
    dash = alt.StrokeDash(
        "series:N", scale=alt.Scale(domain=order, range=[[1, 0], [4, 4], [1, 3]]), legend=None
    )
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=horizontal, y=vertical, color=ink)
    named = alt.Chart(alt.InlineData(values=starts)).encode(
        x=horizontal, y=vertical, color=ink, text="series:N"
    )
    chart = base.mark_line(strokeWidth=2.5).encode(strokeDash=dash) + named.mark_text(
        align="left", dy=-12, dx=-4, fontSize=12, fontWeight=600
    )
    return _svg(chart.properties(width=width - 60, height=height))


@lru_cache(maxsize=64)
def _bars(values: tuple[Bar, ...], unit: str, width: int, height: int) -> str:
    import altair as alt  # noqa: PLC0415 - as above.

    rows = [bar._asdict() for bar in values]
    horizontal = _at([bar.at for bar in values])
    vertical = alt.Y("value:Q", title=unit, axis=alt.Axis(tickCount=4, format=",~f"))
    ink = alt.Color("is_bad:N", scale=alt.Scale(domain=[False, True], range=[ACCENT, BAD]), legend=None)
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=horizontal, y=vertical)
    chart = base.mark_bar(cornerRadiusEnd=3, size=_bar_width(width, len(rows))).encode(
        color=ink
    ) + base.mark_text(dy=-8, fontSize=_SMALL, color=DARK).encode(text="label:N")
    return _svg(chart.properties(width=width - 60, height=height))


def _at(order: list[str]) -> alt.X:
    import altair as alt  # noqa: PLC0415 - as above.

    axis = alt.Axis(labelAngle=0, labelOverlap="greedy", labelSeparation=6)
    return alt.X("at:O", sort=order, title=None, axis=axis, scale=alt.Scale(padding=0.3))


def _bar_width(width: int, count: int) -> float:
    return max(4.0, min(56.0, (width - 60) / max(count, 1) * 0.68))


def _svg(chart: alt.LayerChart) -> str:
    import vl_convert  # noqa: PLC0415 - as above.

    quiet = (
        chart.configure(background="transparent", font="sans-serif", padding={"left": 2, "right": 8, "top": 8, "bottom": 2})
        .configure_view(stroke=None)
        .configure_axis(
            grid=True, gridColor=LINE, domain=False, ticks=False, labelColor=FAINT, titleColor=FAINT,
            labelFontSize=_SMALL, titleFontSize=_SMALL, titleFontWeight="normal", labelPadding=6,
        )
        .configure_axisX(grid=False)
        .configure_axisY(titleAngle=0, titleAlign="left", titleAnchor="start", titleX=-34, titleY=-14)
    )  # fmt: skip
    return _with_ink(vl_convert.vegalite_to_svg(quiet.to_dict()))


def _with_ink(svg: str) -> str:
    """Let the page's colours and type in: in the dark they change, and the drawing with them."""
    for stand_in, name in _INK.items():
        svg = svg.replace(f'"{stand_in}"', f'"{name}"')
    return svg.replace("<svg ", '<svg aria-hidden="true" ', 1)
