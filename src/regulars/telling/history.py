"""What happened, told: the points by rule, what they were drawn from, and why, under its title."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from regulars.core.events import Event, Exchange, MakeUpTakenBack, Order, RedemptionCancelled
from regulars.core.programme.document import Words
from regulars.desk.answers import EntryView, Happening
from regulars.telling import missions, rewards
from regulars.telling.figures import clock, day, last_day, money, month, points_of, signed
from regulars.telling.goods import milestone_name
from regulars.telling.levels import move, move_cause
from regulars.telling.reasons import reason, told
from regulars.telling.titles import about, goods_named, kind_of, title
from regulars.telling.voice import Pair, Voice

SENTENCES: Final[dict[str, Pair]] = {
    "exchanged": ("Brought back for it: {goods}", "換回：{goods}"),
    "money_exchanged": ("Given back for it: {amount}", "另退款 {amount}"),
    "earned": ("{rule}", "{rule}"),
    "earned_later": ("{rule}, usable from {day}", "{rule}（{day} 起可用）"),
    "earned_until_event": (
        "{rule}, usable after “{event}”, from {day} at the latest",
        "{rule}（「{event}」後可用，最晚 {day} 起）",
    ),
    "earned_if_event": (
        "{rule}, usable after “{event}” before {day}",
        "{rule}（{day} 前發生「{event}」才可用）",
    ),
    "extended": ("Your {points} now last until {day}", "{points}效期延長至 {day}"),
    "now_usable": ("Usable now: {rule}", "開始生效：{rule}"),
    "revoked": ("Taken back: {rule}", "收回：{rule}"),
    "restored": ("Back after the order came back", "訂單退回，點數歸還"),
    "restored_lot": ("Back: {lots}", "歸還 {lots}"),
    "ran_out": ("Earned in {month}, not used in time", "{month} 得到的，期限內沒有用完"),
    "drawn": ("{points} earned in {month}", "{month} 得到的 {points}"),
    "drawn_all": ("Used {lots}", "用掉 {lots}"),
    "lasts": ("{points} can be used until {day}", "{points}，效期至 {day}"),
    "revoked_elsewhere": ("Made up from {lots}", "由 {lots}補足"),
    "unearning": (
        "{amount} of it was paid with points or vouchers, and earns nothing",
        "其中 {amount} 以點數或禮券支付，不計點",
    ),
    "nothing": ("No rule gave points for this", "這筆沒有符合的集點規則，或金額未滿一點"),
    "version": ("Rules version {number}, since {day}", "規則第 {number} 版，{day} 起"),
}

#: Of these it is told what they drew on; what ran out says it by itself, and what was given away by its reasons.
_USED_UP: Final = {"spend", "revoke", "adjust", "restore"}


class Change(msgspec.Struct, frozen=True):
    """Points of one kind that came or went, all rules together. `label` is empty for the shop's main points."""

    currency: str
    points: int
    figure: str
    label: str
    said: str


class Why(msgspec.Struct, frozen=True):
    """One entry of it and the rule behind it."""

    no: int
    said: str
    figure: str
    label: str
    points: int
    currency: str


class Moved(msgspec.Struct, frozen=True):
    """A level that changed with it."""

    said: str
    cause: str
    is_up: bool


class Told(msgspec.Struct, frozen=True):
    """One happening in words, ready for a page, a terminal or a message."""

    no: int | None
    kind: str
    iso: str
    day: str
    time: str
    title: str
    about: str
    changes: tuple[Change, ...]
    whys: tuple[Why, ...]
    notes: tuple[str, ...]
    moves: tuple[Moved, ...]
    version: str
    source_id: str

    @property
    def has_why(self) -> bool:
        """Whether there is anything to explain."""
        return bool(self.whys or self.notes or self.moves)


def tell(happening: Happening, voice: Voice) -> Told:
    """Put one happening into words."""
    return Told(
        no=happening.no,
        kind=kind_of(happening),
        iso=voice.here(happening.at).isoformat(timespec="seconds"),
        day=day(happening.at, voice),
        time=clock(happening.at, voice),
        title=title(happening, voice),
        about=about(happening.event, voice),
        changes=changes(happening.entries, voice),
        whys=tuple(
            why(entry, voice, happening.event)
            for entry in happening.entries
            if entry.rule or entry.kind in {"expire", "extend", "restore"}
        ),
        notes=_notes(happening, voice),
        moves=tuple(Moved(move(one, voice), move_cause(one, voice), one.is_up) for one in happening.moves),
        version=_version(happening, voice),
        source_id=happening.source_id,
    )


def changes(entries: tuple[EntryView, ...], voice: Voice) -> tuple[Change, ...]:
    """What came and went of each kind of points, summed."""
    sums: dict[str, int] = {}
    names: dict[str, Words] = {}
    for entry in entries:
        if not entry.points:
            continue  # It gives dates and nothing else.
        sums[entry.currency] = sums.get(entry.currency, 0) + entry.points
        names[entry.currency] = entry.currency_name
    return tuple(
        Change(
            currency, points, signed(points, voice), "" if currency == voice.main else voice.of(names[currency]),
            points_of(points, names[currency], voice),
        )
        for currency, points in sums.items()
    )  # fmt: skip


def why(entry: EntryView, voice: Voice, event: Event | None = None) -> Why:
    """One entry: the rule that gave it, or what it takes away; `event` is what it came of."""
    label = "" if entry.currency == voice.main else voice.of(entry.currency_name)
    return Why(
        entry.no, _why(entry, voice, event), signed(entry.points, voice), label, entry.points, entry.currency
    )


def drawn(entry: EntryView, voice: Voice) -> str:
    """What a debit took, by the month in which it was earned: `2025/12 得到的 600 點`."""
    by_month: dict[str, int] = {}
    for part in entry.drawn:
        # What is taken back from the very points that it gave needs no words.
        if part.lot != entry.reverses:
            earned = month(part.earned_at, voice)
            by_month[earned] = by_month.get(earned, 0) + part.points
    parts = [
        voice.pick(SENTENCES["drawn"]).format(
            points=points_of(points, entry.currency_name, voice), month=earned
        )
        for earned, points in by_month.items()
    ]
    return ("、" if voice.is_chinese else ", ").join(parts)


def _why(entry: EntryView, voice: Voice, event: Event | None) -> str:
    rule = voice.of(entry.rule_name) if entry.rule_name else voice.named(entry.rule) if entry.rule else ""
    match entry.kind:
        case "extend" if entry.expires_at is not None:
            return voice.say(
                SENTENCES["extended"],
                points=voice.of(entry.currency_name),
                day=last_day(entry.expires_at, voice),
            )
        case "revoke":
            return voice.say(SENTENCES["revoked"], rule=rule)
        case "restore":
            if isinstance(event, RedemptionCancelled):
                return rewards.points_back(event, voice)
            if isinstance(event, MakeUpTakenBack):
                return voice.say(missions.SENTENCES["made_up_restored"])
            return voice.say(SENTENCES["restored"])
        case "expire":
            first = entry.drawn[0].earned_at if entry.drawn else entry.occurred_at
            return voice.say(SENTENCES["ran_out"], month=month(first, voice))
        case _ if not rule:
            return voice.of(entry.currency_name)
        case "release":
            return voice.say(SENTENCES["now_usable"], rule=rule)
        case _ if entry.activates_at is not None and entry.activates_at > entry.occurred_at:
            return _later(entry, entry.activates_at, rule, voice)
        case _:
            return rule


def _later(entry: EntryView, at: datetime, rule: str, voice: Voice) -> str:
    if entry.waits_for is None:
        return voice.say(SENTENCES["earned_later"], rule=rule, day=day(at, voice))
    key = "earned_if_event" if entry.expires_at == at else "earned_until_event"
    event = milestone_name(entry.waits_for, voice)
    return voice.pick(SENTENCES[key]).format(rule=rule, event=event, day=day(at, voice))


def _notes(happening: Happening, voice: Voice) -> tuple[str, ...]:
    notes = [note for entry in happening.entries if (note := _drawn_note(entry, voice))]
    notes += _lasting(happening.entries, voice)
    said = told(happening.reasons)
    notes += [reason(one, happening, voice) for one in said]
    event = happening.event
    if isinstance(event, Order):
        notes += _exchanged(event.exchange, happening.money, voice) if event.exchange else ()
        if event.unearning:
            notes.append(voice.say(SENTENCES["unearning"], amount=money(event.unearning, happening.money)))
        if not happening.entries and not said:
            notes.append(voice.say(SENTENCES["nothing"]))
    return tuple(notes)


def _exchanged(exchange: Exchange, currency: str, voice: Voice) -> list[str]:
    goods = [voice.goods.get(line.product, line.product) for line in exchange.lines if line.quantity]
    said = [voice.say(SENTENCES["exchanged"], goods=goods_named(goods, voice))] if goods else []
    if exchange.amount:
        said.append(voice.say(SENTENCES["money_exchanged"], amount=money(exchange.amount, currency)))
    return said


def _drawn_note(entry: EntryView, voice: Voice) -> str:
    lots = drawn(entry, voice) if entry.kind in _USED_UP else ""
    if not lots:
        return ""
    key = {"revoke": "revoked_elsewhere", "restore": "restored_lot"}.get(entry.kind, "drawn_all")
    return voice.say(SENTENCES[key], lots=lots)


def _lasting(entries: tuple[EntryView, ...], voice: Voice) -> list[str]:
    """How long what was given can be used, together for what runs out together."""
    given: dict[tuple[str, str], int] = {}
    names: dict[str, Words] = {}
    for entry in entries:
        lives = entry.activates_at is None or entry.expires_at != entry.activates_at
        if entry.points > 0 and entry.expires_at is not None and lives:
            key = (entry.currency, last_day(entry.expires_at, voice))
            given[key] = given.get(key, 0) + entry.points
            names[entry.currency] = entry.currency_name
    return [
        voice.say(SENTENCES["lasts"], points=points_of(points, names[currency], voice), day=end)
        for (currency, end), points in given.items()
    ]


def _version(happening: Happening, voice: Voice) -> str:
    if happening.version is None or happening.version_from is None or not happening.entries:
        return ""
    return voice.say(SENTENCES["version"], number=happening.version, day=day(happening.version_from, voice))
