"""The fuzzer over the decoder runs for a moment with every test, and for ten minutes in `make soak`."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

RUNS = 6_000_000 if os.environ.get("REGULARS_SOAK") else 60_000


@pytest.mark.skipif(find_spec("atheris") is None, reason="no atheris for this machine")
def test_nothing_that_the_fuzzer_makes_up_breaks_the_decoder(tmp_path):
    decoder = Path(__file__).with_name("decoder.py")

    done = subprocess.run(
        [sys.executable, decoder, f"-runs={RUNS}", "-seed=1", "-verbosity=0"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-3000:]
