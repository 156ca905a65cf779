"""No name that went into a sieve is ever told to be new."""

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from regulars.lib import sieve
from regulars.lib.sieve import sifted, stretches, unsure

MOST = 2**128 - 1
#: Names at the ends of everything, and names that differ in few bits: the worst of all hashes.
names = (
    st.integers(0, MOST)
    | st.integers(0, 3)
    | st.integers(MOST - 3, MOST)
    | st.integers(0, 127).map(lambda bit: 1 << bit)
)


@given(
    kept=st.lists(st.lists(names, max_size=30), min_size=1, max_size=3), others=st.lists(names, max_size=30),
    regions=st.integers(1, 40), at_once=st.integers(1, 41),
)  # fmt: skip
def test_no_name_is_lost(kept, others, regions, at_once):
    with TemporaryDirectory() as folder:
        sieves = [_sieve(Path(folder) / str(at), part, regions + at, at_once) for at, part in enumerate(kept)]
        asked = [f"{name:032x}" for part in (*kept, others) for name in part]

        assert {f"{name:032x}" for part in kept for name in part} <= set(unsure(sieves, asked)) <= set(asked)


def _sieve(path, numbers, regions, at_once):
    mark = UUID(int=len(numbers))
    bits = [
        sifted(
            part, regions, b"".join(n.to_bytes(16) for n in numbers if part.first.int <= n <= part.last.int)
        )
        for part in stretches(regions, at_once=at_once)
    ]
    sieve.write(path, mark, regions, bits)
    found = sieve.read(path, mark)
    assert found is not None
    return found
