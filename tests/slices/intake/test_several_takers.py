"""Several processes take the same messages while generations close and merge: each is taken once."""

import os
import subprocess
import sys

from django.conf import settings
from django.db import connection

from regulars.events.intake import generations

MESSAGES, PROCESSES = 600, 3
#: Takes all messages six times over, each time in another order, as a server process does; tells how many were new.
TAKER = f"""
import random, sys, django
django.setup()
from psycopg.errors import IntegrityError
from regulars.events.intake.arrived import Arrived
from regulars.events.intake.taking import write
from regulars.core.periods import instant
from datetime import datetime, UTC
now = instant(datetime(2026, 11, 23, 12, 31, tzinfo=UTC))
def take(numbers):
    events = [Arrived(7, f"m-{{n}}", "track", "Seen", "U1", None, now, now, None, b"{{}}", None) for n in numbers]
    while True:
        try:
            return write(events).new
        except IntegrityError:
            pass  # Others were quicker three times over; nothing of it was written.
order, new = random.Random(int(sys.argv[1])), 0
for _ in range(6):
    numbers = order.sample(range({MESSAGES}), {MESSAGES})
    for at in range(0, {MESSAGES}, 20):
        new += take(numbers[at : at + 20])
print(new)
"""


def test_each_message_is_taken_once_by_several_processes(lasting_log):
    database = connection.settings_dict
    url = f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    environment = {**os.environ, "DATABASE_URL": url, "REGULARS_VAR": str(settings.VAR)}
    takers = [
        subprocess.Popen(
            [sys.executable, "-c", TAKER, str(number)], env=environment, stdout=subprocess.PIPE, text=True
        )
        for number in range(PROCESSES)
    ]
    tended = 0
    while any(taker.poll() is None for taker in takers):
        tended += generations.tend(full_bytes=1)
    new = [int(taker.communicate()[0]) for taker in takers]

    assert tended, "generations closed or merged while they wrote; how often is the machine's affair"
    assert sum(new) == MESSAGES
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT message_id) FROM events_arrived")
        assert cursor.fetchone() == (MESSAGES, MESSAGES)
