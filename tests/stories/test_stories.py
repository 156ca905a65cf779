"""Every story still ends as it is written down. `REGULARS_ACCEPT=1` writes it anew, so that the difference can be read."""

import os
from importlib import util
from pathlib import Path

import pytest
from story_shop import Shop

from regulars.programmes import queries

HERE = Path(__file__).parent
SCRIPTS = sorted(
    file for file in HERE.glob("*.py") if "def story(shop)" in file.read_text() and file != Path(__file__)
)


@pytest.fixture
def empty_shop(live_database):
    """A shop that has published nothing yet: what this process compiled for another one is forgotten."""
    queries._compiled.cache_clear()
    yield Shop()
    queries._compiled.cache_clear()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_the_story_is_told_as_it_was_written_down(script, empty_shop):
    spec = util.spec_from_file_location(script.stem, script)
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)

    module.story(empty_shop)
    told = f"# {module.__doc__}\n" + "\n".join(empty_shop.page) + "\n"

    kept = script.with_suffix(".md")
    if os.environ.get("REGULARS_ACCEPT"):
        kept.write_text(told, encoding="utf-8")
    assert told == kept.read_text(encoding="utf-8")
