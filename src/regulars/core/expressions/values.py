"""Reading values: literals, fields and arithmetic; calls are read beside."""

import ast
from typing import Literal, TypeAlias

from regulars.core.expressions.calls import dotted_name, read_call
from regulars.core.expressions.mistakes import closest
from regulars.core.expressions.reader import Reader
from regulars.core.expressions.scaling import DIGITS_MAX, folded, trimmed
from regulars.core.expressions.tree import Arithmetic, Fact, Flag, Money, Number, Text, Value, kind_of
from regulars.core.expressions.vocabulary import Kind

Operator: TypeAlias = Literal["+", "-", "*"]
_OPERATORS: dict[type[ast.operator], Operator] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}


def read_value(reader: Reader, node: ast.expr) -> Value:
    """Read a value of any kind."""
    match node:
        case ast.Constant():
            return _read_literal(reader, node)
        case ast.Name() | ast.Attribute():
            return _read_field(reader, node)
        case ast.Call():
            return read_call(reader, node)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return folded(Arithmetic("*", Number(-1), _read_numeric(reader, operand)))
        case ast.BinOp(op=op) if type(op) in _OPERATORS:
            return _read_arithmetic(reader, node, operator=_OPERATORS[type(op)])
        case ast.BoolOp() | ast.Compare() | ast.UnaryOp(op=ast.Not()):
            raise reader.wrong(node, "condition_compared")
        case ast.Tuple() | ast.List():
            raise reader.wrong(node, "value_expected")
        case _:
            raise reader.wrong(node, "not_allowed", what=type(node).__name__.lower())


def as_money(reader: Reader, node: ast.expr, number: Number) -> Money:
    """Return a number, written in major units, in minor ones; a finer amount than there is is a mistake."""
    exponent = reader.vocabulary.money_exponent
    if number.places > exponent:
        raise reader.wrong(node, "money_too_fine", said=reader.source(node), decimals=exponent)
    return Money(number.digits * 10 ** (exponent - number.places), exponent)


def _read_literal(reader: Reader, node: ast.Constant) -> Value:
    match node.value:
        case bool(flag):
            return Flag(flag)
        case str(text):
            return Text(text)
        case int() | float():
            return _read_number(reader, node)
        case _:
            raise reader.wrong(node, "not_allowed", what=type(node.value).__name__.lower())


def _read_number(reader: Reader, node: ast.Constant) -> Number:
    whole, _, part = reader.source(node).partition(".")
    if len(whole) + len(part) > DIGITS_MAX:
        raise reader.wrong(node, "number_too_large", digits=DIGITS_MAX)
    return trimmed(int(whole + part), len(part))


def _read_field(reader: Reader, node: ast.expr) -> Fact:
    name = dotted_name(reader, node)
    field = reader.vocabulary.field(name)
    if field is not None:
        if field.is_of_line and not reader.per_line:
            raise reader.wrong(node, "line_field", said=name)
        return Fact(field)
    if reader.vocabulary.function(name) is not None:
        raise reader.wrong(node, "function_not_called", said=name)
    known = (each.name for each in reader.vocabulary.fields if reader.per_line or not each.is_of_line)
    raise reader.wrong(node, "unknown_field", said=name, suggestion=closest(name, known))


def _read_arithmetic(reader: Reader, node: ast.BinOp, *, operator: Operator) -> Value:
    nodes = (node.left, node.right)
    left, right = reader.each(lambda each: _read_numeric(reader, each), nodes)
    kinds = kind_of(left), kind_of(right)
    if operator == "*":
        if kinds == (Kind.MONEY, Kind.MONEY):
            raise reader.wrong(node, "money_times_money")
        return folded(Arithmetic("*", left, right))
    if kinds[0] is not kinds[1]:
        left, right = (_in_money(reader, *each) for each in zip(nodes, (left, right), strict=True))
    if kind_of(left) is not kind_of(right):
        raise reader.wrong(node, "kinds_differ", left=kinds[0], right=kinds[1])
    return folded(Arithmetic(operator, left, right))


def _read_numeric(reader: Reader, node: ast.expr) -> Value:
    value = read_value(reader, node)
    if kind_of(value) not in (Kind.NUMBER, Kind.MONEY):
        raise reader.wrong(node, "number_expected", kind=kind_of(value))
    return value


def _in_money(reader: Reader, node: ast.expr, value: Value) -> Value:
    return as_money(reader, node, value) if isinstance(value, Number) else value
