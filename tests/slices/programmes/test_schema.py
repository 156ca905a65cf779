"""The JSON Schema that editors use, held against the examples."""

import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from regulars.programmes.schema import json_schema

EXAMPLES = sorted((Path(__file__).parents[3] / "examples" / "programmes").glob("*.yaml"))


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do, by version 1.2, where `on` and `2009-01-01` are texts."""

    yaml_implicit_resolvers = {
        letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", "bool"))]
        for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def validator():
    return jsonschema.Draft202012Validator(json_schema())


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_example_fits_the_schema(file):
    plain = yaml.load(file.read_text(), Loader=EditorLoader)  # noqa: S506 - a SafeLoader with fewer guesses.

    assert [error.message for error in validator().iter_errors(plain)] == []


@pytest.mark.parametrize(
    "change",
    [{"zoen": "UTC"}, {"currency": "twd"}, {"points": {}}, {"groups": {"sale": "last"}}, {"zone": 8}],
)
def test_what_does_not_fit_is_seen_in_the_editor(change):
    plain = yaml.load(EXAMPLES[-1].read_text(), Loader=EditorLoader)  # noqa: S506 - the same.

    assert not validator().is_valid({**plain, **change})


def test_every_field_tells_the_editor_what_it_means():
    silent = [
        f"{part}.{name}"
        for part, shape in json_schema()["$defs"].items()
        for name, field in shape["properties"].items()
        if not field.get("description")
    ]

    assert silent == []
