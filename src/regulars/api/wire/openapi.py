"""Describes the wire as OpenAPI, from the same table of addresses that answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regulars.api.wire.addresses import ADDRESSES

if TYPE_CHECKING:
    from regulars.api.wire.addresses import Address

_NO: Final = {
    "type": "object", "required": ["code", "message"],
    "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
}  # fmt: skip
_TAKEN: Final = {
    "type": "object", "required": ["success"], "additionalProperties": False, "properties": {"success": {"const": True}},
}  # fmt: skip
_TIME: Final = {"type": "string", "format": "date-time"}
_EVENT: Final = {
    "type": "object",
    "properties": {
        "type": {"enum": ["track", "identify", "page", "screen", "group", "alias"]},
        "event": {"type": "string", "maxLength": 200}, "messageId": {"type": "string", "maxLength": 100},
        "userId": {"type": "string", "maxLength": 200}, "anonymousId": {"type": "string", "maxLength": 200},
        "timestamp": _TIME, "originalTimestamp": _TIME, "sentAt": _TIME,
        "properties": {"type": "object"}, "traits": {"type": "object"}, "context": {"type": "object"},
    },
}  # fmt: skip
_BATCH: Final = {
    "type": "object", "required": ["batch"],
    "properties": {"batch": {"type": "array", "items": _EVENT}, "sentAt": _TIME, "writeKey": {"type": "string"}, "context": {"type": "object"}},
}  # fmt: skip
_REFUSED: Final = ("400", "401", "403", "404", "405", "413", "429", "500", "503")


def described() -> object:
    """The description: every address with what it takes, and what it may answer."""
    paths = {path: _path(address) for path, address in ADDRESSES.items() if address.settings != "openapi"}
    paths["/v1/projects/{key}/settings"] = _question("segment") | {"parameters": [_KEY]}
    paths["/projects/{key}/settings"] = paths["/v1/projects/{key}/settings"]
    return {
        "openapi": "3.1.0",
        "info": {"title": "Regulars: intake", "version": "1", "description": "See docs/reference/intake.md."},
        "components": {"securitySchemes": {"writeKey": {"type": "http", "scheme": "basic"}}},
        "security": [{"writeKey": []}],
        "paths": paths,
    }


_KEY: Final = {"name": "key", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


def _path(address: Address) -> dict[str, object]:
    if address.settings:
        return _question(address.settings)
    taken = {"200": _answer("On disk.", _TAKEN)}
    return {
        "post": {
            "requestBody": {"required": True, "content": {"application/json": {"schema": _EVENT if address.kind else _BATCH}}},
            "responses": taken | _refusals(),
        }
    }  # fmt: skip


def _question(client: str) -> dict[str, object]:
    settings = {"200": _answer(f"Settings, in the words of {client}.", {"type": "object"})}
    return {"get": {"responses": settings | _refusals()}}


def _refusals() -> dict[str, object]:
    return {status: _answer("Refused.", _NO) for status in _REFUSED}


def _answer(words: str, schema: object) -> dict[str, object]:
    return {"description": words, "content": {"application/json": {"schema": schema}}}
