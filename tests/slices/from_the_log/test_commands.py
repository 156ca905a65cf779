"""The operator's commands over the quarantine and tracking plans, and the desk that reads beside the clock."""

import json
import threading
import time

import pytest
from click.testing import CliRunner
from words import CUP, coins, completed, quarantined, track

from regulars.cli import quarantine, trackingplan
from regulars.events.intake import plans
from regulars.events.models import Quarantined
from regulars.worker import reading


@pytest.fixture
def run(monkeypatch):
    """Return a function that runs a command in this process, whose shop is open already."""
    from contextlib import nullcontext  # noqa: PLC0415

    for module in (quarantine, trackingplan):
        monkeypatch.setattr(module, "open_shop", nullcontext)

    def ran(command, *words, status=0):
        done = CliRunner().invoke(command, list(map(str, words)), env={"LANG": "C.UTF-8"})
        assert done.exit_code == status, done.output
        return done.output

    return ran


@pytest.fixture
def aside(tell, decide):
    tell(track("Order Completed", "bad", order_id=2))
    decide()
    return Quarantined.objects.get()


def test_what_waits_is_listed_with_its_reason(run, aside):
    english, chinese = (run(quarantine.command, "list", "--lang", lang) for lang in ("en", "zh-Hant"))

    assert f"{aside.pk}  web" in english
    assert "Order Completed  Order 2 has no `products`" in english
    assert "訂單 2 沒有 `products`" in chinese


def test_an_empty_quarantine_says_so(run, web):
    assert run(quarantine.command, "list", "--lang", "en") == "Nothing waits.\n"


def test_a_file_mends_an_event_and_it_is_replayed(run, decide, aside, tmp_path):
    mended = tmp_path / "mended.json"
    mended.write_text(json.dumps(completed(2, "bad", CUP)))

    assert "Replayed: 1" in run(quarantine.command, "mend", aside.pk, mended)
    decide()
    assert coins() == 30


@pytest.mark.parametrize(
    ("do", "said", "state"), [("replay", "Replayed: 1", "replayed"), ("drop", "Dropped: 1", "dropped")]
)
@pytest.mark.parametrize("by", ["number", "reason"])
def test_events_are_chosen_by_number_or_by_reason(run, aside, do, said, state, by):
    chosen = (aside.pk,) if by == "number" else ("--reason", "OrderWithoutGoods")

    assert said in run(quarantine.command, do, *chosen, "--lang", "en")
    assert quarantined(state) == [("bad", "OrderWithoutGoods")]


@pytest.mark.parametrize("words", [(), (1, "--reason", "x")])
def test_neither_or_both_is_a_slip_of_the_pen(run, web, words):
    run(quarantine.command, "replay", *words, status=2)


def test_a_plan_is_set_and_shown_with_what_broke_it(run, tell, decide, web, tmp_path):
    file = tmp_path / "plan.yaml"
    file.write_text("events: { Checked In: { schema: { required: [store_id] } } }\n")
    plans.forget()

    assert run(trackingplan.command, "set", "web", file) == "web: version 1\n"
    tell(track("Checked In", "c"))
    decide()
    assert (
        run(trackingplan.command, "show", "web")
        == file.read_text() + '# 1 × Checked In: required: "store_id"\n'
    )
    plans.forget()


def test_beside_the_clock_an_event_is_decided_within_a_second(tell, web):
    stop = threading.Event()
    reader = threading.Thread(target=reading.read_until, args=(stop.wait,))
    reader.start()
    try:
        tell(completed(1))
        until = time.monotonic() + 30
        while not Quarantined.objects.exists() and _decided() == 0 and time.monotonic() < until:
            time.sleep(0.05)
    finally:
        stop.set()
        reader.join()

    assert coins() == 30


def test_without_a_programme_events_wait(live_database):
    assert reading._read() == 0


def _decided():
    from regulars.events.models import Event  # noqa: PLC0415 - models exist once Django is ready.

    return Event.objects.count()
