"""What somebody told of themselves: a month of birth is enough, and we keep no more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from regulars.core.events import Profile
from regulars.events.understanding.meaning import Introduced
from regulars.events.understanding.sent import Traits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regulars.events.understanding.meaning import Moment, Said

#: 1990-05-17, 1990/5/17, 19900517; and without the year, as people who are asked for less write it: 05-17, --05-17.
_BIRTHDAY: Final = re.compile(
    r"(?:\d{4}[-/.]?|--)?(\d{1,2})[-/.]?\d{2}(?:[T ].*)?|(?:\d{4}[-/.])(\d{1,2})[-/.]\d{1,2}(?:[T ].*)?"
)
NICKNAME_MAX: Final = 60
NOTHING: Final = Traits()


def introduced(said: Said, traits: Traits, moment: Moment, once: Traits = NOTHING) -> Introduced:
    """What rules may read, and the nickname; what is none is left alone. What is told `once` holds where nothing was told before."""
    profile, nickname = _profile(said, traits, moment), _nickname(traits.nickname)
    claimed = {kind: value for told in (once, traits) for kind, value in _claimed(told)}
    return Introduced(
        profile, nickname, tuple(claimed.items()), None if profile else _profile(said, once, moment),
        None if nickname else _nickname(once.nickname),
    )  # fmt: skip


def _profile(said: Said, traits: Traits, moment: Moment) -> Profile | None:
    month = _month(traits)
    return Profile(said.message_id, moment.at, moment.day, birth_month=month) if month else None


def _claimed(traits: Traits) -> Iterator[tuple[str, str]]:
    for kind, given in (("phone", traits.phone), ("email", traits.email)):
        if isinstance(given, str) and given.strip():
            yield kind, given


def _month(traits: Traits) -> int | None:
    given = traits.birth_month
    if isinstance(given, str) and given.isascii() and given.isdecimal() and len(given) <= 2:
        given = int(given)
    if not isinstance(given, int) or isinstance(given, bool):
        given = _month_of(traits.birthday)
    return given if given is not None and 1 <= given <= 12 else None


def _month_of(birthday: object) -> int | None:
    found = _BIRTHDAY.fullmatch(birthday.strip()) if isinstance(birthday, str) else None
    return int(found[1] or found[2]) if found else None


def _nickname(given: object) -> str | None:
    if not isinstance(given, str):
        return None
    plain = "".join(letter if letter.isprintable() else " " for letter in given).strip()
    return plain[:NICKNAME_MAX] or None
