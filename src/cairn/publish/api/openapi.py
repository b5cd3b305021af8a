"""The API told to programs: an OpenAPI 3.1 document made of the tables' one specification.

It holds no date and no place, so that the same program gives the same bytes; its addresses are as seen from where it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from cairn.publish.formats.model import Kind, kind_of
from cairn.publish.formats.public import public_fields
from cairn.publish.tables.fields import Field

from . import days
from .asked import PARAMETERS, TAKES
from .envelope import VERSION
from .words import words

Schema = dict[str, Any]
_TYPES: Mapping[Kind, Schema] = {
    Kind.TEXT: {"type": "string"},
    Kind.WHOLE: {"type": "integer"},
    Kind.DECIMAL: {"type": "number"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string"},
    Kind.FLAG: {"type": "boolean"},
    Kind.LIST: {"type": "array", "items": {"type": "string"}},
    Kind.OBJECTS: {"type": "array", "items": {"type": "object"}},
    Kind.OBJECT: {"type": "object"},
}
_PLACES: Mapping[str, tuple[str, str]] = {
    "code": ("^[A-Za-z0-9._-]{1,240}$", "a code, a former code or an id, as `address` of an incident has it"),
    "page": ("^[a-z2-7]{1,400}$", "as `next` has it"),
    "year": ("^[0-9]{4}$", "a year that index.json lists"),
}
_SUMMARY = (
    "Keyless. Every answer is there as a file, too; there, no parameter is understood, and `applied` says so."
)


@cache
def document() -> str:
    """The document as JSON."""
    told = {
        "openapi": "3.1.0",
        "info": {"title": "Casualty record", "version": VERSION, "description": _SUMMARY},
        "servers": [{"url": "."}],
        "paths": {f"/{address}": {"get": _get(address, kind)} for address, kind in PATHS.items()},
        "components": {"schemas": _schemas()},
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


PATHS: Mapping[str, str] = {
    "index.json": "Index", "openapi.json": "", "incidents.json": "Incidents", "incidents.csv": "csv",
    "incidents/{code}.json": "Incident", "incidents/after/{page}.json": "Incidents", "tallies.json": "Tallies",
    "tallies.csv": "csv", "actors.json": "Actors", "deletions.json": "Deletions", "days/{year}.json": "Days",
    "days/{year}.csv": "csv",
}  # fmt: skip
"""Address, seen from the root of the API -> the schema of its answer, `csv`, or empty for this document."""


def _get(address: str, kind: str) -> Schema:
    place = address[address.index("{") + 1 : address.index("}")] if "{" in address else ""
    parameters = [_asked(name) for name in TAKES.get(address, ())]
    if place:
        pattern, told = _PLACES[place]
        schema = {"type": "string", "pattern": pattern}
        parameters.append(
            {"name": place, "in": "path", "required": True, "description": told, "schema": schema}
        )
    refused = {
        "description": "Refused or not there; the error says what to do.",
        "content": _json(_ref("Refused")),
    }
    of = (
        {"text/csv": {"schema": {"type": "string"}}}
        if kind == "csv"
        else _json(_ref(kind) if kind else {"type": "object"})
    )
    what = (
        address.split("/")[0].partition(".")[0]
        if not place
        else {"code": "incident", "page": "incidents"}.get(place, "days")
    )
    tag = {"schema": {"type": "string"}}
    return {
        "operationId": address.replace("/", "_").replace(".", "_").replace("{", "").replace("}", ""),
        "summary": words("en", f"what.{what}"),
        "parameters": parameters,
        "responses": {
            "200": {"description": words("en", f"what.{what}"), "headers": {"ETag": tag}, "content": of},
            "304": {"description": "As it was when its ETag was given."},
            "400": refused,
            "404": refused,
            "503": refused,
        },
    }  # fmt: skip


def _asked(name: str) -> Schema:
    of = PARAMETERS[name]
    return {"name": name, "in": "query", "required": False, "description": of.told, "schema": dict(of.schema)}


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _schemas() -> dict[str, Schema]:
    address = {
        "address": {
            "type": "string",
            "description": "the address of the incident, seen from the root of the API",
        }
    }
    listed = _more(_row(public_fields("incidents")), {**address, "attributions": _many(_ref("Attribution"))})
    ends = {f.name: _cell(f) for f in public_fields("entry_links") if f.name.startswith("allocation_")}
    whole = {
        "claims": _many(_ref("Claim")), "report_rows": _many(_ref("Report")),
        "entries": _many(_more(_row(public_fields("official_entries")), ends)),
    }  # fmt: skip
    return {
        "Attribution": _row(public_fields("attributions")),
        "Claim": _row(public_fields("claims")),
        "Report": _row(public_fields("reports")),
        "ListedIncident": listed,
        "WholeIncident": _more(listed, whole),
        "Index": _answer({"type": "object", "required": ["address", "told"]}, {"title": {"type": "string"}}),
        "Incidents": _answer(_ref("ListedIncident")),
        "Incident": _answer(_ref("WholeIncident"), {
            "moved": {"type": "object", "required": ["id", "to"], "description": "at a former code: where it is"},
            "withdrawn": {"type": "object", "required": ["id", "day"], "description": "it was withdrawn, on this day"},
        }),
        "Tallies": _answer(_row(public_fields("tallies"))),
        "Actors": _answer(_row(public_fields("actors"))),
        "Deletions": _answer(_row(public_fields("deletions")), {"definition": {"type": "object"}}),
        "Days": _answer(_row(days.FIELDS), {
            "year": {"type": "string"}, "definition": {"type": "object"},
            "coverage": _many(_row(public_fields("coverage"))),
        }),
        "Refused": {
            "type": "object",
            "required": ["error"],
            "properties": {"error": {
                "type": "object",
                "required": ["code", "field", "value", "message", "remedy"],
                "additionalProperties": {"type": "string"},
            }},
        },
    }  # fmt: skip


def _answer(item: Schema, more: Mapping[str, Schema] | None = None) -> Schema:
    """An answer with such items; `more` are fields that it may have beside."""
    head: dict[str, Schema] = {
        "api": {"const": VERSION},
        "as_of": {
            "type": ["string", "null"],
            "description": "the moment of the record that the answer is of",
        },
        "licence": {"type": ["string", "null"]},
        "caveat": {
            "type": "object",
            "required": ["en", "ar"],
            "description": "what must be known before adding up",
        },
        "applied": {"type": "object", "description": "the parameters that were understood; of a file, none"},
    }
    tail: dict[str, Schema] = {
        "items": {"type": "array", "items": item},
        "next": {
            "type": ["string", "null"],
            "description": "what follows, seen from this answer; null at the end",
        },
    }
    return {"type": "object", "required": [*head, *tail], "properties": {**head, **(more or {}), **tail}}


def _row(fields: Sequence[Field]) -> Schema:
    cells = {f.name.lstrip("_"): _cell(f) for f in fields}
    return {"type": "object", "required": list(cells), "properties": cells}


def _cell(of: Field) -> Schema:
    """What a column holds. Any may be null: in public a value that is withheld is unknown."""
    schema = dict(_TYPES[kind_of(of)])
    return {**schema, "type": [schema["type"], "null"], "description": of.meaning}


def _many(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _more(of: Schema, cells: Mapping[str, Schema]) -> Schema:
    return {**of, "required": [*of["required"], *cells], "properties": {**of["properties"], **cells}}
