"""The programme's JSON Schema, with which an editor completes and checks while somebody writes."""

from __future__ import annotations

import msgspec

from regulars.core.programme.document import Programme

ADDRESS = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, object]:
    """The schema of the document's shape; what it means is checked by `regulars programme check`."""
    schema = msgspec.json.schema(Programme)
    return {"$schema": ADDRESS, "title": "Regulars programme", **schema}
