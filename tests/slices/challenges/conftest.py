"""A corner shop with a challenge, on a clock of its own."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "desk"))

#: What is put behind the corner shop's programme.
CHALLENGES = """
challenges:
  - id: note
    name: { zh-Hant: 長音, en: The note }
    earn: coin
    plays: { per_day: 3, in_all: 40 }
    prizes: { per_day: 2, per_member: 3 }
    bands:
      - { score: 0 }
      - { score: 4000, points: 2, stock: 30 }
      - { score: 8000, points: 10, stock: 5 }
    budget: 110
"""


class Afternoon:
    """Ada, Bob and whoever else plays; time passes as the test says."""

    def __init__(self, programme, clock):
        self.programme, self._clock = programme, clock

    @property
    def now(self):
        return self._clock[0]

    def passes(self, **span):
        self._clock[0] += timedelta(**span)

    def gives(self, wallet_id, challenge="note"):
        from regulars.desk import challenges  # noqa: PLC0415 - models are ready only within a test.

        return challenges.give(self.programme, challenge, wallet_id).token

    def scores(self, wallet_id, token, score, challenge="note"):
        from regulars.desk import challenges  # noqa: PLC0415 - as above.

        found = challenges.play(self.programme, challenge, wallet_id, token, score)
        return found.won.band, found.won.points, found.is_again

    def plays(self, wallet_id, score, seconds=10):
        token = self.gives(wallet_id)
        self.passes(seconds=seconds)
        return self.scores(wallet_id, token, score)[:2]


@pytest.fixture
def open_shop():
    from corner_shop import PROGRAMME  # noqa: PLC0415 - models are ready only within a test.

    from regulars.programmes import queries  # noqa: PLC0415 - as above.
    from regulars.programmes.actions import publish  # noqa: PLC0415 - as above.

    def opened():
        queries._compiled.cache_clear()
        publish(text=PROGRAMME + CHALLENGES, now=datetime(2026, 1, 1, tzinfo=UTC))
        return queries.current()

    yield opened
    queries._compiled.cache_clear()


@pytest.fixture
def afternoon(db, open_shop, monkeypatch):
    from regulars.desk import challenges  # noqa: PLC0415 - as above.

    clock = [datetime(2026, 3, 10, 4, 0, tzinfo=UTC)]
    monkeypatch.setattr(challenges, "now_of_database", lambda: clock[0])
    return Afternoon(open_shop(), clock)


@pytest.fixture
def wallets():
    """Return a function that makes members and answers their wallets."""
    from regulars.lib.cursors import raw_cursor  # noqa: PLC0415 - as above.
    from regulars.people.actions import wallets_of  # noqa: PLC0415 - as above.

    def made(*cards):
        found = wallets_of(raw_cursor(), values=set(cards))
        return [found[card] for card in cards]

    return made
