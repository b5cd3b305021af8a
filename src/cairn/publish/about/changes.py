"""What moved in public, act by act: released, updated with what moved, linked to a party's entry, withdrawn.

Enters: an index. Leaves: changes, newest first, as plain values in no language. Of a withdrawn thing there is a code
and a day and nothing else, and only of what was public can it be said that it was corrected.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cairn.publish.incident.versions import RANGES, Difference, differences
from cairn.publish.rows.index import Index

RELEASED, UPDATED, LINKED, WITHDRAWN = "released", "updated", "linked", "withdrawn"
KINDS = (RELEASED, UPDATED, LINKED, WITHDRAWN)
CORRECTED = frozenset({*RANGES, "date", "place", "point", "harm_reported"})
"""What counts as a correction when it moves after it was public; a summary written anew does not."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to what is public. `at` is an ISO moment, of a withdrawal a day."""

    at: str
    kind: str
    incident_id: str
    code: str
    version: int = 0
    moved: tuple[Difference, ...] = ()
    entry_id: str = ""

    @property
    def corrects(self) -> bool:
        """Whether something that was public already is no longer so."""
        return self.kind == WITHDRAWN or any(
            d.field in CORRECTED or d.field.startswith("grade:") for d in self.moved
        )


def changes(found: Index) -> list[Change]:
    """Every change of what is public, newest first; those of one moment by kind and code."""
    told = [*_released(found), *_linked(found), *_withdrawn(found)]
    told.sort(key=lambda c: (KINDS.index(c.kind), c.code, c.version, c.entry_id))
    return sorted(told, key=lambda c: c.at, reverse=True)  # sorting keeps the order of equals


def by_month(told: Sequence[Change]) -> dict[str, list[Change]]:
    """The changes of each month (`2031-05`), in their order."""
    found: dict[str, list[Change]] = defaultdict(list)
    for change in told:
        is_dated = re.match(r"\d{4}-\d\d", change.at)
        found[change.at[:7] if is_dated else "undated"].append(change)
    return dict(found)


def _released(found: Index) -> Iterator[Change]:
    for key, incident in found.incidents.items():
        code, rows = found.title(incident), found.versions.get(key, [])
        for n, row in enumerate(rows):
            moved = tuple(differences(rows[n - 1], row)) if n else ()
            yield Change(row.get("at", ""), UPDATED if n else RELEASED, key, code, row["version"], moved)
        if not rows and incident.get("state") == "released":
            yield from _by_acts(found, key)


def _by_acts(found: Index, key: str) -> Iterator[Change]:
    """Of an incident whose versions are not kept: that it was released, and when."""
    acts = [h for h in found.history.get(key, ()) if h.get("act") == RELEASED and h.get("at")]
    for n, act in enumerate(sorted(acts, key=lambda h: h.get("at", ""))):
        kind = UPDATED if n else RELEASED
        yield Change(act.get("at", ""), kind, key, found.title(found.incidents[key]), act.get("version", 0))


def _linked(found: Index) -> Iterator[Change]:
    """A party's entry that a person linked: public from the later of the link and the incident's release."""
    for act in found.record.link_acts:
        key = act["incident_id"]
        if key in found.incidents and act["entry_id"] in found.entries:
            first = next((v.get("at", "") for v in found.versions.get(key, ())), "")
            at = max(act.get("at", ""), first)
            yield Change(at, LINKED, key, found.title(found.incidents[key]), entry_id=act["entry_id"])


def _withdrawn(found: Index) -> Iterator[Change]:
    for stone in found.record.tombstones:
        code = next(iter(stone.get("codes", ())), stone["id"][:8])
        yield Change((stone.get("at") or "")[:10], WITHDRAWN, "", code)


def plain_rows(told: Sequence[Change]) -> list[dict[str, object]]:
    """The twin: one row for each thing that moved, one for each change that moved nothing."""
    rows: list[dict[str, object]] = []
    for change in told:
        head: dict[str, object] = {
            "at": change.at,
            "change": change.kind,
            "incident_id": change.incident_id,
            "code": change.code,
            "version": change.version or None,
            "entry_id": change.entry_id or None,
        }
        parts = [_plain(moved) for moved in change.moved] or [dict.fromkeys(MOVED_COLUMNS)]
        rows += [{**head, **part} for part in parts]
    return rows


MOVED_COLUMNS = ("field", "actor", "was", "now", "was_min", "was_max", "now_min", "now_max")
COLUMNS = ("at", "change", "incident_id", "code", "version", "entry_id", *MOVED_COLUMNS)
"""Of the tables of changes and of corrections."""


def _plain(moved: Difference) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(MOVED_COLUMNS)
    field, _, actor = moved.field.partition(":")
    row |= {"field": field, "actor": actor or None}
    for end, value in (("was", moved.was), ("now", moved.now)):
        told = value if isinstance(value, tuple) else (value,)
        if field in RANGES:
            row[f"{end}_min"], row[f"{end}_max"] = told
        elif field == "date":
            row[end] = "/".join(dict.fromkeys(str(d) for d in told if d)) or None
        elif field == "point":  # as the public point is: snapped, or not there
            row[end] = " ".join("-" if v is None else str(v) for v in told)
        else:
            row[end] = next((v for v in told if v is not None), None)
    return row
