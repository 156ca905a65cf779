"""A till of a shop with coupons, at which M-1 is known."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def programme_text():
    from coupons_over_http import SHOP  # noqa: PLC0415 - models can be read only once Django is ready.

    return SHOP


@pytest.fixture(autouse=True)
def in_no_hurry(monkeypatch):
    """Wrong codes are answered at once, but where a test asks how slowly."""
    from regulars.desk.coupons import guessing as slowed  # noqa: PLC0415 - as above.

    monkeypatch.setattr(slowed, "ANSWERED_AFTER_SECONDS", 0.0)


@pytest.fixture
def known(till):
    """A till at which M-1 bought something for NT$10 once, on a day gone by."""
    order = {
        "id": "A-0",
        "occurred_at": "2026-03-03T12:30:00",
        "member": "M-1",
        "lines": [{"product": "x", "quantity": 1, "amount": 10}],
    }
    assert till.post("orders", order).status_code == 200
    return till
