"""What a referral is made of, out of the database: the rows of one incident, its place, the strikes parties declare.

What may leave is decided in `publish.referral`; here rows are only gathered. An incident that nobody set has no package:
a party is not asked about a machine's reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from functools import cached_property
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cairn.errors import NotAllowed
from cairn.match.origins_links import media_hashes
from cairn.official.model import ACCEPTED, ALLEGATION, STRIKE, Answered
from cairn.places.gazetteer import Gazetteer
from cairn.places.model import Place
from cairn.publish.referral.model import Gazetted, Material, Reply, Sent
from cairn.publish.rows.record import Record
from cairn.shell.records import load
from cairn.shell.records import official as parties
from cairn.shell.records.load import SAID
from cairn.shell.records.models import AccountRow, Incident, Referral, ReferralReply, ReportRow
from cairn.shell.workspace import Workspace
from cairn.values import distance_m
from cairn.vocab.closed import State
from cairn.vocab.labels import terms
from cairn.vocab.load import load_toml

from .incidents import Held, Incidents
from .names import names_of
from .sources import Said

Row = Mapping[str, Any]
BESIDE = ("missing", "trapped")
SAME_PLACE_M = 5_000.0
"""A place of the gazetteer that bears the name a person set is that place where it is no farther off than this."""


class Desk:
    """The record as packages need it, read once for all that are made."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.said = Said(ws)
        self.incidents = Incidents("best")
        self.held = {str(h.incident.id): h for h in self.incidents.held}

    def material(self, incident: Incident, actor: str, number: int, log: tuple[Sent, ...]) -> Material:
        """What the package to `actor` about this incident is made of. Raises `NotAllowed` where there can be none:
        referral-withdrawn, referral-not-set."""
        held = self.standing(incident)
        key, place = str(incident.id), self._place(held)
        claims = self.claims[key]
        reports = self._reports(claims, key)
        return Material(
            record=self._record(key, claims, reports),
            state=held.state,
            actor=actor,
            number=number,
            span=held.projection.date,
            part=held.projection.time,
            zones=zones_of((place and place.country) or self.rows[key]["country"]),
            gazetted=self._gazetted(held, place, claims),
            alleging={a: len(origins) for a, origins in held.projection.actors.items()},
            beside={k: (r.min, r.max) for k, r in held.projection.beside.items() if k in BESIDE},
            media=self._media(reports),
            strikes=self.strikes,
            answers=self.answers.get(key, ()),
            log=log,
            contact=str(self.ws.config.get("contact") or ""),
        )

    def standing(self, incident: Incident) -> Held:
        """What is held of it. Raises `NotAllowed` where it was withdrawn, or nobody set it."""
        key = str(incident.id)
        if key in load.withdrawn("incident"):
            raise NotAllowed(
                "referral-withdrawn",
                "this incident was withdrawn, and is told to nobody",
                field="incident",
                value=key,
                remedy="Nothing to do; `cairn undo` takes a withdrawal back.",
            )
        held = self.held.get(key)
        if held is None or held.assessment is None or held.state is State.SUGGESTED:
            raise NotAllowed(
                "referral-not-set",
                "nobody has set an assessment of this incident, and a machine's reading is sent to nobody",
                field="incident",
                value=self.incidents.codes.get(key, [key])[0],
                remedy="Look at it and set it: `cairn judge` or the sheet. A second person releases it.",
            )
        return held

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Every incident's row, by id."""
        return {row["id"]: row for row in self.incidents.incidents()}

    @cached_property
    def claims(self) -> dict[str, list[Row]]:
        """The claims each assessment was set upon, by incident: what came since no person has seen there."""
        frozen = {key: h.assessment.fields.get(SAID, {}) for key, h in self.held.items() if h.assessment}
        found: dict[str, list[Row]] = {key: [] for key in frozen}
        for claim in self.said.claims_set(frozen):
            found[claim["incident_id"]].append(claim)
        return found

    @cached_property
    def strikes(self) -> Sequence[Answered]:
        """Every strike that a party declares, in the records we hold; withdrawn names are blotted out."""
        mask = self.said.mask
        return [replace(s, place=mask(s.place), targets=mask(s.targets)) for s in parties.answered(STRIKE)]

    @cached_property
    def answers(self) -> Mapping[str, Sequence[Answered]]:
        """By incident, the answered allegations that a person linked to it: no rule's link is told to a party."""
        entries = {entry.id: entry for entry in parties.answered(ALLEGATION)}
        found: dict[str, list[Answered]] = defaultdict(list)
        for link in parties.links():
            if link.decision == ACCEPTED and link.entry_id in entries:
                found[link.incident_id].append(entries[link.entry_id])
        return found

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """Actors by id."""
        return names_of(self.ws)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer that ships, with what this team brought."""
        return load.gazetteer()

    @cached_property
    def _all_reports(self) -> dict[str, Row]:
        return {row["id"]: row for row in self.said.reports()}

    @cached_property
    def _attributions(self) -> list[Row]:
        return list(self.incidents.attributions(self.names))

    def _reports(self, claims: Sequence[Row], key: str) -> list[Row]:
        held = self.held[key]
        accounts = held.assessment.fields.get(SAID, {}) if held.assessment else {}
        joined = AccountRow.objects.filter(id__in=list(accounts)).values_list("report_id", flat=True)
        wanted = {*joined, *(c["report_id"] for c in claims)}
        return [self._all_reports[r] for r in sorted(wanted) if r in self._all_reports]

    def _record(self, key: str, claims: Sequence[Row], reports: Sequence[Row]) -> Record:
        mask = self.said.mask
        joined = [
            {"account_id": "", "report_id": r["id"], "incident_id": key, "decision": "joined"}
            for r in reports
        ]
        return Record(
            generated_at="",
            reports=cast(Any, [dict(r) | {"text": None} for r in reports]),
            claims=cast(Any, claims),
            incidents=cast(Any, [mask.throughout(self.rows[key])]),
            attributions=cast(Any, [a for a in self._attributions if a["incident_id"] == key]),
            assignments=cast(Any, joined),
            actors=self.names,
            terms=terms(),
            salt=str(self.ws.config.get("salt", "")),
        )

    def _place(self, held: Held) -> Place | None:
        """The gazetteer's entry: the one that was read, else the nearest of that name about the point."""
        read = held.projection.place
        if read is None:
            return None
        if read.place_id and (found := self.gazetteer.get(read.place_id)):
            return found
        point, named = read.point, self.gazetteer.candidates(read.name)
        if point is None or not named:
            return None
        away = {p.id: distance_m(p.lat, p.lon, point.lat, point.lon) for p in named}
        nearest = min(named, key=lambda p: (away[p.id], p.id))
        return nearest if away[nearest.id] <= max(SAME_PLACE_M, point.radius_m) else None

    def _gazetted(self, held: Held, place: Place | None, claims: Sequence[Row]) -> Gazetted:
        read = held.projection.place
        receipts = set(held.projection.receipts.get("place", ()))
        told = [c for c in claims if c["kind"] == "place"]
        same = {c["id"] for c in told if c["id"] in receipts or (place and self._is_of(c["value"], place))}
        pcodes = (place.admin1_pcode, place.admin2_pcode, place.admin3_pcode) if place else ()
        units = {code: unit for code in pcodes if code and (unit := self.gazetteer.get(code))}
        point = read.point if read else None
        near = self.gazetteer.nearest(point.lat, point.lon) if point else None
        own = place is not None and near is not None and near.id == place.id
        return Gazetted(place, units, None if own else near, frozenset(same))

    def _is_of(self, name: str, place: Place) -> bool:
        """Whether a name as written is one of this place's, or sounds like one."""
        found = self.gazetteer.candidates(name) or self.gazetteer.likely(name)
        return any(p.id == place.id for p in found)

    def _media(self, reports: Sequence[Row]) -> dict[str, tuple[str, ...]]:
        ids = [r["id"] for r in reports]
        rows = ReportRow.objects.filter(id__in=ids).values_list("id", "extra")
        return {key: hashes for key, extra in sorted(rows) if (hashes := media_hashes(extra))}


def zones_of(country: str) -> tuple[tuple[str, tzinfo], ...]:
    """The time zones of a country that this machine's database knows; none where it knows none."""
    found = []
    for name in load_toml("time_zones", "cairn.publish")["zones"].get(country, ()):
        try:
            found.append((name, ZoneInfo(name)))
        except ZoneInfoNotFoundError:
            return ()
    return tuple(found)


def sent(incident: Incident, actor: str, before: int | None = None) -> tuple[Sent, ...]:
    """The packages sent to this party about this incident, with their replies; those before number `before` only."""
    rows = Referral.objects.filter(incident=incident, actor=actor).order_by("n")
    if before is not None:
        rows = rows.filter(n__lt=before)
    return tuple(Sent(row.n, row.day.isoformat(), row.package_sha256, _replies(row)) for row in rows)


def _replies(row: Referral) -> tuple[Reply, ...]:
    rows = ReferralReply.objects.filter(referral=row).order_by("n")
    return tuple(Reply(r.n, r.day.isoformat(), r.text_sha256) for r in rows)
