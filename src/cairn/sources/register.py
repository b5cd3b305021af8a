"""Another recorder's register, taken as it is: a file's name and bytes enter, entries with flags leave.

A row is set aside only where it cannot be an entry at all: it is no row, has no id, or an id that came before.
Every other fault is kept as written and flagged (data/register.toml says what each flag means and how such an
entry counts). Used by `cairn add --as register`; entries are read again from their cells wherever they are
counted or shown, so a better reader or a longer list of actors reaches entries that came in before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from cairn.errors import RowRejected
from cairn.places.gazetteer import Gazetteer
from cairn.values import Precision, Range
from cairn.vocab.actors import Actor
from cairn.vocab.closed import Grade

from .recorder_files import REGISTER, form_of_file, rows_in
from .recorders import told_by
from .register_cells import Cells, day_of, figure_of, list_of, shown, text_of
from .register_checks import across, consistency, is_code
from .register_model import Entry, EntryRow, Flag, Party, RegisterTable
from .register_places import Provinces, spot_of
from .register_words import NOBODY, actor_finder, column_named, figures, grades_in, meaning
from .rows import BadRow

LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Known:
    """What entries are read against: who is who, and the provinces. Made once by `known`."""

    actor: Callable[[str], str]
    provinces: Provinces


def known(actors: Iterable[Actor], gazetteer: Gazetteer) -> Known:
    """The actors and places of a workspace, made ready."""
    return Known(actor_finder(actors), Provinces(gazetteer))


def read_register(name: str, data: bytes, against: Known) -> RegisterTable:
    """Every row of a file (JSON Lines, CSV or XLSX) as an entry, or set aside.

    The flags that need the whole register (repeated codes) come from `across`. Raises `FileRefused` with the
    codes of `rows_of` and of `form_of_file`.
    """
    good: list[EntryRow] = []
    bad: list[BadRow] = []
    seen: dict[str, int] = {}
    form_of_file(name, data, REGISTER)
    for row in rows_in(name, data):
        if isinstance(row, BadRow):
            bad.append(row)
            continue
        try:
            entry_id = id_of(row.cells)
            if entry_id in seen:
                raise _twice(entry_id, seen[entry_id])
        except RowRejected as error:
            bad.append(BadRow(row.row, row.raw, error))
            continue
        seen[entry_id] = row.row
        good.append(EntryRow(row.row, entry_of(row.cells, against)))
    return RegisterTable(tuple(good), tuple(bad))


def entry_of(cells: Mapping[str, Any], against: Known, *, checked: bool = True) -> Entry:
    """One entry from its cells by column name. Raises `RowRejected` as `id_of` does, and for nothing else.

    Without `checked` its values are the same and the flags of values that contradict each other are not looked for:
    a sum of thousands of entries asks for none of them.
    """
    theirs = told_by(cells)
    told = theirs.cells if theirs else known_cells(cells)
    flags: list[Flag] = list(theirs.flags) if theirs else []
    entry_id = _id_among(told)
    day, last_day = day_of(told, "date", flags), day_of(told, "date_end", flags)
    spot = spot_of(told, against.provinces, flags, checked=checked)
    spot = replace(spot, precision=theirs.precision if theirs else _precision(told))
    attributed = tuple(_attributed(told, against, flags))
    filed = tuple(_filed(told, against, flags)) if "belligerents" in told else attributed
    numbers = {name: figure_of(told, name, flags) for name in figures()}
    entry = Entry(
        id=entry_id,
        cells=cells,
        code=_code(told, flags),
        previous_codes=_previous(told, flags),
        day=day,
        last_day=last_day if last_day and day and last_day >= day else day,
        spot=spot,
        filed=filed,
        attributed=attributed,
        grade_told=text_of(told, "grade"),
        grades=_grades(told, flags),
        strike_status=text_of(told, "strike_status"),
        harm_reported=_harm(told, flags),
        figures={name: number for name, number in numbers.items() if number != Range()},
        possible=theirs.days if theirs else None,
        sources=theirs.sources if theirs else _sources(told, flags),
        modified=day_of(told, "modified", []),
    )
    if checked:
        flags += consistency(entry, told, last_day)
    return _with_flags(entry, flags)


def with_flags_across(entries: Iterable[Entry]) -> list[Entry]:
    """The entries of one whole register, each with the flags that only show beside the others."""
    listed = list(entries)
    more = across(listed)
    return [_with_flags(e, [*e.flags, *more[e.id]]) if e.id in more else e for e in listed]


def known_cells(cells: Mapping[str, Any]) -> dict[str, Any]:
    """The cells whose columns are read, by our names for them; the first of two spellings counts."""
    found: dict[str, Any] = {}
    for column, value in cells.items():
        if ours := column_named(column):
            found.setdefault(ours, value)
    return found


def id_of(cells: Mapping[str, Any]) -> str:
    """The recorder's id of the row, else its code. Raises `RowRejected` (register-no-id, register-id-unusable)."""
    theirs = told_by(cells)
    return _id_among(theirs.cells if theirs else known_cells(cells))


def _id_among(told: Cells) -> str:
    found = text_of(told, "id") or text_of(told, "code")
    if not found:
        raise RowRejected(
            "register-no-id",
            "the row has neither an id nor a code, so nothing can refer to it",
            field="id",
            value=told.get("id"),
            remedy="Give it the id its recorder has for it.",
        )
    if len(found) > LONGEST_ID or not found.isprintable():
        raise RowRejected(
            "register-id-unusable",
            f"the id is longer than {LONGEST_ID} characters or holds signs that cannot be printed",
            field="id",
            value=found,
            remedy="Use the recorder's id, on one line.",
        )
    return found


def _precision(told: Cells) -> Precision | None:
    """How finely its place is known, where the recorder says so in a word of ours."""
    said = text_of(told, "precision").lower()
    return Precision(said) if said in set(Precision) else None


def _sources(told: Cells, flags: list[Flag]) -> tuple[str, ...]:
    """Those it names as having told it."""
    return tuple(
        dict.fromkeys(str(one) for one in list_of(told, "sources", flags) if isinstance(one, str) and one)
    )


def _twice(entry_id: str, first: int) -> RowRejected:
    return RowRejected(
        "register-id-twice",
        f"the id stands on row {first} already",
        field="id",
        value=entry_id,
        remedy="Ask the recorder which row holds; the first went in.",
    )


def _with_flags(entry: Entry, flags: Iterable[Flag]) -> Entry:
    return replace(entry, flags=tuple(dict.fromkeys(flags)))


def _party(told: str, field: str, against: Known, flags: list[Flag], role: str = "") -> Party:
    actor = against.actor(told)
    if not actor:
        flags.append(Flag("actor-unknown", field, told))
    return Party(told, actor, role)


def _filed(told: Cells, against: Known, flags: list[Flag]) -> Iterator[Party]:
    """The belligerents it is filed under, each once; "Unknown" where the register files it so."""
    seen: set[str] = set()
    for item in list_of(told, "belligerents", flags):
        if not isinstance(item, str):
            flags.append(Flag("cell-unusable", "belligerents", shown(item)))
        elif item.strip():
            party = _party(item.strip(), "belligerents", against, flags)
            if party.key not in seen:
                seen.add(party.key)
                yield party


def _attributed(told: Cells, against: Known, flags: list[Flag]) -> Iterator[Party]:
    """Those it attributes the harm to, with their roles: objects, or names alone."""
    seen: set[str] = set()
    for item in list_of(told, "attributions", flags):
        name = item.get("belligerent") if isinstance(item, Mapping) else item
        role = item.get("role") if isinstance(item, Mapping) else ""
        if not isinstance(name, str) or not name.strip():
            flags.append(Flag("cell-unusable", "attributions", shown(item)))
            continue
        known_role = meaning("role", role) if isinstance(role, str) else ""
        if isinstance(item, Mapping) and not known_role:
            flags.append(Flag("role-unknown", "attributions", shown(item)))
        party = _party(name.strip(), "attributions", against, flags, known_role)
        if party.key not in seen and party.actor != NOBODY:
            seen.add(party.key)
            yield party


def _grades(told: Cells, flags: list[Flag]) -> tuple[Grade, ...]:
    said = text_of(told, "grade")
    grades, others = grades_in(said)
    if not said:
        flags.append(Flag("grade-missing", "grade"))
    if others:
        flags.append(Flag("grade-unknown", "grade", said))
    if len(grades) > 1:
        flags.append(Flag("grade-several", "grade", said))
    return grades


def _harm(told: Cells, flags: list[Flag]) -> str:
    said = text_of(told, "harm_reported")
    found = meaning("harm", said) if said else ""
    if not found:
        flags.append(Flag("harm-unknown-word" if said else "harm-missing", "harm_reported", said))
    return found or "unknown"


def _code(told: Cells, flags: list[Flag]) -> str:
    said = " ".join(text_of(told, "code").split())
    if not said:
        flags.append(Flag("code-missing", "code"))
    elif not is_code(said):
        flags.append(Flag("code-unusable", "code", shown(said)))
        return ""
    return said


def _previous(told: Cells, flags: list[Flag]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for item in list_of(told, "previous_codes", flags):
        said = " ".join(str(item).split()) if isinstance(item, str | int) else ""
        if not said:
            flags.append(Flag("previous-code-blank", "previous_codes", shown(item)))
        elif not is_code(said):
            flags.append(Flag("code-unusable", "previous_codes", shown(item)))
        else:
            found[said] = None
    return tuple(found)
