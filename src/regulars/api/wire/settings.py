"""What browsers' and phones' clients ask before they send: where to, and whether the source is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.api.wire.answers import Answer, answered
from regulars.api.wire.openapi import described
from regulars.api.wire.refusals import WriteKeyMissing, WriteKeyUnknown
from regulars.api.wire.requests import header, key_of
from regulars.events.intake.sources import source_of

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

    from regulars.api.wire.addresses import Address
    from regulars.events.intake.sources import Source


def settings(environ: WSGIEnvironment, address: Address) -> Answer:
    """Answer in the words of the client that asks."""
    if address.settings == "openapi":
        return answered(described())
    key = address.key or key_of(environ)
    if key is None:
        raise WriteKeyMissing
    source = source_of(key)
    if source is None:
        raise WriteKeyUnknown
    return answered(_segments(environ, key) if address.settings == "segment" else _rudderstacks(source, key))


def _segments(environ: WSGIEnvironment, key: str) -> object:
    """The client is to send here, to whichever name it asked under."""
    return {
        "integrations": {
            "Segment.io": {
                "apiKey": key, "apiHost": f"{header(environ, 'HTTP_HOST')}/v1", "protocol": _scheme(environ),
                "unbundledIntegrations": [], "addBundledMetadata": True, "maybeBundledConfigIds": {},
                "versionSettings": {"version": "4.4.7", "componentTypes": ["browser"]},
            }
        },
        "plan": {"track": {"__default": {"enabled": True, "integrations": {}}}, "identify": {"__default": {"enabled": True}}, "group": {"__default": {"enabled": True}}},
        "edgeFunction": {}, "metrics": {"sampleRate": 0}, "legacyVideoPluginsEnabled": False, "remotePlugins": [],
    }  # fmt: skip


def _scheme(environ: WSGIEnvironment) -> str:
    return header(environ, "HTTP_X_FORWARDED_PROTO") or header(environ, "wsgi.url_scheme") or "http"


def _rudderstacks(source: Source, key: str) -> object:
    made = source.made_at.isoformat()
    return {
        "source": {
            "id": str(source.id), "name": source.name, "writeKey": key, "enabled": True, "workspaceId": "regulars",
            "config": {"statsCollection": {"errors": {"enabled": False}, "metrics": {"enabled": False}}},
            "connections": [], "destinations": [], "dataplanes": {}, "createdAt": made, "updatedAt": made,
        },
        "updatedAt": made, "consentManagementMetadata": {"providers": []},
    }  # fmt: skip
