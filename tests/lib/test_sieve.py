"""A sieve: which names it lets through, and which files it takes for one."""

from itertools import pairwise
from random import Random
from uuid import UUID, uuid4

import pytest

from regulars.lib import sieve
from regulars.lib.sieve import REGION, regions_for, sifted, stretches, unsure

MARK = UUID(int=7)


def names_of(seed, count):
    return [f"{chance:032x}" for chance in map(Random(seed).getrandbits, [128] * count)]


@pytest.fixture
def made(tmp_path):
    """Return a function that writes a sieve of some names and opens it."""

    def made(names, *, at_once=3):
        regions = regions_for(len(names))
        bits = [
            sifted(
                part,
                regions,
                b"".join(bytes.fromhex(name) for name in names if part.first <= UUID(name) <= part.last),
            )
            for part in stretches(regions, at_once=at_once)
        ]
        sieve.write(tmp_path / "one", MARK, regions, bits)
        return sieve.read(tmp_path / "one", MARK)

    return made


def test_a_sieve_holds_every_name_that_went_in(made):
    names = names_of(1, 20_000)

    assert unsure([made(names)], names) == names


def test_of_other_names_it_holds_one_in_ninety(made):
    found = unsure([made(names_of(1, 60_000))], names_of(2, 20_000))

    assert 0.008 < len(found) / 20_000 < 0.014


def test_a_name_is_unsure_that_any_sieve_holds(made):
    few, others, new = names_of(1, 3), names_of(2, 3), names_of(3, 3)

    assert unsure([made(few), made(others)], [*few, *new, *others]) == [*few, *others]
    assert unsure([], few) == []


def test_an_empty_sieve_holds_nothing(made):
    assert unsure([made([])], names_of(1, 100)) == []


@pytest.mark.parametrize(
    ("regions", "at_once"), [(1, 1), (1, 10), (2, 1), (3, 2), (10, 3), (10, 10), (9_156, 10), (65_537, 100)]
)
def test_stretches_leave_no_name_out(regions, at_once):
    found = list(stretches(regions, at_once=at_once))
    for before, after in pairwise(found):
        assert (after.begin, after.first.int) == (before.end, before.last.int + 1)
    for part in found:
        assert (part.first.int >> 96) * regions >> 32 == part.begin
        assert (part.last.int >> 96) * regions >> 32 == part.end - 1
    assert (found[0].begin, found[0].first.int) == (0, 0)
    assert (found[-1].end, found[-1].last.int) == (regions, 2**128 - 1)


def test_twelve_bits_a_name():
    assert regions_for(50_000_000) * REGION < 76_000_000


def test_who_dies_while_writing_leaves_the_one_before(tmp_path):
    def half():
        yield bytes(REGION)
        raise KeyboardInterrupt

    path = tmp_path / "one"
    sieve.write(path, MARK, 1, [bytes(REGION)])
    with pytest.raises(KeyboardInterrupt):
        sieve.write(path, uuid4(), 2, half())

    assert sieve.read(path, MARK) is not None
