"""Conditions in forms: what most shops ask has a field of its own, and everything else stands as it was written."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.console.forms.typed import text
from regulars.console.occasion_form import groups
from regulars.core.expressions import canonical, parse_condition
from regulars.core.expressions.canonical import quoted
from regulars.core.expressions.tree import Every, Some

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.core.expressions import Vocabulary
    from regulars.core.programme.document import Programme, Words
    from regulars.telling.voice import Voice


class Case(NamedTuple):
    """A question that has a field: what its answer becomes, and how that is known again."""

    says: Callable[[str], str]
    pattern: re.Pattern[str]


_TEXT: Final = r"(?:\"([^\"]*)\"|'([^']*)')"


def _at_least(given: str) -> str:
    track, _colon, level = given.partition(":")
    return f"at_least({quoted(track)}, {quoted(level)})"


#: By the name of the field. What a level is given as is `track:level`.
CASES: Final[dict[str, Case]] = {
    "level": Case(_at_least, re.compile(r'at_least\("([^"]*)", "([^"]*)"\)')),
    "birthday": Case(
        lambda _yes: "member.birth_month == month", re.compile(r"member\.birth_month == month()")
    ),
    "newcomer": Case(lambda _yes: "member.orders == 0", re.compile(r"member\.orders == 0()")),
    "store": Case(lambda given: f"store == {quoted(given)}", re.compile(f"store == {_TEXT}")),
    "channel": Case(lambda given: f"channel == {quoted(given)}", re.compile(f"channel == {_TEXT}")),
    "category": Case(
        lambda given: f"{quoted(given)} in line.categories", re.compile(f"{_TEXT} in line\\.categories")
    ),
    "brand": Case(lambda given: f"line.brand == {quoted(given)}", re.compile(f"line\\.brand == {_TEXT}")),
}


#: A case in words; without a name, what has no field.
_SAID: Final[dict[str, Promise]] = {
    "birthday": _("in the month of their birthday"),
    "newcomer": _("at the first purchase"),
    "store": _("at the store %(said)s"),
    "channel": _("over the channel %(said)s"),
    "category": _("goods of %(said)s"),
    "brand": _("goods by %(said)s"),
    "": _("where %(said)s"),
}


def condition(
    typed: Mapping[str, str],
    cases: tuple[str, ...],
    own: str,
    *,
    before: str | None,
    shown: Mapping[str, str],
) -> str:
    """What the fields ask, joined. Where they are as they were shown, the text stays as somebody wrote it before."""
    asked = {name: text(typed, name) for name in (*cases, own)}
    if before and all(asked[name] == text(shown, name) for name in asked):
        return before
    parts = [CASES[name].says(asked[name]) for name in cases if asked[name]]
    if asked[own]:
        parts.append(f"({asked[own]})" if parts and re.search(r"\bor\b", asked[own]) else asked[own])
    return " and ".join(parts)


def fields_of(
    written: str | None, cases: tuple[str, ...], own: str, vocabulary: Vocabulary, *, per_line: bool = False
) -> dict[str, str]:
    """A condition as the form shows it: what a field asks in its field, the rest as an expression."""
    found = parse_condition(written, vocabulary=vocabulary, per_line=per_line) if written else ()
    if isinstance(found, tuple):
        return {own: written} if written else {}
    shown: dict[str, str] = {}
    rest = []
    for part in found.parts if isinstance(found, Every) else (found,):
        said = f"({canonical(part)})" if isinstance(part, Some) else canonical(part)
        name, value = _case_of(said, cases)
        if name and name not in shown:
            shown[name] = value
        else:
            rest.append(said)
    if not shown:
        return {own: written or ""}
    return shown | ({own: " and ".join(rest)} if rest else {})


def _case_of(said: str, cases: tuple[str, ...]) -> tuple[str, str]:
    for name in cases:
        if met := CASES[name].pattern.fullmatch(said):
            groups = [group for group in met.groups() if group is not None]
            return name, ":".join(groups) or "yes"
    return "", ""


def in_words(
    written: str | None, cases: tuple[str, ...], vocabulary: Vocabulary, document: Programme, voice: Voice, *,
    per_line: bool = False,
) -> tuple[str, ...]:  # fmt: skip
    """A condition as sentences, where a field has one; the rest as it was written."""
    shown = fields_of(written, cases, "", vocabulary, per_line=per_line)
    levels = dict(groups(document))
    return tuple(_said(name, given, levels, voice) for name, given in shown.items())


def _said(name: str, given: str, levels: Mapping[str, Words], voice: Voice) -> str:
    if name == "level":
        return voice.of(levels[given]) if given in levels else given
    return str(_SAID[name]) % {"said": given}
