"""What stands in the quarantine: mended, replayed, dropped, each once."""

import json

import pytest
from words import CUP, coins, completed, later, logged, quarantined, track

from regulars.events.intake.mending import MendedUnusable, QuarantinedUnknown, drop, mend, replay
from regulars.events.models import Quarantined


def numbers(state="waiting"):
    return list(Quarantined.objects.filter(state=state).order_by("id").values_list("id", flat=True))


def text_of(number):
    return json.loads(bytes(Quarantined.objects.get(pk=number).raw))


@pytest.fixture
def aside(tell, decide):
    """An order without goods, and its number in the quarantine."""
    tell(track("Order Completed", "bad", order_id=2))
    decide()
    (number,) = numbers()
    return number


def test_a_mended_event_is_decided_as_of_the_moment_at_which_it_happened(decide, aside):
    said = text_of(aside)
    said["properties"]["products"] = [CUP]
    mend(aside, json.dumps(said))

    assert replay([aside]) == 1
    decide()
    assert coins() == 30
    assert quarantined() == []
    row = Quarantined.objects.get(pk=aside)
    assert (row.state, "products" in text_of(aside)["properties"]) == ("replayed", False)


def test_replayed_unmended_it_stands_there_again_for_the_same_reason(decide, aside):
    replay([aside])
    decide()

    assert quarantined() == [("bad", "OrderWithoutGoods")]
    assert quarantined("replayed") == [("bad", "OrderWithoutGoods")]


def test_each_is_replayed_once(decide, aside):
    assert replay([aside, aside]) == 1
    assert replay([aside]) == 0
    assert drop([aside]) == 0
    assert decide() == 1


def test_what_is_dropped_is_kept_and_never_read(decide, aside):
    assert drop([aside]) == 1
    assert replay([aside]) == 0
    assert decide() == 0
    assert quarantined("dropped") == [("bad", "OrderWithoutGoods")]
    with pytest.raises(QuarantinedUnknown):
        mend(aside, "{}")


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"type":"track","userId":"Ada"}', '{"type":"track","event":"x"}']
)
def test_what_is_no_event_is_not_taken_for_a_mended_one(aside, text):
    with pytest.raises(MendedUnusable):
        mend(aside, text)
    assert Quarantined.objects.get(pk=aside).mended is None


def test_an_event_that_the_intake_refused_is_mended_into_the_log(tell, decide):
    tell(completed(1) | {"type": "trick"})
    (number,) = numbers()

    assert replay([number]) == 0
    mend(number, json.dumps(text_of(number) | {"type": "track"}))
    assert replay([number]) == 1
    decide()
    assert coins() == 30
    assert quarantined() == []


def test_a_mended_event_whose_client_sent_it_again_itself_counts_once(tell, decide):
    tell(completed(1) | {"type": "trick"})
    (number,) = numbers()
    tell(completed(1))
    mend(number, json.dumps(text_of(number) | {"type": "track"}))
    replay([number])

    assert decide() == 1
    assert coins() == 30


def test_a_time_that_was_mended_is_believed_and_one_that_was_not_stays_as_it_was_corrected(tell, decide):
    wrong_clock = later(track("Order Completed", "bad", order_id=2), 1) | {"sentAt": "2026-03-01T02:00:00Z"}
    tell(wrong_clock)
    decide()
    (number,) = numbers()
    corrected = Quarantined.objects.get(pk=number).occurred_at
    mended = text_of(number)
    mended["properties"]["products"] = [CUP]
    mend(number, json.dumps(mended))
    replay([number])
    decide()

    assert [kind for kind, _ in logged()] == ["Order Completed"]
    from regulars.events.models import Event  # noqa: PLC0415 - models exist once Django is ready.

    assert Event.objects.get().occurred_at == corrected
    assert f"{corrected:%H:%M}" == "03:30"
