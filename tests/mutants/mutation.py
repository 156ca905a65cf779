"""What a mutation is: one fault, put into one place, that a test must notice."""

from typing import NamedTuple


class Mutation(NamedTuple):
    """`old` stands exactly once in `file` (below `src/regulars`); with `new` in its place `test` must fail."""

    fault: str
    file: str
    old: str
    new: str
    test: str
