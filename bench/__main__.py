"""`make bench`: everything side by side in one run, as a table and in var/bench.json."""

import argparse
import gc
import os
import statistics
import time

from bench import (
    a_shops_day,
    coupons,
    due,
    folding,
    from_the_log,
    http,
    intake,
    known,
    lots,
    posting,
    redeeming,
    tpcb,
)
from bench.figures import Figures
from bench.machine import machine
from bench.processor import spent_by
from bench.shop import PLAIN, ROOT, SELECT_SHOP, fresh_shop, prepare_environment, settle
from regulars.lib.postgres import EmbeddedPostgres

KNOWN, KNOWN_FULL = 5_000_000, 50_000_000
FEW, MANY, A_MILLION = 10_000, 100_000, 1_000_000
DESKS = 2
ROUNDS = 4
SECONDS = 5


def main() -> None:
    """Measure, write and show; a figure that misses its target fails nothing."""
    arguments = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    arguments.add_argument(
        "--full", action="store_true", help="also a million members and five million orders"
    )
    arguments.add_argument(
        "--due", action="store_true", help="only lots that run out, and a member with 10,000 of them"
    )
    arguments.add_argument("--log", action="store_true", help="only the way from the log to the books")
    arguments.add_argument(
        "--intake", action="store_true", help="only what clients send, and what is known of it"
    )
    arguments.add_argument(
        "--coupons", action="store_true", help="only coupons: a basket with two hundred of them, and codes"
    )
    arguments.add_argument(
        "--redeem", action="store_true", help="only rewards that are redeemed over HTTP, beside TPC-B"
    )
    asked = arguments.parse_args()
    is_full = asked.full
    prepare_environment()
    figures = Figures(machine())
    began = time.perf_counter()
    if asked.due:
        _due(figures, A_MILLION if is_full else MANY)
        return
    if asked.log:
        _log_to_books(figures)
        figures.write(ROOT / "var" / "bench-log.json")
        figures.show()
        return
    if asked.coupons or asked.redeem:
        (_coupons if asked.coupons else _redeemed)(figures)
        return
    if asked.intake:
        _intake(figures, KNOWN_FULL if is_full else KNOWN)
        return
    with fresh_shop() as server:
        members = _growth(figures, server, A_MILLION if is_full else MANY)
        _side_by_side(figures, server, members)
        _verify(figures)
        _letters(figures, server, KNOWN_FULL if is_full else KNOWN)
        _back_tests(figures, 5_000_000 if is_full else 500_000)
    _log_to_books(figures)
    figures.add("the whole run", time.perf_counter() - began, "s")
    figures.write(ROOT / "var" / "bench.json")
    figures.show()


def _coupons(figures: Figures) -> None:
    with fresh_shop():
        coupons.measure(figures)
    figures.write(ROOT / "var" / "bench-coupons.json")
    figures.show()


def _redeemed(figures: Figures) -> None:
    with fresh_shop(redeeming.PROGRAMME) as server:
        redeeming.measure(figures, server)
    figures.write(ROOT / "var" / "bench-redeem.json")
    figures.show()


def _log_to_books(figures: Figures) -> None:
    """In a shop of its own: another server's worker would read the same log."""
    from django.db import connections  # noqa: PLC0415 - settings are read once, so the environment comes first.

    connections.close_all()
    with fresh_shop() as server:
        from_the_log.measure(figures, server)
    connections.close_all()
    with fresh_shop(a_shops_day.programme()) as server:
        a_shops_day.measure(figures, server)


def _due(figures: Figures, members: int) -> None:
    """What time does to very many lots at once, and to very many of one member."""
    from django.db import connections  # noqa: PLC0415 - settings are read once, so the environment comes first.

    # In this order: a second shop has another secret, so that nobody whom we sign in there would be known to its server.
    with fresh_shop() as server:
        lots.measure(figures, server)
    connections.close_all()
    with fresh_shop() as server:
        due.measure(figures, server, members=members, lots=5)
    figures.write(ROOT / "var" / "bench-due.json")
    figures.show()


def _intake(figures: Figures, names: int) -> None:
    with fresh_shop() as server:
        tpcb.make_accounts(server)
        _letters(figures, server, names)
    figures.write(ROOT / "var" / "bench-intake.json")
    figures.show()


def _letters(figures: Figures, server: EmbeddedPostgres, names: int) -> None:
    from regulars.events.intake import sources  # noqa: PLC0415 - models exist only after setup.

    key = sources.add("bench", purpose="bench").key
    with http.server(key) as web:
        intake.measure(figures, server, web, key)
        figures.add("a server process after the intake", web.peak_mb, "MB", most=400)
    known.measure(figures, server, many=names)


def _growth(figures: Figures, server: EmbeddedPostgres, many: int) -> range:
    """Post to few members, then make many, and post to those: what is kept of the speed.

    A shop gathers a million members over years, and its server cleans up behind each; made within minutes, they leave
    it the cleaning to do. So the speed is taken twice: at once, and after the cleaning.
    """
    print(f"From {FEW:,} members to {many:,}")
    at_once, settled = [], []
    for members, new in ((range(FEW), range(FEW)), (range(many), range(FEW, many))):
        with posting.desks(DESKS, members) as opened:
            posting.join(opened, new)
            posting.orders_a_second(opened, orders=10_000, name=f"warm-{len(members)}")
            at_once.append(_posting_speed(opened, f"grown-{len(members)}"))
            settle(server)
            settled.append(_posting_speed(opened, f"settled-{len(members)}"))
        said = f"posting with {len(members):,} members, batches of 1,000"
        figures.add(f"{said}, right after they were made", at_once[-1], "orders/s")
        figures.add(said, settled[-1], "orders/s")
    said = f"kept from {FEW:,} to {many:,} members"
    figures.add(f"{said}, right after they were made", at_once[1] / at_once[0] * 100, "%")
    figures.add(said, settled[1] / settled[0] * 100, "%", least=80)
    return range(many)


def _posting_speed(opened: list[posting.Desk], name: str) -> float:
    return statistics.median(
        posting.orders_a_second(opened, orders=20_000, name=f"{name}-{number}") for number in range(3)
    )


def _side_by_side(figures: Figures, server: EmbeddedPostgres, members: range) -> None:
    """TPC-B and our own work by turns, so that whatever else the machine does falls on both."""
    from regulars.accounts import keys  # noqa: PLC0415 - models exist only after setup.

    print("Side by side with TPC-B")
    tpcb.make_accounts(server)
    with posting.desks(DESKS, members) as opened, http.server(keys.make("crowd")) as web:
        for number in range(ROUNDS):
            figures.rounds.append(_round(server, opened, web, members, number))
            print("  ", {name: round(value) for name, value in figures.rounds[-1].items()}, flush=True)
        _summed_up(figures)
        _pages(figures, web, members)
        figures.add("a server process", web.peak_mb, "MB")


def _round(
    server: EmbeddedPostgres, opened: list[posting.Desk], web: http.Server, members: range, number: int
) -> dict[str, float]:
    us = (os.getpid(), server.pid or 0)
    with spent_by(*us) as on_yardstick:
        before = tpcb.transactions_a_second(server, seconds=SECONDS)
    found = {}
    for name, batch, orders, is_parted in (
        ("parted", 1000, 30_000, True), ("thousands", 1000, 20_000, False), ("hundreds", 100, 20_000, False),
    ):  # fmt: skip
        posting.decode(opened, batch=batch, orders=orders, name=f"{name}-{number}", is_parted=is_parted)
        with spent_by(*us) as on_orders:
            found[name] = posting.post(opened, orders=orders)
        found[f"{name}_us"] = on_orders.seconds / orders * 1_000_000
    after = tpcb.transactions_a_second(server, seconds=SECONDS)
    rate, median, slow = http.crowd(web, orders=8_000, members=members, name=f"http-{number}")
    return found | {
        "tpcb": (before + after) / 2, "tpcb_us": on_yardstick.seconds / (before * SECONDS) * 1_000_000,
        "http": rate, "http_median_ms": median, "http_slow_ms": slow, "load": os.getloadavg()[0],
    }  # fmt: skip


def _summed_up(figures: Figures) -> None:
    def middle(name: str) -> float:
        return statistics.median(one[name] for one in figures.rounds)

    def ratio(name: str) -> float:
        return statistics.median(one[name] / one["tpcb"] for one in figures.rounds)

    figures.add(f"pgbench TPC-B at {tpcb.CLIENTS} clients", middle("tpcb"), "transactions/s")
    figures.add("processor time of a TPC-B transaction", middle("tpcb_us"), "µs")
    figures.add("processor time of an order, batches of 1,000", middle("parted_us"), "µs")
    figures.add("processor time of an order, batches of 100", middle("hundreds_us"), "µs")
    for name, said, least in (
        ("parted", "posting in batches of 1,000, each desk its own members", 3),
        ("thousands", "posting in batches of 1,000, members by chance", None),
        ("hundreds", "posting in batches of 100, members by chance", 2),
    ):
        figures.add(said, middle(name), "orders/s")
        figures.add(f"{said}, to TPC-B", ratio(name), "times", least=least)
        cheaper = statistics.median(one["tpcb_us"] / one[f"{name}_us"] for one in figures.rounds)
        figures.add(f"{said}, to TPC-B by processor time", cheaper, "times")
    figures.add(f"over HTTP, {http.CONNECTIONS} connections", middle("http"), "orders/s")
    figures.add("over HTTP, to TPC-B", ratio("http"), "times")
    figures.add("over HTTP, an answer (median)", middle("http_median_ms"), "ms")
    figures.add("over HTTP, an answer (99 of 100)", middle("http_slow_ms"), "ms")


def _pages(figures: Figures, web: http.Server, members: range) -> None:
    """Pages of one member among all of them, over HTTP, one request after the other."""
    cookie = signed_in()
    for path, name in (("/", "a member's page"), ("/points/", "a member's points page")):
        median, slow = http.page_ms(web, path, cookie=cookie, times=100)
        figures.add(f"{name} among {len(members):,} members (median)", median, "ms", most=50)
        figures.add(f"{name} among {len(members):,} members (19 of 20)", slow, "ms", most=50)


def signed_in() -> str:
    """Sign the first member in, and answer the cookie."""
    from django.test import Client  # noqa: PLC0415 - Django is set up by now.

    from regulars.people.logins import give_login  # noqa: PLC0415 - as above.
    from regulars.people.members import wallet_of  # noqa: PLC0415 - as above.
    from regulars.people.models import Member  # noqa: PLC0415 - as above.

    wallet = wallet_of("M1")
    assert wallet is not None
    give_login(wallet, username="M1", password="a password of the bench")  # noqa: S106 - of a shop that lives for minutes.
    client, user = Client(), Member.objects.get(wallet_id=wallet).user
    assert user is not None
    client.force_login(user)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def _verify(figures: Figures) -> None:
    from regulars.desk.verify import verify  # noqa: PLC0415 - models exist only after setup.
    from regulars.programmes.queries import current  # noqa: PLC0415 - as above.

    print("Verify")
    gc.collect()
    proof = verify(current())
    figures.add("verify", proof.events / proof.seconds, "events/s")
    figures.add("what verify found broken", len(proof.broken), "wallets", most=1)


def _back_tests(figures: Figures, orders: int) -> None:
    print("Back-tests")
    history = folding.made_history(orders)
    for programme in (SELECT_SHOP, PLAIN):
        folded = folding.fold(history, programme)
        figures.add(
            f"back-test of {orders:,} single-line orders under {programme.name}",
            folded.orders_a_second_and_core, "orders/s and core", least=15_000,
        )  # fmt: skip
        figures.add(f"back-test of {orders:,} orders, all processes", folded.peak_mb, "MB", most=1024)
    if not folding.HISTORY.exists():
        figures.skipped.append(
            f"The real history is not at {folding.HISTORY}: set REGULARS_DATA to its folder."
        )
        return
    for programme in (PLAIN, SELECT_SHOP):
        folded = folding.fold(folding.HISTORY, programme)
        figures.add(
            f"back-test of the real history under {programme.name}", folded.seconds, "s in all", most=10
        )


if __name__ == "__main__":
    main()
