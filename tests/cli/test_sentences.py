"""Every refusal that a command may meet has its sentence, in both languages."""

import re
import string
from importlib import import_module
from pathlib import Path

import pytest

from regulars.cli.shared.sentences import SENTENCES, sentence_for
from regulars.core.refusals import Refusal
from regulars.events.orderfiles.words import REFUSALS
from regulars.lib.schema import DatabaseOlder
from regulars.telling import refusals

PACKAGE = Path(__file__).parents[2] / "src" / "regulars"
# They find their own words.
OTHER_SURFACES = {"api", "console", "member"}
# A family has members that speak for it.
FAMILIES = {"NotUnderstood", "OrderFileRefused"}


def _below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _facts_of(refusal):
    return set(re.findall(r"\w+", " ".join((refusal.__doc__ or "").split()).partition("Facts: ")[2]))


def _refusals():
    for file in sorted(PACKAGE.rglob("*.py")):
        if "Refusal)" in file.read_text() and file.relative_to(PACKAGE).parts[0] not in OTHER_SURFACES:
            import_module(".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts))
    others = tuple(f"regulars.{surface}" for surface in OTHER_SURFACES)
    ours = (each for each in _below(Refusal) if each.__module__.startswith("regulars."))
    return sorted(
        (each for each in ours if not each.__module__.startswith(others)), key=lambda each: each.__name__
    )


@pytest.mark.parametrize("refusal", _refusals(), ids=lambda refusal: refusal.__name__)
def test_every_refusal_has_words_in_both_languages_that_use_its_facts_alone(refusal):
    if refusal.__name__ in FAMILIES or refusal.__name__ in REFUSALS:
        return
    for words in SENTENCES.get(refusal.__name__) or refusals.SENTENCES[refusal.__name__]:
        used = {name for _, name, _, _ in string.Formatter().parse(words) if name}
        assert used <= _facts_of(refusal)


def test_a_long_list_is_shown_by_its_beginning():
    assert "(a, b, c, d, …)" in sentence_for(DatabaseOlder(waiting=list("abcdefgh")))


def test_a_refusal_without_words_speaks_by_its_name_and_facts():
    class Unheard(Refusal):
        """Nobody wrote a sentence for it. Facts: reason."""

    assert sentence_for(Unheard(reason="none")) == "Unheard: reason = none"
