"""One reading under way: the text, its vocabulary, and the mistakes found so far."""

import ast
from collections.abc import Callable, Iterable
from copy import copy
from typing import TypeVar

from regulars.core.expressions.mistakes import Code, Mistake, mistake_at
from regulars.core.expressions.tree import Condition
from regulars.core.expressions.vocabulary import Vocabulary

N = TypeVar("N")
T = TypeVar("T")

_BLANKS = str.maketrans("\t\r\n", "   ")


class Unreadable(Exception):  # noqa: N818 it is no fault, and never leaves this package
    """Nothing can be made of this part; why has been noted."""


class Reader:
    """Where we are. `each` reads on beside a part that is wrong, so that the author sees all mistakes at once."""

    def __init__(
        self,
        text: str,
        *,
        vocabulary: Vocabulary,
        per_line: bool,
        read_condition: "Callable[[Reader, ast.expr], Condition]",
    ) -> None:
        self.text = text
        # Given, because conditions hold questions and questions hold conditions.
        self.read_condition = read_condition
        self.vocabulary = vocabulary
        self.per_line = per_line
        self.mistakes: list[Mistake] = []
        # One line, so that an expression may be broken anywhere; indentation would mean something to Python.
        blank = text.translate(_BLANKS)
        self.python = blank.strip()
        self._indent = len(blank) - len(blank.lstrip())
        self._bytes = self.python.encode("utf-8", "surrogatepass")

    def about(self, vocabulary: Vocabulary) -> "Reader":
        """Return a reader of the same text that knows other words; what it finds wrong is noted here too."""
        other = copy(self)
        other.vocabulary, other.per_line = vocabulary, False
        return other

    def wrong(self, node: ast.expr, code: Code, **facts: str | int | tuple[str, ...]) -> Unreadable:
        """Note a mistake at a node; the caller raises what comes back, and so gives this part up."""
        mistake = self.mistake_at_offset(self._characters(node.col_offset), code, **facts)
        # The middle of a chain, `a < b < c`, is read twice.
        if mistake not in self.mistakes:
            self.mistakes.append(mistake)
        return Unreadable()

    def each(self, read: Callable[[N], T], nodes: Iterable[N]) -> list[T]:
        """Read every node, and only then give up if one of them was wrong."""
        values: list[T] = []
        wrong = 0
        for node in nodes:
            try:
                values.append(read(node))
            except Unreadable:
                wrong += 1
        if wrong:
            raise Unreadable
        return values

    def mistake_at_offset(self, offset: int, code: Code, **facts: str | int | tuple[str, ...]) -> Mistake:
        """Return a mistake at a character of what Python was given."""
        return mistake_at(self.text, self._indent + offset, code, **facts)

    def source(self, node: ast.expr) -> str:
        """Return what the author wrote for a node, to read numbers without going through floats."""
        return self._bytes[node.col_offset : node.end_col_offset].decode()

    def _characters(self, offset: int) -> int:
        # Python counts columns in bytes of UTF-8.
        return len(self._bytes[:offset].decode())
