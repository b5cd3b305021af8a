"""Between rows and core values, both ways: the only place that knows both shapes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cairn.assess.model import Suggestion
from cairn.extract.model import Claim, PlaceRead, Reading
from cairn.incident.model import Figures, Projection
from cairn.places.model import Place
from cairn.values import DatePrecision, DateSpan, Point, Precision, Range
from cairn.vocab.closed import Basis, Event, Grade, Group, Kind, ReadingDecision, Role, Status, StrikeStatus

from .models import ClaimRow

Json = dict[str, Any]


def moment_text(at: datetime) -> str:
    """A moment as it is exported: ISO, UTC, ending in Z."""
    return at.isoformat().replace("+00:00", "Z")


def by_key(value: Json) -> Json:
    """An object in the order of its keys: each database gives them back in an order of its own."""
    return dict(sorted(value.items()))


def range_json(value: Range) -> list[int | None]:
    """[min, max], null for unknown."""
    return [value.min, value.max]


def range_of(value: list[int | None]) -> Range:
    """The range of [min, max]."""
    return Range(value[0], value[1])


def span_json(value: DateSpan | None) -> list[str] | None:
    """[start, end, precision] in ISO, or null."""
    return [value.start.isoformat(), value.end.isoformat(), value.precision.value] if value else None


def span_of(value: list[str] | None) -> DateSpan | None:
    """The span of [start, end, precision]."""
    if value is None:
        return None
    return DateSpan(date.fromisoformat(value[0]), date.fromisoformat(value[1]), DatePrecision(value[2]))


def point_json(value: Point | None) -> list[Any] | None:
    """[lat, lon, radius in metres, precision], or null."""
    return [value.lat, value.lon, value.radius_m, value.precision.value] if value else None


def point_of(value: list[Any] | None) -> Point | None:
    """The point of [lat, lon, radius in metres, precision]."""
    return None if value is None else Point(value[0], value[1], value[2], Precision(value[3]))


def place_read_json(value: PlaceRead | None) -> Json | None:
    """A place as read, as JSON."""
    if value is None:
        return None
    names = (
        "name",
        "place_id",
        "name_en",
        "name_ar",
        "admin1",
        "admin1_pcode",
        "country",
        "why",
        "start",
        "end",
    )
    return {
        **{n: getattr(value, n) for n in names},
        "point": point_json(value.point),
        "alternatives": list(value.alternatives),
    }


def place_read_of(value: Json | None) -> PlaceRead | None:
    """The place of its JSON."""
    if value is None:
        return None
    rest = {k: v for k, v in value.items() if k not in ("point", "alternatives")}
    return PlaceRead(**rest, point=point_of(value["point"]), alternatives=tuple(value["alternatives"]))


def reading_json(value: Reading) -> Json:
    """A reading as JSON."""
    return {
        "killed": range_json(value.killed),
        "injured": range_json(value.injured),
        "status": value.status.value,
        "date": span_json(value.date),
        "date_basis": value.date_basis,
        "time": value.time,
        "place": place_read_json(value.place),
        "belligerents": list(value.belligerents),
        "strike_types": list(value.strike_types),
        "victims": list(value.victims),
        "infrastructure": list(value.infrastructure),
        "harm": value.harm,
        "confidence": value.confidence,
        "decision": value.decision.value,
        "cumulative_only": value.cumulative_only,
        "policy": value.policy,
        "killed_from": [list(passage) for passage in value.killed_from],
        "injured_from": [list(passage) for passage in value.injured_from],
    }


def reading_of(value: Json) -> Reading:
    """The reading of its JSON."""
    return Reading(
        killed=range_of(value["killed"]),
        injured=range_of(value["injured"]),
        status=Status(value["status"]),
        date=span_of(value["date"]),
        date_basis=value["date_basis"],
        time=value.get("time", ""),
        place=place_read_of(value["place"]),
        belligerents=tuple(value["belligerents"]),
        strike_types=tuple(value["strike_types"]),
        victims=tuple(value["victims"]),
        infrastructure=tuple(value["infrastructure"]),
        harm=value["harm"],
        confidence=value["confidence"],
        decision=ReadingDecision(value["decision"]),
        cumulative_only=bool(value.get("cumulative_only", False)),
        policy=value.get("policy", ""),
        killed_from=_passages(value.get("killed_from", ())),
        injured_from=_passages(value.get("injured_from", ())),
    )


def _passages(value: Any) -> tuple[tuple[int, int], ...]:
    return tuple((int(start), int(end)) for start, end in value)


def claim_row(claim: Claim, account_id: str, text_sha256: str, extractor: str, by: str = "") -> ClaimRow:
    """An unsaved row of a claim."""
    return ClaimRow(
        id=claim.id_in(text_sha256, by),
        account_id=account_id,
        kind=claim.kind.value,
        min=claim.min,
        max=claim.max,
        basis=claim.basis.value,
        group=claim.group.value,
        status=claim.status.value,
        event=claim.event.value,
        scope=claim.scope,
        value=claim.value,
        attributed_to=claim.attributed_to,
        role=claim.role,
        manner=claim.manner,
        part=claim.part,
        start=claim.start,
        end=claim.end,
        confidence=claim.confidence,
        text_sha256=text_sha256,
        extractor=extractor,
        by=by,
    )


def claim_of(row: ClaimRow) -> Claim:
    """The claim of its row."""
    return Claim(
        kind=Kind(row.kind),
        start=row.start,
        end=row.end,
        min=row.min,
        max=row.max,
        basis=Basis(row.basis),
        group=Group(row.group),
        status=Status(row.status),
        event=Event(row.event),
        scope=row.scope,
        value=row.value,
        attributed_to=row.attributed_to,
        confidence=row.confidence,
        role=row.role,
        manner=row.manner,
        part=row.part,
    )


_FIGURES = tuple(Figures.__dataclass_fields__)


def projection_json(value: Projection) -> Json:
    """A projection as JSON."""
    return {
        "date": span_json(value.date),
        "place": place_read_json(value.place),
        "figures": {name: range_json(getattr(value.figures, name)) for name in _FIGURES},
        "harm_reported": value.harm_reported,
        "weapons": list(value.weapons),
        "causes": list(value.causes),
        "infrastructure": list(value.infrastructure),
        "actors": _lists(value.actors),
        "origins": list(value.origins),
        "reports": value.reports,
        "receipts": _lists(value.receipts),
        "excluded": dict(value.excluded),
        "beside": {k: range_json(v) for k, v in value.beside.items()},
        "flags": list(value.flags),
        "time": value.time,
    }


def projection_of(value: Json) -> Projection:
    """The projection of its JSON."""
    return Projection(
        date=span_of(value["date"]),
        place=place_read_of(value["place"]),
        figures=Figures(**{name: range_of(value["figures"][name]) for name in _FIGURES}),
        harm_reported=value["harm_reported"],
        weapons=tuple(value["weapons"]),
        causes=tuple(value["causes"]),
        infrastructure=tuple(value["infrastructure"]),
        actors={k: tuple(v) for k, v in value["actors"].items()},
        origins=tuple(value["origins"]),
        reports=value["reports"],
        receipts={k: tuple(v) for k, v in by_key(value["receipts"]).items()},
        excluded=by_key(value["excluded"]),
        beside={k: range_of(v) for k, v in by_key(value["beside"]).items()},
        flags=tuple(value["flags"]),
        time=value.get("time", ""),  # an assessment keeps the projection as it was when it was set
    )


def suggestion_json(value: Suggestion) -> Json:
    """A suggestion as JSON."""
    return {
        "actor_id": value.actor_id,
        "role": value.role.value,
        "grade": value.grade and value.grade.value,
        "strike_status": value.strike_status.value,
        "trace": list(value.trace),
        "would_change": value.would_change,
        "basis_claims": list(value.basis_claims),
        "rule_grade": value.rule_grade and value.rule_grade.value,
        "named_by": value.named_by,
        "country": value.country,
    }


def suggestion_of(value: Json) -> Suggestion:
    """The suggestion of its JSON."""
    return Suggestion(
        actor_id=value["actor_id"],
        role=Role(value["role"]),
        grade=None if value["grade"] is None else Grade(value["grade"]),
        strike_status=StrikeStatus(value["strike_status"]),
        trace=tuple(value["trace"]),
        would_change=value["would_change"],
        basis_claims=tuple(value["basis_claims"]),
        rule_grade=None if value["rule_grade"] is None else Grade(value["rule_grade"]),
        named_by=value["named_by"],
        country=value["country"],
    )


def place_json(value: Place) -> Json:
    """A gazetteer entry as JSON."""
    return {
        n: list(v) if isinstance(v := getattr(value, n), tuple) else v for n in Place.__dataclass_fields__
    }


def place_of(value: Json) -> Place:
    """The entry of its JSON."""
    return Place(**{**value, "kind": Precision(value["kind"]), "names": tuple(value["names"])})


def _lists(value: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {k: list(v) for k, v in value.items()}
