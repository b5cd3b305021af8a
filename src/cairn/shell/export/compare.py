"""Declared against alleged out of the record: rows, entries and links made ready, the core compares them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from cairn.actors.viewpoint import Standing
from cairn.errors import NotAllowed
from cairn.official.model import ALLEGATION, Answered, EntryLink
from cairn.places.gazetteer import Gazetteer
from cairn.places.model import Place
from cairn.shell.records import load
from cairn.shell.records.actors import registry_of
from cairn.shell.records.official import answered, links
from cairn.shell.records.registers import against, asked_register, some_registers, units
from cairn.shell.workspace import Workspace
from cairn.tally.declared import Comparison, Spot, compare
from cairn.tally.model import Coverage, Definition, Row
from cairn.tally.ratio import Ratio, ratios
from cairn.tally.rollup import grouped
from cairn.values import Precision
from cairn.vocab.closed import Outcome

from .asked import checked
from .incidents import Incidents
from .names import actors_of
from .registers import UNIT, tally_rows_of
from .tallies import coverage, tally_rows

DRAWS, SEED = 1000, 1
WRONG = 0.03
"""The share of automatic links taken to be wrong: what links may miss and still be made (docs/decisions/0049)."""


def compared(
    ws: Workspace, definition: Definition, known_on: date | None = None, standing: Standing | None = None
) -> Comparison:
    """What the actors asked for concede beside what our record alleges of them, and of those who are within them by the
    relations that count, where a `standing` of these is given.

    Raises `NotFound` and `NotAllowed` as `cairn tally` does for an actor, a place or days nobody knows.
    """
    rows = tally_rows(Incidents(definition.basis))
    asked = checked(definition, rows, actors_of(ws), load.gazetteer)
    return _compared(rows, asked, known_on, standing, told=coverage())


def compared_register(
    ws: Workspace,
    definition: Definition,
    register: str,
    known_on: date | None = None,
    standing: Standing | None = None,
) -> Comparison:
    """What the actors asked for concede beside what another recorder's register files under them.

    Raises `NotFound` where there is no register or none of the name, and `NotAllowed` where none is named and there are
    several: two may tell of the same incident.
    """
    name = _register(register)
    rows = tally_rows_of(name, against(ws))
    asked = replace(definition, register=name, grade_of="incident", basis="best", unit=UNIT)
    asked = checked(asked, rows, registry_of(ws), load.gazetteer, units())
    return _compared(rows, asked, known_on, standing)


def site_comparisons(
    incidents: Incidents,
    actors: Iterable[str],
    standing: Standing = Standing(),  # noqa: B008  (frozen)
    of: Definition = Definition(),  # noqa: B008  (frozen)
) -> dict[str, tuple[Comparison, tuple[Ratio, ...]]]:
    """For each of these actors that has said anything of an allegation: the comparison over the basis of the incidents,
    and its ratios. `of` gives the days and the country."""
    rows, told, said, linked = tally_rows(incidents), coverage(), answered(ALLEGATION), links()
    speakers, spots = {entry.actor for entry in said}, _spots(said, linked, rows)
    found = {}
    for actor in actors:
        asked = grouped(replace(of, actors=(actor,), basis=incidents.basis), standing)
        if speakers & {actor, *(m.actor for m in asked.members)}:
            done = compare(rows, said, linked, asked, spots=spots, coverage=told)
            found[actor] = done, spread(done)
    return found


def spread(comparison: Comparison, draws: int = DRAWS, seed: int = SEED) -> tuple[Ratio, ...]:
    """The ratios of a comparison with the spread of so many draws; the same seed gives the same."""
    chance = random.Random(seed)  # noqa: S311  (draws for a spread, not a secret)
    return ratios(comparison, chance, draws, WRONG)


def provinces() -> dict[str, dict[str, str]]:
    """P-code of a province -> language -> its name."""
    found = (place for place in units() if place.kind is Precision.PROVINCE)
    return {place.admin1_pcode: {"en": place.name_en, "ar": place.name_ar} for place in found}


def _compared(
    rows: Sequence[Row],
    asked: Definition,
    known_on: date | None,
    standing: Standing | None,
    told: Sequence[Coverage] = (),
) -> Comparison:
    if standing is not None:
        asked = grouped(asked, standing)
    said, linked = answered(ALLEGATION), links()
    spots = _spots(said, linked, rows)
    return compare(rows, said, linked, asked, known_on, spots=spots, coverage=told)


def _register(name: str) -> str:
    if name:
        return asked_register(name)
    here = some_registers()
    if len(here) == 1:
        return here[0]
    raise NotAllowed(
        "register-which",
        "several registers are here, and two may tell of the same incident",
        field="register",
        value="",
        remedy=f"Name one with --register: {', '.join(here)}.",
    )


def _spots(said: Sequence[Answered], linked: Sequence[EntryLink], rows: Sequence[Row]) -> dict[str, Spot]:
    """Where entries lie that accept harm and speak of none of these incidents: the province of their place or grid."""
    here = {row.incident_id for row in rows}
    spoken = {link.entry_id for link in linked if link.counts and link.incident_id in here}
    lone = [
        entry
        for entry in said
        if entry.id not in spoken and any(s.outcome is Outcome.CREDIBLE for s in entry.history)
    ]
    gazetteer = load.gazetteer() if lone else None
    return {entry.id: _spot(entry, gazetteer) for entry in lone if gazetteer}


def _spot(entry: Answered, gazetteer: Gazetteer) -> Spot:
    """One province where all places of the name lie in one; the name alone where they lie in several."""
    names = (entry.place,) if entry.place else ()
    if entry.point is not None:
        near = gazetteer.nearest(entry.point.lat, entry.point.lon)
        return _at(near, names) if near else Spot(names=names)
    for mention in gazetteer.mentions(entry.place):
        likely = mention.places
        if likely and len({(p.country, p.admin1_pcode) for p in likely}) == 1:
            return _at(likely[0], (*names, likely[0].name_en, likely[0].name_ar))
    return Spot(names=names)


def _at(place: Place, names: tuple[str, ...]) -> Spot:
    return Spot(place.country, place.admin1_pcode, tuple(n for n in (*names, place.admin1) if n))
