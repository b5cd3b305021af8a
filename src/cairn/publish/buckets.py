"""Which bucket of grades an incident stands in for an actor, and what that actor itself concedes.

Likely is confirmed and fair (R6). Contested stands beside it, discounted is a row of its own, and what is
not graded yet is in none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cairn.publish.rows.index import Index
from cairn.publish.rows.official import EntryLinkRow, OfficialEntryRow
from cairn.publish.rows.record import AttributionRow, IncidentRow
from cairn.publish.wording.entry_words import CREDIBLE
from cairn.vocab.closed import LIKELY

BUCKETS = ("likely", "contested", "weak", "discounted")


@dataclass(frozen=True, slots=True)
class Conceded:
    """What one actor accepts over links that count: the sum, and how many incidents it stands for.

    `figure` is None where the actor concedes nothing here; zero conceded is a figure. `suggested` of the incidents
    are linked by a machine alone.
    """

    incidents: int
    figure: tuple[int, int] | None
    suggested: int = 0


def grade_of(row: AttributionRow) -> tuple[str, bool]:
    """The grade and whether a machine only suggests it; a public record holds no suggestion."""
    if row.get("grade"):
        return str(row["grade"]), False
    return str(row.get("grade_suggested") or ""), bool(row.get("grade_suggested"))


def bucket_of(grade: str) -> str:
    """likely | contested | weak | discounted, or empty for no grade."""
    return "likely" if grade in LIKELY else grade if grade in BUCKETS else ""


def members(found: Index) -> Mapping[tuple[str, str], list[IncidentRow]]:
    """(actor, bucket) -> its incidents in order; a tally's own list of members where it gives one."""
    groups: dict[tuple[str, str], list[IncidentRow]] = {}
    for incident_id, row in found.incidents.items():
        for attribution in found.attributions.get(incident_id, []):
            key = (attribution.get("actor_id", ""), bucket_of(grade_of(attribution)[0]))
            groups.setdefault(key, []).append(row)
    for key, tally in found.tallies.items():
        if "members" in tally:
            wanted = set(tally["members"])
            groups[key] = [row for k, row in found.incidents.items() if k in wanted]
    return groups


def best_bucket(found: Index, incident_id: str) -> str:
    """The incident's bucket over all its actors: likely before contested before the rest."""
    held = {bucket_of(grade_of(a)[0]) for a in found.attributions.get(incident_id, [])}
    return next((b for b in BUCKETS if b in held), "")


def conceded_here(found: Index, incident_id: str) -> list[OfficialEntryRow]:
    """The parties' own entries linked to one incident, by party and day."""
    rows = [
        found.entries[x["entry_id"]]
        for x in found.links.get(incident_id, [])
        if x["entry_id"] in found.entries
    ]
    return sorted(rows, key=lambda e: (e.get("actor", ""), e.get("date") or "", e["id"]))


def conceded(found: Index, actor: str) -> Conceded:
    """The sum of what an actor concedes, each of its entries once: its shares here where a person allotted them."""
    seen: dict[str, list[EntryLinkRow]] = {}
    incidents, decided = set(), set()
    for incident_id, links in found.links.items():
        for link in links:
            entry = found.entries.get(link["entry_id"])
            if entry and entry.get("actor") == actor and entry.get("outcome") in CREDIBLE:
                seen.setdefault(entry["id"], []).append(link)
                incidents.add(incident_id)
                if link.get("decision") == "accepted":
                    decided.add(incident_id)
    figures = [_figure(found.entries[key], links) for key, links in seen.items()]
    known = [figure for figure in figures if figure is not None]
    total = (sum(low for low, _ in known), sum(high for _, high in known)) if known else None
    return Conceded(len(incidents), total, len(incidents - decided))


def _figure(entry: OfficialEntryRow, links: Sequence[EntryLinkRow]) -> tuple[int, int] | None:
    """Lowest and highest of the dead it concedes of the incidents linked here; None where it gives no figure."""
    whole = _ends(entry.get("killed_min"), entry.get("killed_max"))
    shares = [_ends(x.get("allocation_min"), x.get("allocation_max")) for x in links]
    told = [share for share in shares if share is not None]
    if whole is None or len(told) < len(shares):
        return whole
    return (sum(low for low, _ in told), sum(high for _, high in told))


def _ends(low: int | None, high: int | None) -> tuple[int, int] | None:
    known = [n for n in (low, high) if n is not None]
    return (min(known), max(known)) if known else None
