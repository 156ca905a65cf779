"""Locks that a dead server left behind, and when it is safe to take them away."""

import os
from pathlib import Path

PROC = Path("/proc")


def remove_stale_locks(*, cluster: Path, socket: Path) -> list[Path]:
    """Remove the locks of a server that is gone, and return them; touch nothing while anyone may still write.

    PostgreSQL itself steps over the lock of a dead process. It does not where the number went to a stranger or
    the dead process was never buried, both common in containers. A backend that outlives its postmaster
    still writes; it can be told by its working folder, so the locks stay as long as one is there.
    """
    if not PROC.is_dir() or _somebody_works_in(cluster):
        return []
    locks = [cluster / "postmaster.pid", *socket.glob(".s.PGSQL.*.lock")]
    stale = [lock for lock in locks if lock.exists() and not _is_postgres(_pid_in(lock))]
    for lock in stale:
        lock.unlink()
    return stale


def postmaster_pid(cluster: Path) -> int | None:
    """Return the number of the running postmaster, or None where there is none."""
    lock = cluster / "postmaster.pid"
    pid = _pid_in(lock) if lock.exists() else 0
    return pid if _is_postgres(pid) else None


def is_ready(cluster: Path) -> bool:
    """Whether the postmaster wrote that it takes connections: the eighth line of its lock."""
    lines = (cluster / "postmaster.pid").read_text().splitlines()
    return len(lines) >= 8 and lines[7].strip() == "ready"


def _pid_in(lock: Path) -> int:
    try:
        return abs(int(lock.read_text().split("\n", 1)[0]))
    except (ValueError, FileNotFoundError):
        return 0


def _is_postgres(pid: int) -> bool:
    if not PROC.is_dir():
        return pid > 0 and _answers(pid)
    try:
        name, _, rest = (PROC / str(pid) / "stat").read_text().partition("(")[2].rpartition(")")
    except (FileNotFoundError, ProcessLookupError):
        return False
    is_buried_or_waits_for_it = rest.split()[0] in {"Z", "X"}
    return name.startswith("postgres") and not is_buried_or_waits_for_it


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _somebody_works_in(cluster: Path) -> bool:
    return any(_working_folder(process) == cluster for process in PROC.iterdir() if process.name.isdigit())


def _working_folder(process: Path) -> Path | None:
    try:
        return (process / "cwd").readlink()
    except OSError:
        return None
