"""A form and the draft: what is typed is tried in its place there, and each mistake stands beside the field that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.console import drafting
from regulars.core.programme.document import Coupon, EarningRule, PartnerOffer, Programme, Reward
from regulars.lib.instants import instant
from regulars.programmes.editing import (
    place_of_item,
    shown_item,
    shown_part,
    with_item,
    with_part,
    without_item,
    without_part,
)
from regulars.programmes.queries import NoProgramme, current, documents
from regulars.programmes.reading import read_programme
from regulars.programmes.words import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from regulars.core.programme.mistakes import Path
    from regulars.core.programme.parts import Part
    from regulars.programmes.editing import Written
    from regulars.programmes.words import Language

#: What stands in lists of the document and has a form.
Item = Reward | Coupon | PartnerOffer | EarningRule

ABOVE: Final = ""


class Form(NamedTuple):
    """One kind of form. `part` is the key of the document; `is_one` where that holds one thing and no list.

    `document_of` lays what was typed over what stood there; `lacking` says by field what has to be there first, in the words
    of the form; `field_of` names the field of a place within the item, "" where it has none.
    """

    part: str
    document_of: Callable[[Mapping[str, str], Programme, Part | None], dict[str, Written]]
    lacking: Callable[[Mapping[str, str]], dict[str, str]]
    field_of: Callable[[Path, Mapping[str, Written]], str]
    is_one: bool = False


class Tried(NamedTuple):
    """What a form comes to in the draft: the text, the item's id, what is wrong by field, and how the item stands there."""

    text: str
    identity: str
    wrong: dict[str, str]
    written: str

    @property
    def is_good(self) -> bool:
        return not self.wrong


def document_now(working: drafting.Working) -> Programme | None:
    """What a form works on: the draft where it can be read, else what is in force."""
    return read_programme(working.text).document or in_force()


def in_force() -> Programme | None:
    """What holds today, or will hold first; None before anything was published."""
    try:
        whole = current()
    except NoProgramme:
        return None
    return whole.at_or_first(instant(timezone.now())).document


def newest() -> Programme | None:
    """What was published last, also where it is yet to begin; None before anything was."""
    try:
        return current().versions[-1].document
    except NoProgramme:
        return None


def drafted() -> Programme | None:
    """The draft that somebody saved, where it can be read."""
    working = drafting.working()
    return read_programme(working.text).document if working.is_saved else None


def items(document: Programme | None, part: str) -> dict[str, Item]:
    """The items of a list of the document by their ids."""
    return {one.id: one for one in getattr(document, part)} if document is not None else {}


def tried(
    form: Form, typed: Mapping[str, str], before: Part | None, working: drafting.Working, document: Programme,
    language: Language,
) -> Tried:  # fmt: skip
    """Put what was typed into the draft's text, and read that anew."""
    lacking, item = form.lacking(typed), form.document_of(typed, document, before)
    written = shown_part(form.part, item) if form.is_one else shown_item(item)
    if not form.is_one and before is None and item["id"] in items(document, form.part):
        lacking |= {"id": _("Something has this short name already; give it another one.")}
    text = (
        with_part(working.text, form.part, item) if form.is_one else with_item(working.text, form.part, item)
    )
    place = () if form.is_one else (place_of_item(text, form.part, str(item["id"])),)
    found = _mistakes(form, text, (form.part, *place), item, language)
    if lacking:
        # What only follows from something that is not there yet is not said as well.
        follows = {form.field_of((), item), ABOVE if item.get("id") else "id"} - {ABOVE}
        found = {name: said for name, said in found.items() if name not in follows}
    return Tried(text, str(item.get("id", "")), found | lacking, written)


def without(form: Form, text: str, identity: str) -> str:
    """The draft's text without the item."""
    return without_part(text, form.part) if form.is_one else without_item(text, form.part, identity)


def _mistakes(
    form: Form,
    text: str,
    item_at: tuple[str | int | None, ...],
    item: Mapping[str, Written],
    language: Language,
) -> dict[str, str]:
    """The first mistake of each field; what is wrong elsewhere in the draft is said above the form."""
    found: dict[str, str] = {}
    for one in read_programme(text, published=documents()).mistakes:
        path = one.mistake.path
        is_here = path[: len(item_at)] == item_at
        field = form.field_of(path[len(item_at) :], item) if is_here else ABOVE
        said = sentence(one.mistake, language)
        if field == ABOVE and not is_here:
            said = _("Line %(line)s of the draft: %(said)s") % {"line": one.line, "said": said}
        found[field] = (
            f"{found[ABOVE]} {said}" if field == ABOVE and ABOVE in found else found.get(field, said)
        )
    return found


def by_longest(path: Path, fields: Mapping[tuple[str, ...], str]) -> str:
    """The field of the longest beginning of a path that has one."""
    named = tuple(str(step) for step in path)
    return next((fields[named[:n]] for n in range(len(named), 0, -1) if named[:n] in fields), ABOVE)
