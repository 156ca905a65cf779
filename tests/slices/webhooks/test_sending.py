"""News is sent until it was heard: a real server answers well, badly, late, or not at all."""

import hmac
import json
import ssl
import subprocess
from base64 import b64decode, b64encode
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from receiving_server import ReceivingServer

from regulars.accounts.queries import audit_trail
from regulars.lib.cursors import raw_cursor
from regulars.webhooks import actions, delivering, endpoints, log, sending
from regulars.webhooks.endpoints import EndpointEnded
from regulars.webhooks.log import DeliveryUnknown
from regulars.webhooks.models import Delivery, News

pytestmark = pytest.mark.django_db(transaction=True)
FACTS = {"member": 1, "parts": [2, 3]}


def tell(times=1):
    with transaction.atomic():
        actions.tell_all(raw_cursor(), [("member.merged", FACTS)] * times)


def states():
    return list(Delivery.objects.order_by("id").values_list("state", "attempts", "status", "problem"))


def due():
    Delivery.objects.update(next_at=timezone.now())


def test_it_comes_once_signed_and_whole(receiver, listen, send_all):
    secret = listen(receiver.url).secret
    tell()
    send_all()

    ((path, headers, body),) = receiver.came
    assert path == "/news?to=us"
    assert json.loads(body)["data"] == FACTS
    assert headers["webhook-id"] == News.objects.get().pk
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = b64decode(secret.removeprefix("whsec_"))
    expected = "v1," + b64encode(hmac.digest(key, signed, "sha256")).decode()
    assert headers["webhook-signature"] == expected
    assert states() == [("sent", 1, 200, "")]


@pytest.mark.parametrize("answer", [500, 301, 404, 302, 503])
def test_whatever_is_no_yes_is_tried_again_later_under_the_same_name(receiver, listen, send_all, answer):
    receiver.headers["Location"] = receiver.url
    receiver.script = [answer]
    listen(receiver.url)
    tell()
    send_all()

    assert len(receiver.came) == 1, "nothing is followed"
    assert states() == [("waiting", 1, answer, "")]
    pause = Delivery.objects.get().next_at - timezone.now()
    assert timedelta(seconds=3) < pause <= timedelta(seconds=5)

    due()
    send_all()
    assert states() == [("sent", 2, 200, "")]
    first, second = (headers["webhook-id"] for _, headers, _ in receiver.came)
    assert first == second


def test_who_asks_for_a_longer_pause_gets_it(receiver, listen, send_all):
    receiver.headers["Retry-After"] = "120"
    receiver.script = [429]
    listen(receiver.url)
    tell()
    send_all()

    assert Delivery.objects.get().next_at - timezone.now() > timedelta(seconds=110)


def test_410_ends_it_with_all_that_waits(receiver, listen, send_all, monkeypatch):
    monkeypatch.setattr(sending, "AT_ONCE_EACH", 1)
    receiver.script = [410]
    gone = listen(receiver.url)
    tell(3)
    send_all()

    assert len(receiver.came) == 1
    assert [state for state, *_ in states()] == ["ended"] * 3
    assert endpoints.one_of(gone.number).end == "gone"
    actions.forget_wanted()
    tell()
    assert News.objects.count() == 3


@pytest.mark.parametrize(
    ("answer", "problem"), [("silence", "too_late"), ("dripping", "too_late"), ("broken", "broken_off")]
)
def test_who_does_not_answer_is_left_alone_for_a_while(
    receiver, listen, send_all, monkeypatch, answer, problem
):
    monkeypatch.setattr(delivering, "CONNECT_SECONDS", 0.5)
    monkeypatch.setattr(delivering, "ALL_SECONDS", 1.0)
    receiver.script = [answer]
    listen(receiver.url)
    tell()
    send_all()

    assert states() == [("waiting", 1, None, problem)]


def test_a_server_that_stands_does_not_hold_the_others_up(receiver, listen, sender, monkeypatch):
    monkeypatch.setattr(delivering, "CONNECT_SECONDS", 2.0)
    standing = ReceivingServer()
    standing.script = ["silence"] * 50
    listen(standing.url)
    listen(receiver.url)
    tell(30)

    until = timezone.now() + timedelta(seconds=20)
    while len(receiver.came) < 30 and timezone.now() < until:
        sender.turn()

    assert len(receiver.came) == 30
    assert len(standing.came) <= 2 * sending.AT_ONCE_EACH
    standing.close()


def test_nobody_there_and_no_such_name_stand_in_the_log(receiver, listen, send_all):
    receiver.close()
    listen(receiver.url)
    listen("http://no-such-name.invalid/")
    tell()
    send_all()

    assert [problem for *_, problem in states()] == ["broken_off", "no_such_name"]


def test_what_was_allowed_once_and_is_no_more_is_not_sent(receiver, listen, send_all, settings):
    listen(receiver.url)
    settings.WEBHOOKS_TO_PRIVATE = False
    tell()
    send_all()

    assert receiver.came == []
    assert states() == [("waiting", 1, None, "not_public")]


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(listen, send_all, settings, tmp_path):
    settings.WEBHOOKS_TO_PRIVATE = True
    made = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
            "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", tmp_path / "key", "-out", tmp_path / "cert")  # fmt: skip
    subprocess.run(made, check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    server = ReceivingServer(tls)
    listen(server.url)
    tell()
    send_all()
    assert (server.came, states()) == ([], [("waiting", 1, None, "not_trusted")])

    delivering.trusting().load_verify_locations(tmp_path / "cert")
    due()
    send_all()
    server.close()
    delivering.trusting.cache_clear()
    assert states() == [("sent", 2, 200, "")]


def test_after_three_days_it_is_given_up(receiver, listen, send_all):
    receiver.script = [500]
    listen(receiver.url)
    tell()
    Delivery.objects.update(since=timezone.now() - timedelta(days=3))
    send_all()
    due()
    send_all()

    assert states() == [("given_up", 1, 500, "")]


def test_what_never_had_its_turn_is_given_up_too(receiver, listen, sender):
    listen(receiver.url)
    tell(3)
    old, on_its_way, _new = Delivery.objects.order_by("id")
    Delivery.objects.filter(pk__in=(old.pk, on_its_way.pk)).update(since=timezone.now() - timedelta(days=4))
    Delivery.objects.filter(pk=on_its_way.pk).update(
        attempts=3, next_at=timezone.now() + timedelta(minutes=1)
    )

    log.give_up(before=timezone.now() - timedelta(days=3))

    assert [state for state, *_ in states()] == ["given_up", "waiting", "waiting"]


def test_whoever_dies_while_sending_sends_again(receiver, listen, sender, send_all):
    """Claimed and never written down: after two minutes it is due again, and the receiver knows it by its name."""
    listen(receiver.url)
    tell()
    claimed = sender._claim()
    assert [one.attempts for one in claimed] == [1]
    assert sender._claim() == []
    send_all()
    assert receiver.came == []

    due()
    send_all()
    assert states() == [("sent", 2, 200, "")]


def test_two_senders_take_nothing_twice(receiver, listen, sender):
    listen(receiver.url)
    tell(20)
    other = sending.Sender(chance=lambda: 0.0)

    first, second = sender._claim(), other._claim()

    assert not {one.number for one in first} & {one.number for one in second}
    other.close()


def test_anything_of_the_log_is_sent_again(receiver, listen, send_all):
    made = listen(receiver.url)
    tell()
    send_all()
    Delivery.objects.update(since=timezone.now() - timedelta(days=9))

    log.send_again(Delivery.objects.get().pk, by=None)
    send_all()

    assert len(receiver.came) == 2
    assert receiver.came[0][1]["webhook-id"] == receiver.came[1][1]["webhook-id"]
    assert audit_trail(limit=1)[0].verb == "send_webhook_again"
    with pytest.raises(DeliveryUnknown):
        log.send_again(10**9, by=None)
    endpoints.revoke(made.number, by=None)
    with pytest.raises(EndpointEnded):
        log.send_again(Delivery.objects.get().pk, by=None)
    assert states() == [("sent", 1, 200, "")]


def test_what_was_done_with_a_month_ago_is_forgotten(receiver, listen, send_all):
    receiver.script = [200, 500]
    listen(receiver.url)
    tell()
    send_all()
    tell()
    send_all()

    log.forget(before=timezone.now())

    assert [state for state, *_ in states()] == ["waiting"]
    assert News.objects.count() == 1
    assert log.deliveries(endpoints.every()[0].number)[0].state == "waiting"
