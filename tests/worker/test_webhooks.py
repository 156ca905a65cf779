"""News is sent beside the clock, and goes on after a fault."""

import pytest
from pauses import Pauses

from regulars.webhooks import actions, sending
from regulars.worker import webhooks

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_goes_on_at_once_while_something_is_on_its_way_and_then_pauses(monkeypatch):
    on_the_way = iter([3, 1, 0])
    monkeypatch.setattr(sending.Sender, "turn", lambda _self: next(on_the_way))
    pauses = Pauses(turns=3)

    webhooks.send_until(pauses)

    assert pauses.seconds == [0.0, 0.0, 0.0, webhooks.PAUSE_SECONDS]


def test_a_fault_is_said_aloud_and_it_goes_on(monkeypatch, caplog):
    def fail(_self):
        message = "the database is away"
        raise ConnectionError(message)

    monkeypatch.setattr(sending.Sender, "turn", fail)
    pauses = Pauses(turns=2)

    webhooks.send_until(pauses)

    assert pauses.seconds == [0.0, 10 * webhooks.PAUSE_SECONDS, 10 * webhooks.PAUSE_SECONDS]
    assert {record.message for record in caplog.records} == {"News could not be sent"}


def test_where_nobody_listens_a_turn_does_nothing():
    actions.forget_wanted()
    sender = sending.Sender(chance=lambda: 0.0)
    assert sender.turn() == 0
    sender.close()
