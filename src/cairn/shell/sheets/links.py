"""The page of links: entries of parties beside the incidents they may speak of, as rows to answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cairn.official import Candidate
from cairn.official.model import AUTO, OFFERED, Answered, EntryLink
from cairn.shell.acts.link_candidates import candidates
from cairn.shell.export.links import codes
from cairn.shell.export.masking import NameMask
from cairn.shell.export.words import ends
from cairn.shell.records import load, official
from cairn.shell.records.linked import BY_MACHINE
from cairn.shell.workspace import Workspace
from cairn.values import UNKNOWN, DateSpan, Range

Row = dict[str, Any]
MOST = 500
"""So many rows at most: what a machine linked, then what concedes most."""


def link_rows(ws: Workspace) -> list[Row]:
    """A row per link that waits for a person, also after somebody could not tell; those of one entry together,
    the likeliest first."""
    waiting = [x for x in official.links() if x.decision in (AUTO, OFFERED)]
    if not waiting:
        return []
    entries = {entry.id: entry for entry in official.answered()}
    incidents = {c.id: c for here in candidates(ws).values() for c in here}
    automatic = {link.entry_id for link in waiting if link.decision == AUTO}
    waiting.sort(
        key=lambda x: (x.entry_id not in automatic, *_turn(entries[x.entry_id]), x.rank, x.incident_id)
    )
    chosen = [link for link in waiting if link.incident_id in incidents][:MOST]
    names = codes(link.incident_id for link in chosen)
    texts = official.texts_of(ws.objects, {_document(entries[x.entry_id]) for x in chosen})
    mask = NameMask(load.withdrawn("name"))
    rows: list[Row] = mask.throughout(
        [_row(x, entries[x.entry_id], incidents[x.incident_id], names, texts) for x in chosen]
    )
    return rows


def _turn(entry: Answered) -> tuple[int, str]:
    said = entry.known_on()
    killed = said.killed if said else UNKNOWN
    return -(killed.max or killed.min or 0), entry.id


def _document(entry: Answered) -> str:
    said = entry.known_on()
    return said.document_id if said else entry.document_id


def _row(
    link: EntryLink, entry: Answered, incident: Candidate, names: Mapping[str, str], texts: Mapping[str, str]
) -> Row:
    return {
        "entry": entry.id,
        "actor": entry.actor,
        "words": _words(entry, texts)[:400],
        "incident": names.get(incident.id, incident.id) if ":" not in incident.id else incident.id,
        "day": _days(incident.days),
        "place": " · ".join(incident.places),
        "figures": _figures(entry, incident),
        "decision_machine": link.decision,
        "why_machine": link.why if link.decided_by in BY_MACHINE else f"{link.decided_by}: {link.why}",
    }


def _words(entry: Answered, texts: Mapping[str, str]) -> str:
    """The party's words on it; what a sheet codes, where it has none."""
    said = entry.known_on()
    text = texts.get(_document(entry), "")
    if said is not None and said.passage is not None:
        return text[said.passage.start : said.passage.end]
    if line := entry.passages.get("line"):
        return text[line.start : line.end]
    outcome = said.outcome.value if said and said.outcome else "no outcome told"
    told = (_days(entry.day) if entry.day else "no day told", entry.place or "no place told", outcome)
    return ", ".join(told)


def _figures(entry: Answered, incident: Candidate) -> str:
    said = entry.known_on()
    killed, injured = (said.killed, said.injured) if said else (UNKNOWN, UNKNOWN)
    return (
        f"conceded: killed {_told(killed)}, injured {_told(injured)}; "
        f"told of the incident: killed {_told(incident.killed)}, injured {_told(incident.injured)}"
    )


def _told(figure: Range) -> str:
    return ends(figure.min, figure.max) or "unknown"


def _days(span: DateSpan) -> str:
    return span.start.isoformat() if span.days == 1 else f"{span.start} / {span.end}"
