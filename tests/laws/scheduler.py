"""Several desks on one database, moved step by step by a seed: whoever has the turn goes one round trip further.

Connections are real ones whose every round trip waits for a turn. A COMMIT may be lost before the server hears it, or its
answer after. A desk that waits for another's lock in the database is left waiting, and moves on when the lock is free.
"""

import threading
import time
from contextlib import closing
from random import Random

import django.db
import psycopg

LOST = (None,) * 8 + ("before", "after")
PATIENCE_SECONDS = 60
_here = threading.local()


class Disconnected(psycopg.OperationalError):
    """The line broke; nobody knows yet whether the transaction is in."""


class SteppedConnection(psycopg.Connection):
    """A real connection whose round trips wait for their turn, and whose commits may be lost."""

    def wait(self, gen, *arguments, **named):
        if turn := getattr(_here, "turn", None):
            turn.take("asks", self.pgconn.backend_pid)
        return super().wait(gen, *arguments, **named)

    def commit(self):
        turn = getattr(_here, "turn", None)
        lost = turn.take("commits", self.pgconn.backend_pid) if turn else None
        if lost != "before":
            super().commit()
        if lost:
            pid = self.pgconn.backend_pid
            self.pgconn.finish()
            turn.scheduler.wait_until_gone(pid)
            raise Disconnected(f"the line broke {lost} COMMIT")


class Driver:
    """The driver as Django asks it, but for the connections that it makes."""

    connect = SteppedConnection.connect

    def __getattr__(self, name):
        return getattr(psycopg, name)


class Turn:
    """One desk's place in the schedule."""

    def __init__(self, scheduler, name):
        self.scheduler, self.name = scheduler, name
        self.state, self.about, self.pid, self.lost = "running", "begins", 0, None

    def take(self, about, pid):
        """Wait until it is this desk's turn; answer how the step is lost, if it is."""
        with self.scheduler.changed:
            self.state, self.about, self.pid = "parked", about, pid
            self.scheduler.changed.notify_all()
            self.scheduler.changed.wait_for(lambda: self.state == "running")
            return self.lost


class Scheduler:
    """Runs works side by side; `trace` says who did what in which order, and the seed alone decides it."""

    def __init__(self, seed):
        self.chance, self.trace, self.faults = Random(seed), [], []
        self.changed = threading.Condition()
        self.observer = psycopg.connect(**_address(), autocommit=True)

    def run(self, works):
        """Let every work come to its end; `works` are functions by the name of their desk."""
        turns = [Turn(self, name) for name in works]
        threads = [threading.Thread(target=self._work, args=(turn, works[turn.name])) for turn in turns]
        for thread in threads:
            thread.start()
        while waiting := self._parked_when_quiet(turns):
            self._move(self.chance.choice(waiting))
        for thread in threads:
            thread.join()
        self.observer.close()
        for fault in self.faults:
            raise fault

    def wait_until_gone(self, pid):
        """Wait until the server noticed that a line broke, for until then it keeps the locks."""
        question = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s"
        with psycopg.connect(**_address(), autocommit=True) as line:
            while line.execute(question, (pid,)).fetchone()[0]:
                time.sleep(0.001)

    def _move(self, turn):
        with self.changed:
            turn.lost = self.chance.choice(LOST) if turn.about == "commits" else None
            self.trace.append((turn.name, turn.about, turn.lost))
            turn.state = "running"
            self.changed.notify_all()

    def _parked_when_quiet(self, turns):
        """Who may go on, once everybody else waits for a lock or is done; nobody in the end."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            with self.changed:
                self.changed.wait_for(lambda: all(turn.state != "running" for turn in turns), timeout=0.003)
                parked = [turn for turn in turns if turn.state == "parked"]
                running = [turn for turn in turns if turn.state == "running"]
            if not running or (parked and self._are_blocked([turn.pid for turn in running])):
                return parked
        raise TimeoutError([(turn.name, turn.state, turn.about) for turn in turns])

    def _are_blocked(self, pids):
        question = (
            "SELECT count(*) FROM unnest(%s::int[]) AS pid WHERE cardinality(pg_blocking_pids(pid)) > 0"
        )
        return self.observer.execute(question, (pids,)).fetchone()[0] == len(pids)

    def _work(self, turn, work):
        _here.turn = turn
        mine = django.db.connection
        mine.Database = Driver()
        try:
            with closing(mine):
                turn.take("begins", 0)
                work()
        except BaseException as fault:  # noqa: BLE001 - told in the thread that asked.
            self.faults.append(fault)
        with self.changed:
            turn.state = "done"
            self.changed.notify_all()


def _address():
    """The test database, as the driver wants it."""
    settings = django.db.connection.get_connection_params()
    return {
        name: settings[name] for name in ("dbname", "host", "port", "user", "password") if settings.get(name)
    }
