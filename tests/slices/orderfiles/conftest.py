"""Small files of our own, staged in a folder of their own."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest

from regulars.events.orderfiles import Mapping, Staged, stage

HEADER = "order_id,occurred_at,member,product,quantity,price\n"


class Shop:
    """A folder with files, and how its programme counts: pounds and London unless a test says otherwise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.currency, self.zone = "GBP", "Europe/London"
        self.points: str | None = "coin"
        self.mapping: Mapping | None = None
        self.names = False
        self.until: datetime | None = None
        self.steps: list[tuple[str, float]] = []

    def write(self, content: str | bytes, name: str = "orders.csv") -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def stage(self, path: Path) -> Staged:
        return stage(
            path,
            currency=self.currency,
            zone=self.zone,
            points=self.points,
            folder=self.folder / "staging",
            mapping=self.mapping,
            names=self.names,
            until=self.until,
            on_progress=lambda step, done: self.steps.append((step, done)),
        )

    def rows(self, *rows: str, header: str = HEADER) -> Staged:
        """Stage rows of CSV under a header."""
        return self.stage(self.write(header + "\n".join(rows) + "\n"))

    def text(self, content: str | bytes, name: str = "orders.csv") -> Staged:
        return self.stage(self.write(content, name))

    def aside(self, staged: Staged) -> list[dict[str, str]]:
        """The rows that were set aside, as the file that lists them says."""
        if staged.report.set_aside_file is None:
            return []
        with staged.report.set_aside_file.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)
