"""Back-tests as an analyst runs them: the command, on a file, with all that it takes to start and to read."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import duckdb

from bench.shop import GOODS, ROOT, VAR

REAL = Path(os.environ.get("REGULARS_DATA", ROOT.parent / "shared" / "data"))
HISTORY = REAL / "online-retail" / "orders-2009-12_2010-12.parquet"
ORDERS_A_MEMBER = 20
SAID = VAR / "backtest.json"


class Folded(NamedTuple):
    """One back-test: what it says of itself, and how long it took from the outside."""

    seconds: float
    orders: int
    cores: int
    peak_mb: int

    @property
    def orders_a_second_and_core(self) -> float:
        return self.orders / self.seconds / self.cores


def made_history(orders: int) -> Path:
    """Write a Parquet file of single-line orders over one year, twenty for each member."""
    file = VAR / f"orders-{orders}.parquet"
    names = ", ".join(f"('{product}', '{categories[0]}', {price})" for product, categories, price in GOODS)
    duckdb.sql(f"""
        COPY (
            SELECT 'O' || n AS order_id, 'M' || (hash(n) % {orders // ORDERS_A_MEMBER}) AS member,
                   TIMESTAMP '2025-01-01' + to_seconds(n * 31536000 // {orders}) AS occurred_at,
                   goods.product, goods.category, 1 + hash(n, 3) % 3 AS quantity, goods.price,
                   list_element(['store', 'online', 'cafe', 'cinema'], 1 + (hash(n, 4) % 4)::int) AS channel
            FROM range({orders}) AS t (n)
            JOIN (SELECT row_number() OVER () - 1 AS place, * FROM (VALUES {names}) AS v (product, category, price))
              AS goods ON goods.place = hash(n, 2) % {len(GOODS)}
        ) TO '{file}' (FORMAT PARQUET)
    """)  # noqa: S608 - nobody but us writes these names.
    return file


def fold(orders: Path, programme: Path) -> Folded:
    """Run `regulars backtest`, and see how long it took and how large it grew."""
    command = [sys.executable, "-c", "from regulars.cli import main; main()", "backtest", "--json", str(SAID)]
    began = time.perf_counter()
    subprocess.run(
        [*command, "--orders", str(orders), "--programme", str(programme)], check=True, capture_output=True
    )
    seconds = time.perf_counter() - began
    said = json.loads(SAID.read_text())
    return Folded(seconds, said["orders"], said["cores"], said["peak_mb"])
