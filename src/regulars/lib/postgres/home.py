"""The folder in which one embedded server lives: its data, its socket, its log and the locks of its supervisors."""

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from regulars.lib.postgres.owner import ROOT, Owner, owner_for
from regulars.lib.postgres.refusals import DatabaseFolderOfSomebodyElse

ELSEWHERE = Path("/var/lib/regulars")
# A socket's whole path must fit into 107 bytes on Linux and 103 on a Mac.
SOCKET_PATH_MAX = 100
SOCKET_NAME = "/.s.PGSQL.5432"


@dataclass(frozen=True, slots=True)
class Home:
    """Where one server lives, and who runs it."""

    folder: Path
    owner: Owner

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def start_lock(self) -> Path:
        return self.folder / "start.lock"

    @property
    def in_use_lock(self) -> Path:
        return self.folder / "in-use.lock"

    @property
    def socket(self) -> Path:
        beside = self.folder / "socket"
        if len(os.fsencode(str(beside) + SOCKET_NAME)) <= SOCKET_PATH_MAX:
            return beside
        return Path(tempfile.gettempdir()) / f"regulars-{self.owner.uid}-{_mark(self.folder)}"

    def prepare(self) -> None:
        """Make the folders, closed to everybody but the owner: whoever reaches the socket owns the data."""
        for folder in (self.folder, self.socket):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.geteuid() == ROOT and folder.lstat().st_uid == ROOT:
                os.chown(folder, self.owner.uid, self.owner.gid, follow_symlinks=False)
            if folder.is_symlink() or folder.stat().st_uid != self.owner.uid:
                raise DatabaseFolderOfSomebodyElse(folder=str(folder), owner=folder.owner())
            folder.chmod(0o700)

    def remove(self) -> None:
        for folder in (self.folder, self.socket):
            shutil.rmtree(folder, ignore_errors=True)


def home_below(var: Path) -> Home:
    """Return the home in `var/postgres`, or elsewhere with a pointer, where root's server could not enter it.

    Where it was begun it stays: rights of a folder that change later must not show an empty shop.
    """
    home, pointer = var.resolve() / "postgres", var / "postgres-is-elsewhere.txt"
    owner = owner_for(home)
    is_here = (home / "cluster").exists() or (owner.may_enter(var) and not pointer.exists())
    if os.geteuid() != ROOT or is_here:
        return Home(folder=home, owner=owner)
    folder = _elsewhere() / _mark(var.resolve())
    var.mkdir(parents=True, exist_ok=True)
    pointer.write_text(f"{folder}\nThe database server does not run as root and may not enter this folder.\n")
    return Home(folder=folder, owner=owner_for(folder))


def copies_of_programs() -> Path:
    """Return a folder that every user may enter, for programs that are out of reach where pip put them."""
    return _elsewhere()


def _elsewhere() -> Path:
    for folder in (ELSEWHERE, Path(tempfile.gettempdir()) / "regulars"):
        try:
            folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        except OSError:
            continue
        if folder.stat().st_uid == os.geteuid():
            return folder
    return Path(tempfile.mkdtemp(prefix="regulars-"))


def _mark(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
