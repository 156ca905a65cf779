"""Law: whatever happens to a member, the books hold after every step."""

from hypothesis import given, settings
from made_histories import events_of
from made_missions import asked_histories
from made_programmes import any_programmes
from played import FAR, begin

from regulars.core.wallet import outstanding


def assert_sound(books):
    """What must hold beside the books: nothing is left due, and each part says what the others say."""
    wallet, at = books.wallet, books.wallet.as_of
    assert books.fold.next_due_at > at
    for purse in wallet.purses.values():
        orders = [lot.spending_order() for lot in purse.lots]
        assert orders == sorted(orders)
        assert not (purse.debts and any(lot.activates_at <= at for lot in purse.lots)), (
            "a debt beside usable points"
        )
    drawn = [(one.entry, one.lot, one.part) for one in books.written.allocations]
    assert len(drawn) == len(set(drawn)), (
        "a debit draws on a lot once, and each repayment of its debt once more"
    )
    version = books.fold.programme.at_or_first(at)
    assert set(wallet.tracks) == set(version.tracks)
    for name, standing in wallet.tracks.items():
        track = version.tracks[name]
        still = counting_now(wallet, track, standing, at)
        if track.rises_at_once:
            assert track.rank[standing.level] >= track.earned(still)
        # A level that waits for its review may be higher than what came back left standing.
        at_once = track.rises_at_once and track.on_refund != "next_review"
        if track.follows_metric and at_once and standing.until > FAR:
            assert track.rank[standing.level] == max(
                track.earned(still), track.floors[track.rank[standing.level]]
            )


def counting_now(wallet, track, standing, at):
    """What counts on a track, added up again from its days, or from the points that are there."""
    if track.counts == "balance":
        purse = wallet.purses.get(track.points)
        assert standing.total == (outstanding(purse) if purse else 0)
        return standing.total
    days = [day for day, _ in standing.days]
    assert days == sorted(set(days))
    assert standing.total == sum(amount for _, amount in standing.days) >= 0
    anchor = standing.remembered.anchor if standing.remembered else 0
    return sum(amount for day, amount in standing.days if track.leaves_at(day, anchor) > at)


@settings(max_examples=settings.default.max_examples * 4)
@given(programme=any_programmes(), script=asked_histories())
def test_the_books_hold_after_every_step(programme, script):
    events = events_of(programme, script)
    books = begin(programme, events)

    for event in events:
        books.take(event)
        assert books.broken() == []
        assert_sound(books)

    books.note(books.fold.advance(FAR))
    assert books.broken() == []
    assert_sound(books)
