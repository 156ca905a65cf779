"""From the log to the books: each event once, in order, whatever happens on the way."""

import logging

import psycopg
import pytest
from django.db import connection
from words import CUP, ask, coins, completed, later, logged, quarantined, track, wallet

from regulars.accounts.keys import SourceNameUnusable, refuse_unusable_name
from regulars.catalogue import queries as catalogue
from regulars.desk.intake import batch, consuming, hearing
from regulars.events.intake import log, sources
from regulars.programmes.queries import current


def test_an_order_of_the_wire_is_decided(tell, decide):
    tell(completed(1001, store_id="TPE-1"))

    assert decide() == 1
    assert coins() == 30
    assert logged() == [("Order Completed", "1001")]
    assert catalogue.names_of({"cup"}) == {"cup": "Cup"}
    assert catalogue.stores() == (("TPE-1", ""),)


def test_an_order_is_in_the_books_under_a_name_that_no_tills_key_can_have(tell, decide):
    tell(completed(1001))
    decide()

    assert ask("SELECT source FROM events_event") == [("wire:web",)]
    with pytest.raises(SourceNameUnusable):
        refuse_unusable_name("wire:web")


def test_whoever_reads_a_key_in_a_page_makes_no_orders_up_and_nobodys_birthday(web, tell, decide):
    page = sources.add("page", purpose="tests", origins=["https://shop.example"]).source.id
    told = {"type": "identify", "userId": "Ada", "messageId": "i", "traits": {"birthday": "1990-03-04"}}
    tell(completed(1001), told, source=page)
    tell(track("Order Refunded", "r", order_id=1001), completed(1001, "again"), source=page)

    assert decide() == 4
    assert logged() == []
    assert quarantined() == []
    assert catalogue.names_of({"cup"}) == {"cup": "Cup"}


def test_what_was_read_is_not_read_again(tell, decide):
    tell(completed(1001))
    decide()
    tell(completed(1002))

    assert decide() == 1
    assert coins() == 60


def test_behind_a_new_connection_there_may_be_a_database_that_was_put_back(tell, decide, monkeypatch):
    far = log.Checkpoint(2**40, 2**40)
    monkeypatch.setattr(consuming, "_seen", consuming._Seen(connection, far))
    tell(completed(1001))

    assert decide() == 1
    assert coins() == 30


def test_events_are_decided_in_the_order_of_the_log_in_batches_of_any_size(tell, decide):
    tell(completed(1), track("Order Refunded", "r", order_id=1, products=[CUP | {"quantity": 1}]))
    tell(completed(2), track("Order Cancelled", "c", order_id=2))

    assert decide(limit=1) == 4
    assert coins() == 20
    assert [kind for kind, _ in logged()] == [
        "Order Completed", "Order Refunded", "Order Completed", "Order Cancelled",
    ]  # fmt: skip


def test_behaviour_that_nothing_reads_costs_no_decision_and_fills_the_catalogue(tell, decide):
    tell(
        track("Product Viewed", "v", product_id="tea", name="Tea"),
        {"type": "page", "userId": "Ada", "messageId": "p"},
    )

    assert decide() == 2
    assert logged() == []
    assert wallet() is None
    assert catalogue.names_of({"tea"}) == {"tea": "Tea"}


def test_a_member_is_introduced(tell, decide):
    tell(
        {
            "type": "identify",
            "userId": "Ada",
            "messageId": "i",
            "traits": {"birthday": "1990-05-17", "nickname": "愛達"},
        }
    )
    decide()

    assert wallet().birth_month == 5
    assert ask("SELECT nickname FROM people_member") == [("愛達",)]


def test_an_order_of_nobody_is_kept_and_earns_nothing(tell, decide):
    tell(completed(1, user=None))
    decide()

    assert ask("SELECT kind, wallet_id FROM events_event") == [("Order Completed", None)]


def test_goods_that_come_back_without_a_name_are_those_of_whoever_bought(tell, decide):
    tell(completed(1), track("Order Refunded", "r", None, order_id=1, total=100))
    decide()

    assert coins() == 20


def test_a_refund_of_an_order_that_nobody_told_of_waits_for_it(tell, decide):
    tell(track("Order Refunded", "r", None, order_id=1, total=100))
    decide()
    assert quarantined() == [("r", "OrderNotYet")]

    tell(completed(1))
    decide()
    assert quarantined() == []
    assert quarantined("replayed") == [("r", "OrderNotYet")]
    assert coins() == 20


def test_what_cannot_be_understood_is_set_aside_alone(tell, decide):
    tell(completed(1), track("Order Completed", "bad", order_id=2), completed(3))

    assert decide() == 3
    assert quarantined() == [("bad", "OrderWithoutGoods")]
    assert coins() == 60


def test_two_machines_that_tell_of_one_order_a_second_apart_give_it_once(tell, decide):
    tell(completed(1, "browser"), later(completed(1, "server"), 3))
    decide()

    assert coins() == 30
    assert quarantined() == []


def test_one_order_of_two_members_is_set_aside(tell, decide):
    tell(completed(1, "m-1"), completed(1, "m-2", user="Bob"))
    decide()

    assert coins() == 30
    assert quarantined() == [("m-2", "EventRetold")]


def test_a_poisonous_event_stands_alone_and_the_others_go_on(tell, decide, monkeypatch, caplog):
    understand = hearing.meaning_of

    def fail(said, programme):
        if said.message_id == "m-4":
            message = "our own fault"
            raise ZeroDivisionError(message)
        return understand(said, programme)

    monkeypatch.setattr(hearing, "meaning_of", fail)
    tell(*(completed(number) for number in range(7)))

    with caplog.at_level(logging.ERROR):
        assert decide() == 7
    assert quarantined() == [("m-4", batch.UNDECIDABLE)]
    assert coins() == 6 * 30
    assert len(caplog.records) == 1


def test_a_database_that_is_away_puts_nothing_aside(tell, decide, monkeypatch):
    def away(*_):
        message = "gone"
        raise psycopg.OperationalError(message)

    tell(completed(1))
    with monkeypatch.context() as patched:
        patched.setattr(batch, "post_within", away)
        with pytest.raises(psycopg.OperationalError):
            decide()

    assert quarantined() == []
    decide()
    assert coins() == 30


@pytest.mark.parametrize("moment", ["post_within", "keep"])
def test_a_kill_between_post_and_checkpoint_posts_nothing_and_once_afterwards(
    tell, decide, monkeypatch, moment
):
    """The connection dies with the process: after the post and before the checkpoint, and after both before the commit."""
    tell(completed(1), completed(2))
    whole, place = (batch, "post_within") if moment == "post_within" else (log, "keep")
    do = getattr(whole, place)

    def killed(cursor, *rest):
        do(cursor, *rest)
        pid = cursor.connection.info.backend_pid
        with psycopg.connect(cursor.connection.info.dsn, password=cursor.connection.info.password) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (pid,))
        cursor.execute("SELECT 1")

    with monkeypatch.context() as patched:
        patched.setattr(whole, place, killed)
        with pytest.raises(psycopg.OperationalError):
            consuming.take_in(current())
    connection.close()

    assert logged() == []
    assert decide() == 2
    assert coins() == 60


def test_only_one_reads_for_the_desk(tell, decide):
    tell(completed(1))
    other = psycopg.connect(connection.get_connection_params() and _address())
    with other:
        other.execute(consuming._ALONE)

        assert consuming.take_in(current()) == 0
    other.close()
    assert decide() == 1


def _address():
    settings = connection.settings_dict
    parts = {
        "host": settings["HOST"],
        "port": settings["PORT"],
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
    }
    return psycopg.conninfo.make_conninfo(**{name: value for name, value in parts.items() if value})
