"""YAML text as a tree in which every key and value knows its line and column; nothing is guessed into a type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

import msgspec
import yaml

from regulars.core.programme.mistakes import Fact

MOST_BYTES: Final = 1_000_000
DEEPEST: Final = 16

#: What YAML cannot hold: control characters, and halves of characters that a form or an API may hand on.
_UNUSABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: A value that begins with a text in quotes and goes on after it, as conditions do: `"books" in categories`.
_GOES_ON: Final = re.compile(r"""(:\s+|-\s+)((?:"[^"]*"|'[^']*')[ \t]*[^\s#,\]}:][^#]*?)\s*(#.*)?$""")

#: libyaml where PyYAML has it (ten times as fast), else the same in Python.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Place(msgspec.Struct, frozen=True, order=True):
    """Line and column in a file, both from 1."""

    line: int
    column: int


class Scalar(msgspec.Struct):
    """A text, and how it was written: `written` begins where `place` is, with its quote or its block mark."""

    text: str
    place: Place
    is_plain: bool = True
    written: str = ""


class Sequence(msgspec.Struct):
    place: Place
    items: list[Node]


class Mapping(msgspec.Struct):
    place: Place
    entries: dict[str, tuple[Scalar, Node]]


Node: TypeAlias = Scalar | Sequence | Mapping


class Misread(Exception):  # noqa: N818 - it is no fault of ours.
    """The text is no YAML that a programme may be written in; nothing after this place was read."""

    def __init__(self, code: str, place: Place, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.place = place
        self.facts = facts


class Repeated(msgspec.Struct, frozen=True):
    """A key that stands twice in one mapping; the first one counts."""

    key: str
    place: Place
    first_line: int


def text_of(raw: str | bytes) -> str:
    """Read bytes as UTF-8; anything else is refused, by its name where it can be told."""
    size = len(raw)
    if size > MOST_BYTES:
        raise Misread("FileTooLarge", Place(1, 1), size=size, limit=MOST_BYTES)
    text = raw if isinstance(raw, str) else _decoded(raw)
    text = text.removeprefix("\ufeff")
    if unusable := _UNUSABLE.search(text):
        place = _place_at(text, unusable.start())
        raise Misread("CharacterUnusable", place, character=f"U+{ord(unusable.group()):04X}")
    if not text.strip():
        raise Misread("FileEmpty", Place(1, 1))
    return text


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        column = problem.start - raw.rfind(b"\n", 0, problem.start)
        raise Misread("FileNotUtf8", Place(line, column), encoding=_encoding(raw)) from None


def _encoding(raw: bytes) -> str | None:
    """Name what the bytes most likely are. Big5 accepts much, so it must also give Chinese text."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    for encoding, name in (("cp950", "Big5"), ("gb18030", "GB18030")):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any("\u4e00" <= letter <= "\u9fff" for letter in text):
            return name
    return None


class Tree(msgspec.Struct):
    """What a text came to, with the keys that were written twice."""

    root: Node
    repeated: list[Repeated]


def tree_of(text: str) -> Tree:
    """Build the tree; raise `Misread` at the first place that cannot be read.

    It is built from the parser's events and not by PyYAML's composer: the composer calls itself for every
    level and follows aliases, so a small file could fill the memory or the stack.
    """
    events = yaml.parse(text, Loader=_LOADER)
    try:
        return _Builder(text).build(events)
    except yaml.MarkedYAMLError as problem:
        raise _misread(problem, text) from None


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.repeated: list[Repeated] = []

    def build(self, events: Iterator[yaml.Event]) -> Tree:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise Misread("SeveralDocuments", _start(event))
                root = self.node(next(events), events, 1)
        if root is None:
            raise Misread("FileEmpty", Place(1, 1))
        return Tree(root, self.repeated)

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        _refuse_magic(event)
        if depth > DEEPEST:
            raise Misread("TooDeep", _start(event), limit=DEEPEST)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, events, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(event, events, depth)
        assert isinstance(event, yaml.ScalarEvent)
        return self.scalar(event)

    def sequence(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(self.node(inner, events, depth + 1))
        return Sequence(_start(event), items)

    def mapping(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(inner := next(events), yaml.MappingEndEvent):
            key = self.node(inner, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                raise Misread("KeyNotText", key.place)
            if key.text in entries:
                self.repeated.append(Repeated(key.text, key.place, entries[key.text][0].place.line))
            else:
                entries[key.text] = (key, value)
        return Mapping(_start(event), entries)

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        place = _start(event)
        starts, ends = event.start_mark, event.end_mark
        written = self.text[starts.index : ends.index] if starts and ends else ""
        return Scalar(event.value, place, not event.style, written)


def _refuse_magic(event: yaml.Event) -> None:
    """Aliases may grow without end and tags may name Python objects; a programme needs neither."""
    if isinstance(event, yaml.AliasEvent):
        raise Misread("AliasUsed", _start(event), alias=str(event.anchor))
    tag = getattr(event, "tag", None)
    if tag is not None and tag != "!":
        raise Misread("TagUsed", _start(event), tag=str(tag))


def _start(event: yaml.Event) -> Place:
    assert event.start_mark is not None
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)


def _place_at(text: str, index: int) -> Place:
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _misread(problem: yaml.MarkedYAMLError, text: str) -> Misread:
    """Put the parser's complaint into one of our own codes, pointing at where the trouble begins."""
    said = problem.problem or ""
    mark = problem.problem_mark or problem.context_mark
    place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
    line = text.splitlines()[place.line - 1 : place.line]
    at = line[0][place.column - 1 : place.column] if line else ""
    if at == "\t" or "tab" in said.split():
        return Misread("TabUsed", place)
    if goes_on := _GOES_ON.search(line[0] if line else ""):
        return Misread(
            "QuoteGoesOn", Place(place.line, goes_on.start(2) + 1), suggestion=_requoted(goes_on.group(2))
        )
    if said.startswith("mapping values are not allowed"):
        return Misread("ColonUnquoted", place)
    if "quoted scalar" in (problem.context or "") and problem.context_mark:
        opened = problem.context_mark
        return Misread("QuoteOpen", Place(opened.line + 1, opened.column + 1))
    if said.endswith("cannot start any token") and at:
        return Misread("StartUnquoted", place, character=at)
    return Misread("YamlBroken", place, problem=said)


def _requoted(text: str) -> str:
    return f"'{text}'" if "'" not in text else '"' + text.replace('"', "'") + '"'
