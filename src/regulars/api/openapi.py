"""The API's own description: made from the same structs that read the bodies, so it cannot say anything else."""

from __future__ import annotations

from typing import Any, Final, TypedDict

import msgspec
from msgspec import Struct

from regulars.api.problems import CONTENT_TYPE, Problem
from regulars.api.sent import (
    CancellationSent,
    ConsentSent,
    HoldPostSent,
    HoldSent,
    HoldVoidSent,
    MilestoneSent,
    OrderReturnSent,
    OrderSent,
    ReturnSent,
    SpendSent,
    TransferSent,
)
from regulars.api.told import Told
from regulars.desk.answers import Account, Happening

Schema = dict[str, Any]  # JSON Schema is a tree of anything.

_REFERENCE: Final = "#/components/schemas/{name}"
_NAMED: Final = (
    OrderSent, OrderReturnSent, ReturnSent, CancellationSent, MilestoneSent, SpendSent, HoldSent, HoldPostSent,
    HoldVoidSent, TransferSent, ConsentSent, Told, Account, Happening, Problem,
)  # fmt: skip


class Described(TypedDict):
    """What an endpoint passes to the router about itself."""

    summary: str
    openapi_extra: Schema


def described(summary: str, *, answered: type[Struct], sent: type[Struct] | None = None) -> Described:
    """Describe an endpoint by what it takes and what it answers."""
    extra: Schema = {
        "responses": {
            200: {"description": "Durable.", "content": _content("application/json", answered)},
            "4XX": {
                "description": "Refused; nothing has changed.",
                "content": _content(CONTENT_TYPE, Problem),
            },
        }
    }
    if sent is not None:
        extra["requestBody"] = {"required": True, "content": _content("application/json", sent)}
    return {"summary": summary, "openapi_extra": extra}


def components(*more: type[Struct]) -> Schema:
    """Every named schema."""
    _, found = msgspec.json.schema_components([*_NAMED, *more], ref_template=_REFERENCE)
    return {"schemas": found}


def _content(media_type: str, struct: type[Struct]) -> Schema:
    return {media_type: {"schema": {"$ref": _REFERENCE.format(name=struct.__name__)}}}
