"""The yardstick: pgbench's TPC-B at 16 clients, on the same server, between our own rounds."""

import os
import re
import subprocess

import psycopg

from regulars.lib.postgres import EmbeddedPostgres

CLIENTS = 16
SCALE = 16
DATABASE = "pgbench"


def make_accounts(server: EmbeddedPostgres) -> None:
    """Fill pgbench's tables, of which there must be as many branches as clients."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {DATABASE}")
    _pgbench(server, "--initialize", "--quiet", f"--scale={SCALE}")


def transactions_a_second(server: EmbeddedPostgres, *, seconds: int) -> float:
    """Run TPC-B for a while."""
    said = _pgbench(server, f"--client={CLIENTS}", "--jobs=2", f"--time={seconds}", "--no-vacuum")
    found = re.search(r"tps = ([\d.]+)", said)
    assert found, said
    return float(found[1])


def _pgbench(server: EmbeddedPostgres, *arguments: str) -> str:
    done = subprocess.run(
        [server.binaries.pgbench, *arguments, server.url_of(DATABASE)],
        env=os.environ | {"LC_ALL": "C"}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout
