"""A rush for seats over a real server: exactly so many, no member twice, everybody else a place, and the order is what everybody was told."""

import json
import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from threading import Event

import psycopg
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "surfaces" / "api"))
from running_shop import RunningShop

PLAIN = Path(__file__).parents[2] / "examples" / "programmes" / "plain.yaml"
CLIENTS = 5_000 if os.environ.get("REGULARS_SOAK") else 300
CONNECTIONS, SEATS = 48, 100
GIVEN_UP = 20

_OCCASION = """
    INSERT INTO registrations_occasion (key, name_zh, name_en, place_zh, place_en, begins_at, free_until)
    SELECT 'rush', '朗讀', 'A reading', '書店', 'The bookshop', now() + interval '9 days', now() + interval '9 days' RETURNING id
"""
_OPENINGS = """
    INSERT INTO registrations_opening (occasion_id, no, opens_at, seats, track, level)
    VALUES (%(occasion)s, 1, now() - interval '2 days', 10, 'nobody', 'ever'), (%(occasion)s, 2, now() - interval '1 hour', %(rest)s, '', '')
"""
#: In one snapshot: by quota, what the opening counts and who has a seat or is offered one; and members who are there twice.
_LOOK = """
    SELECT
        (SELECT coalesce(sum(abs(opening.taken - (
            SELECT count(*) FROM registrations_registration AS one
            WHERE one.occasion_id = opening.occasion_id AND one.opening = opening.no
        ))), 0) FROM registrations_opening AS opening),
        (SELECT count(*) - count(DISTINCT wallet_id) FROM registrations_registration),
        (SELECT count(*) FROM registrations_registration WHERE opening IS NOT NULL)
"""


@pytest.fixture
def own(new_shop, tmp_path):
    shop = new_shop()
    shop.run("programme", "publish", PLAIN)
    file = tmp_path / "till.csv"
    rows = (f"A-{number},2026-01-02T10:00:00+08:00,M-{number},mug,1,480\n" for number in range(CLIENTS))
    file.write_text("order_id,occurred_at,member,product,quantity,amount\n" + "".join(rows), encoding="utf-8")
    shop.run("import", "orders", file)
    return shop


@pytest.fixture
def occasion(own):
    with psycopg.connect(own.url) as database:
        (number,) = database.execute(_OCCASION).fetchone()
        database.execute(_OPENINGS, {"occasion": number, "rest": SEATS - 10})
    return number


@pytest.fixture
def running(own, occasion):
    shop = RunningShop(own)
    try:
        shop.wait_until_well()
        yield shop
    finally:
        shop.stop()


@pytest.fixture
def client_pool(own, running):
    """Connections that are handed from one client to the next."""
    key, free = own.run("key", "create", "till").strip(), SimpleQueue()
    for _ in range(CONNECTIONS):
        free.put(running.client(key))
    yield free
    for _ in range(CONNECTIONS):
        free.get().close()


def _ask(free, occasion, member, step=""):
    client = free.get()
    try:
        status, body = client.ask("POST", f"occasions/{occasion}/seats{step}", {"member": f"M-{member}"})
    finally:
        free.put(client)
    assert status == 200, body
    return json.loads(body)


def _watched(own, is_over):
    """Look again and again; answer what ever was not as it should be, and how many seats were gone at most."""
    wrong, most, looks = [], 0, 0
    with psycopg.connect(own.url, autocommit=True) as database:
        while not is_over.is_set() or not looks:
            differing, twice, gone = database.execute(_LOOK).fetchone()
            looks, most = looks + 1, max(most, gone)
            if differing or twice or gone > SEATS:
                wrong.append((differing, twice, gone))
    return wrong, most


def _rush(own, work):
    """Do the work with as many hands as there are connections, and look on meanwhile."""
    is_over = Event()
    with ThreadPoolExecutor(CONNECTIONS + 1) as pool:
        watching = pool.submit(_watched, own, is_over)
        try:
            done = [one.result() for one in [pool.submit(*each) for each in work]]
        finally:
            is_over.set()
        return done, watching.result()


def test_a_rush_for_seats_gives_exactly_those_and_everybody_else_a_place(own, occasion, client_pool):
    # Every third client presses twice, at once.
    presses = [member for member in range(CLIENTS) for _ in range(2 if member % 3 == 0 else 1)]

    told, (wrong, most) = _rush(own, [(_ask, client_pool, occasion, member) for member in presses])

    assert (wrong, most) == ([], SEATS)
    by_member = {}
    for one in told:
        by_member.setdefault(one["member"], set()).add((one["state"], one["code"]))
    assert {len(answers) for answers in by_member.values()} == {1}, "pressing again is the same place"
    states = Counter(state for answers in by_member.values() for state, _ in answers)
    assert states == {"seated": SEATS, "waiting": CLIENTS - SEATS}
    codes = [code for answers in by_member.values() for _, code in answers if code]
    assert len(set(codes)) == SEATS

    # Some change their minds at once: whoever was first on the list is offered what came free, and nobody else.
    seated = sorted(one for one, answers in by_member.items() if next(iter(answers))[0] == "seated")
    leaving = [int(card.removeprefix("M-")) for card in seated[:GIVEN_UP]]
    _, (wrong, most) = _rush(
        own, [(_ask, client_pool, occasion, member, "/give-up") for member in leaving * 2]
    )

    assert (wrong, most) == ([], SEATS)
    with psycopg.connect(own.url) as database:
        rows = database.execute(
            "SELECT state FROM registrations_registration WHERE state IN ('waiting', 'offered') ORDER BY place"
        ).fetchall()
    assert [state for (state,) in rows] == ["offered"] * GIVEN_UP + ["waiting"] * (CLIENTS - SEATS - GIVEN_UP)
