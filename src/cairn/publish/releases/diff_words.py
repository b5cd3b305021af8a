"""The difference of two releases in words, as one object for programs, and as rows of one table.

Enters: a `Difference`. Leaves: strings and plain values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from cairn.publish.sheet import as_csv

from .diff import Change, Difference, SumChange

COLUMNS = ("what", "id", "code", "actor_id", "bucket", "field", "before", "after", "why")
SHOWN = 20
"""Lines of one kind that are told in words."""
_ENDS = {
    "killed_min": "killed, lowest", "killed_max_of_known": "killed, highest known",
    "injured_min": "injured, lowest", "injured_max_of_known": "injured, highest known",
}  # fmt: skip


def as_object(found: Difference) -> dict[str, Any]:
    """For `--json`."""
    told = asdict(found)
    told["counts"] = found.counts()
    told["closes"] = all(s.closes for s in found.sums)
    return told


def as_text(found: Difference) -> str:
    """For a person, in English."""
    lines = [f"From release {found.before} to release {found.after}"]
    lines += _section("Incidents added", [f"{r['code']} ({r['id']})" for r in found.added])
    lines += _section("Incidents no longer in it", [_gone(r) for r in found.withdrawn])
    lines += _section("Incidents changed", map(_changed, found.changed))
    lines += _section("Grades changed", map(_changed, found.grades))
    lines += _section("Claims added", [_claim(c) for c in found.claims_added])
    lines += _section("Claims superseded or gone", [_claim(c) for c in found.claims_gone])
    for one in found.sums:
        lines += ["", *_sum(one)]
    lines += _section("Method", map(_changed, found.method))
    return "\n".join(lines if len(lines) > 1 else [*lines, "They hold the same."])


def _section(title: str, rows: Iterable[str]) -> list[str]:
    told = list(rows)
    more = [f"  and {len(told) - SHOWN:,} more (--json has all)"] if len(told) > SHOWN else []
    return ["", f"{title}: {len(told):,}", *(f"  {row}" for row in told[:SHOWN]), *more] if told else []


def _gone(row: Any) -> str:
    stone = (
        f"withdrawn {row['tombstone'][:10]}"
        if row["tombstone"]
        else "withdrawn, merged, or its release taken back"
    )
    return f"{row['code']} ({row['id']}): {stone}"


def _changed(one: Change) -> str:
    return f"{one.code} {one.field}: {_said(one.before)} -> {_said(one.after)}".strip()


def _said(value: Any) -> str:
    if value is None:
        return "unknown"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return str(value) if value != "" else "nothing"


def _claim(row: Any) -> str:
    return f"{row['id']} ({row['kind']}, {_said(row['min'])} to {_said(row['max'])}) of incident {row['incident_id']}"


def _sum(one: SumChange) -> list[str]:
    lines = [f"{one.actor_id}, {one.bucket}: {one.incidents[0]} -> {one.incidents[1]} incidents"]
    for end, name in _ENDS.items():
        if one.before[end] == one.after[end]:
            continue
        lines.append(
            f"  {name}: {one.before[end]} -> {one.after[end]} ({one.after[end] - one.before[end]:+d})"
        )
        lines += [f"    {s.change[end]:+d} {s.code} ({s.why})" for s in one.shares if s.change[end]]
    if one.definition_changed:
        lines.append("  What is counted changed as well: see the definitions in both tallies.json.")
    return [
        *lines,
        "  Explained in full." if one.closes else "  NOT explained in full by the incidents listed.",
    ]


def as_rows(found: Difference) -> str:
    """One row a change, as CSV for a spreadsheet."""
    rows: list[dict[str, Any]] = [{"what": "incident added", **r} for r in found.added]
    rows += [{"what": "incident gone", **r} for r in found.withdrawn]
    for what, some in (("incident", found.changed), ("grade", found.grades), ("method", found.method)):
        rows += [{"what": f"{what} changed", **asdict(c)} for c in some]
    rows += [{"what": "claim added", "id": r["id"], "field": r["kind"]} for r in found.claims_added]
    rows += [{"what": "claim gone", "id": r["id"], "field": r["kind"]} for r in found.claims_gone]
    for one in found.sums:
        head = {"actor_id": one.actor_id, "bucket": one.bucket}
        rows += [
            {"what": "sum", **head, "field": e, "before": one.before[e], "after": one.after[e]}
            for e in one.after
        ]
        rows += [
            {
                "what": "part of a sum",
                **head,
                "id": s.id,
                "code": s.code,
                "field": e,
                "after": v,
                "why": s.why,
            }
            for s in one.shares
            for e, v in s.change.items()
            if v
        ]
    return as_csv(COLUMNS, rows)
