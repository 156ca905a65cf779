"""A budget in a few words: how much there is for everybody together, in all or for each day, week or month."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.telling.figures import points_of, priced

if TYPE_CHECKING:
    from regulars.core.programme.budget_document import Budget
    from regulars.core.programme.document import Programme
    from regulars.telling.voice import Voice

_PERIODS: Final[dict[str | None, Promise]] = {
    None: _("%(amount)s in all"), "day": _("%(amount)s a day"), "week": _("%(amount)s a week"), "month": _("%(amount)s a month"),
}  # fmt: skip


def said(budget: Budget, document: Programme, earn: str, voice: Voice) -> str:
    """A budget in a few words: `100,000 points in all`, `NT$5,000 a month`."""
    if budget.money is not None:
        amount = priced(Decimal(str(budget.money)), document.currency)
    else:
        amount = points_of(budget.points or 0, document.points[earn].name, voice)
    return str(_PERIODS[budget.per]) % {"amount": amount}
