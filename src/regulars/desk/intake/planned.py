"""Events against the tracking plans of their sources: one that breaks its plan is counted, or set aside."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import msgspec

from regulars.events.intake import plans
from regulars.events.understanding.refusals import PlanBroken

if TYPE_CHECKING:
    from psycopg import Cursor

    from regulars.events.intake.arrived import Arrived


class _Body(msgspec.Struct):
    """What a plan looks at, whatever it is."""

    properties: object = None
    traits: object = None


_decode: Final = msgspec.json.Decoder(_Body).decode


class Planned:
    """What one batch's events have broken."""

    def __init__(self) -> None:
        self.counted = Counter[tuple[int, int, str, str, str]]()
        self.spoken_of: dict[tuple[int, str], bool] = {}

    def held_against(self, event: Arrived) -> PlanBroken | None:
        """Why an event may not pass; None where it may, though it may have been counted."""
        name = event.name if event.kind == "track" and event.name is not None else event.kind
        is_spoken_of = self.spoken_of.get((event.source_id, name))
        if is_spoken_of is None:
            is_spoken_of = plans.speaks_of(event.source_id, name)
            self.spoken_of[event.source_id, name] = is_spoken_of
        if not is_spoken_of:
            return None
        body = _decode(event.raw)
        looked_at = body.traits if event.kind in {"identify", "group"} else body.properties
        broken = plans.check(event.source_id, name, {} if looked_at is None else looked_at)
        if broken is None:
            return None
        if broken.mode == "block":
            return PlanBroken(field=broken.field, problem=broken.problem, version=broken.version)
        self.counted[event.source_id, broken.version, name, broken.field, broken.problem] += 1
        return None

    def write(self, cursor: Cursor) -> None:
        """Count what was broken and taken all the same."""
        plans.warn(cursor, self.counted)
