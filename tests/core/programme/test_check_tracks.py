"""Every way in which the terms of a track can mean nothing, each with the one mistake that it is."""

import pytest
from corner_programme import NAME, found, level, levels

ONE_MISTAKE = {
    "a counter that counts nothing": (
        levels(level("white", 0), metric="counter"),
        ("tracks", "card", "metric"),
        "CounterMissing",
    ),
    "a counter beside another metric": (
        levels(level("white", 0), counter={"of": "lines", "name": NAME}),
        ("tracks", "card", "counter"),
        "CounterUnwanted",
    ),
    "a depth where no category counts": (
        levels(level("white", 0), metric="items", depth=2),
        ("tracks", "card", "depth"),
        "DepthUnwanted",
    ),
    "a balance of one year": (
        levels(level("white", 0), metric="points_balance", points="coin", window="calendar_year"),
        ("tracks", "card", "window"),
        "BalanceNarrowed",
    ),
    "a balance of books": (
        levels(level("white", 0), metric="points_balance", points="coin", lines='line.brand == "a"'),
        ("tracks", "card", "lines"),
        "BalanceNarrowed",
    ),
    "a balance of no points": (
        levels(level("white", 0), metric="points_balance"),
        ("tracks", "card", "metric"),
        "MetricPointsMissing",
    ),
    "a level that is lost as it is reached": (
        levels(level("white", 0), window="level_term"),
        ("tracks", "card", "window"),
        "TermWithoutEnd",
    ),
    "a level with a time where levels follow": (
        levels(level("white", 0), level("gold", 9) | {"validity": "forever"}),
        ("tracks", "card", "levels", 1, "validity"),
        "LevelValidityUnwanted",
    ),
    "more periods of none": (
        levels(level("white", 0), validity={"months": 3, "more": 1}),
        ("tracks", "card", "validity", "more"),
        "MoreUnwanted",
    ),
    "the end of a window that has none": (
        levels(level("white", 0), validity={"end_of": "window"}),
        ("tracks", "card", "validity", "end_of"),
        "PeriodNone",
    ),
    "a last day that is none": (
        levels(level("white", 0), validity={"last_day": "2026-02-30"}),
        ("tracks", "card", "validity", "last_day"),
        "DateUnreadable",
    ),
    "two validities at once": (
        levels(level("white", 0), validity={"months": 3, "last_day": "2026-02-28"}),
        ("tracks", "card", "validity"),
        "OneOfSeveral",
    ),
    "the next period of a lifetime": (
        levels(level("white", 0), up="next_period", validity="end_of_year"),
        ("tracks", "card", "up"),
        "PeriodNone",
    ),
    "a level that begins as its period ends": (
        levels(level("white", 0), up="next_period", window="calendar_year"),
        ("tracks", "card", "up"),
        "NeverHeld",
    ),
    "a level that begins as its month ends": (
        levels(level("white", 0), up="next_month", window={"calendar": {"every": "month"}}),
        ("tracks", "card", "up"),
        "NeverHeld",
    ),
    "a count that restarts under a level that follows it": (
        levels(level("white", 0), on_up="restarts"),
        ("tracks", "card", "on_up"),
        "TermWithoutEnd",
    ),
    "a balance that restarts": (
        levels(
            level("white", 0), metric="points_balance", points="coin", on_up="restarts", validity="forever"
        ),
        ("tracks", "card", "on_up"),
        "BalanceNarrowed",
    ),
    "an overshoot that is never cut": (
        levels(level("white", 0), overshoot="counts"),
        ("tracks", "card", "overshoot"),
        "OvershootUnwanted",
    ),
    "an overshoot of visits": (
        levels(level("white", 0), metric="visits", on_up="restarts", overshoot="counts", validity="forever"),
        ("tracks", "card", "overshoot"),
        "OvershootUnwanted",
    ),
    "grace after no end": (
        levels(level("white", 0), grace_days=3),
        ("tracks", "card", "grace_days"),
        "EndNone",
    ),
    "notices of no end": (
        levels(level("white", 0), notices=[30], validity="forever"),
        ("tracks", "card", "notices"),
        "EndNone",
    ),
    "extending what has no end": (
        levels(level("white", 0), reached_again="extends"),
        ("tracks", "card", "reached_again"),
        "EndNone",
    ),
    "grace for categories": (
        levels(level("white", 0), metric="categories", grace_days=3, validity="end_of_year"),
        ("tracks", "card", "grace_days"),
        "GraceUnwanted",
    ),
    "gifts without a day": (
        levels(level("white", 0) | {"points": {"coin": {"birthday_gift": 9}}}),
        ("tracks", "card", "levels", 0, "points"),
        "GiftDayMissing",
    ),
    "a day without gifts": (
        levels(level("white", 0), birthday_gift={"name": NAME}),
        ("tracks", "card", "birthday_gift"),
        "GiftEmpty",
    ),
    "a level that multiplies by one": (
        levels(level("white", 0) | {"points": {"coin": {"multiply": 1}}}),
        ("tracks", "card", "levels", 0, "points", "coin", "multiply"),
        "MultiplyTooSmall",
    ),
    "earlier by nothing": (
        levels(level("white", 0) | {"early_registration": {}}),
        ("tracks", "card", "levels", 0, "early_registration"),
        "OneOfNone",
    ),
    "a migration to a level that is none": (
        levels(level("white", 0), migrate={"levels": {"old": "wite"}}),
        ("tracks", "card", "migrate", "levels", "old"),
        "LevelUnknown",
    ),
    "a window of no kind": (levels(level("white", 0), window={}), ("tracks", "card", "window"), "OneOfNone"),
}


@pytest.mark.parametrize(("document", "path", "code"), ONE_MISTAKE.values(), ids=ONE_MISTAKE)
def test_one_mistake_is_found_alone(document, path, code):
    assert found(document) == [(path, code)]
