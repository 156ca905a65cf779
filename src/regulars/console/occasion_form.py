"""The form of an occasion: what was typed, as something that can be held; what is wrong with it says so."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.core.programme.document import Words
from regulars.lib.instants import Instant, moment
from regulars.registrations.making import OccasionPlanned, OccasionUnusable, OpeningPlanned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.core.programme.document import Programme
    from regulars.registrations.queries import Held

#: So many early groups have a line in the form.
EARLY: Final = 3
BENEFIT: Final = "benefit"
_LONGEST: Final = 200
_DIGITS: Final = 7

#: (field, problem): what to do about it.
PROBLEMS: Final[dict[tuple[str, str], Promise]] = {
    ("name", "missing"): _("Give it a name in both languages."),
    ("place", "missing"): _("Say where it is, in both languages."),
    ("about", "one_language"): _("What it is about stands in both languages, or in neither."),
    ("begins_at", "unreadable"): _("Choose the day and the hour at which it begins."),
    ("begins_at", "past"): _("It must begin in the future."),
    ("opens_at", "unreadable"): _("Choose from when everybody may register."),
    ("opens_at", "after_beginning"): _("Registration must open before it begins."),
    ("free_until", "unreadable"): _("Choose until when points are given back, or leave it empty."),
    ("free_until", "after_beginning"): _("Points cannot be given back after it has begun."),
    ("seats", "unreadable"): _("Give the number of seats."),
    ("seats", "range"): _("Give a number of seats from 1 to 100,000."),
    ("early", "unreadable"): _("An early group needs its seats, and a level its moment."),
    ("early", "seats"): _("An early group needs at least one seat."),
    ("early", "more_than_seats"): _("The early groups have more seats than there are."),
    ("early", "not_earlier"): _("An early group must open before everybody may register."),
    ("early", "without_moment"): _("Choose from when this level may register."),
    ("early", "unknown"): _("The programme has no such level."),
    ("early", "too_many"): _("There are too many early groups."),
    ("seats", "taken"): _("{taken} seats are taken or offered; there cannot be fewer."),
    ("early", "taken"): _("{taken} seats of an early group are taken or offered; it cannot have fewer."),
    ("early", "had"): _("{taken} seats of an early group are taken or offered, so the group stays."),
    ("early", "rest_taken"): _(
        "{taken} seats that are for everybody are taken or offered; the early groups must leave as many."
    ),
    ("points", "asked"): _("Somebody has a seat, or waits for one, at the price that was said. It stays."),
    ("begins_at", "held"): _(
        "Points are held for seats until then, so it cannot begin later. It can begin earlier, or be cancelled and made anew."
    ),
    ("free_until", "promised"): _("Whoever has a seat was promised their points back until later than that."),
    ("points", "unreadable"): _("Give the points as a number, or leave it empty."),
    ("points", "range"): _("A seat may cost up to 1,000,000 points."),
    ("points", "currency"): _("Say which points a seat costs."),
    ("answer_within", "unreadable"): _("Give the hours in which an offer is to be taken."),
    ("answer_within", "range"): _("An offer may be kept from one hour to 14 days."),
}


def problem(refusal: OccasionUnusable) -> str:
    """What to do about an occasion that cannot be as it was described."""
    said = str(PROBLEMS[str(refusal.facts["field"]), str(refusal.facts["problem"])])
    return said.format(**{name: str(fact) for name, fact in refusal.facts.items()})


def field_of(refusal: OccasionUnusable, typed: Mapping[str, str]) -> str:
    """The field of the form beside which it is said; of a text in two languages the one that is empty."""
    field = str(refusal.facts["field"])
    if field in {"name", "place", "about"}:
        return f"{field}_en" if typed.get(f"{field}_zh", "").strip() else f"{field}_zh"
    return field


def fields_of(held: Held, zone: str) -> dict[str, str]:
    """An occasion as the form shows it; moments on the shop's wall clock."""
    wall, about = ZoneInfo(zone), held.about
    shown = {
        "name_zh": held.name.zh_hant, "name_en": held.name.en, "place_zh": held.place.zh_hant, "place_en": held.place.en,
        "about_zh": about.zh_hant if about else "", "about_en": about.en if about else "",
        "begins_at": _typed(held.begins_at, wall), "opens_at": _typed(held.opens_at, wall), "seats": str(held.seats),
        "points": str(held.points or ""), "currency": held.currency, "answer_within": str(held.answer_minutes // 60),
        "free_until": _typed(held.free_until, wall) if held.points and held.free_until != held.begins_at else "",
    }  # fmt: skip
    early = [one for one in held.openings if one.track or one.is_benefit]
    for number, one in enumerate(early[:EARLY], 1):
        opens = "" if one.is_benefit else _typed(moment(Instant(one.opens_at)), wall)
        shown |= {
            f"early_who_{number}": BENEFIT if one.is_benefit else f"{one.track}:{one.level}",
            f"early_seats_{number}": str(one.seats),
            f"early_from_{number}": opens,
        }
    return shown


def _typed(at: datetime, wall: ZoneInfo) -> str:
    """A moment as a browser's field of a day and an hour holds it."""
    return f"{at.astimezone(wall):%Y-%m-%dT%H:%M}"


def read(typed: Mapping[str, str], document: Programme) -> OccasionPlanned:
    """What was typed into the form; moments are on the shop's wall clock."""
    zone = ZoneInfo(document.zone)
    points = _number(typed, "points") if typed.get("points", "").strip() else 0
    return OccasionPlanned(
        name=_words(typed, "name"), place=_words(typed, "place"), about=_about(typed),
        begins_at=_moment(typed, "begins_at", zone), opens_at=_moment(typed, "opens_at", zone), seats=_number(typed, "seats"),
        early=tuple(
            one for number in range(1, EARLY + 1) if (one := _early(typed, number, document, zone)) is not None
        ),
        points=points, currency=typed.get("currency", "") if points and typed.get("currency") in document.points else "",
        free_until=_moment(typed, "free_until", zone) if typed.get("free_until", "").strip() else None,
        answer_minutes=60 * (_number(typed, "answer_within") if typed.get("answer_within", "").strip() else 24),
    )  # fmt: skip


def groups(document: Programme) -> tuple[tuple[str, Words], ...]:
    """Every level that an early group may be of, as the form names it; the lowest of a track is everybody's."""
    return tuple(
        (f"{track}:{level.id}", Words(zh_hant=f"{part.name.zh_hant} {level.name.zh_hant}以上", en=f"{part.name.en}: {level.name.en} or higher"))
        for track, part in document.tracks.items()
        for level in part.levels[1:]
    )  # fmt: skip


def _early(
    typed: Mapping[str, str], number: int, document: Programme, zone: ZoneInfo
) -> OpeningPlanned | None:
    who = typed.get(f"early_who_{number}", "").strip()
    if not who:
        return None
    seats = _number(typed, f"early_seats_{number}", field="early")
    if who == BENEFIT:
        return OpeningPlanned(seats)
    if who not in dict(groups(document)):
        raise OccasionUnusable(field="early", problem="unknown")
    track, _colon, level = who.partition(":")
    return OpeningPlanned(seats, _moment(typed, f"early_from_{number}", zone, field="early"), track, level)


def _words(typed: Mapping[str, str], field: str) -> Words:
    zh, en = (typed.get(f"{field}_{language}", "").strip()[:_LONGEST] for language in ("zh", "en"))
    if not zh or not en:
        raise OccasionUnusable(field=field, problem="missing")
    return Words(zh_hant=zh, en=en)


def _about(typed: Mapping[str, str]) -> Words | None:
    zh, en = (typed.get(f"about_{language}", "").strip()[: 2 * _LONGEST] for language in ("zh", "en"))
    if bool(zh) != bool(en):
        raise OccasionUnusable(field="about", problem="one_language")
    return Words(zh_hant=zh, en=en) if zh else None


def _moment(typed: Mapping[str, str], name: str, zone: ZoneInfo, *, field: str = "") -> datetime:
    try:
        found = datetime.fromisoformat(typed.get(name, "").strip())
    except ValueError:
        raise OccasionUnusable(field=field or name, problem="unreadable") from None
    if not 2000 <= found.year <= 2199:
        raise OccasionUnusable(field=field or name, problem="unreadable")
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _number(typed: Mapping[str, str], name: str, *, field: str = "") -> int:
    text = typed.get(name, "").strip()
    if not (text.isascii() and text.isdecimal()) or len(text) > _DIGITS:
        raise OccasionUnusable(field=field or name, problem="unreadable")
    return int(text)
