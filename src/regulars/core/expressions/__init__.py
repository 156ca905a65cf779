"""The one condition language: its vocabulary, its reading into a typed tree, and the tree as a Python function."""

from regulars.core.expressions.canonical import canonical, fingerprint
from regulars.core.expressions.closures import (
    compile_amount,
    compile_condition,
    compile_conditions,
    compile_line_condition,
)
from regulars.core.expressions.mistakes import Mistake, Mistakes
from regulars.core.expressions.parsing import parse_amount, parse_condition
from regulars.core.expressions.possibility import always_matches, never_matches
from regulars.core.expressions.tree import (
    Condition,
    Question,
    Value,
    fields_read,
    first_equality,
    functions_read,
    leaves,
    questions_of,
)
from regulars.core.expressions.vocabulary import Argument, Field, Function, Kind, Vocabulary

__all__ = [
    "Argument",
    "Condition",
    "Field",
    "Function",
    "Kind",
    "Mistake",
    "Mistakes",
    "Question",
    "Value",
    "Vocabulary",
    "always_matches",
    "canonical",
    "compile_amount",
    "compile_condition",
    "compile_conditions",
    "compile_line_condition",
    "fields_read",
    "fingerprint",
    "first_equality",
    "functions_read",
    "leaves",
    "never_matches",
    "parse_amount",
    "parse_condition",
    "questions_of",
]
