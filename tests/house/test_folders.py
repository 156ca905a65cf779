"""The folder list is the first page of the documentation: every folder and every module begins with one sentence."""

import ast
import sys

import pytest
from house import PACKAGE, place, python_files, tree_of

ENDINGS = (".", "?", "!", "。", ":", ";")
CORE_MAY_IMPORT = {"msgspec", "regulars"}
# A clock, chance, or anything outside the program.
NOT_IN_CORE = {
    "asyncio", "http", "logging", "multiprocessing", "os", "pathlib", "random", "secrets", "shutil", "socket",
    "sqlite3", "subprocess", "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip


def _folders():
    return sorted({file.parent for file in PACKAGE.rglob("*.py") if "migrations" not in file.parts})


@pytest.mark.parametrize("folder", _folders(), ids=lambda folder: str(folder.relative_to(PACKAGE.parent)))
def test_every_folder_says_in_a_sentence_what_it_is(folder):
    opening = folder / "__init__.py"

    assert opening.is_file(), f"{folder} has no __init__.py"
    assert ast.get_docstring(tree_of(opening)), f"{place(opening)} does not say what the folder is"


def test_every_module_opens_with_a_sentence():
    silent = []
    for file in python_files():
        words = (ast.get_docstring(tree_of(file)) or "").splitlines()
        if not words or not words[0].rstrip().endswith(ENDINGS):
            silent.append(place(file))

    assert silent == []


def _imported_by(file):
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno


def test_the_core_imports_the_standard_library_and_msgspec_alone():
    allowed = (set(sys.stdlib_module_names) | CORE_MAY_IMPORT) - NOT_IN_CORE
    strangers = [
        f"{place(file, line)} imports {module}"
        for file in python_files()
        if file.is_relative_to(PACKAGE / "core")
        for module, line in _imported_by(file)
        if module.partition(".")[0] not in allowed
        or (module.startswith("regulars") and not module.startswith("regulars.core"))
    ]

    assert strangers == []
