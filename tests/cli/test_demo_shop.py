"""The demo's shop, however few members it has."""

from collections import Counter
from datetime import date

import pytest

from regulars.demo.into_core import whose
from regulars.demo.orders import stream


@pytest.mark.django_db
def test_in_a_small_shop_the_card_that_is_shown_is_the_one_to_which_most_happened():
    from regulars.cli.demo_shop import shown_card  # noqa: PLC0415 - models can be read only once Django is ready.

    happenings = list(stream(seed=1, ends_on=date(2026, 11, 22), members=5))
    happened = Counter(card for one in happenings if (card := whose(one)))

    assert happened[shown_card(happenings)] == max(happened.values())
