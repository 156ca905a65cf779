"""The first thing that anybody sees: `regulars demo` in an empty folder, and the second start, which keeps everything."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

REGULARS = Path(sys.executable).with_name("regulars")
PATIENCE_SECONDS = 240
#: As anybody starts it in `make soak`; otherwise with fewer members, whose year is loaded sooner.
DEMO = [REGULARS, "demo"]
FEWER = "from regulars.cli import demo_shop, main; demo_shop.MEMBERS = 400; main()"
if not os.environ.get("REGULARS_SOAK"):
    DEMO = [sys.executable, "-c", FEWER, "demo"]


@pytest.fixture
def demo(tmp_path, reachable):
    """Start the demo in a folder of its own; whatever still runs at the end is stopped as by Ctrl-C."""
    folder = reachable(tmp_path) / "var"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"REGULARS_VAR": str(folder), "PORT": str(port), "HOST": "127.0.0.1", "WORKERS": "1"}
    running = []

    def start():
        process = subprocess.Popen(
            DEMO,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        running.append(process)
        return process, f"http://127.0.0.1:{port}"

    yield start
    for process in running:
        stop(process)
    subprocess.run([REGULARS, "database", "remove"], env=environment, check=True, capture_output=True)


def stop(process):
    if process.poll() is None:
        process.terminate()
    # Reads what is left, and closes the pipe; the second time there is nothing left to read.
    return "" if process.stdout.closed else process.communicate()[0]


def healthy(address, process):
    """Ask until the shop is well; answer what it says of itself, and after how many seconds."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE_SECONDS and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz") as answer:
                return answer.status, json.load(answer), time.monotonic() - began
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    pytest.fail(f"the demo did not become well: {stop(process)}")


def page(address):
    with urllib.request.urlopen(f"{address}/") as answer:
        return answer.status, answer.read().decode()


def test_the_demo_starts_in_an_empty_folder_and_comes_back_with_what_it_had(demo, capsys):
    process, address = demo()
    status, health, first = healthy(address, process)
    assert (status, health["well"]) == (200, True)
    assert page(address)[0] == 200
    said = stop(process)
    assert address in said
    assert "/console/" in said
    assert process.returncode == 0

    process, address = demo()
    status, health, second = healthy(address, process)
    assert (status, health["well"]) == (200, True)
    assert [line for line in stop(process).splitlines() if line.startswith("  ")] == [
        line for line in said.splitlines() if line.startswith("  ")
    ]

    with capsys.disabled():
        print(f"\n  the demo's first start took {first:.1f} s, the second {second:.1f} s")
