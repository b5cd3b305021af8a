"""Links between entries of parties and incidents as rows, and what stands on either side without one.

A share is what a person allotted; the one link of an entry that counts takes all its dead, and over several links what
nobody allotted is unknown. Unlinked rows are lists to work through, each with the best that is offered for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cairn.official.link_shares import OURS, shares, universe_of
from cairn.official.model import ALLEGATION, OFFERED, Answered, EntryLink
from cairn.publish.rows.official import link_row
from cairn.shell.acts.link_candidates import candidates
from cairn.shell.records import load, official
from cairn.shell.records.models import Code, RegisterCode
from cairn.shell.records.moment import Moment
from cairn.shell.workspace import Workspace
from cairn.values import UNKNOWN, Range

from .conceded import conceded
from .masking import NameMask

Row = dict[str, Any]


def link_table(then: Moment | None = None) -> Iterator[Row]:
    """Rows of `entry_links`: every link that stands with its share, then the concessions in parties' own reports."""
    mask = NameMask(load.withdrawn("name"))
    yield from mask.throughout([dict(row) for row in shared_rows(then)])
    if then is None:
        yield from mask.throughout(conceded()[1])


def shared_rows(then: Moment | None = None) -> list[Row]:
    """Every link that stands with the share it takes, within our record or within one register.

    A link to an incident that was withdrawn is not shown; that the entry speaks of more than the rest still holds.
    """
    gone = load.withdrawn("incident")
    killed = {entry.id: _killed(entry) for entry in official.answered(then=then)}
    groups: dict[tuple[str, str], list[EntryLink]] = defaultdict(list)
    links = official.links(then)
    for link in links:
        groups[link.entry_id, universe_of(link.incident_id)].append(link)
    share = {
        (entry, incident): part
        for (entry, _), group in groups.items()
        for incident, part in shares(group, killed.get(entry, UNKNOWN)).items()
    }
    rows = []
    for link in links:
        part = share.get((link.entry_id, link.incident_id), link.killed)
        if link.incident_id not in gone:
            rows.append({**link_row(link), "allocation_min": part.min, "allocation_max": part.max})
    return rows


def unlinked_entries(actor: str = "", register: str | None = None) -> list[Row]:
    """Allegations a party answered that no counting link leads on from, the most dead conceded first.

    Of one actor, and to one register (`OURS` for our own incidents), where they are given.
    """
    links = [x for x in official.links() if register is None or universe_of(x.incident_id) == register]
    linked = {link.entry_id for link in links if link.counts}
    best = _best(links, by_entry=True)
    names = codes(link.incident_id for link in best.values())
    rows = []
    for entry in official.answered(ALLEGATION):
        if entry.id not in linked and actor in ("", entry.actor):
            offer = best.get(entry.id)
            rows.append({**_entry(entry), **_offer(offer, names.get(offer.incident_id, "") if offer else "")})
    return sorted(rows, key=lambda row: (-(row["killed_max"] or 0), row["date"] or "", row["entry_id"]))


def unlinked_incidents(ws: Workspace, actor: str = "", register: str = OURS) -> list[Row]:
    """Incidents alleged against a party that answers allegations, with no counting link to an entry of its own.

    One row an incident and party, the most dead told first.
    """
    entries = {entry.id: entry for entry in official.answered(ALLEGATION)}
    speakers = {entry.actor for entry in entries.values()} if not actor else {actor}
    links = [link for link in official.links() if link.entry_id in entries]
    linked = {(link.incident_id, entries[link.entry_id].actor) for link in links if link.counts}
    best = _best(links, by_entry=False)
    here = candidates(ws).get(register, [])
    names = codes(c.id for c in here)
    rows = []
    for one in here:
        for party in sorted(one.actors & speakers):
            if (one.id, party) not in linked:
                offer = best.get(one.id)
                rows.append(
                    {
                        "incident_id": one.id,
                        "code": names.get(one.id, ""),
                        "actor": party,
                        "date": one.days.start.isoformat(),
                        "place": next(iter(one.places), ""),
                        **_ends("killed", one.killed),
                        **_ends("injured", one.injured),
                        "offered_entry_id": offer.entry_id if offer else None,
                        "score": offer.score if offer else None,
                        "why": offer.why if offer else "",
                    }
                )
    return sorted(rows, key=lambda r: (-(r["killed_max"] or 0), r["date"], r["incident_id"], r["actor"]))


def codes(incidents: Iterable[str]) -> Mapping[str, str]:
    """Incident id -> the code it goes by, ours or its recorder's."""
    wanted = set(incidents)
    found = {str(i): code for i, code in Code.objects.filter(current=True).values_list("incident_id", "code")}
    theirs = RegisterCode.objects.filter(how="code").values_list("entry_id", "code")
    found |= dict(theirs.iterator(chunk_size=2000)) if any(":" in i for i in wanted) else {}
    return {i: found[i] for i in wanted if i in found}


def _best(links: Iterable[EntryLink], *, by_entry: bool) -> Mapping[str, EntryLink]:
    """The offer that fits best, by entry or by incident."""
    found: dict[str, EntryLink] = {}
    for link in links:
        key = link.entry_id if by_entry else link.incident_id
        if link.decision == OFFERED and (key not in found or link.score > found[key].score):
            found[key] = link
    return found


def _entry(entry: Answered) -> Row:
    said = entry.known_on()
    return {
        "entry_id": entry.id,
        "actor": entry.actor,
        "date": entry.day.start.isoformat() if entry.day else None,
        "place_text": entry.place,
        "outcome": said.outcome.value if said and said.outcome else None,
        **_ends("killed", _killed(entry)),
        **_ends("injured", said.injured if said else UNKNOWN),
    }


def _offer(offer: EntryLink | None, code: str) -> Row:
    if offer is None:
        return {"offered_incident_id": None, "offered_code": None, "score": None, "why": ""}
    return {
        "offered_incident_id": offer.incident_id,
        "offered_code": code,
        "score": offer.score,
        "why": offer.why,
    }


def _killed(entry: Answered) -> Range:
    said = entry.known_on()
    return said.killed if said else UNKNOWN


def _ends(name: str, figure: Range) -> Row:
    return {f"{name}_min": figure.min, f"{name}_max": figure.max}
