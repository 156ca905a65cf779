"""The addresses of the wire, and what is meant by each."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from regulars.events.intake.arrived import Kind
from regulars.events.intake.bodies import Form

Settings = Literal["segment", "rudderstack", "openapi"]


class Address(NamedTuple):
    """What an address takes: one event of a kind, a letter of many, or a question for settings. `key` is in its path."""

    kind: Kind | None = None
    is_import: bool = False
    is_posthog: bool = False
    settings: Settings | None = None
    key: str | None = None

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods that mean something here."""
        return ("GET", "HEAD", "OPTIONS") if self.settings else ("POST", "OPTIONS")

    @property
    def form(self) -> Form:
        """What a body holds here."""
        if self.kind:
            return "event"
        return "either" if self.is_posthog else "batch"


_KINDS: Final[tuple[Kind, ...]] = ("identify", "track", "page", "screen", "group", "alias")
_SHORT: Final[dict[str, Kind]] = {
    "i": "identify", "t": "track", "p": "page", "s": "screen", "g": "group", "a": "alias",
}  # fmt: skip
_POSTHOGS: Final = Address(is_posthog=True)
#: Without the slash at the end, which some clients write.
ADDRESSES: Final[dict[str, Address]] = {
    **{f"/v1/{kind}": Address(kind) for kind in _KINDS},
    **{f"/v1/{short}": Address(kind) for short, kind in _SHORT.items()},
    "/v1/batch": Address(), "/v1/b": Address(), "/b": Address(), "/beacon/v1/batch": Address(),
    "/v1/import": Address(is_import=True),
    "/batch": _POSTHOGS, "/e": _POSTHOGS, "/capture": _POSTHOGS,
    "/sourceConfig": Address(settings="rudderstack"),
    "/v1/openapi.json": Address(settings="openapi"),
}  # fmt: skip
#: What the paths above begin with: everything below it is ours to answer, also with a no.
BEGINNINGS: Final = frozenset({"v1", "b", "batch", "e", "capture", "beacon", "projects", "sourceConfig"})
_OF_PROJECT: Final = re.compile(r"(?:/v1)?/projects/([^/]{1,200})/settings")


def is_wires(path: str) -> bool:
    """Whether a path is answered here and not by the shop's pages."""
    return path.split("/", 2)[1:2] != [] and path.split("/", 2)[1] in BEGINNINGS


def address_of(path: str) -> Address | None:
    """What is at a path; None where nothing is."""
    path = path.rstrip("/")
    found = ADDRESSES.get(path)
    if found is None and (project := _OF_PROJECT.fullmatch(path)):
        return Address(settings="segment", key=project[1])
    return found
