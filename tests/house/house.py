"""What every house test walks over: our own Python files, read once."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "regulars"


@cache
def python_files(*, with_tests: bool = False) -> tuple[Path, ...]:
    """Return our Python files, without migrations, which Django writes."""
    folders = [PACKAGE, *(folder for folder in (ROOT / "bench", ROOT / "tests") if with_tests)]
    found = (file for folder in folders for file in sorted(folder.rglob("*.py")))
    return tuple(file for file in found if "migrations" not in file.parts)


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(), filename=str(file))


def functions_in(file: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [
        node for node in ast.walk(tree_of(file)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def place(file: Path, line: int = 1) -> str:
    """Return where something stands, as an editor opens it."""
    return f"{file.relative_to(ROOT)}:{line}"
