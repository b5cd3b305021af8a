"""A public record with everything the API tells of, and its answers as files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from cairn.publish.api import api_files, document
from cairn.publish.api.openapi import PATHS
from cairn.publish.formats import Table, public_tables
from cairn.publish.rows.record import Record
from publish.sample import sample

ABOUT = {"title": "Invented", "licence": "CC BY 4.0", "generated_at": "2026-11-22T20:00:00Z"}


def dated(record: Record) -> Record:
    """The record with a moment of change for each incident: several at one moment, some with fractions of a second."""
    rows: list[Any] = [
        {**row, "last_changed": f"2026-01-{1 + n % 3:02d}T00:00:00{'' if n % 2 else '.000500'}Z"}
        for n, row in enumerate(record.incidents)
    ]
    return replace(record, incidents=rows, taken_out=[{"kind": "name", "count": 2}])


@cache
def tables(incidents: int = 25, released: int = 18) -> Mapping[str, Table]:
    """The public tables of it."""
    return public_tables(dated(sample(incidents, released=released)))


@cache
def files(incidents: int = 25, released: int = 18) -> Mapping[str, str]:
    """Every file of the API by its address."""
    found = list(api_files(tables(incidents, released), ABOUT))
    assert len({name for name, _ in found}) == len(found)
    return dict(found)


def told(name: str, among: Mapping[str, str] | None = None) -> dict[str, Any]:
    """One answer, read."""
    answer: dict[str, Any] = json.loads((among or files())[name])
    return answer


def validator(path: str) -> Draft202012Validator:
    """What holds an answer against the document."""
    whole = json.loads(document())
    return Draft202012Validator(
        {**whole["components"]["schemas"][PATHS[path]], "components": whole["components"]}
    )


def path_of(name: str) -> str:
    """The path of the document that an address belongs to."""
    if name.startswith("incidents/after/"):
        return "incidents/after/{page}.json"
    if name.startswith("incidents/"):
        return "incidents/{code}.json"
    return f"days/{{year}}{name[name.rindex('.') :]}" if name.startswith("days/") else name
