"""A small invented release as values: three incidents, two belligerents, one umbrella record."""

from __future__ import annotations

from typing import Any

from cairn.publish.formats import Table, public_fields
from cairn.publish.outside.recount import counted, graded
from cairn.publish.releases.files import Content
from cairn.publish.releases.model import Release

KEY = "cairn-record/test+18e8e3ca+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
ASKED = {
    "members": [], "as_held_by": None, "country": None, "place": None, "place_pcode": None, "from": None, "to": None,
    "grade_of": "attribution", "basis": "released", "count": ["killed", "injured"], "umbrella": "children",
    "bound": "min adds up", "unit": "civilians", "register": None,
}  # fmt: skip
BUCKETS = {"likely": ["confirmed", "fair"], "weak": ["weak"]}


def incident(key: str, killed: tuple[int | None, int | None] = (1, 2), **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {f.name: None for f in public_fields("incidents")}
    row |= {"id": key, "code": f"C-{key}", "codes": [f"C-{key}"], "country": "SY", "harm_reported": "yes"}
    row |= {"state": "released", "version": 1, "reports": 1, "origins": 1, "date_start": "2025-05-08"}
    row |= {
        "causes": [],
        "weapons": [],
        "infrastructure": [],
        "killed_min": killed[0],
        "killed_max": killed[1],
    }
    return row | more


def graded_row(key: str, actor: str, grade: str) -> dict[str, Any]:
    row: dict[str, Any] = {f.name: None for f in public_fields("attributions")}
    return row | {
        "incident_id": key,
        "actor_id": actor,
        "grade": grade,
        "role": "suspected",
        "basis_claims": [],
    }


def claim(key: str, report: str, of: str, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {f.name: None for f in public_fields("claims")}
    return (
        row | {"id": key, "report_id": report, "incident_id": of, "kind": "killed", "min": 1, "max": 2} | more
    )


def table(name: str, rows: list[dict[str, Any]]) -> Table:
    return Table(name, public_fields(name), rows)


def content(
    incidents: list[dict[str, Any]],
    attributions: list[dict[str, Any]],
    *,
    claims: list[dict[str, Any]] | None = None,
    reports: list[dict[str, Any]] | None = None,
    version: str = "1.0",
    note: str = "",
) -> Content:
    """A release of these rows, whose sums are counted from them."""
    by_id, grades = {r["id"]: r for r in incidents}, graded(incidents, attributions)
    sums = []
    for actor in sorted({a["actor_id"] for a in attributions}):
        for bucket, wanted in BUCKETS.items():
            asked = {**ASKED, "actors": [actor], "grades": wanted}
            told = {
                "lines": {"en": ["A sentence."], "ar": ["جملة."]},
                "coverage": [],
                "rolled_up": [],
                "as_of": None,
            }
            sums.append(
                {
                    "actor_id": actor,
                    "bucket": bucket,
                    "definition": asked,
                    **counted(by_id, grades, asked),
                    **told,
                }
            )
    names = ("id", "publisher", "url")
    given = [{f.name: None for f in public_fields("reports")} | dict(zip(names, r, strict=False)) if isinstance(r, tuple)
             else r for r in reports or []]  # fmt: skip
    release = Release(
        version, "2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", "Cairn 0", "m1", "A record", "سجل", KEY, note=note,
        licence="CC0 1.0", address="https://record.example", counts={"incidents": len(incidents), "reports": len(given)},
        headline=[{k: s[k] for k in ("actor_id", "bucket", "lines")} for s in sums if s["bucket"] == "likely"],
    )  # fmt: skip
    tables = {"incidents": incidents, "attributions": attributions, "claims": claims or [], "reports": given}
    return Content(release, {name: table(name, rows) for name, rows in tables.items()}, sums)
