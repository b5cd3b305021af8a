"""Answers "what is this" of an entry of a party: what it said of it when, in which words, and its links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cairn.shell.records import official
from cairn.shell.records.models import OfficialEntry
from cairn.shell.records.moment import Moment
from cairn.shell.workspace import Workspace

from .official import entry_table, outcome_table
from .sources import Said
from .words import ends_of

Answer = tuple[dict[str, Any], str]
_QUOTED = 300


def explain_official(ws: Workspace, name: str, then: Moment | None = None) -> Answer | None:
    """The entry of this id; None where no party's entry that stands has it."""
    entry = next((row for row in entry_table(ws, then) if row["id"] == name), None)
    if entry is None:
        return None
    row = OfficialEntry.objects.filter(id=name).first()
    told = dict(row.value) if row else {}
    value = {
        "entry": entry,
        "history": [said for said in outcome_table(ws, then) if said["entry_id"] == name],
        "links": [_link(link) for link in official.links(then) if link.entry_id == name],
        "may_answer": told.get("may_answer", []),
        "row": row.cells if row else "",
        "version": row.version if row else 1,
    }
    value = Said(ws).mask.throughout(value)
    return value, "\n".join(_words(value))


def _link(link: Any) -> dict[str, Any]:
    return {
        "incident_id": link.incident_id,
        "decision": link.decision,
        "allocation_min": link.killed.min,
        "allocation_max": link.killed.max,
        "decided_by": link.decided_by,
        "why": link.why,
    }


def _words(value: Mapping[str, Any]) -> list[str]:
    row = value["entry"]
    days = row["date"] if row["date"] == row["date_end"] else f"{row['date']} to {row['date_end']}"
    words = [
        f"{row['id']}: {'a strike' if row['kind'] == 'strike' else 'an allegation'} of which {row['actor']} speaks",
        f"{days or 'date unknown'}  {row['place_text'] or 'place unknown'}"
        + (f"  {row['mgrs']}" if row["mgrs"] else "")
        + (f"; via {row['via']}" if row["via"] else "")
        + (f"; its files {', '.join(row['files'])}" if row["files"] else ""),
    ]
    for said in value["history"]:
        how = " (as a sheet codes it)" if said["coded"] else ""
        figures = f"killed {ends_of(said, 'killed')}, injured {ends_of(said, 'injured')}{how}"
        words.append(f"  {said['day'] or 'undated'}  {said['outcome'] or 'no outcome'}, {figures}")
        if said["quote"]:
            words.append(f"    “{' '.join(said['quote'].split())[:_QUOTED]}” ({said['document_id']})")
    if row["filed_incident"] or row["filed_code"]:
        words.append(f"filed by a sheet under {row['filed_code'] or row['filed_incident']}")
    words += [
        f"{link['decision']}: {link['incident_id']}, by {link['decided_by']}" for link in value["links"]
    ]
    if value["may_answer"]:
        words.append(f"may answer what {', '.join(value['may_answer'])} answer; nothing was joined")
    return words
