"""The prizes and the draw of a lottery, as fields of a reward's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from regulars.console.forms.typed import both, kept, number, text, words_of, written
from regulars.console.forms.writing import by_longest
from regulars.telling.figures import whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.core.programme.mistakes import Path
    from regulars.core.programme.reward_document import Lottery
    from regulars.programmes.editing import Written
    from regulars.telling.voice import Voice

#: So many prizes have a line in the form; those behind them stay as they are.
PRIZES: Final = 5
_OF_AGE: Final = 18
_FIELDS: Final[dict[tuple[str, ...], str]] = {("draw",): "draw", ("age",): "age", ("prizes",): "prizes"}


def fields_of(lottery: Lottery | None) -> dict[str, str]:
    """The draw and the first prizes."""
    if lottery is None:
        return {"age": str(_OF_AGE)}
    shown = {"draw": lottery.draw, "age": str(lottery.age)}
    for place, prize in enumerate(lottery.prizes[:PRIZES], 1):
        shown |= words_of(prize.name, f"prize_{place}") | {f"number_{place}": str(prize.number)}
    return shown


def document_of(typed: Mapping[str, str], before: Lottery | None) -> dict[str, Written]:
    """The draw and the prizes as they were typed, the first ones first."""
    made = written(before) | {"draw": text(typed, "draw"), "prizes": [*_prizes(typed), *_behind(before)]}
    age = number(typed, "age")
    return kept(made, "age", None if age in {"", _OF_AGE} else age)


def says(lottery: Lottery, voice: Voice) -> list[str]:
    """The prizes, and for whom."""
    prizes = [f"{whole(prize.number)} × {voice.of(prize.name)}" for prize in lottery.prizes]
    return [*prizes, _("for members of %(age)s years and older") % {"age": lottery.age}]


def lacking(typed: Mapping[str, str]) -> dict[str, str]:
    """What a draw needs before anything else can be said."""
    found = {} if text(typed, "draw") else {"draw": _("Choose the day of the draw.")}
    names = [
        (text(typed, f"prize_{place}_zh"), text(typed, f"prize_{place}_en")) for place in range(1, PRIZES + 1)
    ]
    if not any(zh or en for zh, en in names):
        found["prizes"] = _("Write down what can be won.")
    elif any(bool(zh) != bool(en) for zh, en in names):
        found["prizes"] = _("Name each prize in both languages.")
    return found


def field_of(path: Path) -> str:
    """The field that a place of the lottery stands in."""
    return by_longest(path, _FIELDS) or "prizes"


def _prizes(typed: Mapping[str, str]) -> list[Written]:
    return [
        {"name": name, **kept({}, "number", number(typed, f"number_{place}"))}
        for place in range(1, PRIZES + 1)
        if (name := both(typed, f"prize_{place}"))
    ]


def _behind(before: Lottery | None) -> list[Written]:
    return [written(prize) for prize in before.prizes[PRIZES:]] if before is not None else []
