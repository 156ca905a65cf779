"""A shop with a database of its own, in which commands run as processes, as an operator runs them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg

REGULARS = Path(sys.executable).with_name("regulars")
#: What a back-test and the books both say; the rest of a back-test's figures is its own.
SHARED = ("members", "orders", "returns", "lines_unmatched", "tiers")
POINTS = ("issued", "revoked", "spent", "expired", "outstanding", "pending", "restored")


class OwnShop:
    """Commands against one database. What a command prints is answered; one that fails fails the test."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "LC_ALL"},
            "DATABASE_URL": url,
            "REGULARS_VAR": str(folder),
            "LANG": "C.UTF-8",
        }

    def run(self, *words: str | Path) -> str:
        done = subprocess.run(
            [REGULARS, *map(str, words)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refused(self, *words: str | Path) -> str:
        """What a command says that must refuse."""
        return self._no(*words).stderr

    def mistakes(self, *words: str | Path) -> str:
        """What a command prints of a file that it cannot take."""
        return self._no(*words).stdout

    def _no(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [REGULARS, *map(str, words)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1, done.stdout + done.stderr
        return done

    def begin(self, *words: str | Path) -> subprocess.Popen[bytes]:
        """Start a command and let it run."""
        return subprocess.Popen(
            [REGULARS, *map(str, words)],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, sql: str) -> int:
        with psycopg.connect(self.url) as database:
            return database.execute(sql).fetchone()[0]

    def totals(self, at: str) -> dict[str, object]:
        return figures(json.loads(self.run("totals", "--json", "--at", at)))

    def backtest(self, orders: Path, programme: Path) -> tuple[dict[str, object], str]:
        """What a back-test says, and until when."""
        said = json.loads(self.run("backtest", "--orders", orders, "--programme", programme, "--json", "-"))
        return figures(said), said["until"]


def figures(said: dict[str, object]) -> dict[str, object]:
    """The figures that a back-test and the books both give."""
    points = {
        currency: {name: amounts[name] for name in POINTS}
        for currency, amounts in said["points_by_currency"].items()
    }
    whole = {name: said["points"][name] for name in POINTS}
    return {name: said[name] for name in SHARED} | {"points": whole, "points_by_currency": points}
