"""The supervisor: brings the embedded server up, shares it between processes, and stops it with the last of them."""

import fcntl
import os
import subprocess
import time
from collections.abc import Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

import psycopg

from regulars.lib.postgres.binaries import Binaries, binaries_for
from regulars.lib.postgres.home import copies_of_programs, home_below
from regulars.lib.postgres.refusals import (
    DatabaseDidNotStart,
    DatabaseFolderFull,
    DatabaseFolderOfOtherVersion,
)
from regulars.lib.postgres.stale import is_ready, postmaster_pid, remove_stale_locks

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "regulars"
START_TRIES_MAX = 3
PATIENCE_SECONDS = 0.5


def _an_eighth_of_memory() -> str:
    """What the server keeps of its tables, at most a gigabyte: with a million members, reading them again costs a tenth."""
    eighth = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 8
    return f"{min(max(eighth // 2**20, 128), 1024)}MB"


DURABLE: Mapping[str, str] = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": _an_eighth_of_memory(),
    "max_wal_size": "4GB",
    # Sixty-four for requests that wait together, and room for everybody else.
    "max_connections": "200",
}
# For tests and nothing else: a crash of the machine may lose everything.
FORGETFUL: Mapping[str, str] = {
    **DURABLE,
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
ALWAYS: Mapping[str, str] = {
    # Nobody outside this machine, and nobody inside it who may not enter the socket's folder.
    "listen_addresses": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    # A log line for a checkpoint helps nobody here.
    "log_checkpoints": "off",
}


class EmbeddedPostgres:
    """One server in `var/postgres`. Any number of processes may start it; the last that stops it, stops it."""

    def __init__(self, var: Path, *, settings: Mapping[str, str] = DURABLE) -> None:
        self.home = home_below(var)
        self._settings = settings
        self._in_use: IO[str] | None = None

    @cached_property
    def binaries(self) -> Binaries:
        """The programs, looked for when first needed: to know the address takes none of them."""
        return binaries_for(self.home.owner, copies=copies_of_programs())

    @property
    def url(self) -> str:
        """The DATABASE_URL of the shop's database."""
        return self.url_of(NAME)

    def url_of(self, database: str) -> str:
        return f"postgresql://{NAME}@/{database}?host={self.home.socket}"

    @property
    def pid(self) -> int | None:
        """The number of the running postmaster."""
        return postmaster_pid(self.home.cluster)

    def start(self) -> Self:
        """Bring the server up, or join it where it runs. The second time changes nothing."""
        self.home.prepare()
        with _locked(self.home.start_lock):
            self._refuse_other_version()
            is_new = not (self.home.cluster / "PG_VERSION").exists()
            if is_new:
                self._initdb()
            if self.pid is None:
                self._launch()
            self._wait_until_ready()
            if is_new:
                self._create_database()
            self._join()
        return self

    def revive(self) -> None:
        """Bring up a server that died. One that somebody removed stays gone: nothing is begun anew here."""
        if self.pid is None and (self.home.cluster / "PG_VERSION").exists():
            self.start()

    def stop(self) -> None:
        """Leave the server, and stop it where nobody else uses it. The second time changes nothing."""
        if self._in_use is None:
            return
        with _locked(self.home.start_lock):
            self._leave()
            if _is_unused(self.home.in_use_lock) and self.pid is not None:
                self._run(self.binaries.pg_ctl, "-D", self.home.cluster, "-m", "fast", "-w", "stop")

    def remove(self) -> None:
        """Stop the server, whoever uses it, and forget everything it held."""
        if self.pid is not None:
            self._run(self.binaries.pg_ctl, "-D", self.home.cluster, "-m", "immediate", "-w", "stop")
        self._leave()
        self.home.remove()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _join(self) -> None:
        # A shared lock, which the kernel gives back however this process ends.
        if self._in_use is None:
            self._in_use = self.home.in_use_lock.open("a")
            fcntl.flock(self._in_use, fcntl.LOCK_SH)

    def _leave(self) -> None:
        if self._in_use is not None:
            self._in_use.close()
            self._in_use = None

    def _refuse_other_version(self) -> None:
        version = self.home.cluster / "PG_VERSION"
        found = version.read_text().strip() if version.exists() else self.binaries.major
        if found != self.binaries.major:
            raise DatabaseFolderOfOtherVersion(
                folder=str(self.home.cluster), found=found, needed=self.binaries.major
            )

    def _initdb(self) -> None:
        options = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
        rights = ("--auth-local=trust", "--auth-host=reject", f"--username={NAME}")
        done = self._run(
            self.binaries.initdb, "-D", self.home.cluster, *options, *rights, "--no-instructions"
        )
        if done.returncode:
            raise self._refusal(done.stdout)

    def _create_database(self) -> None:
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {NAME}")

    def _launch(self) -> None:
        self._write_settings()
        for _ in range(START_TRIES_MAX):
            done = self._run(
                self.binaries.pg_ctl, "-D", self.home.cluster, "-l", self.home.log, "-w", "-t", "120", "start"
            )
            if done.returncode == 0:
                return
            # Backends of a killed postmaster need a moment to notice; what they held is free after that.
            time.sleep(PATIENCE_SECONDS)
            remove_stale_locks(cluster=self.home.cluster, socket=self.home.socket)
        raise self._refusal(_last_words(self.home.log))

    def _wait_until_ready(self) -> None:
        # A supervisor that died while it started the server leaves one that is still reading its journal.
        while self.pid is not None and not is_ready(self.home.cluster):
            time.sleep(0.05)

    def _write_settings(self) -> None:
        # Ours is the whole file, written at each start; `ALTER SYSTEM` keeps what an operator changes.
        settings = {**ALWAYS, **self._settings, "unix_socket_directories": str(self.home.socket)}
        lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
        (self.home.cluster / "postgresql.conf").write_text("".join(lines))

    def _refusal(self, words: str) -> DatabaseFolderFull | DatabaseDidNotStart:
        if "No space left on device" in words:
            return DatabaseFolderFull(folder=str(self.home.folder))
        return DatabaseDidNotStart(folder=str(self.home.folder), log=words)

    def _run(self, program: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [program, *arguments],
            check=False,
            # The home is closed to others, so every program runs from a folder that all may enter.
            cwd="/",
            env={"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **self.home.owner.instead_of_root(),
        )


@contextmanager
def _locked(path: Path) -> "Iterator[None]":
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_unused(path: Path) -> bool:
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _last_words(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-20:]) if log.exists() else ""
