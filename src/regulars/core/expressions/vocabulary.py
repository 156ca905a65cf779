"""What an expression may speak of: fields and functions, each with its kind and its limits."""

import keyword
from collections.abc import Mapping
from enum import StrEnum

import msgspec
from msgspec.structs import replace

Choices = tuple[str, ...]


class Kind(StrEnum):
    """What a fact is. A NUMBER is whole, MONEY is in minor units, a DATE is days since 1970-01-01."""

    NUMBER = "number"
    MONEY = "money"
    TEXT = "text"
    TEXTS = "texts"
    FLAG = "flag"
    DATE = "date"


class Field(msgspec.Struct, frozen=True):
    """A fact with a name. `lowest` and `highest` are inclusive and, for money, in minor units.

    A name that begins with `line.` is read from the line, every other from the facts. `attribute` is
    where it is read; left out, it is the name with underscores for dots, without `line.`. A property of an
    event is looked up by its name in what `looked_up_in` names: `facts.texts.get("product_id")`.
    """

    name: str
    kind: Kind
    may_be_missing: bool = False
    attribute: str = ""
    lowest: int | None = None
    highest: int | None = None
    choices: Choices | None = None
    looked_up_in: str = ""

    @property
    def is_of_line(self) -> bool:
        return self.name.startswith("line.")

    @property
    def path(self) -> str:
        return self.attribute or self.name.removeprefix("line.").replace(".", "_")


class Argument(msgspec.Struct, frozen=True):
    """One literal that a function takes. A mapping gives the choices by the first argument's value."""

    name: str
    kind: Kind = Kind.TEXT
    choices: Choices | Mapping[str, Choices] | None = None


class Function(msgspec.Struct, frozen=True):
    """A question with literal arguments, such as `level("card")`.

    It is answered by a call, `facts.level("card")`, or, when `is_looked_up`, by
    `facts.levels.get("card")` with `attribute="levels"` (several arguments make one tuple key). An
    answer looked up may always be missing. `choices` are the answers there are.
    """

    name: str
    kind: Kind
    arguments: tuple[Argument, ...]
    may_be_missing: bool = False
    attribute: str = ""
    is_looked_up: bool = False
    lowest: int | None = None
    highest: int | None = None
    choices: Choices | Mapping[str, Choices] | None = None


class Vocabulary(msgspec.Struct, frozen=True):
    """All that the author of an expression may name, and how many decimals the currency has.

    With `events`, behaviour may be asked about: it holds what is known of each event, by its name, and under `""` of
    every other one, which may have properties besides. `is_open` says that this is the vocabulary of such a one.
    """

    fields: tuple[Field, ...]
    functions: tuple[Function, ...] = ()
    money_exponent: int = 0
    events: Mapping[str, tuple[Field, ...]] | None = None
    is_open: bool = False

    def __post_init__(self) -> None:
        names = self.names()
        if len(set(names)) != len(names):
            raise ValueError(f"a name is declared twice: {sorted(names)}")
        paths = [field.path for field in self.fields] + [f.attribute or f.name for f in self.functions]
        for name in (*names, *paths):
            if not all(part.isidentifier() and not keyword.iskeyword(part) for part in name.split(".")):
                raise ValueError(f"not a name: {name!r}")

    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields) + tuple(each.name for each in self.functions)

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)

    def function(self, name: str) -> Function | None:
        return next((function for function in self.functions if function.name == name), None)

    def plus(self, *, fields: tuple[Field, ...] = (), functions: tuple[Function, ...] = ()) -> "Vocabulary":
        """Return this vocabulary with more words in it."""
        return replace(self, fields=(*self.fields, *fields), functions=(*self.functions, *functions))

    def of_event(self, name: str) -> "Vocabulary":
        """Return what may be said of an event, and of nothing else."""
        known = self.events or {}
        fields = known.get(name, known.get("", ()))
        return Vocabulary(fields, money_exponent=self.money_exponent, is_open=name not in known)


def choices_for(choices: Choices | Mapping[str, Choices] | None, first: object) -> Choices | None:
    """Return the choices that hold once the first argument is known; None means that anything goes."""
    if isinstance(choices, Mapping):
        return choices.get(str(first), ())
    return choices
