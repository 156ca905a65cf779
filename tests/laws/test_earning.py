"""Laws of earning: a receipt's points are one rounding of the exact sum, and its lines share them without loss."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from made_histories import events_of, histories
from made_programmes import ANYTHING, programmes
from model import exact_points, rounded
from played import play

from regulars.core.events import Order, Profile

UNCAPPED = replace(ANYTHING, has_caps=False)


def buys(**kinds):
    return histories(what=("buy", "buy", "buy", "learn"), late=(0,), **kinds)


def given_by_rule(receipt, currency):
    return {one.rule: one.by_line for one in receipt.earned if one.currency == currency}


@settings(max_examples=settings.default.max_examples * 2)
@given(programme=programmes(UNCAPPED), script=buys(max_size=5))
def test_a_receipt_earns_one_rounding_of_its_exact_points_and_its_lines_share_them(programme, script):
    events = events_of(programme, script)
    books = play(programme, events)

    seen = {"orders": 0, "birth_month": None}
    for event in events:
        if isinstance(event, Profile):
            seen["birth_month"] = event.birth_month
        if isinstance(event, Order):
            document = programme.at(event.occurred_at).document
            receipt = books.fold.receipts.by_order[event.id]
            # Which level somebody holds is other laws' business.
            seen["levels"] = receipt.levels
            for currency in document.points:
                exact = exact_points(document, currency, event, seen)
                found = given_by_rule(receipt, currency)
                assert_shared(
                    found, exact, rounded(document, currency, sum(map(sum, exact.values()))), len(event.lines)
                )
            seen["orders"] += 1


def assert_shared(found, exact, points, size):
    """The sum is exact; what a rule gives in whole points stays so, and nothing else is a point away from its part."""
    assert sum(map(sum, found.values())) == points
    assert set(found) <= set(exact)
    for rule, by_line in exact.items():
        if all(part.denominator == 1 for part in by_line):
            assert found.pop(rule) == by_line
            points -= sum(by_line)
    rest = {rule: by_line for rule, by_line in exact.items() if any(part.denominator > 1 for part in by_line)}
    whole = sum(map(sum, rest.values()))
    for place in range(size):
        line = sum(by_line[place] for by_line in found.values())
        due = sum(by_line[place] for by_line in rest.values())
        assert abs(line - (due * points / whole if whole else 0)) < 1
        for rule, by_line in rest.items():
            part = found[rule][place] if rule in found else 0
            assert abs(part - (by_line[place] * line / due if due else 0)) < 1


@given(programme=programmes(may_change=False), script=buys())
def test_no_rule_ever_gives_more_than_its_caps(programme, script):
    events = events_of(programme, script)
    books = play(programme, events)

    rules = {rule.id: rule for rule in programme.versions[0].document.earning}
    given = Counter()
    for receipt in books.fold.receipts.by_order.values():
        for one in receipt.earned:
            for per, key in (("receipt", receipt.order.id), ("day", receipt.order.day), ("member", None)):
                given[one.rule, per, key] += sum(one.by_line)
    for (rule, per, _), points in given.items():
        # What a level multiplies has no cap of its own.
        caps = rules[rule].caps if rule in rules else ()
        assert all(points <= cap.points for cap in caps if cap.per == per)


@given(programme=programmes(), script=buys())
def test_what_a_receipt_says_it_gave_is_what_the_entries_say(programme, script):
    books = play(programme, events_of(programme, script))

    entries = {
        entry.no: entry
        for entry in books.written.entries
        if entry.kind == "earn" and not entry.rule.startswith("gift/")
    }
    said = {one.entry: one for receipt in books.fold.receipts.by_order.values() for one in receipt.earned}
    assert {no: (entry.rule, entry.currency, entry.points) for no, entry in entries.items()} == {
        no: (one.rule, one.currency, sum(one.by_line)) for no, one in said.items()
    }
