"""The programme's JSON Schema, with which an editor completes and checks while somebody writes."""

from __future__ import annotations

from typing import Any

import msgspec

from regulars.core.programme.document import Programme
from regulars.programmes.meanings import MEANINGS
from regulars.programmes.words import Language

ADDRESS = "https://json-schema.org/draft/2020-12/schema"

#: A JSON Schema is JSON of any shape.
Schema = dict[str, Any]


def json_schema(language: Language = "en") -> Schema:
    """The schema of the document's shape; what it means is checked by `regulars programme check`.

    The descriptions, which an editor shows beside the cursor, are in the language asked for.
    """
    schema: Schema = msgspec.json.schema(Programme)
    for part, shape in schema["$defs"].items():
        for field, described in shape["properties"].items():
            described["description"] = MEANINGS[part][field][language == "zh-Hant"]
    return {"$schema": ADDRESS, "title": "Regulars programme", **schema}
