"""How two releases differ: incidents, grades, claims, sums with what explains them, and the method.

Enters: two releases as values. Leaves: a `Difference`. The difference of every sum is made up of incidents, each with
what it added before and after, at both ends; `closes` holds where these make the whole difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .files import Content
from .model import Row

ENDS = ("min", "max_of_known")
OUTCOMES = ("killed", "injured")
_OF_ITSELF = frozenset({"id", "last_changed", "version", "first_published"})
"""Fields of an incident of which a change alone says nothing."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one thing: its value before and after; None is unknown, or not there."""

    id: str
    code: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Share:
    """What one incident does to a sum: `why` is added, withdrawn, changed, or entered or left the definition; a change
    is after less before, by outcome and end (`killed_min`)."""

    id: str
    code: str
    why: str
    change: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SumChange:
    """One sum of one belligerent before and after, by outcome and end, and the incidents that make the difference."""

    actor_id: str
    bucket: str
    definition_changed: bool
    incidents: tuple[int, int]
    before: Mapping[str, int]
    after: Mapping[str, int]
    shares: tuple[Share, ...]

    @property
    def closes(self) -> bool:
        """Whether what the incidents explain is the whole difference, at every end."""
        return all(
            sum(s.change.get(end, 0) for s in self.shares) == self.after[end] - self.before[end]
            for end in self.after
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """All of it, in fixed order. `withdrawn` are incidents that are in the first alone, with the day of their tombstone
    where one tells it."""

    before: str
    after: str
    added: tuple[Row, ...]
    withdrawn: tuple[Row, ...]
    changed: tuple[Change, ...]
    grades: tuple[Change, ...]
    claims_added: tuple[Row, ...]
    claims_gone: tuple[Row, ...]
    sums: tuple[SumChange, ...]
    method: tuple[Change, ...]

    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {
            "incidents_added": len(self.added),
            "incidents_withdrawn": len(self.withdrawn),
            "incidents_changed": len({c.id for c in self.changed}),
            "grades_changed": len(self.grades),
            "claims_added": len(self.claims_added),
            "claims_superseded": len(self.claims_gone),
        }


def difference(before: Content, after: Content) -> Difference:
    """From the one to the other."""
    old, new = _by_id(before, "incidents"), _by_id(after, "incidents")
    stones = {s["id"]: s["at"] for c in (before, after) for s in c.release.withdrawn if s.get("id")}
    kept = sorted(old.keys() & new.keys())
    was, now = _by_id(before, "claims"), _by_id(after, "claims")
    return Difference(
        before=before.release.version,
        after=after.release.version,
        added=tuple({"id": k, "code": _code(new[k])} for k in sorted(new.keys() - old.keys())),
        withdrawn=tuple(
            {"id": k, "code": _code(old[k]), "tombstone": stones.get(k)} for k in sorted(old.keys() - new.keys())
        ),
        changed=tuple(c for k in kept for c in _changes(old[k], new[k])),
        grades=tuple(_grades(before, after)),
        claims_added=tuple(_claim(now[k]) for k in sorted(now.keys() - was.keys())),
        claims_gone=tuple(_claim(was[k]) for k in sorted(was.keys() - now.keys())),
        sums=tuple(_sums(before, after)),
        method=tuple(_method(before, after)),
    )  # fmt: skip


def _by_id(content: Content, table: str) -> dict[str, Row]:
    return {row["id"]: row for row in content.tables[table].rows} if table in content.tables else {}


def _code(row: Row) -> str:
    return str(row.get("code") or row["id"])


def _changes(old: Row, new: Row) -> list[Change]:
    names = [n for n in dict.fromkeys([*old, *new]) if n not in _OF_ITSELF]
    return [
        Change(old["id"], _code(new), n, old.get(n), new.get(n)) for n in names if old.get(n) != new.get(n)
    ]


def _grades(before: Content, after: Content) -> list[Change]:
    """Of each actor in each incident that both releases hold."""
    old, new = _by_id(before, "incidents"), _by_id(after, "incidents")
    found = []
    graded = [_attributed(c) for c in (before, after)]
    for key in sorted(graded[0].keys() | graded[1].keys()):
        if key[0] in old and key[0] in new:
            one, other = graded[0].get(key, {}), graded[1].get(key, {})
            found += [
                Change(key[0], _code(new[key[0]]), f"{name} of {key[1]}", one.get(name), other.get(name))
                for name in ("grade", "strike_status", "role")
                if one.get(name) != other.get(name)
            ]
    return found


def _attributed(content: Content) -> dict[tuple[str, str], Row]:
    rows = content.tables["attributions"].rows if "attributions" in content.tables else ()
    return {(r["incident_id"], r["actor_id"]): r for r in rows}


def _claim(row: Row) -> Row:
    return {name: row.get(name) for name in ("id", "incident_id", "report_id", "kind", "min", "max")}


def _sums(before: Content, after: Content) -> list[SumChange]:
    sums = [{(s["actor_id"], s["bucket"]): s for s in c.tallies} for c in (before, after)]
    rows = [_by_id(c, "incidents") for c in (before, after)]
    found = []
    for key in sorted(sums[0].keys() | sums[1].keys()):
        one, other = sums[0].get(key, {}), sums[1].get(key, {})
        shares = [
            _share(k, rows, (k in one.get("members", ()), k in other.get("members", ())))
            for k in sorted({*one.get("members", ()), *other.get("members", ())})
        ]
        told = tuple(s for s in shares if s is not None)
        asked = [s.get("definition") for s in (one, other)]
        changed = bool(one and other) and asked[0] != asked[1]
        now = SumChange(
            *key,
            changed,
            (one.get("incidents", 0), other.get("incidents", 0)),
            _ends(one),
            _ends(other),
            told,
        )
        if told or changed or now.before != now.after:
            found.append(now)
    return found


def _ends(tally: Row) -> dict[str, int]:
    return {f"{what}_{end}": (tally.get(what) or {}).get(end) or 0 for what in OUTCOMES for end in ENDS}


def _share(key: str, rows: list[dict[str, Row]], counts: tuple[bool, bool]) -> Share | None:
    """What an incident adds to a sum after, less before; None where that is nothing and it counts in both."""
    old, new = rows[0].get(key), rows[1].get(key)
    was = adds(old) if counts[0] and old else dict.fromkeys(_ends({}), 0)
    now = adds(new) if counts[1] and new else dict.fromkeys(_ends({}), 0)
    change = {end: now[end] - was[end] for end in now}
    if counts[0] and counts[1] and not any(change.values()):
        return None
    why = "added" if old is None else "withdrawn" if new is None else "changed"
    if why == "changed" and counts[0] != counts[1]:
        why = "entered" if counts[1] else "left"
    return Share(key, _code(new or old or {"id": key}), why, change)


def adds(row: Row) -> dict[str, int]:
    """What an incident adds to a sum that counts it: where only a lowest is known it stands at both ends."""
    found = {}
    for what in OUTCOMES:
        low, high = row.get(f"{what}_min"), row.get(f"{what}_max")
        found[f"{what}_min"] = low or 0
        found[f"{what}_max_of_known"] = (low or 0) if high is None else high
    return found


def _method(before: Content, after: Content) -> list[Change]:
    one, other = before.release, after.release
    pairs = [
        ("program", one.program, other.program),
        ("method_version", one.method_version, other.method_version),
        ("licence", one.licence, other.licence),
    ]
    return [Change("", "", name, a, b) for name, a, b in pairs if a != b]
