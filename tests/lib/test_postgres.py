"""The embedded database against real servers: it starts, shares itself, and gets up again after a murder."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from regulars.lib.postgres import (
    DURABLE,
    DatabaseDidNotStart,
    DatabaseFolderFull,
    DatabaseFolderOfOtherVersion,
    EmbeddedPostgres,
    find_binaries,
)
from regulars.lib.postgres.home import home_below
from regulars.lib.postgres.stale import remove_stale_locks

NOBODY_HAS_THIS_PID = 4_194_304 + 1


@pytest.fixture
def server(tmp_path, reachable):
    server = EmbeddedPostgres(reachable(tmp_path) / "var")
    yield server
    server.remove()


def _ask(server, question):
    with psycopg.connect(server.url, autocommit=True) as connection:
        return connection.execute(question).fetchone()[0]


def _keep_an_answer(server):
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")


def test_a_first_start_makes_a_durable_utf8_database_that_speaks_over_its_socket_alone(server):
    server.start()

    assert _ask(server, "SELECT current_database()") == "regulars"
    assert _ask(server, "SHOW server_encoding") == "UTF8"
    assert _ask(server, "SHOW fsync") == "on"
    assert _ask(server, "SHOW listen_addresses") == ""
    assert _ask(server, "SHOW max_connections") == DURABLE["max_connections"]
    assert server.home.socket.stat().st_mode & 0o777 == 0o700
    assert server.home.folder.stat().st_mode & 0o777 == 0o700


def test_a_start_after_a_stop_keeps_the_data(server):
    server.start()
    _keep_an_answer(server)
    server.stop()
    assert server.pid is None

    server.start()

    assert _ask(server, "SELECT answer FROM kept") == 42


def test_a_murdered_postmaster_is_started_again_with_what_was_committed(server):
    server.start()
    _keep_an_answer(server)
    murdered = server.pid
    os.kill(murdered, signal.SIGKILL)
    while server.pid == murdered:
        time.sleep(0.001)

    server.start()

    assert server.pid != murdered
    assert _ask(server, "SELECT answer FROM kept") == 42


def test_a_murdered_server_is_revived_and_one_that_was_removed_is_not_begun_anew(server):
    server.start()
    _keep_an_answer(server)
    murdered = server.pid
    os.kill(murdered, signal.SIGKILL)
    while server.pid == murdered:
        time.sleep(0.001)

    server.revive()

    assert _ask(server, "SELECT answer FROM kept") == 42
    server.remove()
    server.revive()
    assert server.pid is None


def test_the_server_stops_with_the_last_of_its_supervisors(server):
    first = server.start()
    second = EmbeddedPostgres(server.home.folder.parent).start()

    first.stop()
    assert second.pid is not None
    second.stop()

    assert second.pid is None


def test_a_supervisor_that_was_killed_holds_the_server_up_for_nobody(server):
    program = (
        "import sys, time; from pathlib import Path; from regulars.lib.postgres import EmbeddedPostgres;"
        "EmbeddedPostgres(Path(sys.argv[1])).start(); print('up', flush=True); time.sleep(600)"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", program, server.home.folder.parent], stdout=subprocess.PIPE
    )
    assert other.stdout.readline() == b"up\n"
    other.kill()
    other.communicate()
    assert server.pid is not None

    server.start()
    server.stop()

    assert server.pid is None


def test_processes_that_start_together_share_one_server(server):
    program = (
        "import sys; from pathlib import Path; from regulars.lib.postgres import EmbeddedPostgres;"
        "server = EmbeddedPostgres(Path(sys.argv[1])).start(); print(server.pid, flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, server.home.folder.parent]
    together = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]

    pids = {process.stdout.readline() for process in together}
    for process in together:
        process.communicate()

    assert len(pids) == 1


def test_a_data_folder_of_another_major_version_is_refused_and_left_alone(server):
    server.start()
    server.stop()
    version = server.home.cluster / "PG_VERSION"
    version.write_text("15\n")

    with pytest.raises(DatabaseFolderOfOtherVersion) as refused:
        server.start()

    assert refused.value.facts["found"] == "15"
    assert refused.value.facts["needed"] == "18"
    assert version.read_text() == "15\n"


def test_a_server_that_cannot_start_is_refused_with_its_last_words(server):
    server.start()
    server.stop()
    (server.home.cluster / "global" / "pg_control").unlink()

    with pytest.raises(DatabaseDidNotStart) as refused:
        server.start()

    assert "pg_control" in refused.value.facts["log"]


def test_the_lock_of_a_dead_server_is_removed_and_that_of_a_living_one_is_not(tmp_path):
    (tmp_path / "postmaster.pid").write_text(f"{NOBODY_HAS_THIS_PID}\n")
    socket = tmp_path / ".s.PGSQL.5432.lock"
    socket.write_text(f"{os.getpid()}\n")

    removed = remove_stale_locks(cluster=tmp_path, socket=tmp_path)

    assert set(removed) == {tmp_path / "postmaster.pid", socket}


def test_locks_stay_while_anyone_still_works_in_the_folder(tmp_path):
    (tmp_path / "postmaster.pid").write_text(f"{NOBODY_HAS_THIS_PID}\n")
    backend = subprocess.Popen(["sleep", "600"], cwd=tmp_path)
    while not Path(f"/proc/{backend.pid}/cwd").exists():
        time.sleep(0.01)

    removed = remove_stale_locks(cluster=tmp_path, socket=tmp_path)

    backend.kill()
    backend.wait()
    assert removed == []
    assert (tmp_path / "postmaster.pid").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has folders that its own server may not enter")
def test_root_s_server_lives_elsewhere_where_it_may_not_enter_and_says_so(tmp_path):
    tmp_path.chmod(0o700)

    server = EmbeddedPostgres(tmp_path / "var").start()

    try:
        pointer = (tmp_path / "var" / "postgres-is-elsewhere.txt").read_text()
        assert pointer.splitlines()[0] == str(server.home.folder)
        assert _ask(server, "SELECT 1") == 1
        assert tmp_path.stat().st_mode & 0o777 == 0o700
    finally:
        server.remove()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has folders that its own server may not enter")
def test_a_server_stays_where_it_was_begun_when_the_rights_of_its_folders_change(tmp_path, reachable):
    here, away = reachable(tmp_path) / "here", tmp_path / "away" / "var"
    begun_here = home_below(here)
    (begun_here.folder / "cluster").mkdir(parents=True)
    away.parent.mkdir(mode=0o700)
    begun_away = home_below(away)

    tmp_path.chmod(0o700)
    assert home_below(here).folder == begun_here.folder == here / "postgres"
    reachable(away)
    assert home_below(away).folder == begun_away.folder != away / "postgres"


def test_the_wheel_brings_pgbench_and_psql_too():
    binaries = find_binaries()

    for program in (binaries.pgbench, binaries.psql):
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
        assert f"(PostgreSQL) {binaries.major}." in said


@pytest.fixture
def small_disk(tmp_path, reachable):
    """Mount a disk of 30 MB, which is less than a new database needs."""
    disk = reachable(tmp_path) / "disk"
    disk.mkdir()
    mounting = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=30m", "tmpfs", disk], capture_output=True, check=False
    )
    if mounting.returncode:
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_disk_without_room_is_refused_and_nothing_half_made_stays(small_disk):
    server = EmbeddedPostgres(small_disk / "var")

    with pytest.raises(DatabaseFolderFull) as refused:
        server.start()

    assert refused.value.facts == {"folder": str(server.home.folder)}
    assert not server.home.cluster.exists()
