"""What was typed into a form, as the document writes it; whatever cannot be read stays as it was, for the check to name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from regulars.core.programme.document import Words
    from regulars.core.programme.parts import Part
    from regulars.programmes.editing import Written

_WHOLE: Final = re.compile(r"\d{1,9}")
_BLANKS: Final = re.compile(r"\s+")
_NOT_OF_A_NAME: Final = re.compile(r"[^a-z0-9]+")
_NAME_LONGEST: Final = 40


def text(typed: Mapping[str, str], name: str) -> str:
    """A text in one line."""
    return " ".join(typed.get(name, "").split())


def number(typed: Mapping[str, str], name: str) -> str | int:
    """A number that was typed; nothing where nothing was."""
    return number_in(text(typed, name))


def number_in(given: str) -> str | int:
    """A whole number; the thousands may be apart. Decimals and whatever else was typed stay a text."""
    plain = given.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+", given) else given
    return int(plain) if plain.isascii() and _WHOLE.fullmatch(plain) else given


def both(typed: Mapping[str, str], field: str) -> dict[str, Written] | None:
    """A text in both languages; None where neither is there."""
    found: dict[str, Written] = {"zh-Hant": text(typed, f"{field}_zh"), "en": text(typed, f"{field}_en")}
    return found if any(found.values()) else None


def kept(made: dict[str, Written], key: str, value: Written | None) -> dict[str, Written]:
    """The part with a key, or without it where nothing is to stand there."""
    rest = {name: inner for name, inner in made.items() if name != key}
    return rest if value is None or value == "" else rest | {key: value}


def limits(
    typed: Mapping[str, str], spans: tuple[str, ...], made: Mapping[str, Written]
) -> list[Written] | None:
    """How often, for each span that has a number; in the order in which they stood."""
    before = made.get("limits")
    stood = (
        [str(one.get("per")) for one in before if isinstance(one, dict)] if isinstance(before, list) else []
    )
    found: list[Written] = [
        {"times": number(typed, f"limit_{span}"), "per": span}
        for span in dict.fromkeys([*(span for span in stood if span in spans), *spans])
        if text(typed, f"limit_{span}")
    ]
    return found or None


def name_from(typed: Mapping[str, str], taken: Collection[str] = ()) -> str:
    """The short name that was typed, or one made of the English name, which nobody has to think of and nothing has yet."""
    given = text(typed, "id")
    made = _NOT_OF_A_NAME.sub("-", text(typed, "name_en").lower()).lstrip("-0123456789")
    made = made[: _NAME_LONGEST - 4].rstrip("-")
    if given or made not in taken:
        return given or made
    return next(name for number in range(2, 999) if (name := f"{made}-{number}") not in taken)


def written(part: Part | None) -> dict[str, Written]:
    """A part of the document as it is written; of none, nothing."""
    found: dict[str, Written] = msgspec.to_builtins(part) if part is not None else {}
    return found


def in_order(made: dict[str, Written], kind: type[Part]) -> dict[str, Written]:
    """The keys in the order in which the reference names them."""
    names = [field.encode_name for field in msgspec.structs.fields(kind)]
    return {name: made[name] for name in names if name in made}


def words_of(words: Words | None, field: str) -> dict[str, str]:
    """Both languages as the form shows them."""
    return {f"{field}_zh": words.zh_hant, f"{field}_en": words.en} if words is not None else {}
