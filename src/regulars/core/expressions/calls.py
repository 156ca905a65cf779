"""Reading calls of declared functions, whose arguments are literals."""

import ast
from typing import TypeAlias

from regulars.core.expressions.canonical import call_text
from regulars.core.expressions.mistakes import closest
from regulars.core.expressions.questions import ASKED, asked_by, read_question
from regulars.core.expressions.reader import Reader
from regulars.core.expressions.tree import Call
from regulars.core.expressions.vocabulary import Argument, Choices, Field, Function, Kind, choices_for

Given: TypeAlias = str | int | bool


def dotted_name(reader: Reader, node: ast.expr) -> str:
    """Return `member.orders` for the nodes that it is made of."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=inner, attr=last):
            return f"{dotted_name(reader, inner)}.{last}"
        case _:
            raise reader.wrong(node, "not_allowed", what=type(node).__name__.lower())


def read_call(reader: Reader, node: ast.Call) -> Call:
    """Read a call; what it answers is known by the call's own text."""
    asks = asked_by(node.func) if reader.vocabulary.events is not None else None
    if asks is not None:
        return read_question(reader, node, asks)
    function = _function(reader, node)
    for keyword in node.keywords:
        raise reader.wrong(keyword.value, "named_argument", said=keyword.arg or "**", function=function.name)
    if len(node.args) != len(function.arguments):
        expected = tuple(argument.name for argument in function.arguments)
        raise reader.wrong(
            node, "argument_count", function=function.name, expected=expected, said=len(node.args)
        )
    given: list[Given] = []
    for argument, each in zip(function.arguments, node.args, strict=True):
        given.append(_read_argument(reader, each, argument, first=given[0] if given else None))
    return _call(function, tuple(given))


def refuse_unknown_value(reader: Reader, node: ast.expr, said: str, choices: Choices | None) -> None:
    """Refuse a text that is none of those that there are."""
    if choices is not None and said not in choices:
        raise reader.wrong(node, "unknown_value", said=said, known=choices, suggestion=closest(said, choices))


def _function(reader: Reader, node: ast.Call) -> Function:
    name = dotted_name(reader, node.func)
    function = reader.vocabulary.function(name)
    if function is not None:
        return function
    if reader.vocabulary.field(name) is not None:
        raise reader.wrong(node, "field_called", said=name)
    asked = ASKED if reader.vocabulary.events is not None else ()
    near = closest(name, (*(each.name for each in reader.vocabulary.functions), *asked))
    raise reader.wrong(node, "unknown_function", said=name, suggestion=near)


def _read_argument(reader: Reader, node: ast.expr, argument: Argument, *, first: Given | None) -> Given:
    match argument.kind, node:
        case Kind.TEXT, ast.Constant(value=str(text)):
            refuse_unknown_value(reader, node, text, choices_for(argument.choices, first))
            return text
        case Kind.FLAG, ast.Constant(value=bool(flag)):
            return flag
        case Kind.NUMBER, ast.Constant(value=int(number)) if not isinstance(number, bool):
            return number
        case _:
            raise reader.wrong(node, "argument_kind", argument=argument.name, expected=argument.kind)


def _call(function: Function, arguments: tuple[Given, ...]) -> Call:
    answer = Field(
        name=call_text(function.name, arguments),
        kind=function.kind,
        may_be_missing=function.may_be_missing or function.is_looked_up,
        attribute=function.attribute or function.name,
        lowest=function.lowest,
        highest=function.highest,
        choices=choices_for(function.choices, arguments[0] if arguments else None),
    )
    return Call(answer, function.name, arguments, function.is_looked_up)
