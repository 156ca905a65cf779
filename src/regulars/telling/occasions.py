"""An occasion in words: when and where, for whom it opens when, what one has, and what a seat costs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from regulars.core.occasions.openings import earlier_ways
from regulars.lib.instants import Instant, moment
from regulars.telling.figures import POINTS, clock, day, points_of
from regulars.telling.voice import Pair, Voice

if TYPE_CHECKING:
    from regulars.core.occasions.openings import Opening
    from regulars.core.programme.document import Programme, Words
    from regulars.desk.at_occasions import OccasionOfMember
    from regulars.registrations.queries import Held, Place

Tone = Literal["good", "warn", ""]

WEEKDAYS: Final = (
    ("Mon", "一"),
    ("Tue", "二"),
    ("Wed", "三"),
    ("Thu", "四"),
    ("Fri", "五"),
    ("Sat", "六"),
    ("Sun", "日"),
)
SENTENCES: Final[dict[str, Pair]] = {
    "when": ("{weekday} {day} {clock}", "{day}（{weekday}）{clock}"),
    "seated": ("You have a seat", "已有名額"),
    "offered": ("A seat is kept for you until {until}", "已為您保留名額，請在 {until} 前確認"),
    "waiting": ("On the waiting list, {before} before you", "候補中，前面還有 {before} 位"),
    "waiting_first": ("On the waiting list, you are next", "候補中，下一位就是您"),
    "given_up": ("You gave it up", "您已取消報名"),
    "lapsed": ("The seat kept for you went on to the next", "保留時間已過，名額已讓給下一位"),
    "came": ("You were there at {at}", "您已於 {at} 報到"),
    "moved": ("The time or the place was changed on {at}. Please look at both again.", "活動時間或地點於 {at} 變更，請再確認一次。"),
    "moved_free": (
        "The time or the place was changed on {at}. Please look at both again; give your seat up before it begins, and all points are yours again.",
        "活動時間或地點於 {at} 變更，請再確認一次；開始前取消，點數全數退還。",
    ),
    "cancelled": ("Cancelled by the shop", "本場已取消"),
    "over": ("It has begun", "活動已開始"),
    "left": ("{count:seat|seats} left", "剩 {count} 個名額"),
    "full": ("Full: there is a waiting list", "已額滿，可候補"),
    "opens": ("Opens for you on {at}", "{at} 開放您報名"),
    "never": ("Not open for your level", "目前的等級無法報名"),
    "early": ("Open for you early, by your level", "依您的等級提前開放"),
    "earlier_from": ("With {level} ({track}) already from {at}", "{track}「{level}」：{at} 起即可報名"),
    "everybody": ("Everybody", "所有會員"),
    "at_least": ("{level} ({track}) or higher", "{track}「{level}」以上"),
    "benefit": ("Levels with early registration", "享提前報名的等級"),
    "from_earliest": ("from {at} at the earliest", "最早 {at} 起"),
    "free_of_charge": ("Free of charge", "免費"),
    "costs": ("{points} for a seat", "每席 {points}"),
    "held": (
        "The points are held with your seat, and used when it begins. Give it up before {until} and all of them are yours again.",
        "點數會隨名額保留，活動開始時扣抵；{until} 前取消全數退還。",
    ),
    "held_until_begin": (
        "The points are held with your seat, and used when it begins. Give it up before that and all of them are yours again.",
        "點數會隨名額保留，活動開始時扣抵；開始前取消全數退還。",
    ),
    "free_now": ("If you give your seat up now, your {points} are yours again at once.", "現在取消，{points} 立即退還。"),
    "free_later": (
        "If you give your seat up now, your {points} are yours again as soon as somebody else takes a seat.",
        "現在取消，有人遞補後即退還 {points}。",
    ),
    "next_is_asked": ("Your seat goes to the first who waits.", "名額會讓給候補的第一位。"),
}  # fmt: skip

#: Refusals at an occasion, to the member who reads them.
REFUSED: Final[dict[str, Pair]] = {
    "NotYetOpen": ("It is not open for you yet.", "目前尚未開放您報名。"),
    "OccasionOver": ("It has begun already.", "活動已開始，無法再變更。"),
    "OccasionCancelled": ("The shop has cancelled it.", "本場活動已取消。"),
    "OfferNone": ("The time to take the seat is over.", "保留時間已過。"),
    "SeatNone": ("There is nothing to give up.", "您目前沒有名額或候補。"),
    "NotEnoughPoints": ("You have {usable} usable points, and a seat costs {needed}.", "一席需要 {needed} 點，您可用的有 {usable} 點。"),
}  # fmt: skip


class OpeningTold(msgspec.Struct, frozen=True):
    """A quota in words."""

    who: str
    when: str
    seats: int
    taken: int
    is_open: bool


def when(at: datetime, voice: Voice) -> str:
    """A moment with its day of the week."""
    weekday = WEEKDAYS[voice.here(at).weekday()][voice.is_chinese]
    return voice.pick(SENTENCES["when"]).format(weekday=weekday, day=day(at, voice), clock=clock(at, voice))


def status(found: OccasionOfMember, voice: Voice, *, now: datetime) -> tuple[str, Tone]:
    """What matters first: what one has, or what one could have."""
    held, place = found.occasion, found.place
    if held.cancelled_at is not None:
        return voice.say(SENTENCES["cancelled"]), "warn"
    if place is not None and place.state not in ("given_up", "lapsed"):
        return _had(place, voice)
    if held.begins_at <= now:
        return voice.say(SENTENCES["over"]), ""
    if found.opens_at is None:
        return voice.say(SENTENCES["never"]), ""
    if not found.is_open:
        return voice.say(SENTENCES["opens"], at=when(found.opens_at, voice)), ""
    if not found.free:
        return voice.say(SENTENCES["full"]), ""
    return left(found.free, voice), ""


def moved(held: Held, place: Place | None, voice: Voice) -> str:
    """That it moved since somebody asked for what they have; nothing where it did not."""
    if (
        held.moved_at is None
        or place is None
        or place.asked_at >= held.moved_at
        or held.cancelled_at is not None
    ):
        return ""
    if place.state not in ("seated", "offered", "waiting"):
        return ""
    is_paid = held.points and place.state == "seated"
    return voice.say(SENTENCES["moved_free" if is_paid else "moved"], at=day(held.moved_at, voice))


def early(voice: Voice) -> str:
    """Why it is open before it is for everybody."""
    return voice.say(SENTENCES["early"])


def left(free: int, voice: Voice) -> str:
    """So many seats."""
    return voice.say(SENTENCES["left"], count=free)


def was(place: Place, voice: Voice) -> str:
    """What became of a place that is there no more."""
    return voice.say(SENTENCES[place.state])


def earlier(found: OccasionOfMember, voice: Voice) -> tuple[str, ...]:
    """With which levels it opens earlier."""
    return tuple(
        voice.say(
            SENTENCES["earlier_from"], level=voice.of(way.level), track=voice.of(way.track), at=when(way.at, voice)
        )
        for way in found.earlier_by
    )  # fmt: skip


def openings(held: Held, programme: Programme, voice: Voice, *, now: datetime) -> tuple[OpeningTold, ...]:
    """The quotas, in the order in which they open."""
    return tuple(
        OpeningTold(
            who(one, programme, voice), _from_when(one, programme, voice), one.seats, one.taken,
            _opens(one, programme) <= now,
        )
        for one in held.openings
    )  # fmt: skip


def _opens(opening: Opening, programme: Programme) -> datetime:
    """When the first of a group may ask."""
    ways = earlier_ways((opening,), programme, before=None)
    return moment(Instant(min((way.at for way in ways), default=opening.opens_at)))


def _from_when(opening: Opening, programme: Programme, voice: Voice) -> str:
    at = when(_opens(opening, programme), voice)
    return voice.say(SENTENCES["from_earliest"], at=at) if opening.is_benefit else at


def who(opening: Opening, programme: Programme, voice: Voice) -> str:
    """For whom an opening is."""
    if opening.is_benefit:
        return voice.say(SENTENCES["benefit"])
    if not opening.track:
        return voice.say(SENTENCES["everybody"])
    track = programme.tracks.get(opening.track)
    level = next((one for one in track.levels if one.id == opening.level), None) if track else None
    if track is None or level is None:
        return f"{opening.track} {opening.level}"
    return voice.say(SENTENCES["at_least"], level=voice.of(level.name), track=voice.of(track.name))


def price(held: Held, voice: Voice) -> str:
    """What a seat costs."""
    if not held.points:
        return voice.say(SENTENCES["free_of_charge"])
    return voice.say(SENTENCES["costs"], points=points_of(held.points, _name(held, voice), voice))


def terms(held: Held, voice: Voice) -> str:
    """What becomes of the points of a seat; nothing where it costs none."""
    if not held.points:
        return ""
    if held.free_until == held.begins_at:
        return voice.say(SENTENCES["held_until_begin"])
    return voice.say(SENTENCES["held"], until=when(held.free_until, voice))


def giving_up(held: Held, place: Place, voice: Voice, *, now: datetime) -> str:
    """What giving it up does."""
    if place.state == "waiting":
        return ""
    said = [voice.say(SENTENCES["next_is_asked"])] if held.waiting else []
    if held.points and place.owed == "held":
        points = points_of(held.points, _name(held, voice), voice)
        said.append(
            voice.say(SENTENCES["free_now" if now < held.free_until else "free_later"], points=points)
        )
    return ("" if voice.is_chinese else " ").join(said)


def _had(place: Place, voice: Voice) -> tuple[str, Tone]:
    if place.state == "waiting":
        kind = "waiting" if place.before else "waiting_first"
        return voice.say(SENTENCES[kind], before=place.before), ""
    if place.state == "offered":
        assert place.offered_until is not None
        return voice.say(SENTENCES["offered"], until=when(place.offered_until, voice)), "warn"
    if place.came_at is not None:
        return voice.say(SENTENCES["came"], at=clock(place.came_at, voice)), "good"
    return voice.say(SENTENCES["seated"]), "good"


def _name(held: Held, voice: Voice) -> Words:
    return voice.points.get(held.currency) or POINTS


__all__ = [
    "REFUSED",
    "OpeningTold",
    "earlier",
    "early",
    "giving_up",
    "left",
    "openings",
    "price",
    "status",
    "terms",
    "was",
    "when",
    "who",
]
