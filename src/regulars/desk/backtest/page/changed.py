"""What changed between the two programmes: in words, and as the difference of their texts."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import unified_diff
from html import escape

from regulars.core.programme.document import Programme
from regulars.desk.backtest.page.html import behind, box
from regulars.desk.backtest.words import Language, word
from regulars.programmes.summary import changes

_MARKS = {"+": "added", "-": "removed", "−": "removed"}
_LINES_AROUND = 2


def changed(documents: Sequence[Programme], texts: Sequence[str], language: Language) -> str:
    """The way from the second programme to the first."""
    lines = changes(documents[1], documents[0], language)
    content = f"<pre>{_coloured(lines)}</pre>"
    if len(texts) > 1:
        content += behind(word("as_text", language), f"<pre>{_coloured(_text_lines(texts))}</pre>")
    return box(word("changed", language), content)


def _text_lines(texts: Sequence[str]) -> list[str]:
    found = unified_diff(texts[1].splitlines(), texts[0].splitlines(), lineterm="", n=_LINES_AROUND)
    return [line for line in found if not line.startswith(("---", "+++"))]


def _coloured(lines: Sequence[str]) -> str:
    return "\n".join(
        f'<span class="{_MARKS[line[0]]}">{escape(line)}</span>' if line[:1] in _MARKS else escape(line)
        for line in lines
    )
