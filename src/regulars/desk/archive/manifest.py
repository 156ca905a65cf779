"""What an archive holds: its files with counts and fingerprints. A file that is not named here is none of it."""

from __future__ import annotations

import os
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from regulars.core.refusals import Refusal

if TYPE_CHECKING:
    from psycopg import Cursor

NAME: Final = "manifest.json"
FORMAT: Final = 2
_SHOP: Final = """
    SELECT encode(sha256(convert_to(extract(epoch FROM published_at)::text, 'UTF8') || document), 'hex')
    FROM programmes_version ORDER BY number LIMIT 1
"""


class ArchiveMissing(Refusal):
    """There is no archive in this folder. Facts: folder."""


class ArchiveFileMissing(Refusal):
    """A file that the manifest names is not there. Facts: file."""


class ArchiveFileCutShort(Refusal):
    """A file of the archive ends too early. Facts: file, size, expected."""


class ArchiveBroken(Refusal):
    """A file of the archive is not what was written. Facts: file."""


class ArchiveNewer(Refusal):
    """The archive was written by newer code than this. Facts: holds."""


class ArchiveOlder(Refusal):
    """The archive was written by older code than this. Facts: lacks."""


class ArchiveOfAnotherShop(Refusal):
    """The archive in this folder is of another shop than the database. Facts: folder."""


class ArchiveAhead(Refusal):
    """The archive knows more of a day than the database of the same shop. Facts: folder, table, day, archived, here."""


class ArchiveWithoutPast(Refusal):
    """What came before a day is in another archive alone, so this one would not be whole. Facts: folder, since."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One file. `day` is that of the log (UTC, by arrival); a table that is kept whole has none.

    `moved` is how often its events had gone to another member when it was written, because a merge was taken back.
    """

    table: str
    day: str | None = None
    file: str
    rows: int
    size: int
    sha256: str
    columns: dict[str, str]
    moved: int = 0


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The archive as of a moment. `shop` tells one shop from another, and is empty before anything was published.

    `proof` is the fingerprint of all the rest.
    """

    format: int = FORMAT
    shop: str = ""
    made_at: str = ""
    files: tuple[Kept, ...] = ()
    proof: str = ""

    def of(self, table: str) -> tuple[Kept, ...]:
        """The files of a table in the order of days."""
        return tuple(sorted((one for one in self.files if one.table == table), key=lambda one: one.day or ""))

    def proven(self) -> Manifest:
        """The same with its fingerprint."""
        bare = msgspec.structs.replace(self, proof="")
        return msgspec.structs.replace(self, proof=sha256(msgspec.json.encode(bare)).hexdigest())


class _Age(msgspec.Struct):
    format: int


def load(folder: Path) -> Manifest:
    """What the archive holds; an empty one where there is none yet."""
    path = folder / NAME
    if not path.exists():
        return Manifest()
    written = path.read_bytes()
    try:
        age = msgspec.json.decode(written, type=_Age).format
        if age > FORMAT:
            raise ArchiveNewer(holds=f"{NAME} {age}")
        if age < FORMAT:
            raise ArchiveOlder(lacks=f"{NAME} {FORMAT}")
        manifest = msgspec.json.decode(written, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise ArchiveBroken(file=NAME) from None
    if manifest != manifest.proven():
        raise ArchiveBroken(file=NAME)
    return manifest


def save(folder: Path, manifest: Manifest) -> None:
    """Put the manifest in its place in one step, so that a crash leaves the one before."""
    unfinished = folder / f"{NAME}.{os.getpid()}"
    with unfinished.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(manifest.proven()), indent=1))
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
    if not path.is_file():
        raise ArchiveFileMissing(file=kept.file)
    size = path.stat().st_size
    if size < kept.size:
        raise ArchiveFileCutShort(file=kept.file, size=size, expected=kept.size)
    if fingerprint(path) != kept.sha256:
        raise ArchiveBroken(file=kept.file)
    return path


def shop_of(cursor: Cursor) -> str:
    """What tells this shop from every other: what it published first, and when; nothing before that."""
    row = cursor.execute(_SHOP).fetchone()
    return row[0] if row else ""
