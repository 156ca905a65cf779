"""What is understood of an event, whichever client wrote it, and what is not."""

import gzip
import json
from datetime import UTC, datetime

import pytest

from regulars.core.periods import instant
from regulars.events.intake.arrived import BatchTooLarge, BatchUnreadable
from regulars.events.intake.bodies import inflated, letter

TRACK = {
    "type": "track",
    "event": "Order Completed",
    "userId": "U1",
    "messageId": "m-1",
    "timestamp": "2026-11-23T10:00:00Z",
}


def batch(*events, **beside):
    return json.dumps({"batch": events, **beside}).encode()


def at(hour, minute):
    return instant(datetime(2026, 11, 23, hour, minute, tzinfo=UTC))


def test_a_batch_becomes_events_to_the_byte(read):
    raw = b'{ "type":"track",  "event":"A", "userId":"U1", "messageId":"m-1" }'

    found = read(b'{"writeKey":"k", "batch": [' + raw + b", " + raw + b'], "context": {"a": 1}}')

    assert [one.raw for one in found.events] == [raw, raw]
    assert found.events[0].batch == b'{"context":{"a":1}}'
    assert found.events[0][:6] == (7, "m-1", "track", "A", "U1", None)


def test_an_address_says_what_kind_of_event_it_is(read):
    found = read(json.dumps({"userId": "U1", "traits": {}}).encode(), kind="identify")

    assert [(one.kind, one.user_id) for one in found.events] == [("identify", "U1")]


@pytest.mark.parametrize(
    ("times", "beside", "occurred", "said"),
    [
        ({}, {}, (12, 31), None),
        ({"timestamp": "2026-11-23T10:00:00Z"}, {"sentAt": "2026-11-23T10:01:00Z"}, (12, 30), "2026-11-23T10:00:00Z"),
        ({"timestamp": "2026-11-23T10:00:00Z"}, {}, (10, 0), "2026-11-23T10:00:00Z"),
        ({"timestamp": "2026-11-23T10:00:00"}, {}, (10, 0), "2026-11-23T10:00:00"),
        ({"originalTimestamp": "2026-11-23T18:00:00+08:00", "sentAt": "2026-11-23T18:01:00+08:00"}, {}, (12, 30), "2026-11-23T18:00:00+08:00"),
        ({"timestamp": "2026-11-23T13:00:00Z"}, {"sentAt": "2026-11-23T12:00:00Z"}, (12, 31), "2026-11-23T13:00:00Z"),
        ({"timestamp": 1795428000}, {}, (10, 0), "1795428000"),
        ({"timestamp": 1795428000000}, {}, (10, 0), "1795428000000"),
    ],
)  # fmt: skip
def test_skew_is_corrected_once(read, times, beside, occurred, said):
    event = {name: value for name, value in TRACK.items() if name != "timestamp"} | times

    (found,) = read(batch(event, **beside)).events

    assert (found.occurred_at, found.said_at) == (at(*occurred), said)


def test_an_import_is_believed(read):
    (found,) = read(batch(TRACK, sentAt="2026-11-23T10:01:00Z"), is_import=True).events

    assert found.occurred_at == at(10, 0)


@pytest.mark.parametrize(
    ("change", "reason", "facts"),
    [
        ({"type": "dance"}, "kind_unknown", {"given": "dance"}),
        ({"type": None}, "kind_unknown", {"given": "None"}),
        ({"event": ""}, "event_unnamed", {}),
        ({"event": ["A"]}, "field_unusable", {"field": "name"}),
        ({"userId": None}, "nobody_named", {}),
        ({"userId": True}, "field_unusable", {"field": "userId"}),
        ({"userId": "U" * 201}, "field_too_long", {"field": "userId", "given": 201, "most": 200}),
        ({"userId": "U\0"}, "field_holds_null", {"field": "userId"}),
        ({"messageId": "m" * 101}, "field_too_long", {"field": "messageId", "given": 101, "most": 100}),
        ({"timestamp": "yesterday"}, "time_unreadable", {"given": "yesterday"}),
        ({"timestamp": "1969-12-31T23:59:59Z"}, "time_unreadable", {"given": "1969-12-31T23:59:59Z"}),
        ({"properties": {str(n): n for n in range(301)}}, "too_many_properties", {"given": 301, "most": 300}),
        ({"properties": "x" * 33_000}, "event_too_large", {"given": 33_136, "most": 32_768}),
    ],
)  # fmt: skip
def test_a_bad_event_goes_aside_and_its_neighbours_go_on(read, change, reason, facts):
    found = read(batch(TRACK, TRACK | change, TRACK | {"messageId": "m-2"}))

    assert [one.message_id for one in found.events] == ["m-1", "m-2"]
    assert [(one.reason, one.facts) for one in found.aside] == [(reason, facts)]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b'{"type":"track","properties":{"price":NaN}}', "event_unreadable"),
        (b'{"type":"track","event":"\xff"}', "event_unreadable"),
        (b'{"type":"track","event":"\\ud800"}', "event_unreadable"),
        (b'{"type":"track","price":1e999}', "event_unreadable"),
        (b"[" * 2000 + b"]" * 2000, "event_too_deep"),
        (b'{"a":' * 33 + b"1" + b"}" * 33, "event_too_deep"),
        (b"7", "no_object"),
    ],
)
def test_what_spoils_a_list_for_a_decoder_spoils_one_event(read, bad, reason):
    good = json.dumps(TRACK).encode()

    found = read(b'{"batch":[' + good + b"," + bad + b" , " + good + b'],"writeKey":"k"}')

    assert [one.raw for one in found.events] == [good, good]
    assert [(one.reason, one.raw) for one in found.aside] == [(reason, bad)]


def test_an_event_without_a_name_of_its_own_is_named_by_its_bytes_and_its_time(read):
    timed = {name: value for name, value in TRACK.items() if name != "messageId"}
    untimed = {name: value for name, value in timed.items() if name != "timestamp"}

    first, second, third, fourth = read(batch(timed, timed, untimed, untimed)).events

    assert first.message_id == second.message_id
    assert third.message_id != fourth.message_id


POSTHOG = {"event": "Order Completed", "distinct_id": "U1", "uuid": "m-1", "properties": {}}


@pytest.mark.parametrize(
    ("change", "understood"),
    [
        ({}, ("m-1", "track", "Order Completed", "U1", None)),
        ({"event": "$pageview"}, ("m-1", "page", "$pageview", "U1", None)),
        ({"event": "$identify", "properties": {"$anon_distinct_id": "D1"}}, ("m-1", "identify", "$identify", "U1", "D1")),
        ({"properties": {"$is_identified": False}}, ("m-1", "track", "Order Completed", None, "U1")),
        ({"properties": {"$device_id": "U1"}}, ("m-1", "track", "Order Completed", None, "U1")),
    ],
)  # fmt: skip
def test_posthogs_events_are_understood(read, change, understood):
    body = json.dumps({"api_key": "k", "batch": [POSTHOG | change]}).encode()

    (found,) = read(body, is_posthog=True).events

    assert found[1:6] == understood


def test_a_page_of_posthogs_says_how_long_ago_it_was(read, noon):
    (found,) = read(json.dumps([POSTHOG | {"offset": 1500}]).encode(), is_posthog=True).events

    assert found.occurred_at == noon - 1_500_000


def test_a_form_may_hold_the_json_in_base64():
    assert letter(b"data=eyJiYXRjaCI6W3t9XX0%3D", form="batch").parts == [b"{}"]


def test_gzip_is_known_by_its_first_bytes():
    assert inflated(gzip.compress(b"{}"), most=10) == b"{}"
    assert inflated(b"{}", most=10) == b"{}"


@pytest.mark.parametrize("body", [b"x" * 11, gzip.compress(b"x" * 11), gzip.compress(b"\0" * 100_000_000)])
def test_what_is_too_large_is_refused_before_it_is_inflated_further(body):
    with pytest.raises(BatchTooLarge):
        inflated(body, most=10)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"null", b"[", b"{}", b'{"batch":{}}', b'{"batch":7}', b'{"batch":[{}}', b"data=%%%", b'{"batch":[],"context":NaN}']
)  # fmt: skip
def test_a_body_that_is_no_letter_is_refused(body):
    with pytest.raises(BatchUnreadable):
        letter(body, form="batch")


def test_a_packed_body_that_ends_early_is_refused():
    with pytest.raises(BatchUnreadable):
        inflated(gzip.compress(b"{}" * 50)[:-9], most=1000)
