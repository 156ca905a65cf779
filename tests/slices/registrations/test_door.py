"""At the door a code is read once, whenever the reading arrives."""

import pytest
from evening import HOUR

from regulars.core.occasions.refusals import CodeUnknown, CodeWithoutSeat
from regulars.lib.cursors import raw_cursor
from regulars.registrations import door, queries
from regulars.registrations.models import Reading, Registration


@pytest.fixture
def code(evening):
    evening.held(seats=1)
    evening.asks("Bob")
    evening.asks("Cyd")
    return Registration.objects.get(state="seated").code


def _read(evening, text, *, name="r-1", at=None):
    return door.read(raw_cursor(), evening.number, text, name=name, at=at or evening.now, by="staff:1")


def test_a_code_is_read_once_and_says_when_the_second_time(evening, code):
    first = _read(evening, f" {code[:4].lower()} {code[4:]}")
    evening.passes(HOUR)
    again = _read(evening, code, name="r-2")

    assert (first.is_first, again.is_first) == (True, False)
    assert first.first_at == again.first_at == evening.now - HOUR
    assert queries.tally(evening.number).came == 1


def test_a_reading_that_is_told_again_is_the_same_reading(evening, code):
    first = _read(evening, code)
    evening.passes(HOUR)

    assert _read(evening, code) == first
    assert Reading.objects.count() == 1


def test_a_reading_from_an_evening_without_network_counts_by_when_it_was(evening, code):
    evening.passes(HOUR)
    _read(evening, code)
    earlier = _read(evening, code, name="r-2", at=evening.now - HOUR)

    assert (earlier.is_first, earlier.first_at) == (True, evening.now - HOUR)
    assert Reading.objects.count() == 2


def test_nobodys_code_and_one_without_a_seat(evening, code):
    waiting = Registration.objects.get(state="waiting").code

    with pytest.raises(CodeWithoutSeat) as no:
        _read(evening, waiting)
    assert no.value.facts["state"] == "waiting"
    for text in ("", "0123456789", code[:-1], "x" * 500):
        with pytest.raises(CodeUnknown):
            _read(evening, text)
    assert Reading.objects.count() == 0
