"""Laws: a merge makes and loses no point, and taken back it never was."""

from hypothesis import given, settings
from made_programmes import any_programmes
from merged import pairs, play_pair
from played import encode
from test_books import assert_sound

from regulars.core.behaviour.traces import Trace
from regulars.core.merging import joining, missions, traces
from regulars.core.missions.kept import Missions, Undertaking
from regulars.core.state import Wallet
from regulars.core.wallet import held, outstanding, owed


def of_both(measure, wallets, currency):
    return sum(measure(one.purses[currency]) for one in wallets if currency in one.purses)


@settings(max_examples=settings.default.max_examples * 3)
@given(programme=any_programmes(), pair=pairs())
def test_a_merge_taken_back_never_was(programme, pair):
    played = play_pair(programme, pair)

    for apart, woken in zip(played.apart, played.woken, strict=True):
        assert woken.broken() == []
        assert_sound(woken)
        assert woken.written == apart.written or _but_receipts(woken) == _but_receipts(apart)
        assert encode(woken.wallet) == encode(apart.wallet)
        assert _receipts(woken) == _receipts(apart)


def _but_receipts(books):
    written = books.written
    return written.entries, written.allocations, written.moves, written.reasons


def _receipts(books):
    return {key: encode(one) for key, one in sorted(books.fold.receipts.by_order.items())}


@settings(max_examples=settings.default.max_examples * 3)
@given(programme=any_programmes(), pair=pairs())
def test_the_books_of_a_merge_hold_after_every_step(programme, pair):
    def holds(merge):
        assert merge.broken() == []
        assert_sound(merge)

    play_pair(programme, pair, holds)


@settings(max_examples=settings.default.max_examples * 2)
@given(programme=any_programmes(), pair=pairs())
def test_nobody_gains_or_loses_a_point_by_a_merge(programme, pair):
    scripts, order, merged_at, _, _ = pair
    played = play_pair(programme, (scripts, order, merged_at, 0, set()))
    merge, parts = played.merge.wallet, played.were

    for currency, purse in merge.purses.items():
        assert outstanding(purse) == of_both(outstanding, parts, currency) == purse.brought.points
        assert held(purse) == of_both(held, parts, currency)
        assert owed(purse) <= of_both(owed, parts, currency)
    version = played.merge.fold.programme.at(merge.as_of)
    for name, track in (version.tracks if version else {}).items():
        ranks = [track.rank[part.tracks[name].level] for part in parts if name in part.tracks]
        assert track.rank[merge.tracks[name].level] >= max(ranks)
    assert merge.orders == sum(part.orders for part in parts)


@settings(max_examples=settings.default.max_examples * 2)
@given(programme=any_programmes(), pair=pairs())
def test_what_was_spent_in_a_merge_is_spent_by_whom_it_came_from(programme, pair):
    played = play_pair(programme, pair)

    for person, (woken, were) in enumerate(zip(played.woken, played.were, strict=True)):
        for currency, purse in woken.wallet.purses.items():
            before = were.purses[currency].sums.spent if currency in were.purses else 0
            taken = sum(
                points
                for one in played.meanwhile
                if one.person == person
                for name, points in one.taken
                if name == currency
            )
            assert purse.sums.spent - before == taken


def test_no_part_of_a_state_is_forgotten():
    assert set(Wallet.__struct_fields__) == joining.TAKEN_OVER
    assert set(Trace.__struct_fields__) == traces.TAKEN_OVER
    assert set(Missions.__struct_fields__) == missions.TAKEN_OVER
    assert set(Undertaking.__struct_fields__) == missions.OF_AN_UNDERTAKING
