"""Friends at the desk: bound once, and rewarded once, whoever asks how often and whatever breaks in between."""

from functools import partial

import pytest
from corner_shop import CALENDAR, when
from racing import at_once

from regulars.core.events import FriendInvited, Line, Order, Return, ReturnLine
from regulars.core.periods import instant
from regulars.core.refusals import FriendKnown, InvitationUnknown, InvitedOneself
from regulars.desk import referrals as desk
from regulars.desk.clock import run_due
from regulars.desk.merging import merge, unmerge
from regulars.desk.posting import Arrival, post
from regulars.desk.referrals import invitation_of, invited_by, tell_inviters
from regulars.desk.verify import verify
from regulars.ledger.models import Entry
from regulars.lib.cursors import raw_cursor
from regulars.people.identity import Named, identified, resolve
from regulars.people.members import wallet_of
from regulars.referrals.models import Friend

NOTHING_ELSE = Named(())


def moment(at):
    found = instant(when(at))
    return (found, *CALENDAR.local(found))


def buys(shop, card, at, name, amount=500):
    at, day, minute = moment(at)
    (answer,) = post(shop, [Arrival("till", card, Order(name, at, day, minute, (Line("tea", 1, amount),)))])
    return answer.wallet_id


def brings_back(shop, card, at, order):
    at, day, _ = moment(at)
    post(shop, [Arrival("till", card, Return(f"{order}-back", at, day, (ReturnLine("tea", 1),), order))])


def code_of(shop, card, at="2026-02-01 10:00"):
    return invitation_of(shop, wallet_of(card), now=when(at)).code


def invites(shop, code, card, at="2026-03-01 10:00", name="i", told=NOTHING_ELSE):
    event = invited_by(shop, code=code, friend=wallet_of(card), told=told, name=name, now=when(at))
    (answer,) = post(shop, [Arrival("till", card, event)])
    return answer.refusal.code if answer.refusal else answer.status


def passes(shop, at):
    """Time goes by, and then whoever invited is told; answers of how many."""
    while run_due(shop, now=when(at)):
        pass
    return tell_inviters(shop)


def earned(card, rule):
    return list(Entry.objects.filter(wallet_id=wallet_of(card), rule=rule).values_list("points", flat=True))


@pytest.fixture
def brought(shop):
    """Ada has invited Ben, who bought on the second of March."""
    buys(shop, "ada", "2026-02-01 10:00", "a1")
    assert invites(shop, code_of(shop, "ada"), "ben") == "decided"
    buys(shop, "ben", "2026-03-02 10:00", "b1")
    return shop


def test_both_have_their_points_with_the_day_after_the_window(brought):
    assert passes(brought, "2026-03-16 23:59") == 0
    assert passes(brought, "2026-03-17 00:00") == 1

    assert (earned("ada", "referral/reward"), earned("ben", "referral/welcome")) == ([100], [40])
    (friend,) = invitation_of(brought, wallet_of("ada"), now=when("2026-03-18 10:00")).friends
    assert (friend.state, friend.points, friend.currency) == ("rewarded", 100, "coin")
    assert verify(brought).broken == ()


def test_told_again_and_again_it_is_rewarded_once(brought):
    passes(brought, "2026-03-17 00:00")
    Friend.objects.update(state="settled")

    assert (tell_inviters(brought), tell_inviters(brought)) == (1, 0)
    assert earned("ada", "referral/reward") == [100]


def test_what_broke_in_between_is_done_the_next_time(brought, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(desk.referrals, "told", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            passes(brought, "2026-03-17 00:00")
    assert earned("ada", "referral/reward") == []

    assert passes(brought, "2026-03-18 00:00") == 1
    assert earned("ada", "referral/reward") == [100]


def test_the_proof_notices_a_row_that_says_what_no_book_says(brought):
    Friend.objects.update(state="rewarded")

    (broken,) = verify(brought).broken
    assert broken == (wallet_of("ben"), "a friend who settled was told of once")


def test_goods_that_came_back_give_nothing(brought):
    brings_back(brought, "ben", "2026-03-10 10:00", "b1")

    assert passes(brought, "2026-04-17 00:00") == 0
    assert Friend.objects.get().state == "waits"


def test_who_is_late_at_the_till_settles_within_the_tills_own_batch(brought):
    buys(brought, "ben", "2026-03-20 10:00", "b2")

    assert tell_inviters(brought) == 1
    assert earned("ada", "referral/reward") == [100]


def test_beyond_the_limit_nothing_is_given_and_it_is_said(brought):
    code = code_of(brought, "ada")
    for card in ("cat", "dan"):
        invites(brought, code, card, name=card)
        buys(brought, card, "2026-03-02 11:00", f"{card}1")
    passes(brought, "2026-03-17 00:00")

    assert earned("ada", "referral/reward") == [100, 100]
    assert sorted(Friend.objects.values_list("state", flat=True)) == ["capped", "rewarded", "rewarded"]


def test_the_first_invitation_stays(brought):
    buys(brought, "eve", "2026-02-01 10:00", "e1")

    assert invites(brought, code_of(brought, "eve"), "ben", name="j") in {"AlreadyInvited", "FriendKnown"}
    passes(brought, "2026-03-17 00:00")
    assert (earned("ada", "referral/reward"), earned("eve", "referral/reward")) == ([100], [])


def test_a_code_is_read_as_people_type_it(shop):
    buys(shop, "ada", "2026-02-01 10:00", "a1")
    code = code_of(shop, "ada")

    assert code == code_of(shop, "ada")
    assert invites(shop, code.lower().replace("-", " "), "ben") == "decided"


def test_nobody_is_their_own_friend_and_nobody_has_a_code_that_was_guessed(shop):
    buys(shop, "ada", "2026-02-01 10:00", "a1")

    with pytest.raises(InvitedOneself):
        invites(shop, code_of(shop, "ada"), "ada")
    with pytest.raises(InvitationUnknown):
        invites(shop, "0000-0000-000", "ben")


def test_who_is_known_by_a_telephone_number_is_no_friend(shop):
    buys(shop, "ada", "2026-02-01 10:00", "a1")
    known = Named((*identified("card", "old"), *identified("phone", "+886912345678")))
    resolve(raw_cursor(), [known])
    told = Named(identified("phone", "0912 345 678"))

    with pytest.raises(FriendKnown):
        invites(shop, code_of(shop, "ada"), "new", told=told)


def test_of_two_desks_that_bind_a_friend_at_once_one_does(live_shop):
    buys(live_shop, "ada", "2026-02-01 10:00", "a1")
    buys(live_shop, "eve", "2026-02-01 10:00", "e1")
    at, day, _ = moment("2026-03-01 10:00")

    def binds(card, by):
        (answer,) = post(
            live_shop, [Arrival(f"till-{card}", "ben", FriendInvited(f"by-{card}", at, day, by))]
        )
        return answer.refusal.code if answer.refusal else answer.status

    said = sorted(at_once(partial(binds, card, wallet_of(card)) for card in ("ada", "eve")))

    assert said == ["AlreadyInvited", "decided"]
    assert Friend.objects.count() == 1


def test_of_two_clocks_that_tell_at_once_it_is_rewarded_once(live_shop):
    buys(live_shop, "ada", "2026-02-01 10:00", "a1")
    invites(live_shop, code_of(live_shop, "ada"), "ben")
    buys(live_shop, "ben", "2026-03-02 10:00", "b1")
    while run_due(live_shop, now=when("2026-03-17 00:00")):
        pass

    assert sum(at_once([partial(tell_inviters, live_shop)] * 4)) == 1
    assert earned("ada", "referral/reward") == [100]
    assert verify(live_shop).broken == ()


def test_a_merge_ends_the_waiting_and_taken_back_it_goes_on(brought):
    buys(brought, "eve", "2025-12-01 10:00", "e1")
    ben = wallet_of("ben")

    joined = merge(
        brought,
        first=wallet_of("eve"),
        second=ben,
        now=when("2026-03-05 10:00"),
        by=None,
        reason="one person",
    )
    assert [
        one.state for one in invitation_of(brought, wallet_of("ada"), now=when("2026-03-05 11:00")).friends
    ] == ["known"]

    unmerge(brought, wallet_id=joined, now=when("2026-03-06 10:00"), by=None)
    assert Friend.objects.get(wallet_id=ben).state == "waits"
    passes(brought, "2026-03-17 00:00")
    assert (Friend.objects.get(wallet_id=ben).state, earned("ada", "referral/reward")) == ("rewarded", [100])
    assert verify(brought).broken == ()


def test_who_settled_before_a_merge_stays_rewarded_through_it(brought):
    buys(brought, "eve", "2025-12-01 10:00", "e1")
    passes(brought, "2026-03-17 00:00")
    ben = wallet_of("ben")

    joined = merge(
        brought,
        first=wallet_of("eve"),
        second=ben,
        now=when("2026-03-20 10:00"),
        by=None,
        reason="one person",
    )
    unmerge(brought, wallet_id=joined, now=when("2026-03-21 10:00"), by=None)

    assert (Friend.objects.get(wallet_id=ben).state, earned("ada", "referral/reward")) == ("rewarded", [100])
