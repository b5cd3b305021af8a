"""What the public may hold beside an incident: what was public before, what its range rests on, who wrote its summary,
its pictures and films. The fields stand in `publish.allow` with all others.

All of it goes out only where its incident does, so a withdrawn one takes its whole history along. Of words a version
carries the place and, where deciders may be named, who and why: a summary that was replaced is not shown again, since
it may have been replaced for what it told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from cairn.publish.rows.record import ClaimRow, IncidentRow, Record, ReportRow
from cairn.publish.rows.versions import MediaRow, SummaryRow, VersionRow, WeighedRow
from cairn.publish.wording.out_of_range import plain
from cairn.vocab.closed import SourceKind

from .parties import Mask, Only

_WORDED = ("place_name", "place_name_ar")
_PERSON = "person"
Fields = dict[str, object]
_ENDS = (
    *(f"{name}_{end}" for name in ("killed", "injured") for end in ("min", "max")),
    "date",
    "place",
)


class Scope(Protocol):
    """What is out: the released incidents, the reports behind them by id, and the public id of each."""

    @property
    def incidents(self) -> frozenset[str]:
        """Ids of the released incidents."""

    @property
    def reports(self) -> Mapping[str, ReportRow]:
        """By id."""

    @property
    def report_ids(self) -> Mapping[str, str]:
        """Id -> public id."""


@dataclass(frozen=True)
class Gate:
    """What is out, the claims that stand in public, and how a row is cut to its public fields, a point snapped, and the
    names of an incident's people blotted out."""

    scope: Scope
    claims: Iterable[ClaimRow]
    only: Only
    snapped: Callable[[IncidentRow], IncidentRow]
    mask_of: Callable[[str], Mask]


def public_beside(record: Record, gate: Gate) -> dict[str, Any]:
    """The rows beside released incidents, by their names in `Record`."""

    def out(rows: Any) -> Any:
        return [row for row in rows if row["incident_id"] in gate.scope.incidents]

    claims = frozenset(claim["id"] for claim in gate.claims)
    return {
        "versions": [_version(row, gate) for row in out(record.versions)],
        "weighed": [_weighed(row, gate.only, claims) for row in out(record.weighed)],
        "summaries": [_summary(row, gate) for row in out(record.summaries)],
        "media": [
            _media(row, gate)
            for row in out(record.media)
            if row.get("released") is True and _may_show(row.get("report_id", ""), gate.scope)
        ],
    }


def _version(row: VersionRow, gate: Gate) -> VersionRow:
    """The version as it may be shown: its fields are those of an incident, its point snapped like any other."""
    mask = gate.mask_of(row["incident_id"])
    held = cast(IncidentRow, {"id": row["incident_id"], **row.get("fields", {})})
    fields = gate.only("version_fields", {**held, **gate.snapped(held)})
    shown = gate.only("versions", row)
    shown["fields"] = {
        name: mask(value) if name in _WORDED and isinstance(value, str) else value
        for name, value in fields.items()
    }
    shown["grades"] = dict(row.get("grades", {}))
    if row.get("public") is True:
        for name in ("who", "why", "why_ar"):
            if name in row:
                cast(Fields, shown)[name] = mask(str(cast(Fields, row)[name]))
    return shown


def _weighed(row: WeighedRow, only: Only, claims: frozenset[str]) -> WeighedRow:
    """Which public claims set an end, and why others did not, in the words that are known."""
    shown = only("weighed", row)
    receipts = row.get("receipts", {})
    shown["receipts"] = {
        name: [i for i in receipts[name] if i in claims or i == _PERSON] for name in _ENDS if name in receipts
    }
    told = {key: plain(why) for key, why in row.get("excluded", {}).items() if key in claims}
    shown["excluded"] = {key: why for key, why in told.items() if why}
    return shown


def _summary(row: SummaryRow, gate: Gate) -> SummaryRow:
    shown = gate.only("summaries", row)
    if row.get("public") is True:
        for name in ("by_en", "by_ar"):
            if row.get(name):
                cast(Fields, shown)[name] = cast(Fields, row)[name]
    return shown


def _may_show(report_id: str, scope: Scope) -> bool:
    """Whether a person released the media of this report; what a party to the conflict shows never is (rule 9)."""
    report = scope.reports.get(report_id, {"id": ""})
    return report.get("source_kind") != SourceKind.OFFICIAL and "media" in report.get("released_fields", ())


def _media(row: MediaRow, gate: Gate) -> MediaRow:
    shown = gate.only("media", row)
    shown["id"] = row.get("file", "").partition(".")[
        0
    ]  # our own tells of the report and of the file as it came
    shown["report_id"] = gate.scope.report_ids.get(row.get("report_id", ""), "")
    mask = gate.mask_of(row["incident_id"])
    for name in ("told_en", "told_ar"):
        cast(Fields, shown)[name] = mask(str(cast(Fields, row).get(name, "")))
    return shown
