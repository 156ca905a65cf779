"""The wire contract, rule by rule: what clients that nobody can change any more rely on."""

import gzip
import json
from base64 import b64encode

import pytest
from wire_client import aside, basic, logged, packed, track

SUCCESS = b'{"success":true}'
ORIGIN = "https://shop.example"


def test_success_is_exactly_two_hundred_and_one_body(wire, key):
    reply = wire.send(key, track())

    assert (reply.status, reply.body, reply.headers["Content-Type"]) == (200, SUCCESS, "application/json")
    assert logged() == ["m-1"]


@pytest.mark.parametrize("kind", ["identify", "track", "page", "screen", "group", "alias"])
def test_each_kind_has_an_address_and_a_short_one(wire, key, kind):
    event = {"event": "A", "userId": "U1", "messageId": "m-1"}

    for path in (f"/v1/{kind}", f"/v1/{kind[0]}", f"/v1/{kind}/"):
        assert wire.post(path, event, HTTP_AUTHORIZATION=basic(key)).body == SUCCESS

    assert logged() == ["m-1"]


@pytest.mark.parametrize(
    "path", ["/v1/batch", "/v1/b", "/b", "/beacon/v1/batch", "/v1/import", "/batch/", "/batch", "/e/", "/capture/"]
)  # fmt: skip
def test_each_address_of_batches_takes_one(wire, key, path):
    assert wire.send(key, track("a"), track("b"), path=path).body == SUCCESS

    assert logged() == ["a", "b"]


@pytest.mark.parametrize(
    "shown",
    [
        lambda key: {"HTTP_AUTHORIZATION": basic(key)},
        lambda key: {"HTTP_AUTHORIZATION": f"Basic {b64encode(key.encode()).decode()}"},
        lambda key: {"HTTP_AUTHORIZATION": f"Bearer {key}"},
        lambda key: {"HTTP_X_WRITE_KEY": key},
        lambda key: {"query": f"writeKey={key}"},
        lambda key: {"query": f"p=web&write_key={key}"},
        lambda key: {"beside": {"writeKey": key}},
        lambda key: {"beside": {"api_key": key}},
    ],
)
def test_the_write_key_may_stand_in_many_places(wire, key, shown):
    how = shown(key)
    body = {"batch": [track()], **how.pop("beside", {})}

    assert wire.post("/v1/batch", body, **how).body == SUCCESS


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "application/x-www-form-urlencoded", None]
)
@pytest.mark.parametrize("encoding", ["gzip", "identity", None])
def test_gzip_is_known_by_its_first_bytes(wire, key, kind, encoding):
    said = {"CONTENT_TYPE": kind, "HTTP_CONTENT_ENCODING": encoding, "HTTP_AUTHORIZATION": basic(key)}

    assert wire.post("/v1/batch", packed({"batch": [track("packed")]}), **said).body == SUCCESS
    assert wire.post("/v1/batch", {"batch": [track("plain")]}, **said).body == SUCCESS
    assert logged() == ["packed", "plain"]


def test_a_body_without_a_length_is_read(wire, key):
    assert (
        wire.post("/v1/batch", {"batch": [track()]}, length=False, HTTP_AUTHORIZATION=basic(key)).body
        == SUCCESS
    )


def test_a_message_is_heard_once_for_ever(wire, key):
    for _ in range(3):
        assert wire.send(key, track("a"), track("b"), track("a")).body == SUCCESS

    assert logged() == ["a", "b"]


def test_two_sources_may_use_one_name_for_two_messages(wire, add):
    for name in ("web", "app"):
        wire.send(add(name), track("a"))

    assert logged() == ["a", "a"]


def test_one_bad_event_does_not_sink_its_batch(wire, key):
    reply = wire.send(key, track("a"), {"type": "dance"}, track("b"))

    assert (reply.status, reply.body) == (200, SUCCESS)
    assert (logged(), aside()) == (["a", "b"], ["kind_unknown"])


def test_a_bad_event_that_comes_again_is_set_aside_once(wire, key):
    for _ in range(2):
        wire.send(key, {"type": "dance"})

    assert aside() == ["kind_unknown"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("POST", "/v1/batch", b"{", 400, "BatchUnreadable"),
        ("POST", "/v1/batch", b"", 400, "BatchUnreadable"),
        ("POST", "/v1/batch", b"[]", 400, "BatchUnreadable"),
        ("POST", "/v1/track", b"null", 400, "BatchUnreadable"),
        ("POST", "/v1/batch", gzip.compress(b"{}" * 99)[:-9], 400, "BatchUnreadable"),
        ("POST", "/v1/batch", b" " * (500 * 1024 + 1), 413, "BatchTooLarge"),
        ("POST", "/v1/batch", gzip.compress(b" " * (500 * 1024 + 1)), 413, "BatchTooLarge"),
        ("POST", "/v1/import", b" " * (4 * 1024 * 1024 + 1), 413, "BatchTooLarge"),
        ("POST", "/v1/import", gzip.compress(b" " * (32 * 1024 * 1024 + 1)), 413, "BatchTooLarge"),
        ("POST", "/v1/", b"{}", 404, "AddressUnknown"),
        ("POST", "/v1/tracks", b"{}", 404, "AddressUnknown"),
        ("GET", "/v1/track", b"", 405, "MethodUnusable"),
        ("PUT", "/b", b"{}", 405, "MethodUnusable"),
        ("POST", "/sourceConfig/", b"{}", 405, "MethodUnusable"),
    ],
)
def test_every_error_is_json_with_code_and_message(wire, key, method, path, body, status, code):
    reply = wire.ask(method, path, body, HTTP_AUTHORIZATION=basic(key))

    assert (reply.status, reply.json["code"], sorted(reply.json)) == (status, code, ["code", "message"])
    assert reply.headers["Content-Type"] == "application/json"
    assert logged() == []


@pytest.mark.parametrize(
    ("shown", "code"),
    [({}, "WriteKeyMissing"), ({"HTTP_AUTHORIZATION": basic("rgw_nobody")}, "WriteKeyUnknown")],
)
def test_without_a_key_that_is_ours_nothing_is_taken(wire, shown, code):
    reply = wire.post("/v1/track", {"event": "A", "userId": "U1"}, **shown)

    assert (reply.status, reply.json["code"]) == (401, code)


def test_a_key_that_was_just_made_is_known_at_once(wire, key):
    from regulars.events.intake import sources  # noqa: PLC0415 - models exist only after setup.

    wire.send(key, track("a"))
    new = sources.add("app", purpose="test").key

    assert wire.send(new, track("b")).status == 200


def test_keys_that_are_none_of_ours_are_looked_up_once(wire, key, django_assert_num_queries):
    wire.send("rgw_nobody")

    with django_assert_num_queries(0):
        assert wire.send("rgw_nobody").status == 401


def test_a_revoked_key_is_refused(wire, key):
    from regulars.events.intake import sources  # noqa: PLC0415 - models exist only after setup.

    sources.revoke("web")
    sources.forget_trusted()

    assert wire.send(key, track()).json["code"] == "WriteKeyUnknown"


def test_the_message_of_a_no_is_in_the_language_that_was_asked_for(wire):
    assert wire.post("/v1/track", b"{}").json["message"] == "No write key came with the request."
    assert (
        wire.post("/v1/track", b"{}", HTTP_ACCEPT_LANGUAGE="zh-TW").json["message"]
        == "請求沒有附上寫入金鑰。"
    )


def test_a_fault_of_ours_is_json_too(wire, key, monkeypatch):
    monkeypatch.setattr("regulars.events.intake.taking._open", lambda: 1 / 0)

    reply = wire.send(key, track())

    assert (reply.status, reply.json["code"]) == (500, "Fault")


def test_a_letter_is_counted_once_though_the_sources_are_read_again_before_its_answer(wire, add, monkeypatch):
    """The rate leaves room for five; whoever were counted twice would be sent away at the third."""
    from regulars.events.intake import sources, taking  # noqa: PLC0415 - as above.

    key, taken = add(origins=[ORIGIN], rate=2), taking.taken

    async def taken_long_ago(letter):
        await taken(letter)
        sources.forget_trusted()

    monkeypatch.setattr(taking, "taken", taken_long_ago)
    replies = [
        wire.post("/v1/track", track(f"m-{number}"), HTTP_AUTHORIZATION=basic(key), HTTP_ORIGIN=ORIGIN)
        for number in range(5)
    ]  # fmt: skip

    assert [reply.status for reply in replies] == [200] * 5
    assert {reply.headers["Access-Control-Allow-Origin"] for reply in replies} == {ORIGIN}


def test_pressure_is_a_429_that_says_when_to_come_again(wire, add):
    key = add(rate=2)

    replies = [wire.send(key, *[track(f"{number}-{one}") for one in range(10)]) for number in range(2)]

    assert [reply.status for reply in replies] == [200, 429]
    assert replies[1].headers["Retry-After"] == "5"
    assert replies[1].headers["Access-Control-Expose-Headers"] == "Retry-After"
    assert replies[1].json["code"] == "RateExceeded"
    assert len(logged()) == 10


def test_a_full_intake_sends_people_away_before_it_takes_anything(wire, key, monkeypatch):
    from regulars.events.intake.taking import IntakeBusy  # noqa: PLC0415 - models exist only after setup.

    def full():
        raise IntakeBusy(waiting=1, retry_after=1)

    monkeypatch.setattr("regulars.events.intake.taking._open", full)

    reply = wire.send(key, track())

    assert (reply.status, reply.headers["Retry-After"]) == (429, "1")


def test_a_database_that_is_away_is_a_503_that_says_when_to_come_again(wire, key, monkeypatch):
    from django.db import OperationalError  # noqa: PLC0415 - as above.

    def away(_):
        raise OperationalError("gone")

    wire.send(key, track("a"))
    monkeypatch.setattr("regulars.events.intake.taking.write", away)

    reply = wire.send(key, track("b"))

    assert (reply.status, reply.json["code"], reply.headers["Retry-After"]) == (503, "DatabaseDown", "5")


def test_a_browser_that_asks_is_told_what_it_may_send(wire, add):
    add(origins=[ORIGIN])

    reply = wire.ask("OPTIONS", "/v1/t", HTTP_ORIGIN=ORIGIN)

    assert (reply.status, reply.body) == (204, b"")
    assert reply.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert reply.headers["Access-Control-Allow-Methods"] == "POST, OPTIONS"
    assert reply.headers["Access-Control-Allow-Headers"].split(", ") == [
        "authorization", "content-type", "anonymousid", "sentat", "x-retry-count", "rsa-retry-reason", "rsa-retry-attempt",
        "x-write-key",
    ]  # fmt: skip
    assert reply.headers["Vary"] == "Origin"


def test_a_stranger_that_asks_is_told_nothing(wire, add):
    add(origins=[ORIGIN])

    reply = wire.ask("OPTIONS", "/v1/t", HTTP_ORIGIN="https://other.example")

    assert "Access-Control-Allow-Origin" not in reply.headers


def test_a_page_may_send_with_the_key_that_was_made_for_it(wire, add):
    key = add(origins=[ORIGIN])

    reply = wire.post("/v1/t", track(), HTTP_AUTHORIZATION=basic(key), HTTP_ORIGIN=ORIGIN)

    assert (reply.status, reply.headers["Access-Control-Allow-Origin"]) == (200, ORIGIN)


@pytest.mark.parametrize(("origins", "status"), [([], 403), ([ORIGIN], 403), (["*"], 200)])
def test_a_page_may_not_send_with_somebody_elses_key(wire, add, origins, status):
    key = add(origins=origins)

    reply = wire.post("/v1/t", track(), HTTP_AUTHORIZATION=basic(key), HTTP_ORIGIN="https://other.example")

    assert reply.status == status
    assert (logged() == []) == (status == 403)


def test_a_page_may_read_a_no(wire, add):
    add(origins=[ORIGIN])

    reply = wire.post("/v1/t", b"{}", HTTP_ORIGIN=ORIGIN)

    assert (reply.status, reply.headers["Access-Control-Allow-Origin"]) == (401, ORIGIN)


@pytest.mark.parametrize("path", ["/v1/projects/{key}/settings", "/projects/{key}/settings"])
def test_segments_clients_are_told_where_to_send(wire, key, path):
    reply = wire.ask("GET", path.format(key=key))

    told = reply.json["integrations"]["Segment.io"]
    assert (told["apiKey"], told["apiHost"], told["protocol"]) == (key, "shop.example/v1", "https")


def test_rudderstacks_clients_are_told_of_their_source(wire, key):
    reply = wire.ask("GET", "/sourceConfig/", query="p=web&v=3", HTTP_AUTHORIZATION=basic(key))

    source = reply.json["source"]
    assert (source["name"], source["writeKey"], source["enabled"], source["destinations"]) == (
        "web",
        key,
        True,
        [],
    )


@pytest.mark.parametrize("path", ["/v1/projects/rgw_nobody/settings", "/sourceConfig/"])
def test_settings_of_nobody_are_refused(wire, path):
    reply = wire.ask("GET", path)

    assert (reply.status, sorted(reply.json)) == (401, ["code", "message"])


def test_a_client_that_only_looks_gets_no_body(wire, key):
    reply = wire.ask("HEAD", f"/v1/projects/{key}/settings")

    assert (reply.status, reply.body) == (200, b"")


def test_an_import_may_be_large(wire, key):
    events = [track(f"m-{number}", properties={"text": "x" * 1000}) for number in range(1000)]

    assert wire.post("/v1/import", packed({"batch": events}), HTTP_AUTHORIZATION=basic(key)).body == SUCCESS
    assert len(logged()) == 1000


def test_posthogs_pages_name_their_key_in_the_event(wire, key):
    event = {"event": "$pageview", "uuid": "m-1", "properties": {"distinct_id": "U1", "token": key}}

    for body in ([event], event):
        assert wire.post("/e/", body).body == SUCCESS
    form = b"data=" + b64encode(json.dumps(event | {"uuid": "m-2"}).encode())
    assert wire.post("/e/", form, query="compression=base64").body == SUCCESS

    assert logged() == ["m-1", "m-2"]


def test_an_empty_batch_is_a_success(wire, key):
    assert wire.send(key).body == SUCCESS


def test_an_event_that_breaks_its_transaction_goes_aside_alone(wire, key, monkeypatch):
    from regulars.events.intake import taking  # noqa: PLC0415 - models exist only after setup.

    write = taking.write

    def breaking(units):
        if any(one.message_id == "bad" and one.raw for one in units if hasattr(one, "kind")):
            raise ValueError("bad")
        return write(units)

    monkeypatch.setattr("regulars.events.intake.taking.write", breaking)

    reply = wire.send(key, track("a"), track("bad"), track("b"), track("c"))

    assert reply.status == 200
    assert (logged(), aside()) == (["a", "b", "c"], ["fault"])
