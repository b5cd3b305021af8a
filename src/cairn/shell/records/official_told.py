"""What each source tells of allegations, kept so that the allegations can be made out anew: rows and `Told`, both ways.

A row of a sheet stands in its entry's `value`, a document's statement in `value["told"]` of the outcome it gives.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cairn.official.model import ALLEGATION, Answered, Said
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


def told_before(rows_now: Collection[Told], without_documents: Collection[str]) -> list[Told]:
    """Everything that stands, but for what these rows tell anew and for statements of these documents.

    Documents are named without their versions.
    """
    tellings = {(one.entry.id, one.telling) for one in rows_now}
    sheets = {(one.entry.id, one.sheet) for one in rows_now}
    entries = OfficialEntry.objects.filter(live=True, kind=ALLEGATION)
    found = [
        _of_row(row, own)
        for row in entries.iterator(chunk_size=2000)
        for own in row.value.get("rows", ())
        if (row.id, own["telling"]) not in tellings and (row.id, own.get("sheet")) not in sheets
    ]
    outcomes = OfficialOutcome.objects.filter(live=True).select_related("entry")
    return found + [
        _of_statement(row)
        for row in outcomes.iterator(chunk_size=2000)
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


def _of_statement(row: OfficialOutcome) -> Told:
    own = row.value["told"]
    entry = _answered(row, own, said_of(row.document_id, row.day, own["said"]))
    return Told(entry, again=own["again"], reasons=reasons_of(own["reasons"]))


def _answered(row: OfficialOutcome, own: Mapping[str, Any], said: Said) -> Answered:
    entry = answered_of(row.entry, own, [said])
    return replace(entry, id=own["id"], document_id=row.document_id)


def reasons_of(told: Iterable[str]) -> tuple[Reason, ...]:
    """Reasons by their words."""
    return tuple(map(Reason, told))


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
