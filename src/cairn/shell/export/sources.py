"""Rows of what was said: reports, accounts, claims, readings, assignments, rejected rows."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import cache, cached_property
from typing import Any

from cairn.incident.origins import Origins
from cairn.shell.records import load
from cairn.shell.records.convert import by_key, moment_text, reading_of
from cairn.shell.records.models import AccountRow, AssignmentRow, ClaimRow, Rejected, ReportRow
from cairn.shell.workspace import Workspace

from .masking import NameMask
from .media import shown_reports

Row = dict[str, Any]
Frozen = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Incident id -> account id -> claim id -> origin id, as `load.said_of` keeps them with an assessment."""
INTERNAL_ONLY = ("confidence",)


class Said:
    """What sources said, as rows. What was withdrawn is not in it; withdrawn names are blotted out."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.gone = load.withdrawn("report")
        self.mask = NameMask(load.withdrawn("name"))
        self._seen: dict[str, str] = {}

    @cached_property
    def shown(self) -> frozenset[str]:
        """Reports of which a person released a picture."""
        return shown_reports()

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Report id -> stored text."""
        rows = ReportRow.objects.order_by("id").values_list("id", "text_sha256")
        return {i: self.mask(self.ws.objects.text(sha)) for i, sha in rows if i not in self.gone}

    @cached_property
    def joined(self) -> Mapping[str, str]:
        """Account id -> the incident it joined; the likeliest where it joined several."""
        rows = AssignmentRow.objects.filter(live=True, decision="joined").order_by(
            "account_id", "probability", "id"
        )
        return {account: str(incident) for account, incident in rows.values_list("account_id", "incident_id")}

    @cached_property
    def origins(self) -> Mapping[str, str]:
        """Account id -> origin id."""
        rows = AssignmentRow.objects.filter(live=True).order_by("id").values_list("account_id", "origin")
        return {account: origin or account for account, origin in rows}

    @cached_property
    def told_by(self) -> Mapping[tuple[str, str], str]:
        """Account id and claim id -> the first-hand source the claim traces to in its incident (rule 8); with an
        empty claim id, the source of the account's telling as a whole."""
        found: dict[tuple[str, str], str] = {}
        for accounts in (one for part in load.joined_in_parts() for one in part.values()):
            origins = Origins(accounts)
            found.update({(a.account_id, ""): origins.of_account(a) for a in accounts})
            found.update({(a.account_id, i): origins.of_claim(a, c) for a in accounts for i, c in a.claims})
        return found

    def reports(self) -> Iterator[Row]:
        """One row per report."""
        main = dict(AccountRow.objects.filter(live=True).order_by("-n").values_list("report_id", "id"))
        for row in ReportRow.objects.select_related("source").order_by("id").iterator():
            if row.id in self.gone:
                continue
            yield {
                "id": row.id,
                "source_id": row.source_id,
                "source_kind": row.source.kind,
                "publisher": self.mask(row.source.name),
                "author": self.mask(row.author),
                "url": self.mask(row.url),
                "platform": row.platform,
                "published": row.published and moment_text(row.published),
                "published_basis": row.published_basis,
                "language": row.language,
                "capture_sha256": row.capture_id,
                "text_sha256": row.text_sha256,
                "origin_id": self._origin(main[row.id]) if row.id in main else "",
                "released_fields": ("media",) if row.id in self.shown else (),
                "text": self.texts[row.id],
                "refused": row.refused,
                "read_to": row.read_to,
            }

    def accounts(self) -> Iterator[Row]:
        """One row per live account."""
        rows = AccountRow.objects.filter(live=True).order_by("report_id", "n")
        for row in rows.values("id", "report_id", "n", "main", "start", "end").iterator():
            if row["report_id"] not in self.gone:
                yield dict(row)

    def _origin(self, account_id: str, claim_id: str = "") -> str:
        told = self.told_by.get((account_id, claim_id))
        return told or self.origins.get(account_id, account_id)

    def claims(self, but: Container[str | None] = ()) -> Iterator[Row]:
        """One row per live claim, with its words; those of the incidents `but` are left out."""
        live = AccountRow.objects.filter(live=True).values_list("id", "report_id")
        reports = {i: r for i, r in live if r not in self.gone and self.joined.get(i) not in but}
        for some in load.in_parts(reports):
            rows = load.claims_by_account(some)
            for account_id, row in ((i, row) for i in some for row in rows.get(i, ())):
                origin, text = self._origin(account_id, row.id), self.texts[reports[account_id]]
                yield self._claim(row, reports[account_id], self.joined.get(account_id), origin, text)

    def claims_set(self, frozen: Frozen) -> Iterator[Row]:
        """The claims that assessments were set upon, whatever has been read or corrected since."""
        gone = load.withdrawn("claim")
        for some in load.in_parts(frozen, 200):
            accounts = {a for incident in some for a in frozen[incident]}
            reports = dict(AccountRow.objects.filter(id__in=accounts).values_list("id", "report_id"))
            found = ClaimRow.objects.filter(account_id__in=accounts).exclude(id__in=gone)
            rows = {
                (r.account_id, r.id): r for r in found.iterator() if reports[r.account_id] not in self.gone
            }
            text = cache(lambda sha: self.mask(self.ws.objects.text(sha)))
            for incident in some:
                said = frozen[incident].items()
                told = [(rows.get((a, c)), origin) for a, claims in said for c, origin in claims.items()]
                # In the order they were read: PostgreSQL keeps no order of the keys of an object.
                in_order = sorted(((r, o) for r, o in told if r), key=lambda t: (t[0].account_id, t[0].pk))
                for row, origin in in_order:
                    yield self._claim(row, reports[row.account_id], incident, origin, text(row.text_sha256))

    def _claim(self, row: ClaimRow, report_id: str, incident: str | None, origin: str, text: str) -> Row:
        names = (
            "id", "kind", "min", "max", "basis", "group", "status", "event", "role", "manner", "part", "start", "end",
            "extractor",
        )  # fmt: skip
        return {
            **{name: self._once(getattr(row, name)) for name in names},
            "account_id": self._once(row.account_id),
            "report_id": report_id,
            "incident_id": incident,
            "scope": self._once(self.mask(row.scope)),
            "value": self._once(self.mask(row.value)),
            "attributed_to": self._once(self.mask(row.attributed_to)),
            "origin_id": self._once(origin),
            "quote": text[row.start : row.end],
            "confidence": round(row.confidence, 3),
            "released": False,
        }

    def _once(self, value: Any) -> Any:
        """A text that stands in many rows is one object, not one of each row: of many claims that is half of them."""
        return self._seen.setdefault(value, value) if isinstance(value, str) else value

    def readings(self) -> Iterator[Row]:
        """One row per live account's reading."""
        rows = AccountRow.objects.filter(live=True).select_related("reading").order_by("report_id", "n")
        for row in rows:
            if row.report_id in self.gone:
                continue
            reading = reading_of(row.reading.value)
            place, point = reading.place, reading.place and reading.place.point
            yield {
                "account_id": row.id,
                "report_id": row.report_id,
                "main": row.main,
                "killed_min": reading.killed.min,
                "killed_max": reading.killed.max,
                "injured_min": reading.injured.min,
                "injured_max": reading.injured.max,
                "status": reading.status.value,
                "date_start": reading.date and reading.date.start.isoformat(),
                "date_end": reading.date and reading.date.end.isoformat(),
                "time": reading.time,
                "place_name": place and place.name,
                "lat": point and round(point.lat, 5),
                "lon": point and round(point.lon, 5),
                "place_precision": point and point.precision.value,
                "place_radius_m": point and point.radius_m,
                "belligerents": list(reading.belligerents),
                "strike_types": list(reading.strike_types),
                "confidence": round(reading.confidence, 3),
                "decision": reading.decision.value,
                "policy": reading.policy,
            }

    def assignments(self, *, findings: bool = True) -> Iterator[Row]:
        """One row per live decision on an account and an incident; what spoke for it only where that is asked for."""
        rows = AssignmentRow.objects.filter(live=True).select_related("account")
        rows = rows if findings else rows.defer("features")
        for row in rows.order_by("account_id", "incident_id").iterator():
            if row.account.report_id in self.gone:
                continue
            yield {
                "account_id": row.account_id,
                "report_id": row.account.report_id,
                "incident_id": str(row.incident_id),
                "probability": round(row.probability, 3),
                "decision": row.decision,
                "why": self.mask(row.why),
                "decided_by": row.decided_by,
                "version": row.version,
                "features": [by_key(told) for told in row.features] if findings else [],
                "origin_why": row.origin_why,
            }


def rejected() -> Iterator[Row]:
    """Rows that could not go in, verbatim."""
    for row in Rejected.objects.order_by("capture_id", "page", "row", "id"):
        yield {
            "capture_sha256": row.capture_id,
            **{
                n: getattr(row, n)
                for n in ("page", "row", "raw", "code", "field", "value", "message", "remedy")
            },
        }
