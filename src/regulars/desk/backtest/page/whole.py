"""Puts the page together: the finding first, then totals, members, levels, months, rules, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files

from regulars.core.programme.document import Programme
from regulars.desk.backtest.numbers import day, whole
from regulars.desk.backtest.page import boxes, parts
from regulars.desk.backtest.page.changed import changed
from regulars.desk.backtest.page.finding import finding
from regulars.desk.backtest.result import Result
from regulars.desk.backtest.words import Language, names_of, word


def page(
    result: Result,
    *,
    documents: Sequence[Programme],
    names: Sequence[str] = (),
    texts: Sequence[str] = (),
    language: Language = "zh-Hant",
) -> str:
    """The whole document. `names` tell the programmes apart; `texts` are what they were read from."""
    called = list(names) or names_of(documents, language)
    title = f" {word('against', language)} ".join(called)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(word('report_of', language))} · {escape(title)}</title><style>{_style()}</style></head>"
        f"<body><main>{_head(result, title, language)}{content(result, documents, texts, called, language)}"
        "</main></body></html>\n"
    )


def _style() -> str:
    return (files("regulars.desk.backtest.page") / "style.css").read_text(encoding="utf-8")


def _head(result: Result, title: str, language: Language) -> str:
    facts = (
        word("report_of", language),
        f"{day(result.first_order)}–{day(result.until)}",
        f"{word('so_many_orders', language, n=whole(result.orders))}",
        f"{word('so_many_members', language, n=whole(result.members))}",
        f"{result.seconds:.1f} {word('seconds', language)}",
    )
    return f'<header><p class="quiet">{escape(" · ".join(facts))}</p><h1>{escape(title)}</h1></header>'


def content(
    result: Result, documents: Sequence[Programme], texts: Sequence[str], names: list[str], language: Language
) -> str:
    """What stands below the title: the console shows the same boxes inside its own page."""
    sentences = "<br>".join(finding(result, documents[0], names=names, language=language))
    return "".join([
        f'<section class="box finding">{sentences}</section>',
        _two(parts.totals(result, names, language), _beside(result, names, language)),
        _two(*boxes.levels(result, documents, names, language), *_months(result, names, language)),
        boxes.by_rule(result, documents[0], language),
        changed(documents, texts, language) if result.difference else "",
        parts.notes(result, names, language),
    ])  # fmt: skip


def _beside(result: Result, names: list[str], language: Language) -> str:
    if result.difference:
        return boxes.who(result.difference, names, language)
    return boxes.given_by_month(result, names, language)


def _months(result: Result, names: list[str], language: Language) -> list[str]:
    given = [boxes.given_by_month(result, names, language)] if result.difference else []
    outstanding = boxes.outstanding_by_month(result, names, language)
    return [*given, outstanding, boxes.share_by_month(result, names, language)]


def _two(*boxes_html: str) -> str:
    return f'<div class="two">{"".join(boxes_html)}</div>'
