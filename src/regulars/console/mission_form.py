"""The form of a mission: the document as fields, and what was typed as the document; what the form does not know stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.console.forms.budgeted import amount_of
from regulars.console.forms.typed import both, kept, number, number_in, text, words_of, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.core.programme.document import Mission
    from regulars.programmes.editing import Written

#: So many stages have a line in the form.
STAGES: Final = 4
#: What is counted, as people choose it; every other question is typed.
COUNTS: Final[tuple[tuple[str, Promise], ...]] = (
    ('count("Order Completed")', _("Purchases")),
    ('sum("Order Completed", "total")', _("Money spent")),
    ('count("Checked In")', _("Check-ins")),
    ('distinct("Checked In", "store")', _("Different stores checked in at")),
)
_MISSED: Final = ("reset", "decay", "cycle")


def fields_of(mission: Mission | None) -> dict[str, str]:
    """A mission as the form shows it; of a new one what most shops would choose."""
    if mission is None:
        return {
            "ladder": "1, 1, 2, 2, 3, 3, 10", "day_starts_at": "00:00", "count": COUNTS[0][0], "days": "30", "missed": "reset",
            "after_ladder": "again", "again": "no", "claim": "asked", "budget_in": "points",
        }  # fmt: skip
    shown = {"id": mission.id} | words_of(mission.name, "name") | words_of(mission.about, "about")
    return shown | (_check_in_fields(mission) if mission.check_in else _goal_fields(mission))


def document_of(typed: Mapping[str, str], kind: str, before: Mission | None) -> dict[str, Written]:
    """What was typed, laid over the mission as it was. It may have mistakes, which the programme's own check names."""
    made = written(before) | {
        "id": text(typed, "id"),
        "name": {"zh-Hant": text(typed, "name_zh"), "en": text(typed, "name_en")},
    }
    made = kept(made, "about", both(typed, "about"))
    return _with_check_in(made, typed) if kind == "check_in" else _with_goal(made, typed)


def _check_in_fields(mission: Mission) -> dict[str, str]:
    check_in = mission.check_in
    assert check_in is not None
    freeze, make_up = check_in.freeze, check_in.make_up
    return {
        "of": check_in.of, "ladder": ", ".join(str(points) for points in check_in.ladder), "missed": check_in.missed,
        "after_ladder": check_in.after_ladder, "day_starts_at": check_in.day_starts_at,
        "freeze_every": str(freeze.every) if freeze else "", "freeze_most": str(freeze.most) if freeze else "",
        "make_up_days": str(make_up.days) if make_up else "", "make_up_points": str(make_up.points) if make_up else "",
    }  # fmt: skip


def _goal_fields(mission: Mission) -> dict[str, str]:
    goal, window = mission.goal, mission.window
    assert goal is not None
    shown = {"count": goal.count, "again": mission.again, "claim": mission.claim, "start": mission.start}
    for place, stage in enumerate(goal.stages[:STAGES], 1):
        shown |= {f"at_least_{place}": str(stage.at_least)}
        if stage.prize is not None:
            shown |= {f"points_{place}": str(stage.prize.points), "of": stage.prize.of}
    shown["budget_in"] = "points"
    if mission.budget is not None:
        shown["budget_in"], shown["budget"] = amount_of(mission.budget)
    if window is not None:
        shown |= {
            "days": str(window.days or ""),
            "first_day": window.first_day or "",
            "last_day": window.last_day or "",
        }
    return shown


def _with_check_in(made: dict[str, Written], typed: Mapping[str, str]) -> dict[str, Written]:
    before = made.get("check_in")
    check_in: dict[str, Written] = dict(before) if isinstance(before, dict) else {}
    check_in |= {
        "of": text(typed, "of"), "ladder": [number_in(one) for one in re.split(r"[,\s、，]+", text(typed, "ladder")) if one],
    }  # fmt: skip
    for key, left_out in (("after_ladder", "again"), ("missed", "reset"), ("day_starts_at", "00:00")):
        given = text(typed, key)
        check_in = kept(check_in, key, given if given not in {"", left_out} else None)
    freeze = {"every": number(typed, "freeze_every"), "most": number(typed, "freeze_most") or 1}
    make_up = {"days": number(typed, "make_up_days"), "points": number(typed, "make_up_points")}
    check_in = kept(check_in, "freeze", freeze if freeze["every"] != "" else None)
    check_in = kept(
        check_in, "make_up", make_up if (make_up["days"], make_up["points"]) != ("", "") else None
    )
    return made | {"check_in": check_in}


def _with_goal(made: dict[str, Written], typed: Mapping[str, str]) -> dict[str, Written]:
    goal: dict[str, Written] = {
        "count": text(typed, "own_count") or text(typed, "count"),
        "stages": _stages(typed),
    }
    made |= {"goal": goal}
    first, last, days = text(typed, "first_day"), text(typed, "last_day"), number(typed, "days")
    window: dict[str, Written] | None = {"days": days} if days != "" else None
    if first or last:
        window = {"first_day": first, "last_day": last}
    made = kept(made, "window", window)
    made = kept(made, "budget", _budget(typed))
    for key, left_out in (("again", "no"), ("claim", "asked"), ("start", "asked")):
        given = text(typed, key)
        made = kept(made, key, given if given not in {"", left_out} else None)
    return made


def _budget(typed: Mapping[str, str]) -> dict[str, Written] | None:
    budget = number(typed, "budget")
    return {"money" if typed.get("budget_in") == "money" else "points": budget} if budget != "" else None


def _stages(typed: Mapping[str, str]) -> list[Written]:
    stages: list[Written] = []
    for stage in range(1, STAGES + 1):
        least, points = number(typed, f"at_least_{stage}"), number(typed, f"points_{stage}")
        if (least, points) != ("", ""):
            prize: dict[str, Written] = (
                {"prize": {"points": points, "of": text(typed, "of")}} if points != "" else {}
            )
            stages.append({"at_least": least, **prize})
    return stages
