"""What an archive holds: its files with counts and fingerprints. A file that is not named here is none of it."""

from __future__ import annotations

import os
from hashlib import file_digest
from pathlib import Path
from typing import Final

import msgspec

from regulars.core.refusals import Refusal

NAME: Final = "manifest.json"


class ArchiveMissing(Refusal):
    """There is no archive in this folder. Facts: folder."""


class ArchiveBroken(Refusal):
    """A file of the archive is not what the manifest says. Facts: file."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One file. `day` is that of the log (UTC, by arrival); a table that is kept whole has none."""

    table: str
    day: str | None = None
    file: str
    rows: int
    sha256: str
    columns: dict[str, str]


class Manifest(msgspec.Struct, frozen=True):
    """The archive as of a moment."""

    made_at: str = ""
    files: tuple[Kept, ...] = ()
    format: int = 1

    def of(self, table: str) -> tuple[Kept, ...]:
        """The files of a table in the order of days."""
        return tuple(sorted((one for one in self.files if one.table == table), key=lambda one: one.day or ""))


def load(folder: Path) -> Manifest:
    """What the archive holds; an empty one where there is none yet."""
    path = folder / NAME
    return msgspec.json.decode(path.read_bytes(), type=Manifest) if path.exists() else Manifest()


def save(folder: Path, manifest: Manifest) -> None:
    """Put the manifest in its place in one step, so that a crash leaves the one before."""
    unfinished = folder / f"{NAME}.{os.getpid()}"
    with unfinished.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(folder / NAME)


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def proved(folder: Path, kept: Kept) -> Path:
    """A file of the archive, once it is shown to be what was written."""
    path = folder / kept.file
    if not path.exists() or fingerprint(path) != kept.sha256:
        raise ArchiveBroken(file=kept.file)
    return path
