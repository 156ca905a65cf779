"""Conditions that can never hold, or always do, are told; a law holds that this is never wrong."""

import pytest

from regulars.core.expressions import always_matches, never_matches


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("total > 100 and total < 50", "total > 100 and total < 50"),
        ("total > 100 and is_new and 50 > total", "total > 100 and total < 50"),
        ("hour > 5 and hour < 6", "hour > 5 and hour < 6"),
        ("weekday == 8", "weekday == 8"),
        ("weekday in (0, 8)", "weekday in (0, 8)"),
        ("hour < 0", "hour < 0"),
        ("member.orders + 1 < 1", "member.orders + 1 < 1"),
        ("weekday * 2 == 5", "weekday * 2 == 5"),
        ("quantity == 1.5", "quantity == 1.5"),
        ('store == "a" and store == "b"', 'store == "a" and store == "b"'),
        ('store in ("a", "b") and store in ("c",)', 'store in ("a", "b") and store in ("c",)'),
        ('channel != "shop" and channel != "online"', 'channel != "shop" and channel != "online"'),
        ("is_new and not is_new", "is_new and not is_new"),
        ('"a" in categories and "a" not in categories', '"a" in categories and "a" not in categories'),
        ("total - discount > 5 and discount - total > -5", "total - discount > 5 and discount - total > -5"),
        ("total - total > 0", "total - total > 0"),
        (
            'level("card") == "gold" and level("card") == "black"',
            'level("card") == "gold" and level("card") == "black"',
        ),
        ('date > "2026-01-02" and date < "2026-01-03"', 'date > "2026-01-02" and date < "2026-01-03"'),
        ("(weekday == 8 or hour == 24) and is_new", "weekday == 8"),
        ("is_new and 1 > 2", "False"),
        ("not (hour >= 0)", "not (hour >= 0)"),
    ],
)
def test_what_can_never_hold_says_why(read, text, because):
    assert never_matches(read(text)) == because


@pytest.mark.parametrize(
    "text",
    [
        "total > 100 and total < 100.02",
        "total > 50 or total < 20",
        'store == "a" or store == "b"',
        "not (may_contact or not may_contact == False)",
        'not store == "a" and not store != "a"',  # the store is unknown
        'store != "a" and store != "b"',
        "weekday == 7 and hour == 23",
        '"a" in categories and "b" in categories',
        "total > 5 and discount < 3 and total - discount < 1",
        "is_new",
    ],
)
def test_what_can_hold_is_left_alone(read, text):
    assert never_matches(read(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "hour >= 0",
        "is_new or not is_new",
        "weekday <= 7 and hour < 24",
        'channel in ("shop", "online")',
        "2 > 1",
    ],
)
def test_what_always_holds_is_told(read, text):
    assert always_matches(read(text)) is True


@pytest.mark.parametrize(
    "text", ["may_contact or may_contact == False", "hour > 0", 'store != "a" or store == "a"']
)
def test_what_may_fail_is_not_called_certain(read, text):
    assert always_matches(read(text)) is False


def test_more_ways_than_can_be_followed_are_left_alone(read):
    ways = " and ".join(f"(total > {n} or discount > {n} or quantity > {n})" for n in range(12))

    assert never_matches(read(ways)) is None
    assert always_matches(read(ways)) is False


def test_a_contradiction_is_found_beside_more_ways_than_can_be_followed(read):
    ways = " and ".join(f"(total > {n} or discount > {n} or quantity > {n})" for n in range(12))

    assert never_matches(read(f"{ways} and hour > 5 and hour < 5")) == "hour > 5 and hour < 5"
