"""What each source tells of allegations, kept so that the allegations can be made out anew: rows and `Told`, both ways.

A row of a sheet stands in its entry's `value`, a document's statement in `value["told"]` of the outcome it gives.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cairn.official.told import Told, base_of
from cairn.vocab.closed import Reason

from .models import OfficialEntry, OfficialOutcome
from .official import answered_json, answered_of, said_json, said_of

Json = dict[str, Any]


def row_json(told: Told, cells: str) -> Json:
    """What one row told by itself; `cells` is the hash of its words."""
    said = [[s.document_id, s.day.isoformat() if s.day else None, said_json(s)] for s in told.entry.history]
    own = {
        "names": told.names,
        "telling": told.telling,
        "sheet": told.sheet,
        "document": told.entry.document_id,
        "said": said,
    }
    return {**answered_json(told.entry), **own, "cells": cells, "reasons": [r.value for r in told.reasons]}


def told_json(told: Told) -> Json:
    """What a document's statement told by itself."""
    return {
        **answered_json(told.entry),
        "id": told.entry.id,
        "again": told.again,
        "said": said_json(told.entry.history[0]),
        "reasons": [reason.value for reason in told.reasons],
    }


def told_before(
    entries: Mapping[str, OfficialEntry],
    said: Mapping[str, Iterable[OfficialOutcome]],
    rows_now: Collection[Told],
    without_documents: Collection[str],
) -> list[Told]:
    """Everything that stands in these entries and their live outcomes, both by the entry's id, but for what these rows
    tell anew and for statements of these documents. Documents are named without their versions.
    """
    tellings = {(one.entry.id, one.telling) for one in rows_now}
    sheets = {(one.entry.id, one.sheet) for one in rows_now}
    found = [
        _of_row(row, own)
        for row in entries.values()
        for own in row.value.get("rows", ())
        if row.live and (row.id, own["telling"]) not in tellings and (row.id, own.get("sheet")) not in sheets
    ]
    return found + [
        _of_statement(row, entries[key])
        for key, outcomes in said.items()
        for row in outcomes
        if "told" in row.value and base_of(row.document_id) not in without_documents
    ]


def _of_row(row: OfficialEntry, own: Mapping[str, Any]) -> Told:
    said = [said_of(document, _day(day), value) for document, day, value in own["said"]]
    entry = answered_of(row, own, said)
    return Told(
        entry,
        is_row=True,
        names=own["names"],
        telling=own["telling"],
        sheet=own.get("sheet", ""),
        cells=own["cells"],
        reasons=reasons_of(own["reasons"]),
    )


def _of_statement(row: OfficialOutcome, of: OfficialEntry) -> Told:
    own = row.value["told"]
    entry = answered_of(of, own, [said_of(row.document_id, row.day, own["said"])])
    entry = replace(entry, id=own["id"], document_id=row.document_id)
    return Told(entry, again=own["again"], reasons=reasons_of(own["reasons"]))


def reasons_of(told: Iterable[str]) -> tuple[Reason, ...]:
    """Reasons by their words."""
    return tuple(map(Reason, told))


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
