"""The figures of one run: each with its unit and, where there is one, the target beside it."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One measured number. `is_met` is None where nothing was promised."""

    name: str
    value: float
    unit: str
    target: str = ""
    is_met: bool | None = None


@dataclass
class Figures:
    """Everything that one run measured."""

    machine: dict[str, object]
    measured: list[Figure] = field(default_factory=list)
    rounds: list[dict[str, float]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def add(
        self, name: str, value: float, unit: str, *, least: float | None = None, most: float | None = None
    ) -> None:
        """Write a figure down, with the least or the most that it should be."""
        target, is_met = "", None
        if least is not None:
            target, is_met = f"≥ {least:,g}", value >= least
        elif most is not None:
            target, is_met = f"< {most:,g}", value < most
        self.measured.append(Figure(name, round(value, 3), unit, target, is_met))
        print(f"  {name}: {_shown(value)} {unit} {target}", flush=True)

    def write(self, file: Path) -> None:
        """Keep them for a comparison with the next run."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n")

    def show(self) -> None:
        """Print the table."""
        table = Table("what", "measured", "unit", "to reach", "")
        for one in self.measured:
            mark = "" if one.is_met is None else ("reached" if one.is_met else "missed")
            table.add_row(one.name, _shown(one.value), one.unit, one.target, mark)
        console = Console(width=130)
        console.print(table)
        for sentence in self.skipped:
            console.print(sentence)


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:,.2f}"
