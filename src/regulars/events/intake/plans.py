"""Tracking plans: what each event of a source must look like, in versions; one that breaks its plan is warned of or set aside."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import jsonschema_rs
import msgspec
import yaml
from django.db import transaction
from django.db.models import F, Max

from regulars.core.refusals import Refusal
from regulars.events.models import PlanWarning, TrackingPlan

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from psycopg import Cursor

Mode = Literal["warn", "block"]
Schema = dict[str, object] | bool
TRUSTED_SECONDS: Final = 2.0
"""How long a process believes what it last read about a source's plan."""

PLAN_BYTES_MAX: Final = 1024 * 1024
_PROBLEM_MOST: Final = 300
_FIELD_MOST: Final = 200
#: Rules whose terms are the plan's own words.
_RULES: Final = frozenset({
    "const", "enum", "exclusiveMaximum", "exclusiveMinimum", "format", "maxItems", "maxLength", "maximum", "minItems",
    "minLength", "minimum", "multipleOf", "pattern", "required", "type",
})  # fmt: skip

#: How many events broke a plan, by what was wrong: one row however often, so that a client that is wrong all day costs one.
_COUNT: Final = """
    INSERT INTO events_planwarning AS old (source_id, version, name, field, problem, count, last_at)
    SELECT source_id, version, name, field, problem, count, clock_timestamp()
    FROM unnest(%b::int4[], %b::int4[], %b::text[], %b::text[], %b::text[], %b::int8[])
        AS new (source_id, version, name, field, problem, count) ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (source_id, version, name, field, problem)
    DO UPDATE SET count = old.count + excluded.count, last_at = excluded.last_at
"""


class PlanUnreadable(Refusal):
    """The text is no tracking plan. Facts: problem."""


class SchemaUnusable(Refusal):
    """What a plan says of an event is no JSON Schema. Facts: event, problem."""


class EventPlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one event must look like: a JSON Schema of its properties, or of traits for `identify`."""

    schema: Schema
    mode: Mode | None = None


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A tracking plan as somebody wrote it. `events` by their names; what is not named is not held against anything."""

    events: dict[str, EventPlan]
    mode: Mode = "warn"


class Broken(NamedTuple):
    """An event that does not look as its plan says. `field` is where, "" for the whole."""

    mode: Mode
    version: int
    field: str
    problem: str


class Published(NamedTuple):
    """A version of a source's plan."""

    source_id: int
    version: int
    text: str
    made_at: datetime
    made_by: int | None


class _Compiled(NamedTuple):
    version: int
    events: dict[str, tuple[Mode, jsonschema_rs.Validator]]


_trusted: dict[int, tuple[_Compiled | None, float]] = {}


def check(source_id: int, name: str, properties: object) -> Broken | None:
    """The first thing that is wrong with an event by its source's plan; None where nothing is, or no plan speaks of it."""
    compiled = _of(source_id)
    held = compiled.events.get(name) if compiled is not None else None
    if compiled is None or held is None:
        return None
    mode, validator = held
    error = next(iter(validator.iter_errors(properties)), None)
    if error is None:
        return None
    # Places in a list are all alike: a list of hundreds is broken in one way, not in hundreds.
    field = ".".join("*" if isinstance(step, int) else str(step) for step in error.instance_path)
    return Broken(mode, compiled.version, field[:_FIELD_MOST], _rule(error))


def speaks_of(source_id: int, name: str) -> bool:
    """Whether a source's plan says anything about events of this name; others need not be decoded for it."""
    compiled = _of(source_id)
    return compiled is not None and name in compiled.events


def publish(source_id: int, text: str, *, by: int | None = None) -> int:
    """Make a plan the one that holds from now on, and answer its version. The same text again makes none."""
    _compile(0, read(text))
    with transaction.atomic():
        rows = TrackingPlan.objects.select_for_update().filter(source_id=source_id)
        last = rows.order_by("-version").first()
        if last is not None and last.text == text:
            return last.version
        version = (last.version if last else 0) + 1
        TrackingPlan.objects.create(source_id=source_id, version=version, text=text, made_by=by)
    forget()
    return version


def read(text: str) -> Plan:
    """A plan out of YAML or JSON."""
    if len(text) > PLAN_BYTES_MAX:
        raise PlanUnreadable(problem=f"more than {PLAN_BYTES_MAX} characters")
    try:
        return msgspec.convert(yaml.safe_load(text), Plan)
    except (yaml.YAMLError, msgspec.ValidationError, RecursionError) as error:
        raise PlanUnreadable(problem=" ".join(str(error).split())[:_PROBLEM_MOST]) from None


def published(source_id: int) -> tuple[Published, ...]:
    """Every version of a source's plan, the newest first."""
    rows = TrackingPlan.objects.filter(source_id=source_id).order_by("-version")
    return tuple(Published(source_id, row.version, row.text, row.made_at, row.made_by) for row in rows)


def newest() -> dict[int, int]:
    """The version of each source's plan that holds now."""
    return dict(TrackingPlan.objects.values_list("source_id").annotate(Max("version")))


def warn(cursor: Cursor, counted: Mapping[tuple[int, int, str, str, str], int]) -> None:
    """Count what broke a plan, by (source, version, event, field, problem)."""
    if counted:
        columns = [list(column) for column in zip(*counted, strict=True)]
        cursor.execute(_COUNT, (*columns, list(counted.values())))


def warnings(source_id: int, *, most: int = 100) -> tuple[PlanWarning, ...]:
    """What broke the plan that holds now, the most frequent first."""
    now = TrackingPlan.objects.filter(source_id=source_id).aggregate(Max("version"))["version__max"]
    rows = PlanWarning.objects.filter(source_id=source_id, version=now or 0)
    return tuple(rows.order_by(F("count").desc(), "name", "field")[:most])


def forget() -> None:
    """Read the plans again at the next event; whoever publishes one needs it."""
    _trusted.clear()


def _of(source_id: int) -> _Compiled | None:
    found, now = _trusted.get(source_id), monotonic()
    if found is not None and now < found[1]:
        return found[0]
    row = TrackingPlan.objects.filter(source_id=source_id).order_by("-version").first()
    before = found[0] if found else None
    # A version never changes, so that it is compiled once.
    same = before is not None and row is not None and before.version == row.version
    compiled = before if same else _compile(row.version, read(row.text)) if row else None
    _trusted[source_id] = (compiled, now + TRUSTED_SECONDS)
    return compiled


def _compile(version: int, plan: Plan) -> _Compiled:
    return _Compiled(
        version,
        {name: (one.mode or plan.mode, _validator(name, one.schema)) for name, one in plan.events.items()},
    )


def _validator(name: str, schema: Schema) -> jsonschema_rs.Validator:
    try:
        # Patterns in linear time alone, and nothing is fetched from anywhere: a plan comes from a person, events from everybody.
        return jsonschema_rs.validator_for(
            schema, pattern_options=jsonschema_rs.RegexOptions(), retriever=_nowhere
        )
    except ValueError as error:
        raise SchemaUnusable(event=name, problem=_shortened(str(error))) from None


def _rule(error: jsonschema_rs.ValidationError) -> str:
    """The rule that was broken, as the plan writes it; what the event said is somebody's, and is not repeated."""
    name = str(error.schema_path[-1]) if error.schema_path else error.kind.name
    if name not in _RULES:
        return name
    return _shortened(f"{name}: {msgspec.json.encode(error.kind.value).decode()}")


def _nowhere(address: str) -> jsonschema_rs.JSONType:
    raise LookupError(address)


def _shortened(problem: str) -> str:
    first = problem.strip().splitlines()[0] if problem.strip() else problem
    return first if len(first) <= _PROBLEM_MOST else f"{first[:_PROBLEM_MOST]}…"
