"""The first look at the text: which characters and words it is made of, before Python parses any of it.

Only what is listed here reaches `ast.parse`, so its oddities (prefixes, escapes, exponents, comments) never do.
"""

import keyword
import re
import unicodedata
from collections.abc import Iterator

from regulars.core.expressions.mistakes import Mistake, Mistakes, mistake_at

LENGTH_MAX = 2000
DEPTH_MAX = 40

_TOKEN = re.compile(
    r"""
      (?P<space>[ \t\r\n]+)
    | (?P<text>"[^"]*"|'[^']*')
    | (?P<number>[0-9][0-9A-Za-z_.]*)
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<wrong><>|=>|=<|===|!==|&&|\|\||\*\*|//)
    | (?P<operator>==|!=|<=|>=|[-+*<>()\[\],.=])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")
_WORDS = {"and", "or", "not", "in", "True", "False"}
_MEANT = {
    "=": "==", "===": "==", "!==": "!=", "<>": "!=", "=>": ">=", "=<": "<=", "&&": "and", "&": "and",
    "||": "or", "|": "or", "!": "not", "≥": ">=", "≤": "<=", "≠": "!=", "×": "*", "−": "-", "–": "-",
    "“": '"', "”": '"', "「": '"', "」": '"', "‘": "'", "’": "'", "、": ",", "\u3000": " ", "\u00a0": " ",
    "is": "==", "{": "(", "}": ")", ";": "and",
}  # fmt: skip


def scan(text: str) -> Mistakes:
    """Return what is wrong with the characters and words of an expression; it may still be nonsense."""
    if len(text) > LENGTH_MAX:
        return (mistake_at(text, LENGTH_MAX, "too_long", length=len(text), limit=LENGTH_MAX),)
    if not text.strip(" \t\r\n"):
        return (mistake_at(text, 0, "empty"),)
    return tuple(_mistakes(text))


def _mistakes(text: str) -> Iterator[Mistake]:
    opened: list[bool] = []  # For each open bracket: does it hold the arguments of a call?
    before, end = "", 0
    for token in _TOKEN.finditer(text):
        kind, said, offset = str(token.lastgroup), token.group(), token.start()
        if kind == "space":
            continue
        if said in ("(", "["):
            opened.append(before == "word" and end == offset)
        elif said in (")", "]"):
            del opened[-1:]
        if len(opened) > DEPTH_MAX:
            yield mistake_at(text, offset, "too_deep", limit=DEPTH_MAX)
            return
        if kind == "text" and before == "text":
            yield mistake_at(text, offset, "comma_missing", said=said)
        if kind == "text" and before == "word" and end == offset:
            yield mistake_at(text, offset, "text_prefix", said=said)
        # `=` names an argument within a call, and is a slip for `==` anywhere else.
        is_slip = said == "=" and not (opened and opened[-1])
        yield from _wrong_token(text, kind="wrong" if is_slip else kind, said=said, offset=offset)
        if kind == "other" and said in "\"'":
            return
        before, end = kind, token.end()


def _wrong_token(text: str, *, kind: str, said: str, offset: int) -> Iterator[Mistake]:
    match kind:
        case "text":
            for at, character in enumerate(said):
                # A backslash would be an escape to Python and a plain character to SQL.
                if character == "\\" or unicodedata.category(character) in ("Cc", "Cs"):
                    yield _unexpected(text, offset=offset + at, character=character)
        case "number" if not _NUMBER.fullmatch(said):
            yield mistake_at(text, offset, "number_format", said=said)
        case "word":
            yield from _wrong_word(text, word=said, offset=offset)
        case "wrong":
            yield mistake_at(text, offset, "wrong_operator", said=said, suggestion=_MEANT.get(said, ""))
        case "other":
            yield from _other(text, said=said, offset=offset)
        case _:
            return


def _wrong_word(text: str, *, word: str, offset: int) -> Iterator[Mistake]:
    if word in _WORDS:
        return
    meant = next((each for each in _WORDS if each.lower() == word.lower()), _MEANT.get(word, ""))
    if meant or keyword.iskeyword(word):
        yield mistake_at(text, offset, "wrong_word", said=word, suggestion=meant)


def _other(text: str, *, said: str, offset: int) -> Iterator[Mistake]:
    if said in "\"'":
        yield mistake_at(text, offset, "text_not_closed", expected=said)
    elif said in "&|!/%":
        yield mistake_at(text, offset, "wrong_operator", said=said, suggestion=_MEANT.get(said, ""))
    else:
        yield _unexpected(text, offset=offset, character=said)


def _unexpected(text: str, *, offset: int, character: str) -> Mistake:
    folded = unicodedata.normalize("NFKC", character)
    meant = _MEANT.get(character, folded if folded != character and folded.isascii() else "")
    is_shown = unicodedata.category(character) not in ("Cc", "Cs")
    said = character if is_shown else f"U+{ord(character):04X}"
    return mistake_at(text, offset, "unexpected_character", said=said, suggestion=_MEANT.get(meant, meant))
