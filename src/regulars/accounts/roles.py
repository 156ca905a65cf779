"""Who may do what: four roles, and one table that is read from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

Role = Literal["owner", "marketer", "support", "analyst"]
Verb = Literal[
    "see_figures",
    "see_members",
    "see_personal_details",
    "export_members",
    "adjust_points",
    "record_consents",
    "see_programme",
    "edit_programme",
    "back_test",
    "publish_programme",
    "see_audit_trail",
    "see_events",
    "mend_events",
    "manage_sources",
    "merge_members",
    "fill_pools",
    "use_till",
    "see_occasions",
    "run_occasions",
    "tend_door",
    "manage_webhooks",
    "see_rewards",
    "stock_rewards",
    "hand_over_rewards",
]

#: A Django group bears each role's name. docs/reference/roles.md says the same in words.
ROLES: Final[tuple[Role, ...]] = get_args(Role)
MAY: Final[dict[Verb, frozenset[Role]]] = {
    "see_figures": frozenset({"owner", "marketer", "support", "analyst"}),
    "see_members": frozenset({"owner", "marketer", "support", "analyst"}),
    "see_personal_details": frozenset({"owner", "marketer", "support"}),
    "export_members": frozenset({"owner", "marketer"}),
    "adjust_points": frozenset({"owner", "support"}),
    "record_consents": frozenset({"owner", "support"}),
    "see_programme": frozenset({"owner", "marketer", "support", "analyst"}),
    "edit_programme": frozenset({"owner", "marketer"}),
    "back_test": frozenset({"owner", "marketer"}),
    "publish_programme": frozenset({"owner", "marketer"}),
    "see_audit_trail": frozenset({"owner"}),
    "see_events": frozenset({"owner", "marketer", "support", "analyst"}),
    "mend_events": frozenset({"owner", "marketer", "support"}),
    "manage_sources": frozenset({"owner", "marketer"}),
    "merge_members": frozenset({"owner", "support"}),
    "fill_pools": frozenset({"owner", "marketer"}),
    "use_till": frozenset({"owner", "support"}),
    "see_occasions": frozenset({"owner", "marketer", "support", "analyst"}),
    "run_occasions": frozenset({"owner", "marketer"}),
    "tend_door": frozenset({"owner", "marketer", "support"}),
    "manage_webhooks": frozenset({"owner"}),
    "see_rewards": frozenset({"owner", "marketer", "support", "analyst"}),
    "stock_rewards": frozenset({"owner", "marketer"}),
    "hand_over_rewards": frozenset({"owner", "marketer", "support"}),
}
_KNOWN: Final = "_roles"
#: Points, of whatever kind and sign, that one person may adjust in 24 hours; roles not named have no limit.
ADJUSTED_A_DAY_MOST: Final[dict[Role, int]] = {"support": 1_000}


def may(user: User | AnonymousUser, verb: Verb) -> bool:
    """Whether somebody who is signed in may do this. A superuser may do what an owner may."""
    return not MAY[verb].isdisjoint(roles_of(user))


def roles_of(user: User | AnonymousUser) -> frozenset[Role]:
    """The roles of somebody who may sign in; none for members, strangers and those who have left.

    Asked once for each `user` that was loaded: a page asks of ten verbs, and a request loads its user anew.
    """
    if not (user.is_authenticated and user.is_active):
        return frozenset()
    if user.is_superuser:
        return frozenset({"owner"})
    known: frozenset[Role] | None = user.__dict__.get(_KNOWN)
    if known is None:
        held = set(user.groups.values_list("name", flat=True))
        known = user.__dict__[_KNOWN] = frozenset(role for role in ROLES if role in held)
    return known


def adjusted_a_day_most(user: User | AnonymousUser) -> int | None:
    """How many points this person may adjust in 24 hours; None for no limit. The widest role counts."""
    limits = [ADJUSTED_A_DAY_MOST.get(role) for role in roles_of(user) & MAY["adjust_points"]]
    if not limits:
        return 0
    return None if None in limits else max(limit for limit in limits if limit is not None)
