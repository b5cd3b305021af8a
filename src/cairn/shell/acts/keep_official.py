"""What the entries of parties should be, beside what they are: the difference is told, and written inside an open act.

Entries follow from what every source tells (`cairn.official.allegations`), so that they are the same in whatever order
documents and sheets come in. Nothing is taken away: an outcome that no longer holds, and an entry whose statements
went to another one, no longer live, and an entry's earlier state stays in its value, under the act until which it stood.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cairn.archive import sha256_hex
from cairn.official.allegations import Allegation, allegations, as_told
from cairn.official.model import ALLEGATION, STRIKE, Answered, Said
from cairn.official.told import Told
from cairn.shell.records.models import OfficialEntry, OfficialOutcome
from cairn.shell.records.official import answered_json, said_json
from cairn.shell.records.official_told import row_json, told_before, told_json

from .gather_official import Gathered

Json = dict[str, Any]
_OWN = ("act", "before")  # of a value: what the record says of it, and not the party


@dataclass(frozen=True, slots=True)
class Outcome:
    """One dated word of a party, as it should stand in the history of an entry."""

    document: str
    day: date | None
    value: Json

    @property
    def key(self) -> str:
        """What makes it the same word."""
        return _text([self.document, self.day.isoformat() if self.day else None, self.value])


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry as it should stand."""

    id: str
    document: str
    kind: str
    actor: str
    value: Json
    cells: str
    row: int
    outcomes: tuple[Outcome, ...] = ()


@dataclass(slots=True)
class Difference:
    """What is to be written, and in words what changes in entries that are here already."""

    new: list[Wanted] = field(default_factory=list)
    moved: list[tuple[OfficialEntry, Wanted | None]] = field(default_factory=list)  # None: it no longer lives
    said: list[tuple[str, Outcome]] = field(default_factory=list)
    unsaid: list[OfficialOutcome] = field(default_factory=list)
    told: dict[str, list[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.new or self.moved or self.said or self.unsaid)


def difference(found: Gathered, kind: str) -> Difference:
    """What must change for the record to hold what was gathered."""
    said: dict[str, list[OfficialOutcome]] = defaultdict(list)
    if kind == STRIKE:
        wanted = {one.id: one for one in _strikes(found)}
        stands = _strikes_told_anew(wanted, found)
    else:
        entries = OfficialEntry.objects.filter(kind=ALLEGATION)
        stands = {row.id: row for row in entries.iterator(chunk_size=2000)}
        outcomes = OfficialOutcome.objects.filter(live=True, entry__kind=ALLEGATION)
        for row in outcomes.iterator(chunk_size=2000):
            said[row.entry_id].append(row)
        wanted = {one.id: one for one in _allegations(found, stands, said)}
    done = Difference()
    for key, one in wanted.items():
        before = stands.get(key)
        changed = _changes(before, one) if before else []
        if before is None:
            done.new.append(one)
        elif changed or not before.live:
            done.moved.append((before, one))
        words = _outcomes(done, key, one.outcomes, said.get(key, []))
        if before is not None and (changed or words):
            done.told[key] = [*changed, *words]
    for key, entry in stands.items():
        if key not in wanted and entry.live:
            done.moved.append((entry, None))
            done.told[key] = [
                *_outcomes(done, key, (), said.get(key, [])),
                "it is told by another entry now, or no more",
            ]
    return done


def _strikes_told_anew(wanted: Mapping[str, Wanted], found: Gathered) -> dict[str, OfficialEntry]:
    """The strikes there are of those that are wanted, and of documents that came again."""
    rows = OfficialEntry.objects.filter(kind=STRIKE)
    there = {
        row.id: row
        for key in found.replaced_documents
        for row in rows.filter(id__startswith=f"{key}@")
        if row.id.startswith(f"{key}@")  # SQLite takes small letters and capitals for the same
    }
    keys = list(wanted)
    for n in range(0, len(keys), 500):
        there |= rows.in_bulk(keys[n : n + 500])
    return there


def _allegations(
    found: Gathered, stands: Mapping[str, OfficialEntry], said: Mapping[str, Sequence[OfficialOutcome]]
) -> Iterator[Wanted]:
    """Every allegation, made out anew from what stood before and what came now."""
    rows = [one for one in found.told if one.is_row]
    told = [*told_before(stands, said, rows, found.replaced_documents), *found.told]
    held = {key: row.value["act"] for key, row in stands.items()}
    values = _beside(found, stands)
    found_now = {_key(allegation, held): allegation for allegation in allegations(told)}
    known_by = {m.entry.id: key for key, allegation in found_now.items() for m in allegation.members}
    for key, allegation in found_now.items():
        entry = as_told(allegation, key)
        first = next(m for m in allegation.members if m.entry.id == key)
        value = {**answered_json(entry), "document": entry.document_id, **values.get(key, {})}
        value |= _more(allegation, found, [known_by[other] for other in allegation.may_answer])
        yield Wanted(
            id=key,
            document=found.sheet if first.is_row and key in found.sheet_rows else first.entry.document_id,
            kind=ALLEGATION,
            actor=entry.actor,
            value=value,
            cells=_cells(found, key) or (stands[key].cells if key in stands else ""),
            row=found.sheet_rows.get(key, 0),
            outcomes=tuple(_said(entry, allegation)),
        )


def _beside(found: Gathered, stands: Mapping[str, OfficialEntry]) -> dict[str, Json]:
    """What entries keep beside what is read of them: as told now, else as it stands."""
    kept = ("filed_with", "party_told", "role", "reason_told", "strike_report")
    before = {key: {k: row.value[k] for k in kept if k in row.value} for key, row in stands.items()}
    return before | found.beside


def _cells(found: Gathered, key: str) -> str:
    return next((text for (entry, _), text in found.cells.items() if entry == key), "")


def _key(allegation: Allegation, held: Mapping[str, int]) -> str:
    """The entry's id: its row's, else that of the first of its statements to have come in."""
    first = allegation.members[0]
    if first.is_row:
        return first.entry.id
    there = [m.entry.id for m in allegation.members if m.entry.id in held]
    return min(there, key=lambda key: (held[key], there.index(key))) if there else first.entry.id


def _more(allegation: Allegation, found: Gathered, may_answer: list[str]) -> Json:
    """What an entry's value holds beside what it tells: reasons, rows as they came, what it may answer as well."""
    reasons = list(dict.fromkeys(r.value for m in allegation.members for r in m.reasons))
    rows = [row_json(m, _hash(found, m)) for m in allegation.members if m.is_row]
    more: Json = {"reasons": reasons, "may_answer": may_answer, "rows": rows}
    return {name: value for name, value in more.items() if value}


def _hash(found: Gathered, told: Told) -> str:
    cells = found.cells.get((told.entry.id, told.telling))
    return told.cells if cells is None else sha256_hex(cells.encode())


def _said(entry: Answered, allegation: Allegation) -> Iterator[Outcome]:
    """The history of an entry; each word of a document with what its statement told by itself."""
    free = {_where(m.entry.history[0]): m for m in allegation.members if not m.is_row}
    for said in entry.history:
        value = said_json(said)
        told = free.get(_where(said))
        yield Outcome(
            said.document_id, said.day, value if told is None else {**value, "told": told_json(told)}
        )


def _where(said: Said) -> tuple[str, object]:
    return said.document_id, said.passage or said


def _strikes(found: Gathered) -> Iterator[Wanted]:
    for told in found.told:
        entry, key = told.entry, told.entry.id
        value = {**answered_json(entry), "document": entry.document_id, **found.beside.get(key, {})}
        if told.is_row:
            value["rows"] = [{"telling": told.telling, "cells": _hash(found, told)}]
        document = found.sheet if told.is_row else entry.document_id
        yield Wanted(
            key,
            document,
            STRIKE,
            entry.actor,
            value,
            found.cells.get((key, told.telling), ""),
            found.sheet_rows.get(key, 0),
        )


def _outcomes(
    done: Difference, key: str, wanted: Sequence[Outcome], stands: Iterable[OfficialOutcome]
) -> list[str]:
    """Outcomes of an entry to write or to retire, and in words what that changes."""
    there: dict[str, list[OfficialOutcome]] = defaultdict(list)
    for row in stands:
        there[Outcome(row.document_id, row.day, _bare(row.value)).key].append(row)
    words = []
    for outcome in wanted:
        if there[outcome.key]:
            there[outcome.key].pop()
        else:
            done.said.append((key, outcome))
            words.append(f"said {_words(outcome.day, outcome.value)}")
    for row in (row for rows in there.values() for row in rows):
        done.unsaid.append(row)
        words.append(f"no longer {_words(row.day, row.value)}")
    return words


def _words(day: date | None, value: Mapping[str, Any]) -> str:
    figures = [
        f"{name} {_range(value[name])}" for name in ("killed", "injured") if value[name] != [None, None]
    ]
    return ", ".join([f"{day or 'undated'}: {value['outcome'] or 'no outcome'}", *figures])


def _range(ends: Sequence[int | None]) -> str:
    low, high = ("unknown" if end is None else str(end) for end in ends)
    return low if low == high else f"{low} to {high}"


def _changes(before: OfficialEntry, one: Wanted) -> list[str]:
    """Each changed cell of a row that took the place of another, else each changed value, as a sentence to check."""
    if _bare(before.value) == _plain(one.value):
        return []
    adds = sha256_hex(before.cells.encode()) in {row["cells"] for row in one.value.get("rows", ())}
    if before.cells and one.cells and before.cells != one.cells and not adds:
        old, new = json.loads(before.cells), json.loads(one.cells)
    else:
        hidden = ("rows", "passages", "document")
        old, new = (
            {k: v for k, v in told.items() if k not in hidden}
            for told in (_bare(before.value), _plain(one.value))
        )
    names = [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]
    return [f"{name}: {_short(old.get(name))} -> {_short(new.get(name))}" for name in names] or [
        "another row tells of it too" if adds and before.cells != one.cells else "its words are others now"
    ]


def _short(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 80 else shown[:77] + "..."


def _bare(value: Mapping[str, Any]) -> Json:
    return {name: told for name, told in value.items() if name not in _OWN}


def _plain(value: Json) -> Json:
    """As the database gives it back."""
    return dict(json.loads(json.dumps(value)))


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def keep(done: Difference, act: int) -> None:
    """Write it: inside the open act of this number."""
    OfficialEntry.objects.bulk_create(
        [
            OfficialEntry(
                id=one.id, document_id=one.document, kind=one.kind, actor=one.actor,
                value={**one.value, "act": act}, cells=one.cells, capture_row=one.row,
            )
            for one in done.new
        ],
        batch_size=500,
    )  # fmt: skip
    for row, one in done.moved:
        _move(row, one, act)
    fields = ["value", "cells", "capture_row", "version", "live"]
    OfficialEntry.objects.bulk_update([row for row, _ in done.moved], fields, batch_size=200)
    for outcome in done.unsaid:
        outcome.live = False
    OfficialOutcome.objects.bulk_update(done.unsaid, ["live"], batch_size=500)
    _keep_said(done.said, act)


def _move(row: OfficialEntry, one: Wanted | None, act: int) -> None:
    """The entry as it should be, and what it was under the act that ends it."""
    was = {"until": act, "live": row.live, "value": _bare(row.value)}
    told = one.value if one else _bare(row.value)
    row.value = {**told, "act": row.value["act"], "before": [*row.value.get("before", ()), was]}
    row.live, row.version = one is not None, row.version + 1
    if one is not None and one.cells:
        row.cells, row.capture_row = one.cells, one.row or row.capture_row


def _keep_said(said: Sequence[tuple[str, Outcome]], act: int) -> None:
    numbers: dict[str, int] = defaultdict(int)
    keys = sorted({key for key, _ in said})
    for n in range(0, len(keys), 500):
        rows = OfficialOutcome.objects.filter(entry_id__in=keys[n : n + 500]).values_list("entry_id", "n")
        for key, number in rows:
            numbers[key] = max(numbers[key], number)
    made = []
    for key, outcome in said:
        numbers[key] += 1
        value = {**outcome.value, "act": act}
        made.append(
            OfficialOutcome(
                entry_id=key, document_id=outcome.document, n=numbers[key], day=outcome.day, value=value
            )
        )
    OfficialOutcome.objects.bulk_create(made, batch_size=500)
