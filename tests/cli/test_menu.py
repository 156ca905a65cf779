"""The command line: a list of commands, and one sentence and exit code 1 for everything refused."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from importlib import import_module
from pathlib import Path

import click
import pytest

from regulars.cli.menu import COMMANDS

PORT_NOBODY_USES = 1


def _regulars(*arguments, **environment):
    inherited = {k: v for k, v in os.environ.items() if k not in {"LANG", "LC_ALL", "REGULARS_VAR"}}
    return subprocess.run(
        [sys.executable, "-c", "from regulars.cli import main; main()", *arguments],
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def var(tmp_path, reachable):
    var = reachable(tmp_path) / "var"
    yield str(var)
    _regulars("database", "remove", REGULARS_VAR=str(var))


@pytest.mark.parametrize("module", COMMANDS.values())
def test_every_command_of_the_list_exists(module):
    assert isinstance(import_module(module).command, click.Command)


def test_the_list_of_commands_never_meets_django():
    program = "import sys; from regulars.cli import menu; menu.menu.main(['--help'], standalone_mode=False);"
    program += "sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False, capture_output=True).returncode == 0


def test_a_database_that_is_down_is_one_sentence():
    answer = _regulars("doctor", DATABASE_URL=f"postgresql://127.0.0.1:{PORT_NOBODY_USES}/shop")

    assert answer.returncode == 1
    assert answer.stderr.startswith("The database does not answer: ")
    assert answer.stderr.count("\n") == 1


def test_a_database_that_waits_for_migrations_is_one_sentence_and_migrate_mends_it(var):
    before = _regulars("doctor", REGULARS_VAR=var)
    migrated = _regulars("migrate", REGULARS_VAR=var)
    after = _regulars("doctor", REGULARS_VAR=var)

    assert before.returncode == 1
    assert before.stderr.startswith("The database is older than this Regulars (")
    assert before.stderr.count("\n") == 1
    assert migrated.returncode == 0
    assert (after.returncode, after.stdout) == (0, "All is well.\n")


def test_a_refusal_speaks_the_language_of_the_terminal():
    answer = _regulars("doctor", PORT="0", LANG="zh_TW.UTF-8", PYTHONIOENCODING="utf-8")

    assert answer.returncode == 1
    assert answer.stderr == "設定 PORT 的值是 '0'，應為：a whole number from 1 to 65535。\n"


def test_a_port_that_is_taken_is_one_sentence(var):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        answer = _regulars("demo", REGULARS_VAR=var, PORT=port)

    assert answer.returncode == 1
    assert answer.stderr.startswith(f"Something else is listening at port {port} of 127.0.0.1.")


@pytest.mark.parametrize("farewell", [signal.SIGINT, signal.SIGTERM])
def test_a_shop_that_serves_stops_with_everything_it_started(var, farewell):
    _regulars("migrate", REGULARS_VAR=var)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    shop = subprocess.Popen(
        [sys.executable, "-c", "from regulars.cli import main; main()", "serve"],
        env=os.environ | {"REGULARS_VAR": var, "PORT": str(port)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert shop.stdout.readline() == f"Regulars: http://127.0.0.1:{port}\n"
    assert _answer(f"http://127.0.0.1:{port}/healthz") == 200

    shop.send_signal(farewell)
    shop.communicate()

    assert shop.returncode == 0
    assert not (Path(var) / "postgres/cluster/postmaster.pid").exists()


def _answer(url):
    while True:
        try:
            with urllib.request.urlopen(url) as answer:
                return answer.status
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()
        except urllib.error.URLError:  # Nobody listens yet.
            continue
