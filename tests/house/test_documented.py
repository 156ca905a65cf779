"""Nothing undocumented can exist: commands, settings, dependencies and refusals each have their sentence."""

import ast
import inspect
import re
import tomllib
from importlib import import_module
from importlib.util import find_spec

import click
import pytest
from house import PACKAGE, ROOT, python_files, tree_of

from regulars.cli.menu import COMMANDS
from regulars.site import environment

DOCS = ROOT / "docs"
READERS = {name for name, _ in inspect.getmembers(environment, inspect.isfunction)}


def _says(page, words):
    return words.lower() in (DOCS / page).read_text().lower()


def _settings():
    """Return every setting that is read in the site, by the first argument of its reader."""
    for file in sorted((PACKAGE / "site").glob("*.py")):
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in READERS:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield first.value


def _refusals():
    """Return every refusal that is raised, by name: those below the base, and those below these."""
    parents = {
        node.name: {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        for file in python_files()
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ClassDef)
    }
    found = {"Refusal"}
    while grown := {name for name, bases in parents.items() if bases & found} - found:
        found |= grown
    return sorted(found - {"Refusal"})


def _commands():
    for name, module in COMMANDS.items():
        if find_spec(module):
            yield from _spelled(import_module(module).command, f"regulars {name}")


def _spelled(command, words):
    yield words
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _spelled(below, f"{words} {name}")


def _dependencies():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
    ]
    return sorted({re.split(r"[^A-Za-z0-9_.-]", line, maxsplit=1)[0] for line in lines})


@pytest.mark.parametrize("setting", sorted(set(_settings())))
def test_every_setting_has_a_sentence(setting):
    assert _says("reference/settings.md", f"| `{setting}` |")


def test_nothing_but_the_site_reads_the_environment_for_settings():
    names = "|".join(sorted(set(_settings())))
    readers = [
        str(file.relative_to(ROOT))
        for file in python_files()
        if re.search(rf"environ(\.get\(|\[)\"({names})\"", file.read_text())
    ]

    assert readers == []


@pytest.mark.parametrize("refusal", _refusals())
def test_every_refusal_has_a_sentence(refusal):
    assert _says("reference/refusals.md", f"| `{refusal}` |")


@pytest.mark.parametrize("command", sorted(_commands()))
def test_every_command_has_a_sentence(command):
    assert _says("reference/commands.md", f"`{command}")


@pytest.mark.parametrize("dependency", _dependencies())
def test_every_dependency_has_a_sentence(dependency):
    assert _says("dependencies.md", f"| {dependency} |")
