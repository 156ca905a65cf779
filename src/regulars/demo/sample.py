"""The small sample that is checked in: `python -m regulars.demo.sample > examples/orders/sunny-select-sample.csv`."""

import sys
from datetime import date
from typing import TextIO

from regulars.demo.export import write_csv
from regulars.demo.orders import stream

SEED = 3
ENDS_ON = date(2026, 10, 31)
MEMBERS = 14


def write_sample(to: TextIO) -> int:
    return write_csv(happenings=stream(seed=SEED, ends_on=ENDS_ON, members=MEMBERS), to=to)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # stdout is a TextIOWrapper here
    write_sample(sys.stdout)
