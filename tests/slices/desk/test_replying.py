"""A reply commits with what it tells of: there is never one without the other, whoever asks, and however it breaks."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from corner_shop import order, told, when
from django.db import connection, transaction
from racing import at_once

from regulars.core.events import Spend
from regulars.core.periods import instant
from regulars.desk import replying
from regulars.desk.gathering import Gathering, Poison, post_apart
from regulars.desk.posting import Answer, Arrival
from regulars.desk.replying import Asked, Brought, KeyReused, StillRunning, forget_replies, post_brought
from regulars.events.models import Event
from regulars.ledger.models import Entry
from regulars.lib.cursors import raw_cursor
from regulars.people.actions import CardUnknown
from regulars.people.models import Member
from regulars.replies import actions as replies
from regulars.replies.actions import Reply
from regulars.replies.models import Reply as ReplyRow

AT = "2026-03-02 10:00"
BOUGHT = order("A-1", "2026-03-01 10:00", ("atlas", 1))  # 128 and 50 coins.


def _reply(answer):
    said = "refused" if answer.refusal else answer.status
    return Reply(409 if answer.refusal else 200, "", f"{said} {answer.no}".encode())


def _spend(name, points, *, key="k", source="till", mark=b"1", write=_reply):
    spend = Spend(name, instant(when(AT)), when(AT).date().toordinal(), "coin", points)
    return Brought(Arrival(source, "Ada", spend), Asked(key, mark, write))


def _spent():
    return -sum(Entry.objects.filter(kind="spend").values_list("points", flat=True))


def test_a_key_is_replied_to_once_and_then_given_again(shop):
    told(shop, BOUGHT)

    first, again = (post_brought(shop, [_spend("S-1", 10)])[0] for _ in range(2))

    assert (first, again) == (Reply(200, "", b"decided 2"), Reply(200, "", b"decided 2", is_again=True))
    assert _spent() == 10


def test_the_same_key_twice_in_one_batch_is_one_request(shop):
    told(shop, BOUGHT)
    plain = Brought(Arrival("till", "Ada", order("A-2", AT, ("tea", 1))))

    outcomes = post_brought(
        shop,
        [_spend("S-1", 10), plain, _spend("S-1", 10), _spend("S-1", 11, mark=b"2"), _spend("S-2", 5, source="web")],
    )  # fmt: skip

    assert outcomes[0] == Reply(200, "", b"decided 2")
    assert (type(outcomes[1]), outcomes[1].status) == (Answer, "decided")
    assert outcomes[2] == outcomes[0]._replace(is_again=True)
    assert isinstance(outcomes[3], KeyReused)
    assert outcomes[4] == Reply(200, "", b"decided 4")
    assert _spent() == 15


def test_a_refusal_is_kept_like_any_answer(shop):
    told(shop, BOUGHT)

    outcomes = [post_brought(shop, [_spend("S-1", 999)])[0] for _ in range(2)]

    assert outcomes == [Reply(409, "", b"refused None"), Reply(409, "", b"refused None", is_again=True)]
    assert Event.objects.count() == 1


def test_what_makes_nobody_is_not_kept_where_nobody_has_the_card_and_may_be_asked_again_when_somebody_has(
    shop,
):
    unknown = _spend("S-1", 10)
    unknown = unknown._replace(arrival=unknown.arrival._replace(makes_nobody=True))

    refused = post_brought(shop, [unknown, unknown])
    assert [(type(one), one.facts) for one in refused] == [(CardUnknown, {"card": "Ada"})] * 2
    assert (Member.objects.count(), ReplyRow.objects.count()) == (0, 0)

    told(shop, BOUGHT)
    assert post_brought(shop, [unknown]) == [Reply(200, "", b"decided 2")]


def test_a_reply_that_cannot_be_kept_takes_its_books_back_and_its_neighbours_go_through(shop, monkeypatch):
    told(shop, BOUGHT)

    def broken(_answer):
        raise ZeroDivisionError

    outcomes = post_apart(shop, [_spend("S-1", 10, key="k-1"), _spend("S-2", 20, key="k-2", write=broken)])

    assert outcomes[0] == Reply(200, "", b"decided 2")
    assert isinstance(outcomes[1], Poison)
    assert (_spent(), ReplyRow.objects.count()) == (10, 1)


def _break_connection():
    with _other() as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _other():
    settings = connection.get_connection_params()
    wanted = {
        name: settings[name] for name in ("dbname", "user", "password", "host", "port") if name in settings
    }
    return psycopg.connect(**wanted, autocommit=True)


@pytest.mark.parametrize("moment", ["before the commit", "after the commit"])
def test_a_connection_that_breaks_at_the_commit_loses_nothing_and_doubles_nothing(
    live_shop, monkeypatch, moment
):
    """Whatever the desk knows of its first try, the second one finds the books and the reply, or neither."""
    told(live_shop, BOUGHT)
    breaks, once = [True], replying.post_brought

    def breaking(programme, brought):
        if not breaks:
            return once(programme, brought)
        breaks.clear()
        if moment == "before the commit":
            with transaction.atomic():
                once(programme, brought)
                _break_connection()
        else:
            once(programme, brought)
            _break_connection()
        raise psycopg.OperationalError

    monkeypatch.setattr("regulars.desk.gathering.post_brought", breaking)
    desk = Gathering(lambda: live_shop)
    try:
        reply = desk.reply(*_spend("S-1", 10))
        again = desk.reply(*_spend("S-1", 10))
    finally:
        desk.close()
    connection.close()

    assert (reply.body, again.body) == (b"decided 2", b"decided 2")
    assert (_spent(), ReplyRow.objects.count()) == (10, 1)


def test_a_key_on_which_another_server_works_is_told_to_come_again(live_shop):
    told(live_shop, BOUGHT)

    def elsewhere():
        try:
            return post_brought(live_shop, [_spend("S-1", 10), _spend("S-2", 5, key="other")])
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            assert replies.claim(raw_cursor(), [("till", "k")]) == ({}, set())
            running, other = pool.submit(elsewhere).result()
        done = pool.submit(elsewhere).result()[0]

    assert isinstance(running, StillRunning)
    assert running.facts == {"source": "till", "key": "k", "retry_after": 1}
    assert other == Reply(200, "", b"decided 2")
    assert done == Reply(200, "", b"decided 3")
    assert _spent() == 15


def test_the_same_key_at_many_servers_at_once_is_done_once(live_shop):
    told(live_shop, BOUGHT)

    def ask():
        while True:
            (outcome,) = post_brought(live_shop, [_spend("S-1", 10)])
            if isinstance(outcome, Reply):
                return outcome.body
            assert isinstance(outcome, StillRunning)

    assert at_once([ask] * 8) == [b"decided 2"] * 8
    assert _spent() == 10


def test_replies_are_forgotten_after_a_day_the_oldest_first(shop):
    told(shop, BOUGHT)
    for number in range(5):
        post_brought(shop, [_spend(f"S-{number}", 1, key=f"k-{number}")])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE replies_reply SET at = at - interval '1 hour' * right(key, 1)::int")
    made_last = ReplyRow.objects.get(key="k-0").at

    assert replies.forget(raw_cursor(), now=made_last + replies.KEPT, limit=3) == 3
    assert sorted(ReplyRow.objects.values_list("key", flat=True)) == ["k-0", "k-1"]
    assert forget_replies(now=made_last + replies.KEPT) == 1
    assert forget_replies(now=made_last + replies.KEPT) == 0
