"""Small is a feature: a function of 50 lines or a file of 400 does not pass."""

from house import functions_in, place, python_files

FUNCTION_LINES_MAX = 50
FILE_LINES_MAX = 400

# A ratchet: place to reason. It may only shrink.
LONG_FUNCTIONS: dict[str, str] = {}
LONG_FILES: dict[str, str] = {}


def _lines(function):
    return (function.end_lineno or 0) - function.lineno + 1


def test_no_function_is_longer_than_a_screen():
    long = {
        f"{place(file).partition(':')[0]}:{function.name}": _lines(function)
        for file in python_files(with_tests=True)
        for function in functions_in(file)
        if _lines(function) > FUNCTION_LINES_MAX
    }

    assert {where: lines for where, lines in long.items() if where not in LONG_FUNCTIONS} == {}
    assert set(LONG_FUNCTIONS) <= set(long), "take what has shrunk off the ratchet"


def test_no_file_is_longer_than_one_idea():
    lengths = {
        place(file).partition(":")[0]: file.read_text().count("\n") for file in python_files(with_tests=True)
    }
    long = {where: lines for where, lines in lengths.items() if lines > FILE_LINES_MAX}

    assert {where: lines for where, lines in long.items() if where not in LONG_FILES} == {}
    assert set(LONG_FILES) <= set(long), "take what has shrunk off the ratchet"
