"""Puts the faults of other systems into a copy of our code, one at a time, and says which of them no test noticed."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from mutation import Mutation
from mutations import MUTATIONS

ROOT = Path(__file__).parents[2]
#: What pytest answers where tests ran and some failed; anything else says nothing of the mutation.
SOME_FAILED = 1


def main() -> int:
    """Run every mutation whose fault holds the words given, or all; 1 where one survived or no longer applies."""
    wanted = " ".join(sys.argv[1:]).lower()
    chosen = [one for one in MUTATIONS if wanted in one.fault.lower()]
    survived = [one for one in chosen if not is_killed(one)]
    print(f"{len(chosen) - len(survived)} of {len(chosen)} mutations were noticed.")
    return 1 if survived or not chosen else 0


def is_killed(mutation: Mutation) -> bool:
    """Say and answer whether the test fails for this mutation."""
    with tempfile.TemporaryDirectory(prefix="regulars-mutant-") as folder:
        source = Path(folder) / "src"
        shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        file = source / "regulars" / mutation.file
        text = file.read_text()
        if text.count(mutation.old) != 1:
            return _said(mutation, "does not apply any more")
        file.write_text(text.replace(mutation.old, mutation.new))
        code, told = _tested(mutation.test, source)
    if code == SOME_FAILED:
        return _said(mutation, "noticed", is_good=True)
    return _said(mutation, "SURVIVED" if code == 0 else f"could not be tried:\n{told}")


def _tested(test: str, source: Path) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test]
    environment = os.environ | {"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout[-2000:]


def _said(mutation: Mutation, what: str, *, is_good: bool = False) -> bool:
    print(f"{what:>10}  {mutation.fault}", flush=True)
    return is_good


if __name__ == "__main__":
    sys.exit(main())
