"""Whatever a page can say, it says in both languages."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

from regulars.lib.catalogues import translations_in

PACKAGE = Path(__file__).parents[2] / "src" / "regulars"
STRING = r"""(?:u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
SAID = re.compile(rf"\b(?:_|gettext|gettext_lazy|gettext_noop|ngettext|ngettext_lazy)\(\s*((?:{STRING}\s*)+)")
# The messages of the pages are written in English, so that only Chinese needs a catalogue.
CATALOGUES = sorted(PACKAGE.glob("**/locale/zh_Hant/LC_MESSAGES/django.po"))


def _source(file):
    text = file.read_text()
    return templatize(text) if file.suffix == ".html" else text


def _messages_in(file):
    for found in SAID.finditer(_source(file)):
        yield "".join(eval(part) for part in re.findall(STRING, found.group(1)))  # noqa: S307 - our own literals.


def _pages():
    files = [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.py")]
    return sorted(file for file in files if any(_messages_in(file)))


@cache
def _translated():
    words = {}
    for catalogue in CATALOGUES:
        words |= translations_in(catalogue.read_text())
    return {key.partition("\x00")[0].rpartition("\x04")[2] for key in words}


@pytest.mark.parametrize("page", _pages(), ids=lambda page: str(page.relative_to(PACKAGE)))
def test_every_message_of_a_page_has_its_chinese(page):
    assert [message for message in _messages_in(page) if message not in _translated()] == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda page: str(page.relative_to(PACKAGE)))
def test_a_translation_keeps_the_names_of_what_is_put_into_it(catalogue):
    names = re.compile(r"%\(\w+\)s|\{\w*\}")
    differing = [
        message
        for message, translation in translations_in(catalogue.read_text()).items()
        if message and not set(names.findall(translation)) <= set(names.findall(message))
    ]

    assert differing == []
