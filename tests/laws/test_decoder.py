"""Whatever bytes come, the decoder answers or refuses: it never breaks, and what it takes can be kept and read again."""

import gzip
import json
import os

import msgspec
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from regulars.events.intake.arrived import (
    EVENT_BYTES_MAX,
    IDENTIFIER_CHARACTERS_MAX,
    MESSAGE_ID_CHARACTERS_MAX,
    BatchTooLarge,
    BatchUnreadable,
)
from regulars.events.intake.bodies import inflated, letter
from regulars.events.intake.scanning import elements
from regulars.events.intake.understanding import Post, understand
from regulars.events.intake.words import REASONS

NOON = 1_795_437_060_000_000
EXAMPLES = 20_000 if os.environ.get("REGULARS_SOAK") else 300

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)
told = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["track", "identify", "page", "screen", "group", "alias", "dance"]) | anything,
        "event": st.text(max_size=12) | anything,
        "messageId": st.text(max_size=120) | anything,
        "userId": st.text(max_size=220) | anything,
        "anonymousId": anything,
        "timestamp": st.datetimes().map(lambda at: at.isoformat()) | st.integers() | anything,
        "sentAt": st.datetimes().map(lambda at: at.isoformat()) | anything,
        "properties": anything,
        "distinct_id": anything,
        "offset": st.integers() | anything,
        "uuid": st.uuids().map(str) | anything,
    },
)  # fmt: skip
written = st.builds(lambda value: json.dumps(value).encode(), told)
batches = st.builds(
    lambda parts, beside: json.dumps({"batch": parts, **beside}).encode(),
    st.lists(told | anything, max_size=5),
    st.dictionaries(st.sampled_from(["sentAt", "writeKey", "context", "api_key"]), anything),
)


@st.composite
def mangled(draw):
    """A sound body with some bytes changed, cut out or put in: what a broken line or a bad mind makes of it."""
    body = bytearray(draw(batches | written))
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(body)))
        match draw(st.sampled_from(["cut", "change", "put", "repeat"])):
            case "cut":
                del body[place : place + draw(st.integers(1, 9))]
            case "change":
                body[place : place + 1] = draw(st.binary(min_size=1, max_size=1))
            case "put":
                body[place:place] = draw(
                    st.binary(max_size=6) | st.sampled_from([b"{", b"[", b'"', b"\\", b"NaN"])
                )
            case _:
                body[place:place] = body[place : place + 30] * 3
    return bytes(body)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    body=st.binary(max_size=300) | batches | written | mangled(),
    form=st.sampled_from(["event", "batch", "either"]),
    is_posthog=st.booleans(),
    is_packed=st.booleans(),
)
def test_any_bytes_are_answered(body, form, is_posthog, is_packed):
    try:
        opened = letter(
            inflated(gzip.compress(body) if is_packed else body, most=EVENT_BYTES_MAX * 4), form=form
        )
    except (BatchUnreadable, BatchTooLarge) as refusal:
        event(refusal.code)
        return
    found = understand(opened, Post(1, NOON, "track" if form == "event" else None, is_posthog=is_posthog))

    assert len(found.events) + len(found.aside) == len(opened.parts)
    for one in found.events:
        event("taken")
        _can_be_kept(one)
    for one in found.aside:
        event(one.reason)
        assert REASONS[one.reason]["en"].format(**one.facts)
        assert REASONS[one.reason]["zh-Hant"].format(**one.facts)


def _can_be_kept(one):
    """The database takes no null character in a text and no half letters; whoever reads the log decodes what is in it."""
    for text in (one.message_id, one.name, one.user_id, one.anonymous_id):
        assert text is None or ("\0" not in text and text.encode() and text != "")
    assert len(one.message_id) <= MESSAGE_ID_CHARACTERS_MAX
    assert max(len(one.user_id or ""), len(one.anonymous_id or "")) <= IDENTIFIER_CHARACTERS_MAX
    assert one.user_id or one.anonymous_id
    assert 0 <= one.occurred_at <= one.received_at
    assert one.said_at is None or one.said_at.replace("\0", "").encode()
    assert isinstance(msgspec.json.decode(one.raw), dict)
    assert one.batch is None or isinstance(msgspec.json.decode(one.batch), dict)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(anything, max_size=6))
def test_a_list_that_is_taken_apart_by_hand_has_the_pieces_that_a_decoder_finds(values):
    whole = json.dumps(values, indent=1).encode()

    pieces = elements(whole)

    assert pieces is not None
    assert [json.dumps(json.loads(piece)) for piece in pieces] == [json.dumps(value) for value in values]


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.binary(max_size=200))
def test_taking_apart_never_breaks(whole):
    pieces = elements(b"[" + whole + b"]")

    assert pieces is None or all(piece in whole for piece in pieces)
