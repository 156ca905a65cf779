"""A back-test's result in boxes: the same ones as in the report that the command line writes."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

from regulars.core.programme.document import Programme
from regulars.desk.backtest.page.whole import content
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
    # Every text in it was escaped where it was put in.
    return mark_safe(content(result, documents, texts, names, language))  # noqa: S308
