"""The programme: read as people read it, drafted, checked, planned and published."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from regulars.accounts.queries import audit_trail
from regulars.console.drafting import mark_of, with_first_day
from regulars.programmes import queries
from regulars.programmes.queries import draft_text, published

TEXT = (Path(__file__).parents[3] / "examples" / "programmes" / "select-shop.yaml").read_text()
EASIER = TEXT.replace("threshold: 6000", "threshold: 100")
EDITOR, CHECK = reverse("console:draft"), reverse("console:draft-check")


@pytest.fixture
def marketer(shop, signed_in):
    return signed_in("marketer")


def _save(browser, text, mark="none"):
    return browser.post(EDITOR, {"text": text, "mark": mark})


def _publish(browser, begins, text=EASIER):
    _save(browser, text)
    return browser.post(reverse("console:publish"), {"begins": begins, "mark": mark_of(text)})


def _day(days):
    return (timezone.localtime() + timedelta(days=days)).date().isoformat()


def test_the_programme_in_force_is_shown_in_words(marketer):
    page = marketer.get(reverse("console:programme")).content.decode()

    assert "version 1, since 2009/01/01" in page
    assert "1 for every NT$50 (Sunny points)" in page
    assert "at_least(&quot;card&quot;, &quot;gold&quot;)" in page
    assert "500 a day at most" in page
    assert "campaign: the first counts, priority 10" in page


def test_every_mistake_is_named_with_its_place(marketer):
    broken = TEXT.replace("multiply: 1.5", "multipyl: 1.5").replace('"card", "gold"', '"card", "goldd"', 1)

    page = marketer.post(CHECK, {"text": broken}).content.decode()

    assert "2 mistakes" in page
    line = broken[: broken.index("multipyl")].count("\n") + 1
    assert f'data-line="{line}" data-column="5"' in page
    assert "Did you mean “multiply”?" in page
    assert "Did you mean “gold”?" in page


def test_a_notice_that_was_published_keeps_its_words_in_the_draft_as_well(marketer):
    changed = TEXT.replace("      en: >-\n        With your consent", "      en: >-\n        If you like", 1)

    page = marketer.post(CHECK, {"text": changed}).content.decode()

    assert "The notice of “marketing” was published as version “2026-11” with another text (en)." in page
    line = changed[: changed.index("version:", changed.index("\npurposes:"))].count("\n") + 1
    assert f'data-line="{line}"' in page


def test_lines_that_a_browser_sends_count_as_they_are_shown(marketer):
    broken = TEXT.replace("multiply: 1.5", "multipyl: 1.5").replace("\n", "\r\n")

    line = broken[: broken.index("multipyl")].count("\n") + 1
    assert f'data-line="{line}"' in marketer.post(CHECK, {"text": broken}).content.decode()


def test_checking_while_one_types_saves_nothing(marketer):
    marketer.post(CHECK, {"text": EASIER})

    assert draft_text() is None


def test_a_draft_is_kept_as_it_is_with_its_mistakes(marketer):
    answer = _save(marketer, "programme: x\r\nnothing: yes\r\n")

    assert answer.status_code == 302
    assert draft_text() == "programme: x\nnothing: yes\n"
    assert audit_trail(verb="save_draft")[0].by == "marketer"


def test_nobody_saves_over_somebody_elses_work(marketer, signed_in):
    _save(marketer, EASIER)

    late = _save(signed_in("owner"), TEXT + "# late", mark="none")

    assert late.status_code == 409
    assert "# late" in late.content.decode()
    assert draft_text() == EASIER


def test_throwing_a_draft_away_leaves_what_is_published(marketer):
    _save(marketer, EASIER)

    marketer.post(reverse("console:draft-discard"), {"mark": mark_of(EASIER)})

    assert draft_text() is None
    assert [one.number for one in published()] == [1]


def test_the_plan_says_what_changes_and_for_how_many(marketer):
    _save(marketer, EASIER)

    plan = marketer.get(reverse("console:plan")).content.decode()
    moves = marketer.get(reverse("console:plan-moves"), headers={"HX-Request": "true"}).content.decode()

    assert "tracks › card › levels › silver › threshold: 6000 → 100" in plan
    assert re.search(r"White → Silver.*?<td class=\"n\">1</td>", moves, re.DOTALL)
    assert "1 change of level among 2 members" in moves


def test_the_plan_names_what_begins_to_count_and_knows_nothing_of_before(marketer):
    rule = """earning:
  - id: third
    name: { zh-Hant: 第三次, en: The third time }
    earn: points
    bonus: 10
    when: count("Order Completed", within="90d") == 2
"""
    _save(marketer, TEXT.replace("earning:\n", rule, 1))

    moves = marketer.get(reverse("console:plan-moves"), headers={"HX-Request": "true"}).content.decode()

    assert "<code>count(&quot;Order Completed&quot;, within=&quot;90d&quot;)</code>" in moves


def test_publishing_makes_the_next_version_from_its_day_on(marketer):
    answer = _publish(marketer, _day(1))

    assert answer.status_code == 302
    newest = published()[0]
    assert newest.number == 2
    assert newest.published_by == "marketer"
    assert f"effective_from: {_day(1)} # Early enough" in newest.text
    assert draft_text() is None
    row = audit_trail(verb="publish")[0]
    assert (row.by, row.subject, row.facts["begins"]) == ("marketer", "programme:2", _day(1))


@pytest.mark.parametrize(
    ("begins", "said"),
    [
        ("2020-01-01", "Terms are published before they hold: choose a day after today."),
        ("", "Choose a day."),
        ("2026-02-30", "Choose a day."),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_the_draft_stays(marketer, begins, said):
    answer = _publish(marketer, begins)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert draft_text() == EASIER
    assert audit_trail(verb="publish") == ()


def test_a_draft_with_mistakes_cannot_be_published(marketer):
    answer = _publish(marketer, _day(1), text="programme: x")

    assert answer.status_code == 422
    assert len(published()) == 1


def test_what_somebody_else_changed_meanwhile_is_not_published(marketer):
    _save(marketer, EASIER)

    answer = marketer.post(reverse("console:publish"), {"begins": _day(1), "mark": mark_of(TEXT)})

    assert answer.status_code == 422
    assert len(published()) == 1


def test_two_versions_are_compared_in_words_and_line_by_line(marketer):
    _publish(marketer, _day(1))

    page = marketer.get(reverse("console:version-difference") + "?from=1&to=2").content.decode()

    assert "tracks › card › levels › silver › threshold: 6000 → 100" in page
    assert '<span class="del">-        threshold: 6000</span>' in page
    assert '<span class="add">+        threshold: 100</span>' in page


@pytest.mark.parametrize("query", ["", "?from=1&to=7", "?from=x&to=1"])
def test_versions_that_do_not_exist_are_not_found(marketer, query):
    assert marketer.get(reverse("console:version-difference") + query).status_code == 404


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("effective_from: 2009-01-01 # why", "effective_from: 2027-01-01 # why"),
        ('effective_from:   "2009-01-01"', "effective_from:   2027-01-01"),
        ("effective_from: '2009-01-01'", "effective_from: 2027-01-01"),
    ],
)
def test_the_first_day_is_put_into_the_text_and_nothing_else_moves(line, expected):
    text = f"programme: x\n{line}\n# effective_from: 2000-01-01\n"

    assert with_first_day(text, "2027-01-01") == f"programme: x\n{expected}\n# effective_from: 2000-01-01\n"


def test_a_shop_without_a_programme_is_led_to_write_one(staff, signed_in, db):
    queries._compiled.cache_clear()
    staff()

    page = signed_in("owner").get(reverse("console:home")).content.decode()

    assert "This shop has no programme yet" in page
    assert EDITOR in page
