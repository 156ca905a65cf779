"""A desk that is held between its decision and its last statement, while others do something."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event

from django.db import connection

from regulars.desk.posting import _Batch


class Held:
    """A desk that has decided, and stops before its last statement; `rounds` says of each time whether it hoped."""

    def __init__(self, monkeypatch):
        self.decided, self.go_on, self.rounds = Event(), Event(), []
        take = _Batch._take

        def stopping(batch):
            if any(one.event.id == "first" for one in batch.arrivals):
                self.rounds.append(batch.hopes)
                if batch.hopes:
                    self.decided.set()
                    self.go_on.wait()
            take(batch)

        monkeypatch.setattr(_Batch, "_take", stopping)

    def while_held(self, post, meanwhile):
        """Let somebody do something while a desk is held; answer what the desk answers afterwards."""

        def posting():
            with closing(connection):
                return post()

        with ThreadPoolExecutor(1) as pool:
            held = pool.submit(posting)
            self.decided.wait()
            try:
                meanwhile()
            finally:
                self.go_on.set()
            return held.result()
