"""Our record beside another recorder's register, out of the database: internal, for nothing of a register is public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from cairn.crosswalk.model import Asked, Crosswalk, Recorded
from cairn.crosswalk.sides import of_entry, of_row
from cairn.crosswalk.walk import crosswalk
from cairn.errors import NotFound
from cairn.shell.records import load, paired
from cairn.shell.records.models import AssignmentRow
from cairn.shell.records.registers import against, asked_register, counted
from cairn.shell.workspace import Workspace

from .incidents import Incidents
from .tallies import coverage, tally_rows

NOBODY = "unknown"


def crossed(
    ws: Workspace,
    register: str,
    actors: Iterable[str] = (),
    first: date | None = None,
    last: date | None = None,
    country: str = "",
) -> tuple[str, Crosswalk, dict[str, Recorded], dict[str, Recorded]]:
    """The register's name, the crosswalk, and both sides by id.

    Raises `NotFound` (register-unknown, and actor-unknown for a party that neither side names).
    """
    name = asked_register(register)
    known = against(ws)
    theirs = {key: of_entry(key, entry) for key, entry in counted(name, known)}
    ours = {one.id: one for one in our_side()}
    named = {party for one in (*ours.values(), *theirs.values()) for party in one.actors}
    asked = Asked(
        frozenset(_party(a, known.actor(a), named) for a in actors), first, last, country.strip().upper()
    )
    done = crosswalk(list(ours.values()), list(theirs.values()), paired.words(name), asked, coverage())
    return name, done, ours, theirs


def our_side() -> list[Recorded]:
    """Our incidents, the best there is of each; an umbrella record is told by its parts."""
    incidents = Incidents()
    above, told = set(incidents.parents.values()), _told()
    projected = {str(held.incident.id): held.projection for held in incidents.held}
    return [
        of_row(
            row, projected[row.incident_id], incidents.codes[row.incident_id], told.get(row.incident_id, ())
        )
        for row in tally_rows(incidents)
        if row.incident_id not in above
    ]


def _told() -> Mapping[str, list[tuple[str, str]]]:
    """Incident id -> (source, address) of the reports that joined it, without those withdrawn."""
    gone = load.withdrawn("report")
    rows = AssignmentRow.objects.filter(live=True, decision="joined", account__live=True).values_list(
        "incident_id", "account__report_id", "account__report__source__name", "account__report__url"
    )
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for incident, report, source, address in rows.iterator(chunk_size=2000):
        if report not in gone:
            found[str(incident)].append((source, address))
    return found


def _party(told: str, known: str, named: set[str]) -> str:
    for key in (known, " ".join(told.split())):
        if key and key in named:
            return key
    raise NotFound(
        "actor-unknown",
        "neither side names such a party",
        field="actor",
        value=told,
        remedy="`cairn actors show NAME` tells by what ids and names a party goes.",
    )
