"""Who the server runs as: PostgreSQL refuses to run as root, and must be able to enter its own folders."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from regulars.lib.postgres.refusals import DatabaseFolderOfSomebodyElse

ROOT = 0
UNPRIVILEGED = ("postgres", "nobody")


class AsUser(TypedDict, total=False):
    """The arguments by which `subprocess` starts a program as somebody else."""

    user: int
    group: int
    extra_groups: list[str | int]


@dataclass(frozen=True, slots=True)
class Owner:
    """A user of this machine, by number."""

    uid: int
    gid: int

    def may_enter(self, folder: Path) -> bool:
        """Whether this user may walk from the root of the disk down into the folder."""
        there = folder.resolve()
        return all(self._may_pass(step) for step in (there, *there.parents) if step.exists())

    def instead_of_root(self) -> AsUser:
        """Return what makes `subprocess` start a program as this user, which only root may ask for."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if os.geteuid() == ROOT else {}

    def _may_pass(self, step: Path) -> bool:
        found = step.stat()
        if found.st_uid == self.uid:
            return bool(found.st_mode & 0o100)
        if found.st_gid == self.gid:
            return bool(found.st_mode & 0o010)
        return bool(found.st_mode & 0o001)


def owner_for(home: Path) -> Owner:
    """Return who owns the server in `home`: whoever began it, else me, else (for root) somebody without rights."""
    me = os.geteuid()
    began_by = home.stat().st_uid if home.exists() else None
    if me != ROOT:
        if began_by not in {None, me}:
            raise DatabaseFolderOfSomebodyElse(folder=str(home), owner=_name(began_by or ROOT))
        return Owner(uid=me, gid=os.getegid())
    if began_by:
        return _owner(pwd.getpwuid(began_by))
    return next(_owner(user) for user in map(_user, UNPRIVILEGED) if user)


def _owner(user: pwd.struct_passwd) -> Owner:
    return Owner(uid=user.pw_uid, gid=user.pw_gid)


def _user(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
