"""The few shapes of HTML that the page is made of; what comes in as text is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def shown(text: str) -> str:
    """Text as HTML, once."""
    return text if isinstance(text, Markup) else escape(text)


def box(title: str, *content: str) -> str:
    """A box with a heading; the content is HTML."""
    return f'<section class="box"><h2>{escape(title)}</h2>{"".join(content)}</section>'


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, parts: Sequence[int] = ()) -> str:
    """A table whose first column names the row. Rows in `parts` stand indented, as parts of the one above."""
    cells = "".join(f'<th scope="col">{shown(name)}</th>' if name else "<td></td>" for name in head)
    lines = "".join(_row(row, is_part=place in parts) for place, row in enumerate(rows))
    return f'<div class="scroll"><table><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table></div>'


def _row(row: Sequence[str], *, is_part: bool) -> str:
    cells = "".join(f"<td>{shown(cell)}</td>" for cell in row[1:])
    return f'<tr{" class=part" if is_part else ""}><th scope="row">{shown(row[0])}</th>{cells}</tr>'


def behind(summary: str, content: str) -> str:
    """Something one click away."""
    return f"<details><summary>{escape(summary)}</summary>{content}</details>"


def figure(label: str, svg: str) -> str:
    """A chart that reads as its title to whoever cannot see it; its table stands behind it."""
    return f'<figure role="img" aria-label="{escape(label)}">{svg}</figure>'


def key(colours: dict[str, str]) -> str:
    """What each colour of a chart means."""
    names = "".join(f"<span>{_swatch(colour)}{escape(name)}</span>" for name, colour in colours.items())
    return f'<div class="key">{names}</div>'


def _swatch(colour: str) -> str:
    # A page whose policy forbids inline styles shows this one too.
    return f'<svg class="swatch" width="10" height="10" aria-hidden="true"><rect width="10" height="10" rx="2" fill="{colour}"/></svg>'
