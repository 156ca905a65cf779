"""Tries a draft on the shop's own history: the same fold as a back-test of a file, over the events of the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from time import monotonic
from typing import NamedTuple

import msgspec

from regulars.core.periods import moment
from regulars.core.programme.compiled import compile_programme
from regulars.core.programme.document import Programme as Document
from regulars.desk.backtest import Result
from regulars.desk.backtest.difference import difference
from regulars.desk.backtest.figures import figures
from regulars.desk.backtest.hands import EVENTS_WORTH_A_HAND, Counted, Work, fold_all
from regulars.desk.backtest.progress import OnProgress, saying
from regulars.desk.backtest.refusals import NobodyKnown
from regulars.desk.backtest.result import Anonymous
from regulars.insight.address import address
from regulars.insight.asking import ask
from regulars.insight.counting import count_sales
from regulars.insight.log import Log
from regulars.lib.instants import instant
from regulars.lib.parts import hands_for


class Span(NamedTuple):
    """How much history there is."""

    events: int
    first_day: date
    last_day: date
    last_at: datetime
    other_orders: int
    other_returns: int


def try_on_history(drafted: Document, against: Document, *, on_progress: OnProgress | None = None) -> Result:
    """Fold everybody's history under a draft and under what is in force, as if each had always held."""
    began, received_before = monotonic(), count_sales()
    span = _span(received_before)
    documents = [_from_the_start(document, span.first_day) for document in (drafted, against)]
    log = Log(address(), received_before.isoformat())
    work = Work(log, tuple(documents), instant(span.last_at))
    hands = hands_for(span.events, worth=EVENTS_WORTH_A_HAND)
    counted = fold_all(work, hands=hands, said=saying("folding", span.events, on_progress))
    return _result(documents, counted, span, hands=hands, began=began)


def _span(received_before: datetime) -> Span:
    ((events, first, last, last_at, orders, returns),) = ask("history_span", received_before=received_before)
    if first is None or last_at is None:
        raise NobodyKnown(anonymous=orders)
    return Span(events, first, last, last_at, orders, returns)


def _from_the_start(document: Document, first_day: date) -> Document:
    """The same terms, as if they had held since the first order: otherwise they would only be tried on the end of it."""
    begins = min(document.effective_from, first_day.isoformat())
    return msgspec.structs.replace(document, effective_from=begins)


def _result(
    documents: Sequence[Document], counted: Counted, span: Span, *, hands: int, began: float
) -> Result:
    made = [compile_programme(document) for document in documents]
    until, pairs = instant(span.last_at), zip(made, counted.totals, strict=True)
    here, there = (figures(programme, totals, until=until) for programme, totals in pairs)
    seconds = monotonic() - began
    return Result(
        **{field: getattr(here, field) for field in here.__struct_fields__},
        until=moment(until).isoformat(),
        first_order=span.first_day.isoformat(),
        last_order=span.last_day.isoformat(),
        after_until=counted.after_until,
        lines=0,
        set_aside=0,
        set_aside_by_reason={},
        notices=[],
        anonymous=_anonymous(span),
        cores=hands,
        seconds=round(seconds, 3),
        orders_per_second=round(here.orders / seconds),
        peak_mb=counted.peak_mb(),
        against=there,
        difference=difference(here, there, counted.comparison, made[0]),
    )


def _anonymous(span: Span) -> Anonymous:
    ((sales,),) = ask("other_sales")
    return Anonymous(span.other_orders, span.other_returns, 0, sales)
