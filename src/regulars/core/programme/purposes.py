"""What everything that a condition may read is kept for; the rules are in `docs/algorithms/consent.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regulars.core.expressions.tree import Call, Fact, Leaf, Question, leaves
from regulars.core.programme.parts import Words

if TYPE_CHECKING:
    from regulars.core.programme.document import Programme
    from regulars.core.programme.purpose_document import Purpose

MEMBERSHIP: Final = "membership"
PERSONALISATION: Final = "personalisation"

#: Purposes that have a name everywhere. All but the first are off until a member agrees.
STANDARD: Final = {
    MEMBERSHIP: Words(zh_hant="會員服務", en="Membership"),
    "marketing": Words(zh_hant="行銷訊息", en="Marketing messages"),
    PERSONALISATION: Words(zh_hant="個人化推薦", en="Personalisation"),
    "analytics": Words(zh_hant="統計分析", en="Analytics"),
    "partner": Words(zh_hant="合作夥伴", en="Partners"),
}

#: What every field of conditions is kept for, unless a programme says otherwise.
FIELD_PURPOSES: Final = dict.fromkeys(
    (
        "total", "quantity", "line_count", "categories", "products", "brands", "store", "channel",
        "weekday", "hour", "day", "month", "year", "date",
        "member.orders", "member.birth_month", "member.days", "level",
        "line.product", "line.quantity", "line.amount", "line.price", "line.brand", "line.category",
        "line.categories",
    ),
    MEMBERSHIP,
)  # fmt: skip

#: Events that a membership cannot do without. Any other is for personalisation: looking is not buying.
EVENT_PURPOSES: Final = dict.fromkeys(
    (
        "Order Completed", "Order Updated", "Order Refunded", "Order Cancelled", "Order Milestone Reached",
        "Checked In", "Points Spent",
    ),
    MEMBERSHIP,
)  # fmt: skip


class Purposes:
    """What each purpose of one version covers."""

    def __init__(self, document: Programme) -> None:
        self.known = (MEMBERSHIP, *(name for name in document.purposes if name != MEMBERSHIP))
        moved = {name: purpose for purpose, part in document.purposes.items() for name in part.reads}
        self._of = FIELD_PURPOSES | EVENT_PURPOSES | moved

    def of(self, name: str) -> str:
        """The purpose to which a field or an event belongs."""
        return self._of.get(name, PERSONALISATION)

    def of_leaf(self, leaf: Leaf) -> dict[str, str]:
        """What a leaf reads, as its author named it, each with its purpose."""
        question = leaf.question if isinstance(leaf, Call) else None
        if question is None:
            name = leaf.field.name if isinstance(leaf, Fact) else "level"
            # A property belongs to its event, unless a purpose names it by itself.
            return {} if leaf.field.looked_up_in and name not in self._of else {name: self.of(name)}
        read = {event: self.of(event) for event in question.events}
        return read | {name: self._of[name] for name in properties_of(question) if name in self._of}

    def of_question(self, question: Question) -> str:
        """The purpose for which a question is asked; a checked document has no question with two beside membership."""
        names = (*question.events, *(name for name in properties_of(question) if name in self._of))
        asked = (self.of(name) for name in names)
        return next((purpose for purpose in asked if purpose != MEMBERSHIP), MEMBERSHIP)


def properties_of(question: Question) -> tuple[str, ...]:
    """What a question reads of its events."""
    where = (
        (leaf.field.name for leaf in leaves(question.where) if isinstance(leaf, Fact))
        if question.where
        else ()
    )
    return (*((question.property.name,) if question.property is not None else ()), *where)


def purpose_name(purpose: str, declared: Purpose | None) -> Words:
    """What people call a purpose."""
    if declared is not None and declared.name is not None:
        return declared.name
    return STANDARD.get(purpose) or Words(zh_hant=purpose, en=purpose)
