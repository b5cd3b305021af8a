"""What parties say of themselves as rows: documents, entries, dated outcomes, with the words behind them.

Beside the entries of documents kept as official stand the concessions in a party's own reports. Withdrawn names are
blotted out, letter for letter, so that `text[start:end] == quote` in every text that is exported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cairn.publish.rows.official import OfficialDocumentRow, OfficialEntryRow, SaidRow, count_row, entry_row
from cairn.shell.records import load, official
from cairn.shell.records.models import OfficialDocument
from cairn.shell.records.moment import Moment
from cairn.shell.workspace import Workspace
from cairn.values import Passage

from .conceded import concessions
from .masking import NameMask

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parties:
    """Documents and entries by id, texts by document. A concession in a report stands in the text of that report."""

    documents: tuple[OfficialDocumentRow, ...]
    entries: tuple[OfficialEntryRow, ...]
    texts: Mapping[str, str]


def parties(ws: Workspace, then: Moment | None = None, *, whole: bool = False) -> Parties:
    """All that parties say of themselves, as it stood `then`; names that were withdrawn masked, unless `whole`."""
    mask = NameMask(() if whole else load.withdrawn("name"))
    rows = official.every_document()
    beside = [] if then is not None else concessions()  # of an earlier moment they are not kept
    texts = official.texts_of(ws.objects, [row.id for row in rows])
    texts |= {one.entry.document_id: ws.objects.text(one.text_sha256) for one in beside}
    texts = {key: mask(text) for key, text in texts.items()}
    told = [*official.answered(then=then), *(one.entry for one in beside)]
    entries = [entry_row(entry, texts) for entry in told]
    return Parties(
        tuple(mask.throughout([_document(row, texts.get(row.id, "")) for row in rows])),
        tuple(mask.throughout(sorted(entries, key=lambda row: row["id"]))),
        texts,
    )


def _document(row: OfficialDocument, text: str) -> OfficialDocumentRow:
    return {
        "id": row.id,
        "actor": row.actor,
        "kind": row.kind,
        "title": row.title,
        "url": row.url,
        "published": row.published.isoformat() if row.published else None,
        "text_sha256": row.text_sha256,
        "capture_sha256": row.capture_id,
        "figures": {
            name: count_row(told[0], Passage(told[1], told[2]), text) for name, told in row.figures.items()
        },
    }


def document_table(ws: Workspace) -> Iterator[Row]:
    """Rows of `official_documents`, each with its text."""
    held = parties(ws)
    versions = {row.id: row for row in official.every_document()}
    for document in held.documents:
        row = versions[document["id"]]
        figures = {name: count["value"] for name, count in document.get("figures", {}).items()}
        more = {"version": row.version, "report_id": row.report_id, "figures": figures}
        yield {**document, **more, "text": held.texts.get(row.id)}


def entry_table(ws: Workspace, then: Moment | None = None) -> Iterator[Row]:
    """Rows of `official_entries`: what stands, and the words of the last statement on it."""
    filed = official.filed_with(then)
    for row in parties(ws, then).entries:
        last = _standing(row)
        under = filed.get(row["id"])
        yield {
            **row,
            "outcome": row.get("outcome") or None,
            "reason": row.get("reason") or None,
            "said": last.get("day"),
            "quoted_document_id": last.get("document_id") if last.get("quote") else None,
            "start": last.get("start") if last.get("quote") else None,
            "end": last.get("end") if last.get("quote") else None,
            "quote": last.get("quote") or None,
            "coded": bool(last.get("coded")),
            "filed_incident": under.incident if under else None,
            "filed_code": under.code if under else None,
        }


def _standing(row: OfficialEntryRow) -> SaidRow:
    """The last word that gives what stands."""
    alike = ("outcome", "reason", "killed_min", "killed_max", "injured_min", "injured_max")
    now = [row.get(name) for name in alike]
    said = row.get("history", ())
    return next((s for s in reversed(said) if [s.get(name) for name in alike] == now), SaidRow())


def outcome_table(ws: Workspace, then: Moment | None = None) -> Iterator[Row]:
    """Rows of `official_outcomes`: every dated word on every entry, oldest first."""
    for row in parties(ws, then).entries:
        for n, said in enumerate(row.get("history", ()), 1):
            quoted = bool(said.get("quote"))
            yield {
                **said,
                "entry_id": row["id"],
                "n": n,
                "actor": row.get("actor"),
                "outcome": said.get("outcome") or None,
                "reason": said.get("reason") or None,
                "start": said.get("start") if quoted else None,
                "end": said.get("end") if quoted else None,
                "quote": said.get("quote") or None,
            }
