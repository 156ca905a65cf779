"""Feeds the decoder of the intake with bytes that atheris makes up, guided by what they reach, until something breaks.

`python tests/fuzz/decoder.py -max_total_time=600` runs it alone. What it finds goes into the corpus of tests/surfaces/wire/test_hostile_bodies.py.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["regulars.events.intake"]):
    from regulars.events.intake.arrived import BatchTooLarge, BatchUnreadable
    from regulars.events.intake.bodies import inflated, letter
    from regulars.events.intake.understanding import Post, understand

import msgspec

NOON = 1_795_437_060_000_000
FORMS = ("event", "batch", "either")
SEEDS = (
    b'\x01{"batch":[{"type":"track","event":"A","userId":"u","messageId":"m","timestamp":"2026-11-23T10:00:00Z"}],"sentAt":"2026-11-23T10:00:01Z"}',
    b'\x02[{"event":"$pageview","distinct_id":"u","uuid":"m","offset":5,"properties":{"token":"k"}}]',
    b'\x00{"userId":"u","event":"A","properties":{"a":[1,{"b":null}]}}',
)


def one_input(made: bytes) -> None:
    """Either refused with a word of ours, or taken so that it can be kept and read again."""
    if not made:
        return
    form = FORMS[made[0] % 3]
    try:
        opened = letter(inflated(made[1:], most=100_000), form=form)
    except (BatchUnreadable, BatchTooLarge):
        return
    kind = "track" if form == "event" else None
    found = understand(opened, Post(1, NOON, kind, is_posthog=form == "either"))
    assert len(found.events) + len(found.aside) == len(opened.parts)
    for one in found.events:
        texts = (one.message_id, one.name, one.user_id, one.anonymous_id, one.said_at)
        assert not any(text is not None and ("\0" in text or not text.encode()) for text in texts)
        assert 0 <= one.occurred_at <= one.received_at
        assert isinstance(msgspec.json.decode(one.raw), dict)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as corpus:
        for place, seed in enumerate(SEEDS):
            (Path(corpus) / str(place)).write_bytes(seed)
        atheris.Setup([*sys.argv, corpus], one_input)
        atheris.Fuzz()
