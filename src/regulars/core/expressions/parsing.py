"""Reading an expression: text in, a typed tree or every mistake in it out."""

import ast
from collections.abc import Callable
from typing import TypeVar

from regulars.core.expressions.comparing import read_comparison
from regulars.core.expressions.mistakes import Mistake, Mistakes
from regulars.core.expressions.properties import with_properties
from regulars.core.expressions.reader import Reader, Unreadable
from regulars.core.expressions.scaling import WHOLE_MAX, magnitude, scaled
from regulars.core.expressions.scanning import DEPTH_MAX, scan
from regulars.core.expressions.tree import (
    Call,
    Condition,
    Every,
    Fact,
    Flag,
    Not,
    Number,
    Some,
    Value,
    kind_of,
)
from regulars.core.expressions.values import as_money, read_value
from regulars.core.expressions.vocabulary import Kind, Vocabulary

T = TypeVar("T")


def parse_condition(text: str, *, vocabulary: Vocabulary, per_line: bool = False) -> Condition | Mistakes:
    """Read a condition. Fields of a line are understood only with `per_line`."""
    reader = Reader(text, vocabulary=vocabulary, per_line=per_line, read_condition=_read_condition)
    return _parsed(reader, _read_open if vocabulary.is_open else _read_condition)


def parse_amount(
    text: str, *, vocabulary: Vocabulary, kind: Kind = Kind.NUMBER, per_line: bool = False
) -> Value | Mistakes:
    """Read an amount, which must be a number or, with `kind`, money."""
    reader = Reader(text, vocabulary=vocabulary, per_line=per_line, read_condition=_read_condition)
    return _parsed(reader, lambda reader, node: _read_amount(reader, node, kind=kind))


def _parsed(reader: Reader, read: Callable[[Reader, ast.expr], T]) -> T | Mistakes:
    found = scan(reader.text)
    if found:
        return found
    root = _python_tree(reader)
    if isinstance(root, Mistake):
        return (root,)
    try:
        return read(reader, root)
    except Unreadable:
        return tuple(sorted(reader.mistakes, key=lambda mistake: (mistake.line, mistake.column)))


def _python_tree(reader: Reader) -> ast.expr | Mistake:
    try:
        root = ast.parse(reader.python, mode="eval").body
    except SyntaxError as error:
        # Python says 0 when the end came too early.
        offset = error.offset - 1 if error.offset else len(reader.python)
        return reader.mistake_at_offset(offset, "not_an_expression")
    except (RecursionError, MemoryError):
        return reader.mistake_at_offset(0, "too_deep", limit=DEPTH_MAX)
    return _too_deep(reader, root) or root


def _too_deep(reader: Reader, root: ast.expr) -> Mistake | None:
    waiting: list[tuple[ast.AST, int]] = [(root, 1)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEPTH_MAX:
            return reader.mistake_at_offset(0, "too_deep", limit=DEPTH_MAX)
        waiting += [(child, depth + isinstance(child, ast.expr)) for child in ast.iter_child_nodes(node)]
    return None


def _read_open(reader: Reader, node: ast.expr) -> Condition:
    return _read_condition(with_properties(reader, node), node)


def _read_condition(reader: Reader, node: ast.expr) -> Condition:
    match node:
        case ast.BoolOp(op=op, values=nodes):
            return _read_parts(reader, nodes, kind=Every if isinstance(op, ast.And) else Some)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            part = _read_condition(reader, operand)
            # Conditions are true or false and never unknown, so two negations are none.
            return part.part if isinstance(part, Not) else Not(part)
        case ast.Compare():
            return read_comparison(reader, node)
        case _:
            return _read_flag(reader, node)


def _read_parts(reader: Reader, nodes: list[ast.expr], *, kind: type[Every] | type[Some]) -> Condition:
    parts: list[Condition] = []
    for part in reader.each(lambda node: _read_condition(reader, node), nodes):
        parts += part.parts if isinstance(part, kind) else (part,)
    once = tuple(dict.fromkeys(parts))
    return once[0] if len(once) == 1 else kind(once)


def _read_flag(reader: Reader, node: ast.expr) -> Condition:
    value = read_value(reader, node)
    if isinstance(value, Flag | Fact | Call) and kind_of(value) is Kind.FLAG:
        return value
    raise reader.wrong(node, "condition_expected", kind=kind_of(value))


def _read_amount(reader: Reader, node: ast.expr, *, kind: Kind) -> Value:
    value = read_value(reader, node)
    if isinstance(value, Number) and kind is Kind.MONEY:
        return as_money(reader, node, value)
    if kind_of(value) is not kind:
        raise reader.wrong(node, "wrong_kind", expected=kind, kind=kind_of(value))
    if magnitude(scaled(value)[0]) > WHOLE_MAX:
        raise reader.wrong(node, "number_too_large", digits=36)
    return value
