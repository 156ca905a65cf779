"""Missions when a version begins: those that it does not have any more are forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regulars.core.draft import Draft


def adopt(draft: Draft) -> None:
    """Forget what the version in force has no mission for."""
    kept, missions = draft.wallet.missions, draft.version.missions
    assert kept is not None, "nobody asks where nothing is kept"
    check_ins = missions.check_ins if missions else {}
    kept.check_ins = {name: one for name, one in kept.check_ins.items() if name in check_ins}
    if not kept.check_ins:
        draft.wallet.missions = None
