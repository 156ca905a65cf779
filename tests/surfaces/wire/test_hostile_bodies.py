"""A corpus of bodies that nobody well-meaning sends: each gets a clear answer, and what is sound in them is kept."""

import gzip
import json
import zlib

import pytest
from wire_client import aside, basic, logged, track

GOOD = json.dumps(track("good")).encode()


def among(bad):
    """A bad event between two good ones."""
    return b'{"batch":[' + GOOD + b"," + bad + b"," + GOOD.replace(b'"good"', b'"fine"') + b"]}"


#: What stands between two good events, and why it is set aside; None where it is taken.
EVENTS = {
    "nested twenty thousand deep": (b"[" * 10_000 + b"]" * 10_000, "event_too_deep"),
    "nested thirty-three deep": (b'{"a":' * 33 + b"1" + b"}" * 33, "event_too_deep"),
    "nested deep inside an event": (
        GOOD[:-1] + b',"properties":' + b'{"a":' * 60 + b"1" + b"}" * 60 + b"}", "event_too_deep",
    ),
    "larger than an event may be": (GOOD[:-1] + b',"x":"' + b"x" * 33_000 + b'"}', "event_too_large"),
    "a byte that is no UTF-8": (GOOD[:-1] + b',"x":"\xff"}', "event_unreadable"),
    "half a letter of UTF-8": (GOOD[:-1] + b',"x":"\xe9\xa6"}', "event_unreadable"),
    "half a pair of surrogates": (GOOD[:-1] + b',"x":"\\ud83d"}', "event_unreadable"),
    "UTF-8 written too long": (GOOD[:-1] + b',"x":"\xc0\xaf"}', "event_unreadable"),
    "NaN": (GOOD[:-1] + b',"x":NaN}', "event_unreadable"),
    "Infinity": (GOOD[:-1] + b',"x":-Infinity}', "event_unreadable"),
    "a number beyond all numbers": (GOOD[:-1] + b',"x":1e999}', "event_unreadable"),
    "a number of five thousand digits": (GOOD[:-1] + b',"x":' + b"9" * 5000 + b"}", "event_unreadable"),
    "a bare control character": (GOOD[:-1] + b',"x":"\x01"}', "event_unreadable"),
    "a comma too many": (GOOD[:-1] + b",}", "event_unreadable"),
    "quotes of the wrong kind": (b"{'type':'track'}", "event_unreadable"),
    "nothing": (b"", "event_unreadable"),
    "ten thousand properties": (
        GOOD[:-1] + b',"properties":{' + b",".join(b'"%d":1' % n for n in range(3_000)) + b"}}", "too_many_properties",
    ),
    "a null inside a name": (GOOD.replace(b"U1", b"U\\u00001"), "field_holds_null"),
    "a null inside the name of the event": (GOOD.replace(b"Viewed", b"\\u0000"), "field_holds_null"),
    "a list instead of an event": (b"[]", "no_object"),
    "null instead of an event": (b"null", "no_object"),
    "a name that is a list": (GOOD.replace(b'"good"', b"[1]"), "field_unusable"),
    "a name that is a fraction": (GOOD.replace(b'"good"', b"1.5"), "field_unusable"),
    "a time after the end of time": (GOOD[:-1] + b',"timestamp":"9999-12-31T23:59:59Z"}', "time_unreadable"),
    "a time of ten thousand characters": (GOOD[:-1] + b',"timestamp":"' + b"1" * 10_000 + b'"}', "time_unreadable"),
    "a time beyond all numbers": (GOOD[:-1] + b',"timestamp":1e300}', "time_unreadable"),
    "a time that is an object": (GOOD[:-1] + b',"timestamp":{}}', "time_unreadable"),
}  # fmt: skip
TAKEN = {
    "a null inside a property": GOOD.replace(b'"good"', b'"x"')[:-1] + b',"properties":{"x":"a\\u0000b"}}',
    "three hundred properties": GOOD.replace(b'"good"', b'"x"')[:-1] + b',"properties":{' + b",".join(b'"%d":1' % n for n in range(300)) + b"}}",
    "thirty-two levels": GOOD.replace(b'"good"', b'"x"')[:-1] + b',"p":' + b'{"a":' * 31 + b"1" + b"}" * 31 + b"}",
    "one name twice": GOOD.replace(b'"good"', b'"w","messageId":"x"'),
    "words of every script": GOOD.replace(b'"good"', b'"x"')[:-1] + ',"properties":{"x":"馬克杯 🧋 \u202e"}}'.encode(),
    "a name that is a number": GOOD.replace(b'"good"', b'"x"').replace(b'"U1"', b"71"),
    "a sum as long as a double": GOOD.replace(b'"good"', b'"x"')[:-1] + b',"properties":{"x":0.30000000000000004}}',
}  # fmt: skip


@pytest.mark.parametrize("what", EVENTS)
def test_a_hostile_event_goes_aside_and_its_neighbours_are_kept(wire, key, what):
    bad, reason = EVENTS[what]

    reply = wire.post("/v1/batch", among(bad), HTTP_AUTHORIZATION=basic(key))

    assert (reply.status, reply.body) == (200, b'{"success":true}')
    assert (logged(), aside()) == (["good", "fine"], [reason])


def test_what_is_only_odd_is_kept(wire, key):
    for event in TAKEN.values():
        reply = wire.post(
            "/v1/batch", among(event.replace(b'"x"', b'"x%d"' % id(event), 1)), HTTP_AUTHORIZATION=basic(key)
        )
        assert reply.status == 200

    assert aside() == []
    assert len(logged()) == 2 + len(TAKEN)


BODIES = {
    "nothing": b"",
    "blanks": b" \n ",
    "half an object": b'{"batch":[',
    "half a string": b'{"batch":["',
    "a bracket too many": b'{"batch":[]}]',
    "a million brackets": b"[" * 500_000,
    "quotes without end": b'{"batch":["' + b"\\" * 100_001,
    "a number": b"7",
    "a text": b'"batch"',
    "two bodies": b'{"batch":[]}{"batch":[]}',
    "no UTF-8 around": b'{"batch":[],"context":"\xff"}',
    "UTF-16": '{"batch":[]}'.encode("utf-16"),
    "a packed nothing": gzip.compress(b""),
    "a packed half": gzip.compress(b'{"batch":[]}')[:-12],
    "a packed lie": b"\x1f\x8b" + b"x" * 100,
    "zlib, which nobody sends": zlib.compress(b'{"batch":[]}'),
    "packed twice": gzip.compress(gzip.compress(b'{"batch":[]}')),
    "a batch that is no list": b'{"batch":{"0":{}}}',
    "a form without JSON": b"data=7&x=%7B",
    "a form of nonsense": b"data=%%%",
}


@pytest.mark.parametrize("what", BODIES)
def test_a_hostile_body_is_refused_whole(wire, key, what):
    reply = wire.post("/v1/batch", BODIES[what], HTTP_AUTHORIZATION=basic(key))

    assert (reply.status, reply.json["code"]) == (400, "BatchUnreadable")
    assert (logged(), aside()) == ([], [])


@pytest.mark.parametrize("inflated", [10**7, 10**9])
def test_a_bomb_is_never_inflated(wire, key, inflated):
    """A gigabyte of nothing fits into a megabyte; half a megabyte of it is all that is ever unpacked."""
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packing.compress(b"\0" * 10**6) for _ in range(inflated // 10**6)) + packing.flush()
    path = "/v1/batch" if len(bomb) < 500_000 else "/v1/import"

    reply = wire.post(path, bomb, HTTP_AUTHORIZATION=basic(key))

    assert (reply.status, reply.json["code"]) == (413, "BatchTooLarge")


@pytest.mark.parametrize(
    "headers",
    [
        {"CONTENT_LENGTH": "-1"},
        {"CONTENT_LENGTH": "many"},
        {"CONTENT_LENGTH": "٣"},
        {"HTTP_AUTHORIZATION": "Basic ÿ"},
        {"HTTP_AUTHORIZATION": "Basic " + "x" * 10_000},
        {"HTTP_AUTHORIZATION": "Bearer \0"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "\r\nSet-Cookie: a=b"},
        {"QUERY_STRING": "writeKey=%ff&writeKey"},
    ],
)
def test_hostile_headers_get_a_clear_no(wire, key, headers):
    reply = wire.post("/v1/batch", {"batch": [track()]}, **headers)

    assert reply.status in {400, 401, 403}
    assert sorted(reply.json) == ["code", "message"]
