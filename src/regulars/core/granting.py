"""Points given for what is no order, under the terms of a rule or of a kind of points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.wallet import credit

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.effects import Kind
    from regulars.core.programme.compiled import Currency, Rule


def grant(
    draft: Draft,
    under: Currency | Rule,
    *,
    currency: str,
    points: int,
    version: int,
    day: int,
    at: int,
    effect: str,
    rule: str,
    kind: Kind = "earn",
) -> None:
    """Open a lot of a local day, usable and running out as `under` says for the levels held, and paid for by whom it says."""
    life = under.terms.of(draft.wallet.levels())
    activates_at, expires_at = life.without_order(day, at)
    credit(
        draft, kind=kind, currency=currency, points=points, occurred_at=at, effect=effect, rule=rule, version=version,
        activates_at=activates_at, expires_at=expires_at, funding=under.funding, slides=life.slides,
    )  # fmt: skip
