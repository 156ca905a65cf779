"""A back-test's result in boxes: the same boxes as in the report that the command line writes."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

from regulars.core.programme.document import Programme
from regulars.desk.backtest.page import boxes, parts
from regulars.desk.backtest.page.changed import changed
from regulars.desk.backtest.page.finding import finding
from regulars.desk.backtest.result import Result
from regulars.desk.backtest.words import Language


def report(
    result: Result,
    *,
    documents: Sequence[Programme],
    names: list[str],
    texts: Sequence[str],
    language: Language,
) -> SafeString:
    """The finding first, then totals and who gains, levels and months, rules, and what changed."""
    assert result.difference is not None, "a draft is always held against what is in force"
    said = "<br>".join(finding(result, documents[0], names=names, language=language))
    whole = "".join([
        f'<section class="box finding">{said}</section>',
        _two(parts.totals(result, names, language), boxes.who(result.difference, names, language)),
        _two(
            *boxes.levels(result, documents, names, language),
            boxes.given_by_month(result, names, language),
            boxes.outstanding_by_month(result, names, language),
            boxes.share_by_month(result, names, language),
            parts.months(result, language),
        ),
        boxes.by_rule(result, documents[0], language),
        changed(documents, texts, language),
        parts.notes(result, names, language),
    ])  # fmt: skip
    # Every text in it was escaped where it was put in.
    return mark_safe(whole)  # noqa: S308


def _two(*side_by_side: str) -> str:
    return f'<div class="two even">{"".join(side_by_side)}</div>'
