"""Properties of events: nobody declares them, so what one is compared with says of which kind it is meant."""

import ast
from collections.abc import Iterator

from regulars.core.events import MONEY_PROPERTIES
from regulars.core.expressions.reader import Reader
from regulars.core.expressions.vocabulary import Field, Kind

_LOOKED_UP_IN = {Kind.TEXT: "texts", Kind.FLAG: "flags", Kind.NUMBER: "numbers", Kind.MONEY: "numbers"}


def property_field(name: str, kind: Kind) -> Field:
    """Return a property as a fact that may be missing, and that is missing where it is of another kind."""
    kind = Kind.MONEY if name in MONEY_PROPERTIES else kind
    return Field(name, kind, may_be_missing=True, looked_up_in=_LOOKED_UP_IN[kind])


def with_properties(reader: Reader, node: ast.expr) -> Reader:
    """Return a reader that knows, besides its own words, every other name in a condition as a property."""
    known = set(reader.vocabulary.names())
    kinds: dict[str, Kind] = {}
    for name, kind in _meant(node):
        if name.id in known:
            continue
        before = kinds.setdefault(name.id, kind)
        if before is not kind:
            raise reader.wrong(name, "property_kinds", said=name.id, left=before, right=kind)
    fields = tuple(property_field(name, kind) for name, kind in kinds.items())
    return reader.about(reader.vocabulary.plus(fields=fields))


def _meant(node: ast.expr) -> Iterator[tuple[ast.Name, Kind]]:
    """Yield the names in a condition, each with the kind as which it is used there."""
    match node:
        case ast.Name():
            yield node, Kind.FLAG
        case ast.BoolOp(values=parts):
            for part in parts:
                yield from _meant(part)
        case ast.UnaryOp(op=ast.Not(), operand=part):
            yield from _meant(part)
        case ast.Compare(left=left, comparators=others):
            sides = [left, *others]
            kind = next((kind for side in sides if (kind := _kind_of(side)) is not None), Kind.TEXT)
            for side in sides:
                yield from ((name, kind) for name in _names(side))
        case _:
            return


def _kind_of(node: ast.expr) -> Kind | None:
    match node:
        case ast.Constant(value=bool()):
            return Kind.FLAG
        case ast.Constant(value=str()):
            return Kind.TEXT
        case ast.Constant() | ast.BinOp() | ast.UnaryOp() | ast.Call():
            return Kind.NUMBER
        case ast.Tuple(elts=items) | ast.List(elts=items) if items:
            return _kind_of(items[0])
        case ast.Name(id=name) if name in MONEY_PROPERTIES:
            return Kind.NUMBER
        case _:
            return None


def _names(node: ast.expr) -> Iterator[ast.Name]:
    match node:
        case ast.Name():
            yield node
        case ast.BinOp(left=left, right=right):
            yield from _names(left)
            yield from _names(right)
        case ast.UnaryOp(operand=operand):
            yield from _names(operand)
        case _:
            return
