"""Whom each of many events means, decided one after the other, so that two desks never make one person twice.

The rules are in `docs/algorithms/identity.md`, the deciding in `core/identity.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.core.identity import Held, Identifier, Owner, decide, strongest_first
from regulars.lib.instants import from_database
from regulars.lib.turns import wait_for_turn
from regulars.people import cases, naming

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from psycopg import Cursor

    from regulars.core.identity import Decision, Key

_IDENTITY_LOCK: Final = 0x4944454E

_KNOWN = """
    SELECT kind, value, wallet_id, is_shared, person FROM people_identifier
    JOIN (SELECT DISTINCT * FROM unnest(%b::text[], %b::text[]) AS named (kind, value)) AS named USING (kind, value)
"""
_HELD = """
    SELECT kind, value, wallet_id, is_shared, is_verified, since, person FROM people_identifier
    WHERE wallet_id = ANY(%b) ORDER BY wallet_id
"""
_NUMBERS = "SELECT nextval(pg_get_serial_sequence('people_member', 'wallet_id')) FROM generate_series(1, %s)"
_MAKE = "INSERT INTO people_member (wallet_id) SELECT unnest(%b::int8[])"
_ADD = """
    INSERT INTO people_identifier (kind, value, wallet_id, is_verified, person)
    SELECT * FROM unnest(%b::text[], %b::text[], %b::int8[], %b::bool[], %b::int8[]) AS new (kind, value, wallet_id, is_verified, person)
    ORDER BY kind, value
    ON CONFLICT DO NOTHING
"""
_TAKE_AWAY = """
    WITH gone AS (
        DELETE FROM people_identifier WHERE (kind, value) IN (SELECT * FROM unnest(%b::text[], %b::text[]))
        RETURNING kind, value, shown, wallet_id, since
    )
    INSERT INTO people_formeridentifier (kind, value, shown, wallet_id, since, why)
    SELECT kind, value, shown, wallet_id, since, 'proved by another' FROM gone
"""
_PROVE = """
    UPDATE people_identifier SET is_verified = true
    WHERE (kind, value) IN (SELECT * FROM unnest(%b::text[], %b::text[]))
"""
_SHARE = """
    UPDATE people_identifier SET is_shared = true
    WHERE (kind, value) IN (SELECT * FROM unnest(%b::text[], %b::text[]))
"""
_ROUNDS: Final = 3


class Named(NamedTuple):
    """What one event names, as `identified` wrote it; the strength is the caller's to say."""

    identifiers: tuple[Identifier, ...]


def identified(kind: str, value: str | None, *, is_verified: bool = True) -> tuple[Identifier, ...]:
    """One identifier as it is kept, or none where the value names nobody; ready to be added to others."""
    kept = naming.normal(kind, value) if value else None
    return (Identifier(kind, kept, is_verified),) if kept else ()  # type: ignore[arg-type]  # `normal` knows no other kind


def known_of(cursor: Cursor, named: Named) -> set[int]:
    """The wallets of those to whom any of these identifiers points; nobody is made, and what several use says nothing."""
    return {one.wallet_id for one in _known(cursor, [named]).values() if not one.is_shared}


class Meant(NamedTuple):
    """Whose wallet, None for nobody; and as whom they come, where a merge made two into one."""

    wallet_id: int | None
    person: int | None = None


def hold_identities(cursor: Cursor) -> None:
    """Let nobody else change who is who until the end of this transaction; whoever only looks need not wait."""
    wait_for_turn(cursor, _IDENTITY_LOCK)


def resolve(cursor: Cursor, named: Sequence[Named]) -> list[int | None]:
    """The wallet that each means, see `meant`."""
    return [one.wallet_id for one in meant(cursor, named)]


def meant(cursor: Cursor, named: Sequence[Named]) -> list[Meant]:
    """Whom each means; members who are new are made, and doubts are kept for a person.

    Call it before the wallets are locked, in the transaction that posts. Where all that is named is known and agrees
    nothing is locked and nothing written, and one question is asked.
    """
    found = _known(cursor, named)
    answers = _plainly(named, found)
    doubtful = [place for place, answer in enumerate(answers) if answer == _UNCLEAR]
    if not doubtful:
        return _with_persons(answers, named, _persons(found))
    hold_identities(cursor)
    for place, wallet_id in zip(doubtful, _one_by_one(cursor, [named[p] for p in doubtful]), strict=True):
        answers[place] = wallet_id
    return _with_persons(answers, named, _persons(_known(cursor, named)))


class _Found(NamedTuple):
    """Whose an identifier is."""

    wallet_id: int
    is_shared: bool
    person: int | None = None


_UNCLEAR: Final = -1
_NOBODYS: Final = _Found(_UNCLEAR, is_shared=False)


def _with_persons(
    answers: Sequence[int | None], named: Sequence[Named], persons: Mapping[Key, int]
) -> list[Meant]:
    """Beside each wallet the person, by the strongest identifier that says so."""
    if not persons:
        return [Meant(answer) for answer in answers]
    return [
        Meant(answer, next((persons[i.key] for i in strongest_first(one.identifiers) if i.key in persons), None))
        for answer, one in zip(answers, named, strict=True)
    ]  # fmt: skip


def _persons(found: Mapping[Key, _Found]) -> dict[Key, int]:
    return {key: one.person for key, one in found.items() if one.person is not None and not one.is_shared}


def _plainly(named: Sequence[Named], found: Mapping[Key, _Found]) -> list[int | None]:
    """The wallet where everything named is one member's already; `_UNCLEAR` where something is to be decided."""
    answers: list[int | None] = []
    undecided: set[Key] = set()
    for one in named:
        keys = [identifier.key for identifier in one.identifiers]
        # What is decided of one may be what the next one of the same batch asks.
        answer = _plain(one.identifiers, keys, found) if undecided.isdisjoint(keys) else _UNCLEAR
        if answer == _UNCLEAR:
            undecided.update(keys)
        answers.append(answer)
    return answers


def _plain(identifiers: tuple[Identifier, ...], keys: list[Key], found: Mapping[Key, _Found]) -> int | None:
    if not identifiers:
        return None
    whose = found.get(keys[0], _NOBODYS)
    if len(keys) == 1 and identifiers[0].kind == "device":
        return None if whose is _NOBODYS or whose.is_shared else whose.wallet_id
    # What was only typed says nothing by itself, and may be proved now: both want a closer look.
    if whose.is_shared or identifiers[0].kind in {"phone", "email"}:
        return _UNCLEAR
    is_one = all(
        (other := found.get(key, _NOBODYS)).wallet_id == whose.wallet_id and not other.is_shared
        for key in keys[1:]
    )
    return whose.wallet_id if is_one else _UNCLEAR


def _known(cursor: Cursor, named: Iterable[Named]) -> dict[Key, _Found]:
    keys = sorted({identifier.key for one in named for identifier in one.identifiers})
    if not keys:
        return {}
    rows = cursor.execute(_KNOWN, ([k for k, _ in keys], [v for _, v in keys]), binary=True)
    return {(kind, value): _Found(wallet, shared, person) for kind, value, wallet, shared, person in rows}


def _one_by_one(cursor: Cursor, named: Sequence[Named]) -> list[int | None]:
    """Decide all of them; again where a till made somebody meanwhile, who is found the next time."""
    for _ in range(_ROUNDS):
        register = _Register(cursor, named)
        answers = [register.take_in(one) for one in named]
        if register.write(cursor):
            return answers
    raise RuntimeError("identifiers change faster than they can be read")


class _Register:
    """Who is who, as far as these events ask, in the hands of the one who holds the lock."""

    def __init__(self, cursor: Cursor, named: Sequence[Named]) -> None:
        self.cursor = cursor
        self.owners: dict[Key, Owner | None] = {}
        self.members: dict[int, Owner] = {}
        self.persons: dict[Key, int | None] = {}
        self.made: list[int] = []
        self.added: dict[Key, tuple[int, bool]] = {}
        self.moved: set[Key] = set()
        self.proved: set[Key] = set()
        self.shared: set[Key] = set()
        self.doubts: list[cases.Doubt] = []
        self._load(sorted({one.wallet_id for one in _known(cursor, named).values()}))
        # Numbers are taken beforehand, in one question; one that is left over is no harm.
        self.may_be_new = sum(any(i.key not in self.owners for i in one.identifiers) for one in named)
        self.numbers: list[int] = []

    def _load(self, wallets: list[int]) -> None:
        held: dict[int, list[Held]] = {wallet_id: [] for wallet_id in wallets}
        shared: list[Key] = []
        for kind, value, wallet_id, is_shared, is_verified, since, person in self.cursor.execute(
            _HELD, (wallets,)
        ):
            identifier = Identifier(kind, value, is_verified)
            held[wallet_id].append(Held(identifier, from_database(since)))
            self.persons[identifier.key] = person
            if is_shared:
                shared.append(identifier.key)
        for wallet_id, those in held.items():
            self._know(Owner(wallet_id, tuple(those)))
        self.owners.update(dict.fromkeys(shared))

    def _know(self, owner: Owner) -> None:
        self.members[owner.wallet_id] = owner
        for held in owner.held:
            if self.owners.get(held.identifier.key, owner) is not None:
                self.owners[held.identifier.key] = owner

    def take_in(self, named: Named) -> int | None:
        """Decide one, so that the next one finds what this one changed."""
        decision = decide(named.identifiers, self.owners)
        if decision.outcome == "nobody":
            return None
        owner = self._new() if decision.wallet_id is None else self.members[decision.wallet_id]
        self._note(decision, owner, self._person(named, owner))
        return owner.wallet_id

    def _new(self) -> Owner:
        if not self.numbers:
            rows = self.cursor.execute(_NUMBERS, (max(self.may_be_new, 1),)).fetchall()
            self.numbers = [number for (number,) in reversed(rows)]
        self.made.append(self.numbers.pop())
        return Owner(self.made[-1])

    def _person(self, named: Named, owner: Owner) -> int | None:
        """As whom they came, in a merge: what is added belongs to the same."""
        theirs = [one.key for one in strongest_first(named.identifiers) if self.owners.get(one.key) is owner]
        return next((self.persons[key] for key in theirs if self.persons.get(key)), None)

    def _note(self, decision: Decision, owner: Owner, person: int | None) -> None:
        for one in decision.moved:
            self._take_away(one.key)
        theirs = (*decision.added, *decision.moved)
        for one in theirs:
            self.added[one.key] = (owner.wallet_id, one.is_verified)
            self.persons[one.key] = person
        proved = {one.key for one in decision.proved}
        self.proved |= proved
        held = tuple(
            Held(h.identifier._replace(is_verified=True), h.since) if h.identifier.key in proved else h
            for h in owner.held
        )
        self._know(Owner(owner.wallet_id, held + tuple(Held(one) for one in theirs)))
        for one in decision.shared:
            self.shared.add(one.key)
            self.owners[one.key] = None
        self.doubts += [cases.Doubt(owner.wallet_id, case) for case in decision.cases]

    def _take_away(self, key: Key) -> None:
        before = self.owners.pop(key)
        assert before is not None
        self._know(Owner(before.wallet_id, tuple(h for h in before.held if h.identifier.key != key)))
        if key not in self.added:
            self.moved.add(key)

    def write(self, cursor: Cursor) -> bool:
        """Write what was decided; False where somebody else, such as a till, gave one of these to another meanwhile."""
        if self.moved:
            cursor.execute(_TAKE_AWAY, _columns(self.moved))
        if self.added and not self._add(cursor):
            return False
        if self.made:
            cursor.execute(_MAKE, (self.made,))
        for statement, keys in ((_PROVE, self.proved), (_SHARE, self.shared)):
            if keys:
                cursor.execute(statement, _columns(keys))
        cases.keep(cursor, self.doubts)
        return True

    def _add(self, cursor: Cursor) -> bool:
        keys = sorted(self.added)
        wallets, verified = zip(*(self.added[key] for key in keys), strict=True)
        persons = [self.persons.get(key) for key in keys]
        cursor.execute(_ADD, (*_columns(keys), list(wallets), list(verified), persons))
        return cursor.rowcount == len(keys)


def _columns(keys: Iterable[Key]) -> tuple[list[str], list[str]]:
    ordered = sorted(keys)
    return [kind for kind, _ in ordered], [value for _, value in ordered]
