"""A tree of texts as a typed document: every unknown key, missing key and wrong kind is noted, none stops it."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Final

import msgspec
from msgspec import inspect

from regulars.core.programme.coupon_document import SHARED_CODE
from regulars.core.programme.document import DATE, ISO_4217, SLUG, YEAR_DAY, Programme
from regulars.core.programme.mission_document import TIME_OF_DAY
from regulars.core.programme.mistakes import Fact, Mistake, Path, nearest
from regulars.programmes.tree import Mapping, Node, Scalar, Sequence

#: What a half-read part of the document is made of, beside structs.
Value = object

_PATTERN_CODES: Final = {
    SLUG: "NameUnusable",
    DATE: "DateUnreadable",
    YEAR_DAY: "YearDayUnreadable",
    ISO_4217: "CurrencyUnknown",
    SHARED_CODE: "CodeUnusable",
    TIME_OF_DAY: "TimeOfDayUnreadable",
}
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?\Z", re.ASCII)
_LONGEST_NUMBER: Final = 30
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９．，－", "0123456789.,-")


class Shaped(msgspec.Struct):
    """A document that is whole where there are no mistakes, and otherwise good enough to look for more."""

    document: Programme
    mistakes: list[Mistake]


def shaped(root: Node) -> Shaped:
    """Read a tree as a programme. Parts that are wrong become stand-ins, so that the rest can be checked."""
    reader = _Shape()
    document = reader.read(root, _programme_type(), ())
    assert isinstance(document, Programme)
    return Shaped(document, reader.mistakes)


@lru_cache(maxsize=1)
def _programme_type() -> inspect.Type:
    return inspect.type_info(Programme)


class _Shape:
    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def note(self, path: Path, code: str, *, on_key: bool = False, **facts: Fact) -> None:
        self.mistakes.append(Mistake(path, code, facts, on_key=on_key))

    def read(self, node: Node, kind: inspect.Type, path: Path) -> Value:
        match kind:
            case inspect.Metadata(type=inner):
                return self.read(node, inner, path)
            case inspect.UnionType():
                return self.union(node, kind, path)
            case inspect.StructType():
                return self.struct(node, kind, path)
            case inspect.DictType():
                return self.named(node, kind, path)
            case inspect.ListType():
                return self.listed(node, kind, path)
            case _:
                return self.single(node, kind, path)

    def union(self, node: Node, kind: inspect.UnionType, path: Path) -> Value:
        """Take the member that fits how the value is written: a mapping, or a word."""
        members = [member for member in kind.types if not isinstance(member, inspect.NoneType)]
        structs = [member for member in members if isinstance(member, inspect.StructType)]
        words = [member for member in members if isinstance(member, inspect.LiteralType)]
        if any(isinstance(member, inspect.FloatType) for member in members):
            return self.single(node, inspect.FloatType(), path)
        if not structs or not words:
            return self.read(node, members[0], path)
        if isinstance(node, Mapping):
            return self.read(node, structs[0], path)
        return self.word(node, words[0], path, keys=tuple(_fields(structs[0])))

    def struct(self, node: Node, kind: inspect.StructType, path: Path) -> Value:
        fields = _fields(kind)
        if not isinstance(node, Mapping):
            self.note(path, "KindWrong", expected="mapping", found=_kind_of(node))
            return stand_in(kind)
        values: dict[str, Value] = {}
        meant: set[str | None] = set()
        for key, (_, inner) in node.entries.items():
            if key in fields:
                values[fields[key].name] = self.read(inner, fields[key].type, (*path, key))
            else:
                meant.add(self.unknown_key(key, fields, node, path))
        for key, field in fields.items():
            if field.required and field.name not in values:
                values[field.name] = stand_in(field.type)
                if key not in meant:
                    self.note((*path, key), "KeyMissing", key=key)
        made: Value = kind.cls(**values)
        return made

    def unknown_key(
        self, key: str, fields: dict[str, inspect.Field], node: Mapping, path: Path
    ) -> str | None:
        """Note a key that means nothing here; answer the one that was probably meant, so that it is not
        also reported as missing."""
        near = nearest(key, (name for name in fields if name not in node.entries))
        self.note((*path, key), "KeyUnknown", on_key=True, key=key, known=tuple(fields), suggestion=near)
        return near

    def named(self, node: Node, kind: inspect.DictType, path: Path) -> Value:
        if not isinstance(node, Mapping):
            self.note(path, "KindWrong", expected="mapping", found=_kind_of(node))
            return {}
        if len(node.entries) < (kind.min_length or 0):
            self.note(path, "TooFew", count=len(node.entries), least=kind.min_length)
        for key in node.entries:
            if not re.fullmatch(SLUG, key):
                self.note((*path, key), "NameUnusable", on_key=True, given=key, suggestion=_as_slug(key))
        return {
            key: self.read(value, kind.value_type, (*path, key)) for key, (_, value) in node.entries.items()
        }

    def listed(self, node: Node, kind: inspect.ListType, path: Path) -> Value:
        if not isinstance(node, Sequence):
            self.note(path, "KindWrong", expected="list", found=_kind_of(node))
            return []
        if len(node.items) < (kind.min_length or 0):
            self.note(path, "TooFew", count=len(node.items), least=kind.min_length)
        if kind.max_length is not None and len(node.items) > kind.max_length:
            self.note(path, "TooMany", count=len(node.items), most=kind.max_length)
        return [self.read(item, kind.item_type, (*path, place)) for place, item in enumerate(node.items)]

    def single(self, node: Node, kind: inspect.Type, path: Path) -> Value:
        """Read one text, number or word. What a plain text means is decided by what is expected, never guessed:
        a name may be `No`, and a date is a text."""
        if not isinstance(node, Scalar):
            self.note(path, "KindWrong", expected=_NAMES.get(type(kind), "text"), found=_kind_of(node))
            return stand_in(kind)
        if not node.text.strip() or (node.is_plain and node.text in {"~", "null"}):
            self.note(path, "ValueMissing", key=str(path[-1]) if path else "")
            return stand_in(kind)
        match kind:
            case inspect.StrType():
                return self.text(node.text, kind, path)
            case inspect.IntType():
                return self.whole(node.text, kind, path)
            case inspect.FloatType():
                return self.number(node.text, path)
            case inspect.LiteralType():
                return self.word(node, kind, path)
            case inspect.BoolType():
                return self.word(node, _YES_OR_NO, path) == "true"
            case _:
                raise AssertionError(f"the document has a kind that nothing reads: {kind}")

    def text(self, text: str, kind: inspect.StrType, path: Path) -> str:
        if kind.max_length is not None and len(text) > kind.max_length:
            self.note(path, "TextTooLong", length=len(text), limit=kind.max_length)
        if kind.pattern is not None and not re.fullmatch(kind.pattern, text):
            self.pattern(text, kind.pattern, path)
        return text

    def pattern(self, text: str, pattern: str, path: Path) -> None:
        code = _PATTERN_CODES[pattern]
        if pattern == SLUG:
            self.note(path, code, given=text, suggestion=_as_slug(text))
        elif pattern in {DATE, YEAR_DAY, SHARED_CODE, TIME_OF_DAY}:
            self.note(path, code, given=text)
        # What is no currency code is no known currency either; the check of the meaning says so once.

    def whole(self, text: str, kind: inspect.IntType, path: Path) -> int:
        number = self.decimal(text, path)
        if number is None:
            return 1
        if number != number.to_integral_value():
            self.note(path, "NumberNotWhole", given=text)
        elif kind.ge is not None and number < kind.ge:
            self.note(path, "NumberTooSmall", given=text, least=int(kind.ge))
        elif kind.le is not None and number > kind.le:
            self.note(path, "NumberTooLarge", given=text, most=int(kind.le))
        return int(number)

    def number(self, text: str, path: Path) -> int | str:
        """An exact decimal: whole ones as int, others as their shortest text, so that 0.10 equals 0.1."""
        number = self.decimal(text, path)
        if number is None:
            return 1
        if number == number.to_integral_value():
            return int(number)
        return format(number.normalize(), "f")

    def decimal(self, text: str, path: Path) -> Decimal | None:
        if len(text) <= _LONGEST_NUMBER and _NUMBER.match(text):
            return Decimal(text)
        self.note(path, "NumberUnreadable", given=text, suggestion=_as_number(text))
        return None

    def word(self, node: Node, kind: inspect.LiteralType, path: Path, *, keys: tuple[str, ...] = ()) -> Value:
        allowed = tuple(str(value) for value in kind.values)
        if isinstance(node, Scalar) and node.text in allowed:
            return node.text
        if not isinstance(node, Scalar):
            self.note(path, "KindWrong", expected="text", found=_kind_of(node))
        elif keys:
            near = nearest(node.text, allowed)
            self.note(path, "NotOneOfNorKeys", given=node.text, allowed=allowed, keys=keys, suggestion=near)
        else:
            near = nearest(node.text, allowed)
            self.note(path, "NotOneOf", given=node.text, allowed=allowed, suggestion=near)
        return allowed[0]


_YES_OR_NO: Final = inspect.LiteralType(("true", "false"))
_NAMES: Final[dict[type[inspect.Type], str]] = {
    inspect.StrType: "text",
    inspect.LiteralType: "text",
    inspect.BoolType: "flag",
    inspect.IntType: "whole_number",
    inspect.FloatType: "number",
}


def stand_in(kind: inspect.Type) -> Value:
    """Something of the right kind, put where nothing usable stood; a mistake at its path is already noted."""
    match kind:
        case inspect.Metadata(type=inner):
            return stand_in(inner)
        case inspect.UnionType(types=types):
            return None if any(isinstance(each, inspect.NoneType) for each in types) else stand_in(types[0])
        case inspect.StructType():
            needed = {field.name: stand_in(field.type) for field in kind.fields if field.required}
            made: Value = kind.cls(**needed)
            return made
        case inspect.LiteralType(values=values):
            return values[0]
        case _:
            return _EMPTY[type(kind)]()


_EMPTY: Final[dict[type[inspect.Type], Callable[[], Value]]] = {
    inspect.StrType: str,
    inspect.BoolType: bool,
    inspect.IntType: lambda: 1,
    inspect.FloatType: lambda: 1,
    inspect.ListType: list,
    inspect.DictType: dict,
}


def _fields(kind: inspect.StructType) -> dict[str, inspect.Field]:
    return {field.encode_name: field for field in kind.fields}


def _kind_of(node: Node) -> str:
    match node:
        case Mapping():
            return "mapping"
        case Sequence():
            return "list"
        case Scalar(text=text):
            return "text" if text else "nothing"


def _as_slug(text: str) -> str | None:
    """The short name that somebody most likely meant by `Gold Card`; None where no letter can be used."""
    slug = re.sub(r"[^a-z0-9_]+", "-", text.strip().lower()).strip("-")[:40]
    return slug if re.fullmatch(SLUG, slug) else None


def _as_number(text: str) -> str | None:
    """`NT$6,000`, `６０００` and `5%` as the number that was most likely meant."""
    plain = re.sub(r"(?i)nt\$|\$|元|點|points?|,|_|\s", "", text.translate(_FULL_WIDTH))
    if plain.endswith("%") and _NUMBER.match(plain[:-1]):
        return format(Decimal(plain[:-1]) / 100, "f")
    return plain if _NUMBER.match(plain) else None
