"""Who is meant by the identifiers that an event names: a member who is known, a new one, or nobody; and what is doubtful.

The rules are in `docs/algorithms/identity.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

from regulars.core.naming import IDENTIFIER_KINDS, Kind

MICROSECONDS_A_DAY: Final = 86_400_000_000


class Identifier(NamedTuple):
    """What names a member, as `naming` writes it. Verified is what somebody proved, the rest what somebody typed."""

    kind: Kind
    value: str
    is_verified: bool = True

    @property
    def key(self) -> Key:
        """What it is found by; how strong it is makes no difference."""
        return self.kind, self.value

    @property
    def names_one(self) -> bool:
        """True where it is one person's alone, and proved."""
        return self.is_verified and self.kind in _OF_ONE

    @property
    def makes_a_member(self) -> bool:
        """True where somebody who is known by nothing else becomes a member by it."""
        return self.kind in _OF_ONE or (self.is_verified and self.kind in {"phone", "email"})


Key = tuple[Kind, str]


class Held(NamedTuple):
    """An identifier that a member has, and since when (microseconds)."""

    identifier: Identifier
    since: int = 0


class Owner(NamedTuple):
    """A member with all that names them."""

    wallet_id: int
    held: tuple[Held, ...] = ()

    def has_other(self, named: Identifier) -> bool:
        """True where this member proved another identifier of the same kind, of which one person has one."""
        return named.names_one and any(
            held.identifier.names_one
            and held.identifier.kind == named.kind
            and held.identifier.value != named.value
            for held in self.held
        )


class Limit(NamedTuple):
    """The most identifiers of a kind that one member gets: for ever, or counted over so many days."""

    most: int
    within_days: int | None = None


CaseKind = Literal["shared", "same_person", "too_many", "replaced", "stolen"]


class Case(NamedTuple):
    """Something for a person to look at: an identifier that was left out, and the other member that it belongs to, if any.

    `shared`: both are known apart by something stronger. `same_person`: perhaps one person. `too_many`: over the limit. The others
    are of tills: a card that was `replaced` is used again, or one that was `stolen`.
    """

    kind: CaseKind
    identifier: Identifier
    other: int | None = None


class Decision(NamedTuple):
    """What came of it. `wallet_id` is None for a new member and for nobody.

    `added` are theirs from now on, `moved` too, though another one had claimed them; `proved` they had only claimed so far; `shared`
    mean nobody from now on.
    """

    outcome: Literal["link", "new", "nobody"]
    wallet_id: int | None = None
    added: tuple[Identifier, ...] = ()
    moved: tuple[Identifier, ...] = ()
    proved: tuple[Identifier, ...] = ()
    shared: tuple[Identifier, ...] = ()
    cases: tuple[Case, ...] = ()


LIMITS: Final[Mapping[Kind, Limit]] = {
    kind: Limit(1) if kind == "user_id" else Limit(5) for kind in IDENTIFIER_KINDS
}
_OF_ONE: Final = frozenset({"user_id", "card", "line", "messenger"})
_RANK: Final = {kind: rank for rank, kind in enumerate(IDENTIFIER_KINDS)}


def strongest_first(named: Sequence[Identifier]) -> list[Identifier]:
    """The identifiers in the order of their strength, each once."""
    best: dict[Key, Identifier] = {}
    for one in named:
        if one.key not in best or one.is_verified:
            best[one.key] = one
    return sorted(best.values(), key=lambda one: (not one.is_verified, _RANK[one.kind], one.value))


def decide(
    named: Sequence[Identifier],
    known: Mapping[Key, Owner | None],
    *,
    at: int = 0,
    limits: Mapping[Kind, Limit] = LIMITS,
) -> Decision:
    """Say who is meant. `known` has the owner of each identifier that somebody has, None where it is shared."""
    ordered = [one for one in strongest_first(named) if known.get(one.key, _UNKNOWN) is not None]
    owner = _meant(ordered, known)
    if owner is None and not any(one.makes_a_member for one in ordered):
        return Decision("nobody")
    return _settled(ordered, known, owner, at, limits)


_UNKNOWN: Final = Owner(0)


def _meant(ordered: Sequence[Identifier], known: Mapping[Key, Owner | None]) -> Owner | None:
    """The owner of the strongest identifier that may say so."""
    for place, one in enumerate(ordered):
        owner = known.get(one.key)
        if owner is not None and _may_say(one, owner, ordered[:place]):
            return owner
    return None


def _may_say(one: Identifier, owner: Owner, stronger: Sequence[Identifier]) -> bool:
    """Whether an identifier may say who is meant beside stronger ones that nobody has yet."""
    if not stronger:
        # Alone it is all that is known, but a telephone number or an address that was typed opens no account.
        return one.kind in _OF_ONE or one.kind == "device" or _is_proved_by_both(one, owner)
    if any(
        owner.has_other(other) and (other.kind == "user_id" or one.kind not in _OF_ONE) for other in stronger
    ):
        return False
    return one.kind in _OF_ONE or (one.kind != "device" and _is_proved_by_both(one, owner))


def _is_proved_by_both(one: Identifier, owner: Owner) -> bool:
    return one.is_verified and any(held.identifier == one for held in owner.held)


def _settled(
    ordered: Sequence[Identifier],
    known: Mapping[Key, Owner | None],
    owner: Owner | None,
    at: int,
    limits: Mapping[Kind, Limit],
) -> Decision:
    """What becomes of each identifier, now that it is clear who is meant."""
    parts: dict[str, list[Identifier]] = {"added": [], "moved": [], "proved": [], "shared": []}
    cases: list[Case] = []
    held = _counted(owner, at, limits)
    for one in ordered:
        has = known.get(one.key)
        if has is None or (has is not owner and _is_taken_over(one, has)):
            held[one.kind] += 1
            if held[one.kind] > limits[one.kind].most:
                cases.append(Case("too_many", one))
            else:
                parts["added" if has is None else "moved"].append(one)
        elif has is owner:
            if one.is_verified and not _is_proved_by_both(one, has):
                parts["proved"].append(one)
        elif one.kind == "device":
            parts["shared"].append(one)
        else:
            cases.append(Case(_apart(ordered, one, owner, has), one, has.wallet_id))
    sorted_out = {name: tuple(some) for name, some in parts.items()}
    if owner is None:
        return Decision("new", None, **sorted_out, cases=tuple(cases))
    return Decision("link", owner.wallet_id, **sorted_out, cases=tuple(cases))


def _counted(owner: Owner | None, at: int, limits: Mapping[Kind, Limit]) -> Counter[Kind]:
    counted: Counter[Kind] = Counter()
    for held in owner.held if owner else ():
        within = limits[held.identifier.kind].within_days
        if within is None or held.since > at - within * MICROSECONDS_A_DAY:
            counted[held.identifier.kind] += 1
    return counted


def _is_taken_over(one: Identifier, has: Owner) -> bool:
    """Whether somebody proves what the one who has it only claimed; a device is proved by nobody."""
    return one.kind != "device" and one.is_verified and one._replace(is_verified=False) in _identifiers(has)


def _identifiers(owner: Owner) -> set[Identifier]:
    return {held.identifier for held in owner.held}


def _apart(named: Sequence[Identifier], one: Identifier, owner: Owner | None, has: Owner) -> CaseKind:
    """Whether something stronger tells two apart, or they may be one."""
    own = [other for other in named if other.key != one.key]
    own += [held.identifier for held in owner.held] if owner else []
    return "shared" if any(has.has_other(other) for other in own) else "same_person"
