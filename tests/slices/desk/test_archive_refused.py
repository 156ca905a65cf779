"""An archive that cannot be meant is refused with one sentence in each language, and nothing is half restored."""

import json

import pytest
from archived_shop import begin_something, emptied, every_row
from corner_shop import PROGRAMME, order, told, when

from regulars.cli.shared.sentences import SENTENCES
from regulars.desk.archive import manifest as manifests
from regulars.desk.archive.manifest import (
    ArchiveAhead,
    ArchiveBroken,
    ArchiveFileCutShort,
    ArchiveFileMissing,
    ArchiveMissing,
    ArchiveNewer,
    ArchiveOfAnotherShop,
    ArchiveOlder,
    load,
    save,
)
from regulars.desk.archive.rebuilding import rebuild
from regulars.desk.archive.restoring import DatabaseNotEmpty
from regulars.desk.archive.writing import archive
from regulars.desk.models import Wallet
from regulars.events.models import Event
from regulars.programmes import queries
from regulars.programmes.actions import publish

NOW = when("2026-11-23 20:00")


@pytest.fixture
def archived(live_shop, tmp_path):
    """A small shop, in its archive."""
    told(live_shop, order("1", "2026-03-01 10:00", ("tea", 2)), order("2", "2026-03-02 10:00", ("atlas", 1)))
    archive(tmp_path, now=NOW)
    return tmp_path


def log_file(folder):
    return folder / load(folder).of("events_event")[0].file


def gone(folder):
    log_file(folder).unlink()


def cut_short(folder):
    log_file(folder).write_bytes(log_file(folder).read_bytes()[:100])


def emptied_file(folder):
    log_file(folder).write_bytes(b"")


def changed(folder):
    file = log_file(folder)
    file.write_bytes(file.read_bytes()[:-1] + b"x")


def of_somebody_else(folder):
    """The file of another table under this one's name."""
    log_file(folder).write_bytes((folder / load(folder).of("people_member")[0].file).read_bytes() * 9)


def manifest_cut_short(folder):
    file = folder / manifests.NAME
    file.write_bytes(file.read_bytes()[:-100])


def manifest_is_something_else(folder):
    (folder / manifests.NAME).write_text('["a", "list"]')


def manifest_is_no_text(folder):
    (folder / manifests.NAME).write_bytes(b"\xff\xfe{}")


def a_day_crossed_out(folder):
    file = folder / manifests.NAME
    told_of = json.loads(file.read_text())
    told_of["files"] = [one for one in told_of["files"] if one["table"] != "events_event"]
    file.write_text(json.dumps(told_of))


def written_as(folder, **parts):
    file = folder / manifests.NAME
    file.write_text(json.dumps(json.loads(file.read_text()) | parts))


def of_a_later_format(folder):
    written_as(folder, format=3)


def of_the_first_format(folder):
    written_as(folder, format=1)


def _rewritten(folder, edit):
    found = load(folder)
    save(folder, type(found)(shop=found.shop, made_at=found.made_at, files=tuple(edit(list(found.files)))))


def with_a_table_more(folder):
    _rewritten(folder, lambda files: [*files, _of(files[0], table="rewards_reward")])


def with_a_column_more(folder):
    _rewritten(
        folder, lambda files: [*files[1:], _of(files[0], columns=files[0].columns | {"zz": "VARCHAR"})]
    )


def with_a_table_less(folder):
    _rewritten(folder, lambda files: [one for one in files if one.table != "people_case"])


def with_a_column_less(folder):
    def without_day(files):
        fewer = {name: kind for name, kind in files[0].columns.items() if name != "no"}
        return [_of(files[0], columns=fewer), *files[1:]]

    _rewritten(folder, without_day)


def _of(kept, **parts):
    return type(kept)(**{name: getattr(kept, name) for name in kept.__struct_fields__} | parts)


@pytest.mark.parametrize(
    ("happened", "refusal"),
    [
        (gone, ArchiveFileMissing),
        (cut_short, ArchiveFileCutShort),
        (emptied_file, ArchiveFileCutShort),
        (changed, ArchiveBroken),
        (of_somebody_else, ArchiveBroken),
        (manifest_cut_short, ArchiveBroken),
        (manifest_is_something_else, ArchiveBroken),
        (manifest_is_no_text, ArchiveBroken),
        (a_day_crossed_out, ArchiveBroken),
        (of_a_later_format, ArchiveNewer),
        (with_a_table_more, ArchiveNewer),
        (with_a_column_more, ArchiveNewer),
        (of_the_first_format, ArchiveOlder),
        (with_a_table_less, ArchiveOlder),
        (with_a_column_less, ArchiveOlder),
    ],
)
def test_what_is_not_what_was_written_is_refused_and_nothing_is_restored(archived, happened, refusal):
    happened(archived)
    emptied()
    before = every_row()

    with pytest.raises(refusal) as refused:
        rebuild(archived)

    assert every_row() == before
    english, chinese = (words.format(**refused.value.facts) for words in SENTENCES[refused.value.code])
    assert "{" not in english + chinese


def test_a_fault_in_the_middle_restores_nothing(archived, monkeypatch):
    emptied()
    before = every_row()
    monkeypatch.setattr("regulars.desk.archive.restoring._remember_messages", _power_goes)

    with pytest.raises(OSError, match="the power went"):
        rebuild(archived)
    assert every_row() == before


def _power_goes(_cursor):
    raise OSError("the power went")


def test_a_shop_that_is_there_is_left_alone(archived):
    before = every_row()
    with pytest.raises(DatabaseNotEmpty):
        rebuild(archived)
    with pytest.raises(ArchiveMissing):
        rebuild(archived / "elsewhere")
    assert every_row() == before


@pytest.mark.parametrize("table", ["people_member", "accounts_apikey", "auth_user", "catalogue_brand"])
def test_a_database_in_which_there_is_anything_is_not_empty(archived, table):
    emptied()
    begin_something(table)
    with pytest.raises(DatabaseNotEmpty) as refused:
        rebuild(archived)
    assert refused.value.facts == {"table": table}


def test_the_rebuild_of_another_shop_is_not_gone_on_with(archived):
    emptied()
    publish(text=PROGRAMME, now=when("2026-01-01 00:00"))
    queries._compiled.cache_clear()
    told(queries.current(), order("1", "2026-03-01 10:00", ("tea", 2)))
    Wallet.objects.all().delete()
    with pytest.raises(DatabaseNotEmpty):
        rebuild(archived)


def test_a_new_shop_does_not_write_over_the_archive_of_another(archived):
    """Somebody lost the database, and the worker of a new one looks after its archive."""
    before = load(archived)
    emptied()

    with pytest.raises(ArchiveOfAnotherShop):
        archive(archived, now=NOW)

    assert load(archived) == before
    assert log_file(archived).exists()


def test_an_older_database_of_the_same_shop_does_not_either(archived):
    before = load(archived)
    Event.objects.filter(source_id="2").delete()

    with pytest.raises(ArchiveAhead) as refused:
        archive(archived, now=NOW)

    assert (refused.value.facts["archived"], refused.value.facts["here"]) == (2, 1)
    assert load(archived) == before


def test_an_archive_from_before_the_programme_goes_on_with_it(live_database, opened, tmp_path):
    archive(tmp_path, now=NOW)
    opened()
    assert archive(tmp_path, now=NOW).shop
