"""`python -m regulars.worker`: the clock, and the desk's way from the log, in a process of their own beside the web server that started it."""

import os
import signal
import sys
import threading

import django


def main() -> None:
    """Tick, read and archive until SIGTERM, Ctrl-C, or the end of whoever started us."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regulars.site.settings")
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - they are read once Django is set up.

    from regulars.lib.postgres import EmbeddedPostgres  # noqa: PLC0415 - as above.
    from regulars.worker.archiving import archive_until  # noqa: PLC0415 - models exist only after setup.
    from regulars.worker.boards import keep_boards_until  # noqa: PLC0415 - models exist only after setup.
    from regulars.worker.clock import tick_until  # noqa: PLC0415 - models exist only after setup.
    from regulars.worker.reading import read_until  # noqa: PLC0415 - as above.
    from regulars.worker.tending import tend_until  # noqa: PLC0415 - as above.
    from regulars.worker.watching import watch_until  # noqa: PLC0415 - as above.
    from regulars.worker.webhooks import send_until  # noqa: PLC0415 - as above.

    # Named by the parent itself: one that was killed while we began has left us to somebody else by now.
    parent, stop = int(sys.argv[1]) if sys.argv[1:] else os.getppid(), threading.Event()
    for farewell in (signal.SIGTERM, signal.SIGINT):
        signal.signal(farewell, lambda *_: stop.set())
    database = EmbeddedPostgres(settings.VAR) if settings.DATABASE_IS_EMBEDDED else None
    beside = [
        threading.Thread(target=read_until, args=(stop.wait,), name="reads the log"),
        threading.Thread(target=send_until, args=(stop.wait,), name="sends news"),
        threading.Thread(target=watch_until, args=(stop.wait,), name="watches what runs out"),
        threading.Thread(target=keep_boards_until, args=(stop.wait,), name="keeps leaderboards"),
        threading.Thread(
            target=archive_until,
            args=(settings.VAR / "archive", stop.wait),
            kwargs={"keep_log_days": settings.KEEP_LOG_DAYS},
            name="archives",
        ),
    ]
    for thread in beside:
        thread.start()
    # Merging very many names takes minutes, and may be left in the middle.
    threading.Thread(target=tend_until, args=(stop.wait,), name="tends the intake", daemon=True).start()
    try:
        tick_until(
            lambda seconds: stop.wait(seconds) or os.getppid() != parent,
            revive=database.revive if database else lambda: None,
        )
    finally:
        stop.set()
        for thread in beside:
            thread.join()


if __name__ == "__main__":
    main()
