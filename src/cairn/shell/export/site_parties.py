"""What the site shows of the parties' own words: their documents and entries, the links, and each comparison.

The preview takes every link with its decision. For the public site a comparison is made of released incidents and of
entries that a person linked to them: an entry that nobody has linked yet is no more public than an incident nobody has
released, and its dead are in no sum.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from cairn.actors.viewpoint import Standing
from cairn.official.model import ACCEPTED, ALLEGATION
from cairn.publish.rows.record import Compared
from cairn.shell.records import official
from cairn.shell.workspace import Workspace
from cairn.tally.declared import compare
from cairn.tally.model import Definition
from cairn.tally.rollup import grouped

from .compare import site_comparisons, spread
from .conceded import conceded
from .incidents import Incidents
from .links import shared_rows
from .official import parties
from .tallies import said_by_actors, tally_rows


def site_parties(ws: Workspace) -> dict[str, Any]:
    """Documents, entries, texts and links, as fields of the site's record, with the names that were withdrawn."""
    held = parties(ws, whole=True)
    return {
        "official_documents": list(held.documents),
        "official_entries": list(held.entries),
        "official_texts": dict(held.texts),
        "entry_links": [*shared_rows(), *conceded()[1]],
    }


def comparisons(
    incidents: Incidents,
    actors: Iterable[str],
    standing: Standing,
    names: Collection[str],
    of: Definition = Definition(),  # noqa: B008  (frozen)
) -> dict[str, Compared]:
    """Declared against alleged for each actor that says anything of itself, over the basis of the incidents; `of` gives
    the days and the country, and all of them where it gives none. In public no contested relation is told of which
    anybody speaks who is not among `names`, those of actors."""
    if incidents.basis == "released":
        return _released(incidents, actors, standing, names, of)
    found = site_comparisons(incidents, actors, standing, of)
    return {actor: Compared(done, ratios) for actor, (done, ratios) in found.items()}


def _released(
    incidents: Incidents, actors: Iterable[str], standing: Standing, names: Collection[str], of: Definition
) -> dict[str, Compared]:
    rows = tally_rows(incidents)
    here = {row.incident_id for row in rows}
    links = official.links()
    entries = {x.entry_id for x in links if x.decision == ACCEPTED and x.incident_id in here}
    said = [entry for entry in official.answered(ALLEGATION) if entry.id in entries]
    speakers = {entry.actor for entry in said}
    found = {}
    for actor in actors:
        whole = grouped(replace(of, actors=(actor,), basis=incidents.basis), standing)
        asked = said_by_actors(whole, names)
        if speakers & {actor, *(m.actor for m in asked.members)}:
            done = compare(rows, said, links, asked, trusted=(ACCEPTED,))
            found[actor] = Compared(done, spread(done))
    return found
