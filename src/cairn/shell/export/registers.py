"""Entries of other recorders' registers as tallies see them and as a table: internal, in nothing public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cairn.actors.viewpoint import Standing
from cairn.errors import NotAllowed
from cairn.shell.records import load
from cairn.shell.records.actors import registry_of
from cairn.shell.records.registers import (
    Held,
    against,
    asked_register,
    counted,
    held,
    registers,
    some_registers,
    units,
)
from cairn.shell.workspace import Workspace
from cairn.sources.register import Known
from cairn.sources.register_model import Entry, Party
from cairn.sources.register_words import figures, flag_words
from cairn.tally import beside, tally
from cairn.tally.model import OUTCOMES, Definition, Row, Told
from cairn.tally.rollup import grouped
from cairn.vocab.closed import State

from .asked import checked
from .names import names_of
from .tallies import tally_json

UNIT = "civilians killed and injured as the register has them, its incidents counted once"


def register_tallies(
    ws: Workspace, definition: Definition, register: str, standing: Standing | None = None
) -> list[dict[str, Any]]:
    """The sum of each register, or of the one that is named, each with its own lines. An incident counts for whom its
    recorder files it under; with a `standing` for a coalition also what is filed under its members.

    Two recorders may tell of the same incident, so registers are never added to each other. Raises `NotFound`
    where there is no register, or none of that name, and `NotAllowed` for a basis that only our own grades have.
    """
    if definition.basis != "best":
        raise NotAllowed(
            "basis-not-theirs",
            "a register's grades are as its recorder published them: none of them is set or released by us",
            field="basis",
            value=definition.basis,
            remedy="Leave --basis out, or ask for --grade-of attribution.",
        )
    chosen = [asked_register(register)] if register else some_registers()
    known, names, registry = against(ws), names_of(ws), registry_of(ws)
    found = []
    for name in chosen:
        rows = tally_rows_of(name, known)
        asked = replace(definition, register=name, grade_of="incident", unit=UNIT)
        asked = checked(asked, rows, registry, load.gazetteer, units())
        if standing is not None:
            asked = grouped(asked, standing)
        found.append(tally_json(tally(rows, asked), names, beside(rows, asked)))
    return found


def tally_rows_of(register: str, known: Known) -> list[Row]:
    """Every entry of a register as a tally sees it."""
    return [_row(key, entry) for key, entry in counted(register, known)]


def _row(key: str, entry: Entry) -> Row:
    return Row(
        incident_id=key,
        code=entry.code or entry.id,
        grades=(),
        incident_grade=entry.grade,
        country=entry.spot.country,
        admin1_pcode=entry.spot.pcode,
        place_names=entry.spot.names,
        start=entry.day,
        end=entry.last_day,
        killed=entry.figure("killed"),
        injured=entry.figure("injured"),
        harm_reported=entry.harm_reported,
        state=State.RELEASED,
        actors=tuple(p.key for p in entry.filed),
        named=tuple(dict.fromkeys(p.key for p in entry.attributed)),
        ungraded=_ungraded(entry),
        province=entry.spot.province,
        groups={name: figure for name, figure in entry.figures.items() if name not in OUTCOMES},
        written={name: Told(*entry.as_written(name)) for name in entry.figures},
    )


def _ungraded(entry: Entry) -> str:
    if len(entry.grades) > 1:
        return "two grades at once"
    return "a grade that is none of ours" if entry.grade_told and not entry.grades else ""


def register_table(ws: Workspace) -> Iterator[dict[str, Any]]:
    """Every entry of every register: what is read from it, what is flagged, and the row as written."""
    known = against(ws)
    for register in registers():
        for found in held(register, known):
            yield exported(found)


def exported(found: Held) -> dict[str, Any]:
    """One entry as a row of the table `register`."""
    entry, spot = found.entry, found.entry.spot
    numbers: dict[str, int | None] = {}
    for name in figures():
        figure = Told(*entry.as_written(name))
        numbers |= {f"{name}_min": figure.min, f"{name}_max": figure.max}
    return {
        "id": found.id,
        "register": found.register,
        "ref": entry.id,
        "code": entry.code or None,
        "previous_codes": list(entry.previous_codes),
        "date_start": entry.day and entry.day.isoformat(),
        "date_end": entry.last_day and entry.last_day.isoformat(),
        "place_name": spot.name_en or spot.name_ar or None,
        "admin1": spot.province or None,
        "admin1_pcode": spot.pcode or None,
        "country": spot.country or None,
        "lat": spot.lat,
        "lon": spot.lon,
        "filed_under": [_party(p) for p in entry.filed],
        "attributed_to": [_party(p) for p in entry.attributed],
        "grade": entry.grade and entry.grade.value,
        "grade_told": entry.grade_told or None,
        "strike_status_told": entry.strike_status or None,
        "harm_reported": entry.harm_reported,
        **numbers,
        "flags": [
            {"code": f.code, "kind": flag_words()[f.code].kind, "field": f.field, "value": f.value}
            for f in entry.flags
        ],
        "as_written": dict(entry.cells),
        "version": found.version,
        "capture_sha256": found.capture,
        "row": found.row,
    }


def _party(party: Party) -> dict[str, str | None]:
    return {"told": party.told, "actor_id": party.actor or None, "role": party.role or None}
