"""A version is published once it has no mistakes, before it holds, and never changes again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from regulars.programmes.actions import (
    EffectiveBeforeAnother,
    EffectiveInThePast,
    MigrationIncomplete,
    OtherProgramme,
    ProgrammeHasMistakes,
    publish,
    save_draft,
)
from regulars.programmes.models import Version
from regulars.programmes.queries import NoProgramme, _compiled, current, draft_text, published

PLAIN = (Path(__file__).parents[3] / "examples" / "programmes" / "plain.yaml").read_text()
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def from_day(day, text=PLAIN):
    return text.replace("effective_from: 2009-01-01", f"effective_from: {day}")


@pytest.fixture(autouse=True)
def fresh(db):
    _compiled.cache_clear()
    yield
    _compiled.cache_clear()


def refused(kind, text):
    """Publish something that is refused, and see that nothing moved; answer the facts."""
    before = published()
    with pytest.raises(kind) as refusal:
        publish(text=text, now=NOW)
    assert published() == before
    return refusal.value.facts


def test_nothing_is_decided_before_something_is_published():
    with pytest.raises(NoProgramme):
        current()
    assert published() == ()


def test_the_first_version_may_begin_in_the_past_so_that_a_history_can_be_loaded():
    version = publish(text=PLAIN, now=NOW)

    assert (version.number, version.effective_at) == (1, datetime(2009, 1, 1, tzinfo=UTC))
    assert current().version(1).document.programme == "plain"


def test_the_first_version_may_begin_in_the_future():
    assert publish(text=from_day("2027-01-01"), now=NOW).effective_at == datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("day", ["2008-12-31", "2026-02-28", "2026-03-01"])
def test_a_later_version_may_not_begin_in_the_past_and_today_has_begun(day):
    publish(text=PLAIN, now=NOW)

    facts = refused(EffectiveInThePast, from_day(day))

    assert facts["now"] == NOW


def test_a_version_begins_with_its_first_local_day():
    publish(text=PLAIN, now=NOW)

    # In London the clocks have gone forward by July, so the day begins at eleven in the evening of UTC.
    version = publish(text=from_day("2026-07-01"), now=NOW)

    assert version.effective_at == datetime(2026, 6, 30, 23, tzinfo=UTC)
    assert [one.number for one in published()] == [2, 1]
    assert current().at(0) is None


@pytest.mark.parametrize("day", ["2026-07-01", "2026-06-30"])
def test_versions_follow_each_other_and_none_comes_between(day):
    publish(text=PLAIN, now=NOW)
    publish(text=from_day("2026-07-01"), now=NOW)

    # In London 1 July begins at 23:00 of UTC.
    assert refused(EffectiveBeforeAnother, from_day(day))["other"] == datetime(2026, 6, 30, 23, tzinfo=UTC)


def test_a_text_with_mistakes_is_refused_and_all_of_them_are_named():
    text = PLAIN.replace("points: 1\n", "points: 0\n").replace("threshold: 500\n", "threshold: 5000\n")

    mistakes = refused(ProgrammeHasMistakes, text)["mistakes"]

    assert [one.mistake.code for one in mistakes] == ["NumberNotPositive", "LevelsUnordered"]


def test_the_words_of_a_notice_that_was_published_stay():
    notice = """purposes:
  marketing:
    notice: { version: "1", zh-Hant: 告知, en: We write to you. }
"""
    publish(text=PLAIN + notice, now=NOW)
    text = from_day("2026-07-01", PLAIN + notice.replace("write to", "call"))

    (mistake,) = refused(ProgrammeHasMistakes, text)["mistakes"]

    assert (mistake.mistake.code, mistake.line) == ("NoticeChanged", PLAIN.count("\n") + 3)
    assert mistake.mistake.facts == {"purpose": "marketing", "given": "1", "keys": ("en",)}
    assert publish(text=text.replace('"1"', '"2"'), now=NOW).number == 2


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("programme", "programme: plain", "programme: other"),
        ("currency", "currency: GBP", "currency: EUR"),
        ("zone", "zone: Europe/London", "zone: Asia/Taipei"),
    ],
)
def test_a_version_goes_on_with_the_same_programme_money_and_zone(field, before, after):
    publish(text=PLAIN, now=NOW)

    assert refused(OtherProgramme, from_day("2026-07-01").replace(before, after))["field"] == field


def test_a_draft_may_have_mistakes_and_ends_when_something_is_published():
    save_draft(text="half a thought")
    save_draft(text="half a thought more")
    assert draft_text() == "half a thought more"

    publish(text=PLAIN, now=NOW)

    assert draft_text() is None


def test_what_was_published_is_kept_to_the_letter():
    publish(text=PLAIN, now=NOW)

    assert Version.objects.get().text == PLAIN
    assert published()[0].published_at == NOW


@pytest.mark.parametrize(
    ("migrate", "missing"),
    [("{ levels: { white: white } }", ["gold"]), ("keep", ["gold"]), ("to_earned", None)],
)
def test_a_declared_migration_forgets_no_level_that_members_hold(migrate, missing):
    publish(text=with_levels("white", "gold"), now=NOW)
    text = from_day("2026-07-01", with_levels("white", "black", migrate=migrate))

    if missing is None:
        assert publish(text=text, now=NOW).number == 2
    else:
        assert refused(MigrationIncomplete, text) == {"track": "badge", "missing": missing}


def with_levels(*names, migrate=None):
    """The plain programme with one more track."""
    levels = [
        f"      - {{ id: {name}, name: {{ zh-Hant: 級, en: A level }}, threshold: {place} }}"
        for place, name in enumerate(names)
    ]
    card = [
        "  badge:",
        "    name: { zh-Hant: 徽章, en: Badge }",
        "    metric: orders",
        "    levels:",
        *levels,
    ]
    said = [f"    migrate: {migrate}"] if migrate else []
    tracks = "" if "tracks:" in PLAIN else "tracks:\n"
    return PLAIN.rstrip() + "\n" + tracks + "\n".join([*card, *said]) + "\n"
