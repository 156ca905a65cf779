"""What the rest of the house may rely on."""

from regulars.core import expressions


def test_the_public_names_are_these():
    assert expressions.__all__ == [
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


def test_every_public_name_is_there():
    assert all(hasattr(expressions, name) for name in expressions.__all__)
