"""Entries of other recorders' registers: out of the database, and found by id, code or former code."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F

from cairn.errors import NotAllowed, NotFound
from cairn.places.gazetteer import Gazetteer, shipped_units
from cairn.shell.workspace import Workspace
from cairn.sources.register import Known, entry_of, known, with_flags_across
from cairn.sources.register_checks import as_code
from cairn.sources.register_model import Entry

from . import load
from .actors import registry_of
from .models import PlaceRow, Register, RegisterCode, RegisterEntry, RegisterVersion

RANKS = ("id", "code", "part", "previous")
"""How a name may lead to an entry, the strongest first: a code in use is before one that was given up."""


@dataclass(frozen=True, slots=True)
class Named:
    """An entry that goes by a name, and how: by its id, its code, a part of that, or a former code."""

    entry_id: str
    how: str


@dataclass(frozen=True, slots=True)
class Held:
    """One entry of a register as it stands, with the version and the bytes it is read from."""

    id: str
    register: str
    entry: Entry
    version: int
    capture: str
    row: int


def against(ws: Workspace) -> Known:
    """The actors and provinces of this workspace, made ready to read entries against."""
    return known([*registry_of(ws).values()], units())


def units() -> Gazetteer:
    """The provinces and what lies in them: those that ship, and where a team brought places all of both."""
    return load.gazetteer() if PlaceRow.objects.exists() else shipped_units()


def registers() -> list[str]:
    """The names of the registers there are."""
    return list(Register.objects.order_by("name").values_list("name", flat=True))


def some_registers() -> list[str]:
    """The names of the registers there are, where their grades are asked for. Raises `NotFound` where there is none."""
    found = registers()
    if not found:
        raise NotFound(
            "register-none",
            "no register of another recorder is here, and the grade of an incident is theirs",
            field="grade-of",
            value="incident",
            remedy="`cairn add FILE --as register`, or ask for --grade-of attribution.",
        )
    return found


def register_named(name: str) -> str:
    """The register of this name, without regard to case; "" where there is none of that name."""
    return next((r for r in registers() if as_code(r) == as_code(name)), "")


def asked_register(name: str) -> str:
    """The register of this name. Raises `NotFound` where there is none."""
    if found := register_named(name):
        return found
    raise NotFound(
        "register-unknown",
        "no register goes by this name",
        field="register",
        value=name,
        remedy=f"One of {', '.join(registers()) or 'none yet'}; `cairn add FILE --as register` adds one.",
    )


def held(register: str, against: Known) -> list[Held]:
    """Every entry of a register, read from its cells as they stand, by id, with the flags of the whole."""
    rows = list(_latest(register))
    entries = with_flags_across(entry_of(json.loads(row.cells), against) for row in rows)
    return [
        Held(row.entry_id, register, entry, row.n, row.capture_id, row.capture_row)
        for row, entry in zip(rows, entries, strict=True)
    ]


def counted(register: str, against: Known) -> Iterator[tuple[str, Entry]]:
    """Every entry of a register by id with its values as `held` has them, and without looking for what contradicts
    itself: for sums, in less than half the time."""
    for row in _latest(register):
        yield row.entry_id, entry_of(json.loads(row.cells), against, checked=False)


def _latest(register: str) -> Iterator[RegisterVersion]:
    rows = RegisterVersion.objects.filter(entry__register_id=register, n=F("entry__version"))
    return rows.order_by("entry_id").iterator(chunk_size=2000)


def named(name: str, register: str = "") -> list[Named]:
    """Every entry this name leads to, the strongest way first; of one register only where it is named."""
    entries, codes = RegisterEntry.objects.all(), RegisterCode.objects.all()
    if register:
        entries, codes = entries.filter(register_id=register), codes.filter(entry__register_id=register)
    found = dict.fromkeys(entries.filter(id=name).values_list("id", flat=True), "id")
    found |= dict.fromkeys(entries.filter(ref=name).values_list("id", flat=True), "id")
    for entry, how in codes.filter(folded=as_code(name)).values_list("entry_id", "how"):
        found.setdefault(entry, how)
    return sorted((Named(*pair) for pair in found.items()), key=lambda n: (RANKS.index(n.how), n.entry_id))


def named_in_bulk(names: Iterable[str], register: str = "") -> dict[str, list[Named]]:
    """`named` for many names at once, each as given: what links files of thousands of codes."""
    wanted = {as_code(name): name for name in reversed(list(names))}
    entries = RegisterEntry.objects.values_list("id", "ref")
    codes = RegisterCode.objects.values_list("folded", "entry_id", "how")
    if register:
        entries, codes = entries.filter(register_id=register), codes.filter(entry__register_id=register)
    found: dict[str, dict[str, str]] = {name: {} for name in wanted.values()}
    for entry, ref in entries.iterator():
        for key in {as_code(entry), as_code(ref)} & wanted.keys():
            found[wanted[key]][entry] = "id"
    for key, entry, how in codes.iterator():
        if key in wanted:
            found[wanted[key]].setdefault(entry, how)
    return {
        name: sorted((Named(*p) for p in ways.items()), key=lambda n: (RANKS.index(n.how), n.entry_id))
        for name, ways in found.items()
    }


def entry(name: str, register: str = "") -> RegisterEntry:
    """The one entry this name leads to best.

    Raises `NotFound` where none does, and `NotAllowed` where several do equally: no guess is made.
    """
    found = named(name, register)
    best = [n for n in found if n.how == found[0].how]
    if not found:
        raise NotFound(
            "register-entry-unknown",
            "no entry of a register goes by this name",
            field="entry",
            value=name,
            remedy="Give its code, a former code, its recorder's id, or REGISTER:ID.",
        )
    if len(best) > 1:
        raise NotAllowed(
            "register-entry-ambiguous",
            f"{len(best)} entries go by this name: {', '.join(n.entry_id for n in best[:12])}",
            field="entry",
            value=name,
            remedy="Give the id of the one that is meant.",
        )
    return RegisterEntry.objects.get(id=best[0].entry_id)


def told(found: Sequence[Named]) -> str:
    """Entries and how they are named, as a line a person can go on from."""
    ways = {"id": "its id", "code": "its code", "part": "a part of its code", "previous": "a former code"}
    return "; ".join(f"{n.entry_id} ({ways[n.how]})" for n in found[:12])
