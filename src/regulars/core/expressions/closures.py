"""The first reading: a tree becomes a Python function of one member's facts.

The function is written as Python's own syntax tree, from our typed tree and never from the author's text.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias, assert_never, cast

from regulars.core.expressions.scaling import aligned, scaled
from regulars.core.expressions.tree import (
    Arithmetic,
    Call,
    Compare,
    Condition,
    Day,
    Every,
    Fact,
    Flag,
    Has,
    Leaf,
    Money,
    Not,
    Number,
    OneOf,
    Order,
    Some,
    Text,
    Tree,
    Value,
    constant,
    leaves,
    leaves_once,
)

Known: TypeAlias = Mapping[Leaf, str]

_FACTS, _LINE = "facts", "line"
_COMPARED: dict[Order, type[ast.cmpop]] = {
    "==": ast.Eq,
    "!=": ast.NotEq,
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
}
_COMPUTED: dict[str, type[ast.operator]] = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult}


def compile_condition(tree: Condition) -> Callable[[object], bool]:
    """Return the function that tells whether a condition holds for an object with the facts."""
    _assert_no_line(tree)
    return cast("Callable[[object], bool]", _function(_condition(tree), _FACTS))  # eval returns Any


def compile_conditions(trees: Sequence[Condition | None]) -> Callable[[object], tuple[bool, ...]]:
    """Return one function that tells of each condition whether it holds, which is quicker than asking each of them.

    None, which is no condition, always holds.
    """
    for tree in trees:
        if tree is not None:
            _assert_no_line(tree)
    tested = [ast.Constant(True) if tree is None else _condition(tree) for tree in trees]
    made = _function(ast.Tuple(tested, ast.Load()), _FACTS)
    return cast("Callable[[object], tuple[bool, ...]]", made)  # eval returns Any


def compile_line_condition(tree: Condition) -> Callable[[object, object], bool]:
    """Return the function that tells whether a condition holds for the facts and one line."""
    made = _function(_condition(tree), _FACTS, _LINE)
    return cast("Callable[[object, object], bool]", made)  # eval returns Any


def compile_amount(tree: Value) -> Callable[[object], int | Fraction | None]:
    """Return the function that computes an amount exactly, or None when a fact is missing."""
    _assert_no_line(tree)
    whole, places = scaled(tree)
    computed = cast("Callable[[object], int | None]", _function(_amount(whole), _FACTS))  # eval returns Any
    if places == 0:
        return computed
    unit = 10**places
    return lambda facts: None if (found := computed(facts)) is None else Fraction(found, unit)


def _assert_no_line(tree: Tree) -> None:
    if any(leaf.field.is_of_line for leaf in leaves(tree)):
        raise ValueError("an expression over a line needs compile_line_condition")


def _function(body: ast.expr, *names: str) -> object:
    arguments = ast.arguments(
        posonlyargs=[], args=[ast.arg(name) for name in names], kwonlyargs=[], kw_defaults=[], defaults=[]
    )
    code = ast.fix_missing_locations(ast.Expression(ast.Lambda(arguments, body)))
    made: object = eval(compile(code, "<expression>", "eval"), {"__builtins__": {}})  # noqa: S307 our own tree
    return made


def _condition(tree: Condition) -> ast.expr:
    match tree:
        case Every(parts=parts):
            return ast.BoolOp(ast.And(), [_condition(part) for part in parts])
        case Some(parts=parts):
            return ast.BoolOp(ast.Or(), [_condition(part) for part in parts])
        case Not(part=part):
            return ast.UnaryOp(ast.Not(), _condition(part))
        case Flag(value=value):
            return ast.Constant(value)
        case Fact() | Call():
            return _flag(tree)
        case Compare() | OneOf() | Has():
            return _guarded(tree)
        case _:
            assert_never(tree)


def _flag(leaf: Leaf) -> ast.expr:
    read = _read(leaf, {})
    is_sure = not leaf.field.may_be_missing
    return read if is_sure else ast.Compare(read, [ast.Is()], [ast.Constant(True)])


def _guarded(tree: Compare | OneOf | Has) -> ast.expr:
    """Return the test, behind a look at each fact that may be missing; what is seen there is read once."""
    known = _named(tree)
    tested = _test(tree, known)
    return ast.BoolOp(ast.And(), [*_guards(known), tested]) if known else tested


def _amount(value: Value) -> ast.expr:
    known = _named(value)
    computed = _value(value, known)
    if not known:
        return computed
    guards = _guards(known)
    found = guards[0] if len(guards) == 1 else ast.BoolOp(ast.And(), guards)
    return ast.IfExp(found, computed, ast.Constant(None))


def _named(tree: Tree) -> Known:
    missing = [leaf for leaf in leaves_once(tree) if leaf.field.may_be_missing]
    return {leaf: f"v{number}" for number, leaf in enumerate(missing)}


def _guards(known: Known) -> list[ast.expr]:
    guards: list[ast.expr] = []
    for leaf, name in known.items():
        seen = ast.NamedExpr(ast.Name(name, ast.Store()), _read(leaf, {}))
        guards.append(ast.Compare(seen, [ast.IsNot()], [ast.Constant(None)]))
    return guards


def _test(tree: Compare | OneOf | Has, known: Known) -> ast.expr:
    match tree:
        case Compare(operator=operator, left=left, right=right):
            one, other, _ = aligned(left, right)
            return ast.Compare(_value(one, known), [_COMPARED[operator]()], [_value(other, known)])
        case OneOf(item=item, values=values, is_among=is_among):
            listed: list[ast.expr] = [ast.Constant(constant(value)) for value in values]
            return ast.Compare(
                _value(item, known), [ast.In() if is_among else ast.NotIn()], [ast.Set(listed)]
            )
        case Has(collection=collection, item=item, is_held=is_held):
            held = ast.In() if is_held else ast.NotIn()
            return ast.Compare(_value(item, known), [held], [_value(collection, known)])
        case _:
            assert_never(tree)


def _value(value: Value, known: Known) -> ast.expr:
    match value:
        case Number() | Money() | Text() | Flag() | Day():
            return ast.Constant(constant(value))
        case Fact() | Call():
            return _read(value, known)
        case Arithmetic(operator=operator, left=left, right=right):
            return ast.BinOp(_value(left, known), _COMPUTED[operator](), _value(right, known))
        case _:
            assert_never(value)


def _read(leaf: Leaf, known: Known) -> ast.expr:
    if leaf in known:
        return ast.Name(known[leaf], ast.Load())
    read: ast.expr = ast.Name(_LINE if leaf.field.is_of_line else _FACTS, ast.Load())
    if leaf.field.looked_up_in:
        found = ast.Attribute(ast.Attribute(read, leaf.field.looked_up_in, ast.Load()), "get", ast.Load())
        return ast.Call(found, [ast.Constant(leaf.field.name)], [])
    for part in leaf.field.path.split("."):
        read = ast.Attribute(read, part, ast.Load())
    if isinstance(leaf, Fact):
        return read
    given: list[ast.expr] = [ast.Constant(argument) for argument in leaf.arguments]
    if leaf.is_looked_up:
        key = given[0] if len(given) == 1 else ast.Tuple(given, ast.Load())
        return ast.Call(ast.Attribute(read, "get", ast.Load()), [key], [])
    return ast.Call(read, given, [])
