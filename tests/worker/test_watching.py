"""What runs out is looked at beside the clock, also before there is a programme, and after a fault."""

import pytest
from pauses import Pauses

from regulars.worker import watching

pytestmark = pytest.mark.django_db(transaction=True)


def test_without_a_programme_there_is_nothing_to_look_at():
    pauses = Pauses(turns=2)
    watching.watch_until(pauses)

    assert pauses.seconds == [0.0, watching.PAUSE_SECONDS, watching.PAUSE_SECONDS]


def test_a_fault_is_said_aloud_and_it_looks_again(monkeypatch, caplog):
    def fail():
        message = "the database is away"
        raise ConnectionError(message)

    monkeypatch.setattr(watching, "current", fail)
    pauses = Pauses(turns=2)
    watching.watch_until(pauses)

    assert pauses.seconds == [0.0, 10 * watching.PAUSE_SECONDS, 10 * watching.PAUSE_SECONDS]
    assert "What runs out could not be looked at" in caplog.text
