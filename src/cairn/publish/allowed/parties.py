"""What the public may hold of the parties' own words; the fields stand in `publish.allow` with all others.

An entry goes out where a person accepted that it speaks of a released incident, and nothing a machine linked does.
A party's document is a public statement of an organisation: the words of those entries are quoted from it, with the
names of people masked and grid squares no finer than coordinates elsewhere (rules 4 and 6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar
from urllib.parse import unquote_plus

from cairn.official import cells
from cairn.official.model import STRIKE
from cairn.publish.rows.official import (
    EntryLinkRow,
    NotLinkedRow,
    OfficialDocumentRow,
    OfficialEntryRow,
    SaidRow,
)
from cairn.publish.rows.record import Compared, Record
from cairn.publish.wording.entry_words import CREDIBLE
from cairn.tally.declared_model import Comparison
from cairn.vocab.closed import State

MASK = "█"
FINEST_SQUARE_M = 100
_DIGITS = 3  # a side of 100 m is told by three digits each way
Mask = Callable[[str], str]
T = TypeVar("T")


class Only(Protocol):
    """`publish.allow.only`: a row with the fields of its table that may be public."""

    def __call__(self, table: str, row: T) -> T: ...


def public_links(record: Record, released: frozenset[str]) -> list[EntryLinkRow]:
    """The links that a person accepted, to incidents that are released."""
    return [
        x for x in record.entry_links if x.get("incident_id") in released and x.get("decision") == "accepted"
    ]


def public_entry(
    row: OfficialEntryRow, links: Iterable[EntryLinkRow], only: Only, mask: Mask
) -> OfficialEntryRow:
    """An entry as it may be shown. `links` are those to all incidents: how many of them are not shown is told."""
    shown = only("official_entries", row)
    for told in ("via", "place_text", "targets"):
        shown[told] = _without_squares(mask(str(row.get(told) or "")))
    shown["mgrs"] = coarse(row.get("mgrs") or "")
    shown["history"] = [_said(s, only, mask) for s in row.get("history", ())]
    shown["elsewhere"] = row.get("elsewhere", 0) + sum(x.get("decision") == "accepted" for x in links)
    return shown


def _said(row: SaidRow, only: Only, mask: Mask) -> SaidRow:
    shown = only("official_outcomes", row)
    shown["quote"] = _without_squares(mask(row.get("quote", "")))
    return shown


def coarse(square: str) -> str:
    """A grid reference to a square of 100 m at the finest; what is none is left out."""
    found = cells(square)
    if not found:
        return ""
    cell = found[0]
    if cell.side_m >= FINEST_SQUARE_M:
        return cell.reference
    digits = len(cell.reference.rstrip("0123456789"))
    zone, numbers = cell.reference[:digits], cell.reference[digits:]
    half = len(numbers) // 2
    return zone + numbers[:_DIGITS] + numbers[half : half + _DIGITS]


def _without_squares(words: str) -> str:
    told = words.upper()  # a square written small is one too
    for cell in cells(told if len(told) == len(words) else words):
        if cell.side_m < FINEST_SQUARE_M:
            words = words[: cell.start] + MASK * (cell.end - cell.start) + words[cell.end :]
    return words


def public_documents(
    record: Record, entries: Iterable[OfficialEntryRow], only: Only, mask: Mask
) -> list[OfficialDocumentRow]:
    """The documents that those entries stand in. Of a sheet that somebody made only its kind, day and hash.

    A title may be the name of a file, and name somebody; an address with such a name in it is left out.
    """
    wanted = {s.get("document_id", "") for e in entries for s in e.get("history", ())}
    wanted |= {e.get("document_id", "") for e in entries}
    shown = []
    for row in record.official_documents:
        if row["id"] in wanted:
            kept = only("official_documents", row)
            url = row.get("url", "")
            kept["title"] = _without_squares(mask(row.get("title", "")))
            kept["url"] = url if mask(unquote_plus(url)) == unquote_plus(url) else ""
            if row.get("kind") == "sheet":
                kept["title"], kept["url"] = "", ""
            shown.append(kept)
    return shown


def not_linked(record: Record, entries: Iterable[OfficialEntryRow]) -> list[NotLinkedRow]:
    """Of each party the answers that are not among `entries`, by the party's id; its strikes answer nothing. They are
    counted, for whoever reads what it concedes would take that for all it ever conceded."""
    shown = {entry["id"] for entry in entries}
    counts: dict[str, list[int]] = {}
    for row in record.official_entries:
        if row["id"] not in shown and row.get("kind") != STRIKE and row.get("actor"):
            held = counts.setdefault(row["actor"], [0, 0])
            held[0] += 1
            held[1] += row.get("outcome") in CREDIBLE
    return [{"actor": a, "entries": n, "accepting": yes} for a, (n, yes) in sorted(counts.items())]


def public_comparisons(
    record: Record, released: frozenset[str], entries: frozenset[str]
) -> dict[str, Compared]:
    """Comparisons of released incidents with entries that are public, in which no machine's link counts."""
    return {
        actor: held
        for actor, held in record.comparisons.items()
        if _is_public(held.comparison, released, entries)
    }


def _is_public(done: Comparison, released: frozenset[str], entries: frozenset[str]) -> bool:
    return (
        done.definition.basis == State.RELEASED
        and not done.local.machine_suggested
        and not any(cell.suggested for cell in done.cells)
        and {a.incident_id for a in done.incidents} <= released
        and {p.entry_id for p in done.parts} <= entries
        and {e for a in done.incidents for e in (*a.entries, *a.offered)} <= entries
    )
