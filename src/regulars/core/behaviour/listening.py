"""Which questions an event concerns: found by its name and by the first value that they demand, and not by asking all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.behaviour.asked import Asked
from regulars.core.expressions import first_equality, leaves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from regulars.core.expressions import Field

Values = dict[object, list[Asked]]


class Ear:
    """The questions that hear events of one name: all of them, or only those with a certain value of a field."""

    __slots__ = ("_always", "_by_value")

    def __init__(self, asked: Iterable[Asked]) -> None:
        self._always: list[Asked] = []
        self._by_value: dict[str, tuple[Field, Values]] = {}
        for one in asked:
            self._hear(one)

    def _hear(self, one: Asked) -> None:
        where = one.question.where
        demanded = first_equality(where) if where is not None else None
        if where is None or demanded is None:
            self._always.append(one)
            return
        name, value = demanded
        field = next(leaf.field for leaf in leaves(where) if leaf.field.name == name)
        _, values = self._by_value.setdefault(name, (field, {}))
        values.setdefault(value, []).append(one)

    def concerned(self, facts: object) -> Iterator[Asked]:
        """The questions for which an event with these facts counts."""
        for one in self._always:
            if one.where is None or one.where(facts):
                yield one
        for field, values in self._by_value.values():
            for one in values.get(_read(facts, field), ()):
                if one.where is None or one.where(facts):
                    yield one


def _read(facts: object, field: Field) -> object:
    if field.looked_up_in:
        known: Mapping[str, object] = getattr(facts, field.looked_up_in)
        return known.get(field.name)
    found: object = getattr(facts, field.path)
    return found


def ears(asked: Iterable[Asked]) -> Mapping[str, Ear]:
    """An ear for each event that some question names."""
    by_name: dict[str, list[Asked]] = {}
    for one in asked:
        for name in dict.fromkeys(one.question.events):
            by_name.setdefault(name, []).append(one)
    return {name: Ear(heard) for name, heard in by_name.items()}
