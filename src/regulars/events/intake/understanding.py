"""Reads what the log must know of one event, whichever client wrote it; everything else stays as it came."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final, NamedTuple, TypeGuard
from uuid import uuid4

import msgspec

from regulars.events.intake.arrived import (
    DEPTH_MAX,
    EVENT_BYTES_MAX,
    IDENTIFIER_CHARACTERS_MAX,
    KINDS,
    MESSAGE_ID_CHARACTERS_MAX,
    NAME_CHARACTERS_MAX,
    PROPERTIES_MAX,
    Arrived,
    Aside,
    EventUnusable,
    Kind,
)
from regulars.events.intake.clocks import Moments, instant_of, occurred_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from regulars.events.intake.bodies import Letter

Fields = dict[str, object]
_decode: Final[Callable[[bytes], object]] = msgspec.json.Decoder().decode


class Post(NamedTuple):
    """How a letter came: to whom, when, to which address. `kind` is None where each event says its own."""

    source_id: int
    received_at: int
    kind: Kind | None = None
    is_import: bool = False
    is_posthog: bool = False


class Understood(NamedTuple):
    """The events of a letter."""

    events: list[Arrived]
    aside: list[Aside]


class Said(NamedTuple):
    """What a client says of an event, in one form for all clients."""

    kind: object
    name: object
    message_id: object
    user_id: object
    anonymous_id: object
    original: object
    sent: object
    properties: object


def understand(letter: Letter, post: Post) -> Understood:
    """Read every event of a letter; one that is bad goes aside with its reason, and the others go on."""
    found = Understood([], [])
    for part in letter.parts:
        try:
            found.events.append(event_of(part, letter, post))
        except EventUnusable as bad:
            found.aside.append(_aside(part, post, bad))
    return found


def event_of(raw: bytes, letter: Letter, post: Post) -> Arrived:
    """Read one event; one that cannot be used is refused with its reason."""
    fields = _fields(raw)
    said = _of_posthog(fields) if post.is_posthog and _is_posthogs(fields) else _of_segment(fields)
    kind = _kind(post.kind or said.kind)
    name = _text("name", said.name, NAME_CHARACTERS_MAX)
    if kind == "track" and name is None:
        raise EventUnusable(reason="event_unnamed")
    user = _text("userId", said.user_id, IDENTIFIER_CHARACTERS_MAX)
    anonymous = _text("anonymousId", said.anonymous_id, IDENTIFIER_CHARACTERS_MAX)
    if user is None and anonymous is None:
        raise EventUnusable(reason="nobody_named")
    if isinstance(said.properties, dict) and len(said.properties) > PROPERTIES_MAX:
        raise EventUnusable(reason="too_many_properties", given=len(said.properties), most=PROPERTIES_MAX)
    moments = Moments(_original(fields, said, post), _instant(said.sent or letter.sent_at))
    return Arrived(
        post.source_id, _message_id(raw, said), kind, name, user, anonymous, post.received_at,
        occurred_at(moments, post.received_at, is_import=post.is_import),
        None if said.original is None else str(said.original), raw, letter.beside,
    )  # fmt: skip


def _fields(raw: bytes) -> Fields:
    if len(raw) > EVENT_BYTES_MAX:
        raise EventUnusable(reason="event_too_large", given=len(raw), most=EVENT_BYTES_MAX)
    try:
        fields = _decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise EventUnusable(reason="event_unreadable", problem=str(error)) from None
    except RecursionError:
        raise EventUnusable(reason="event_too_deep", most=DEPTH_MAX) from None
    if not isinstance(fields, dict):
        raise EventUnusable(reason="no_object")
    # Counting marks is quicker than walking: hardly an event has so many.
    if raw.count(b"{") + raw.count(b"[") > DEPTH_MAX and _depth(fields) > DEPTH_MAX:
        raise EventUnusable(reason="event_too_deep", most=DEPTH_MAX)
    return fields


def _depth(value: object) -> int:
    depth, level = 0, [value]
    while level:
        level = [inner for one in level for inner in _inside(one)]
        depth += 1
    return depth - 1


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _of_segment(fields: Fields) -> Said:
    """An event of Segment's and RudderStack's clients."""
    get = fields.get
    kind = get("type")
    timestamp = get("timestamp")
    return Said(
        kind, get("event") if get("event") is not None else get("name"), get("messageId"), get("userId"),
        get("anonymousId"), get("originalTimestamp") if timestamp is None else timestamp, get("sentAt"),
        get("properties"),
    )  # fmt: skip


_POSTHOGS_KINDS: Final[dict[object, Kind]] = {
    "$identify": "identify", "$set": "identify", "$set_once": "identify", "$pageview": "page", "$screen": "screen",
    "$groupidentify": "group", "$create_alias": "alias",
}  # fmt: skip


def _is_posthogs(fields: Fields) -> bool:
    # Segment's clients post to /batch as well, and name a type, which PostHog's do not.
    return "type" not in fields or "distinct_id" in fields


def _of_posthog(fields: Fields) -> Said:
    """An event of PostHog's clients: one id, which is a device's until somebody was identified."""
    given = fields.get("properties")
    properties: Fields = given if _is_fields(given) else {}
    name, who = fields.get("event"), fields.get("distinct_id", properties.get("distinct_id"))
    is_device = properties.get("$is_identified") is False or who == properties.get("$device_id")
    user, device = (None, who) if is_device else (who, properties.get("$anon_distinct_id"))
    return Said(
        _POSTHOGS_KINDS.get(name, "track") if isinstance(name, str) else "track", name, fields.get("uuid"), user, device,
        fields.get("timestamp"), fields.get("sent_at"), given,
    )  # fmt: skip


def _is_fields(given: object) -> TypeGuard[Fields]:
    return isinstance(given, dict)


def _kind(given: object) -> Kind:
    if not isinstance(given, str) or given not in KINDS:
        raise EventUnusable(reason="kind_unknown", given=str(given)[:NAME_CHARACTERS_MAX])
    kind: Kind = given  # type: ignore[assignment]  # It is one of the kinds, as was just seen.
    return kind


def _text(field: str, given: object, most: int) -> str | None:
    """A name as text; numbers serve some shops as names. Empty is unsaid."""
    if given is None or given == "":
        return None
    if not isinstance(given, str):
        if not isinstance(given, int) or isinstance(given, bool):
            raise EventUnusable(reason="field_unusable", field=field)
        given = str(given)
    if len(given) > most:
        raise EventUnusable(reason="field_too_long", field=field, given=len(given), most=most)
    if "\0" in given:
        raise EventUnusable(reason="field_holds_null", field=field)
    return given


def _original(fields: Fields, said: Said, post: Post) -> int | None:
    if said.original is None:
        # PostHog's pages say how many milliseconds ago it was.
        ago = fields.get("offset") if post.is_posthog else None
        return post.received_at - ago * 1_000 if isinstance(ago, int) and 0 <= ago < 10**12 else None
    found = _instant(said.original)
    if found is None:
        raise EventUnusable(reason="time_unreadable", given=str(said.original)[:NAME_CHARACTERS_MAX])
    return found


def _instant(said: object) -> int | None:
    return instant_of(said) if isinstance(said, str | int | float) and not isinstance(said, bool) else None


def _message_id(raw: bytes, said: Said) -> str:
    """The client's own name for the event. Without one, the same bytes are the same event if they say when it was."""
    found = _text("messageId", said.message_id, MESSAGE_ID_CHARACTERS_MAX)
    if found is not None:
        return found
    return _made_from(raw) if said.original is not None else str(uuid4())


def _made_from(raw: bytes) -> str:
    return f"raw:{blake2b(raw, digest_size=16).hexdigest()}"


def _aside(raw: bytes, post: Post, bad: EventUnusable) -> Aside:
    """A bad event is named by its bytes, so that it is set aside once however often it is sent, and its own name stays free."""
    facts = {name: fact for name, fact in bad.facts.items() if isinstance(fact, str | int)}
    reason = str(facts.pop("reason"))
    return Aside(post.source_id, _made_from(raw), post.received_at, reason, facts, raw)
