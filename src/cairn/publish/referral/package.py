"""Make the package by which a party is asked about an incident: rows of the record enter, a `Referral` leaves.

Everything from the record passes through the public allow-list first: a party to a conflict sees no more of a source or
of a victim than anybody does. Names that nobody released are blotted out of whatever words are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from cairn.places.model import Place
from cairn.publish.allow import public
from cairn.publish.allowed.names import masked, pattern_of
from cairn.publish.rows.record import AttributionRow, ClaimRow, IncidentRow, Record, ReportRow
from cairn.values import DateSpan, Point, folded
from cairn.vocab.closed import State

from .missing import missing
from .model import (
    MASK,
    Alleged,
    Answer,
    Ask,
    Count,
    Evidence,
    Harm,
    Imagery,
    Material,
    Referral,
    Source,
    Strikes,
    Where,
    named,
)
from .place import point_of, search_km, where
from .strikes import strikes
from .time import around, day_of, when

GROUPS = ("killed", "injured", "children_killed", "women_killed", "men_killed", "belligerents_killed")


def referral(material: Material) -> Referral:
    """The package, or why there can be none. Raises `NotAllowed` (referral-no-day, referral-no-place)."""
    record = material.record
    (first_row,) = record.incidents
    shown = public(_opened(record))
    mask = Mask(unreleased_names(record))
    row = _masked_place(first_row, material.gazetted.place, mask)
    day, point = day_of(material.span, row.get("code") or row["id"]), point_of(row)
    told = when(day, material.part, material.zones)
    place = _where(material, row, shown, mask)
    hours, first, last = around(told)
    found = Referral(
        reference=f"{row.get('code') or row['id']}/{material.actor}/{material.number}",
        number=material.number,
        to=named(material.actor, record.actors),
        incident_id=row["id"],
        code=row.get("code") or "",
        codes=tuple(row.get("codes") or ()),
        version=row.get("version") or 0,
        state=material.state.value,
        when=told,
        where=place,
        alleged=_alleged(material, shown),
        weapons=_weapons(row, shown, mask),
        harm=_harm(material, row, shown),
        what_was_hit=tuple(named(i, record.terms) for i in row.get("infrastructure") or ()),
        summary_en=mask(row.get("summary_en") or ""),
        summary_ar=mask(row.get("summary_ar") or ""),
        sources=tuple(_source(r, mask) for r in sorted(shown.reports, key=_order)),
        imagery=_imagery(material, shown),
        ask=Ask(search_km(point.radius_m), hours, point.lat, point.lon, first, last),
        strikes=_strikes(material, point, day, place, mask),
        answers=_answers(material),
        contact=material.contact,
        log=material.log,
        missing=(),
    )
    return replace(found, missing=missing(found))


class Mask:
    """Call it with a text: each of the names in it, however its parts are joined, becomes blocks."""

    def __init__(self, names: Iterable[str]) -> None:
        self._pattern = pattern_of(n for n in names if len(n.strip()) > 2)

    def __call__(self, text: str) -> str:
        """The text, the same length."""
        return masked(text, self._pattern)

    def hits(self, text: str) -> bool:
        """Whether one of the names stands in it."""
        return bool(self._pattern and self._pattern.search(text))


def unreleased_names(record: Record) -> frozenset[str]:
    """Every name of a victim in these rows that no person released, as written."""
    names, freed = set[str](), set[str]()
    for claim in record.claims:
        if claim.get("kind") == "victim":
            target = freed if claim.get("released") is True else names
            target.update((claim.get("value", ""), claim.get("quote", "")))
    for victim in record.victims:
        target = freed if victim.get("released") is True else names
        target.update((victim.get("name", ""), victim.get("name_ar", "")))
    return frozenset(n for n in names - freed if n.strip() and MASK not in n)


def _opened(record: Record) -> Record:
    """The rows as the allow-list takes them: what one person set is judged as if it were released. Whether it is
    stands in `state`, and only what is released is ever sent."""

    def out(row: object) -> dict[str, object]:
        return {**cast(Mapping[str, object], row), "state": State.RELEASED.value}

    given = [a for a in record.attributions if a.get("state") != State.SUGGESTED]
    return replace(
        record,
        incidents=cast(Sequence[IncidentRow], [out(r) for r in record.incidents]),
        attributions=cast(Sequence[AttributionRow], [out(a) for a in given]),
    )


def _masked_place(row: IncidentRow, place: Place | None, mask: Mask) -> IncidentRow:
    """The row with no withheld name in its place's: a person may have called it somebody's house. What the gazetteer
    calls so stays, though a victim bears the name too."""
    known = set(place.spellings) if place else set()
    names = {k: row.get(k) or "" for k in ("place_name", "place_name_ar")}
    masked = {k: name if name in known else mask(str(name)) for k, name in names.items()}
    return cast(IncidentRow, {**row, **masked})


def _strikes(material: Material, point: Point, day: DateSpan, place: Where, mask: Mask) -> Strikes:
    """Declared strikes near it; their words may name people too."""
    found = strikes(material.strikes, point, day, [s.text for s in place.spellings], material.record.actors)
    near = (replace(s, place=mask(s.place), targets=mask(s.targets)) for s in found.nearest)
    return replace(found, nearest=tuple(near))


def _answers(material: Material) -> tuple[Answer, ...]:
    """Every outcome that parties gave, in order of day: a later one stands beside the earlier, and erases nothing."""
    found = [
        Answer(
            entry_id=entry.id,
            actor=named(entry.actor, material.record.actors),
            day=said.day.isoformat() if said.day else None,
            outcome=said.outcome.value,
            reason=said.reason.value if said.reason else "",
            killed=Count(said.killed.min, said.killed.max),
            injured=Count(said.injured.min, said.injured.max),
            document_id=said.document_id,
            coded=said.coded,
        )
        for entry in material.answers
        for said in entry.history
        if said.outcome
    ]
    return tuple(sorted(found, key=lambda a: (a.day is not None, a.day or "", a.entry_id)))


def _where(material: Material, row: IncidentRow, shown: Record, mask: Mask) -> Where:
    told = [
        c for c in material.record.claims if c.get("kind") == "place" and c.get("event", "this") == "this"
    ]
    words = {c["id"]: c.get("value", "") for c in shown.claims if _is_sayable(c.get("value", ""), mask)}
    return where(row, material.gazetted, told, words)


def _is_sayable(value: str, mask: Mask) -> bool:
    return bool(value) and MASK not in value and not mask.hits(value)


def _alleged(material: Material, shown: Record) -> tuple[Alleged, ...]:
    """Whom a person set, A to Z; of a party that sources name besides, only that they do."""
    found = {
        a.get("actor_id", ""): Alleged(
            id=a.get("actor_id", ""),
            name_en=named(a.get("actor_id", ""), shown.actors).name_en,
            name_ar=named(a.get("actor_id", ""), shown.actors).name_ar,
            role=a.get("role") or "",
            grade=a.get("grade") or "",
            strike_status=a.get("strike_status") or "",
            origins=material.alleging.get(a.get("actor_id", "")),
        )
        for a in shown.attributions
    }
    for actor in material.alleging:
        who = named(actor, shown.actors)
        found.setdefault(
            actor, Alleged(actor, who.name_en, who.name_ar, "", "", "", material.alleging[actor])
        )
    return tuple(found[actor] for actor in sorted(found))


def _weapons(row: IncidentRow, shown: Record, mask: Mask) -> tuple[Evidence, ...]:
    claims = [c for c in shown.claims if c.get("kind") == "weapon" and c.get("event", "this") == "this"]
    told: dict[str, list[ClaimRow]] = {weapon: [] for weapon in row.get("weapons") or ()}
    for claim in claims:
        if claim.get("value", "") in told:
            told[claim["value"]].append(claim)
    found = []
    for weapon, said in told.items():
        words = dict.fromkeys(mask(" ".join(c["quote"].split())) for c in said if c.get("quote"))
        sources = dict.fromkeys(sorted(c.get("report_id", "") for c in said))
        name = named(weapon, shown.terms)
        found.append(Evidence(name.id, name.name_en, name.name_ar, tuple(sources), tuple(words)))
    return tuple(found)


def _harm(material: Material, row: IncidentRow, shown: Record) -> Harm:
    values = cast(Mapping[str, int | None], row)
    names = [v["name"] for v in shown.victims if v.get("name")]
    names += [c["value"] for c in shown.claims if c.get("kind") == "victim" and c.get("value")]
    withheld = {folded(n) for n in _named_dead(material.record)} - {folded(n) for n in names}
    return Harm(
        harm_reported=row.get("harm_reported") or "unknown",
        counts={g: Count(values.get(f"{g}_min"), values.get(f"{g}_max")) for g in GROUPS},
        beside={key: Count(low, high) for key, (low, high) in sorted(material.beside.items())},
        names=tuple(dict.fromkeys(names)),
        names_withheld=len(withheld),
    )


def _named_dead(record: Record) -> set[str]:
    """The names that are withheld, each as its claim or row gives it; those that were withdrawn are not counted."""
    found = {c.get("value", "") for c in record.claims if c.get("kind") == "victim" and not c.get("released")}
    found |= {v.get("name", "") for v in record.victims if not v.get("released")}
    return {n for n in found if n.strip() and MASK not in n}


def _source(row: ReportRow, mask: Mask) -> Source:
    """A source as the allow-list shows it; an address that spells out a withheld name is left out."""
    link = row.get("url") or None
    publisher = row.get("publisher") or None
    return Source(
        id=row["id"],
        kind=row.get("source_kind") or "unknown",
        publisher=mask(publisher) if publisher else None,
        published=row.get("published"),
        language=row.get("language") or "",
        origin=row.get("origin_id") or "",
        link=None if link is None or mask.hits(link) or MASK in link else link,
        text_sha256=row.get("text_sha256") or None,
        capture_sha256=row.get("capture_sha256") or None,
    )


def _order(row: ReportRow) -> tuple[str, str]:
    return (row.get("published") or "9999", row["id"])


def _imagery(material: Material, shown: Record) -> Imagery:
    open_reports = {r["id"] for r in shown.reports if r.get("url") or r.get("publisher")}
    every = {h for hashes in material.media.values() for h in hashes}
    told = {h for key, hashes in material.media.items() if key in open_reports for h in hashes}
    return Imagery(len(every), tuple(sorted(told)), material.verification)
