"""Names that stand for not having found the name, and numbers in place of names, do not pass."""

import ast
import re

import pytest
from house import place, python_files, tree_of

BANNED = {"manager", "helper", "util", "utils", "helpers", "managers", "handler", "handlers", "data", "info"}
# `process` is a fine verb for an operating system and a poor noun for everything else.
BANNED_NOUNS = {"process", "processor"}
NUMBERED = re.compile(r"^[a-z_]*[a-z][12]$")

# A ratchet: place and name to reason. It may only shrink.
ALLOWED: dict[str, str] = {}


def _words(name):
    return {word for word in re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_") if word}


def _named_things():
    for file in python_files():
        yield file.stem, place(file), BANNED | BANNED_NOUNS
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.ClassDef):
                yield node.name, place(file, node.lineno), BANNED | BANNED_NOUNS
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.name, place(file, node.lineno), BANNED


def test_nothing_is_called_what_could_be_anything():
    banned = {f"{where} {name}" for name, where, words in _named_things() if _words(name) & words}

    assert {found for found in banned if found.partition(" ")[2] not in ALLOWED} == set()


@pytest.mark.parametrize(("name", "words"), [("OrderManager", {"manager"}), ("get_user_data", {"data"})])
def test_the_check_sees_a_banned_word_inside_a_name(name, words):
    assert _words(name) & BANNED == words


def test_no_variable_in_a_test_is_a_number():
    numbered = {
        f"{place(file, node.lineno)} {node.id}"
        for file in python_files(with_tests=True)
        if "tests" in file.parts
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and NUMBERED.match(node.id)
    }

    assert numbered == set()
