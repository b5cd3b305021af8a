"""What can be followed, and which changes stand in each feed: all, corrections, a belligerent, a province, a town.

Enters: an index. Leaves: `Followed`s in a fixed order, each with its newest changes. Of whom and of where a change tells
is asked of the version that it made and of the one before: who follows a party or a place learns also that an incident
has left it. A withdrawal stands in the feeds of all and of corrections alone: in that of a party or a place it would
tell of whom and of where it was (rule 3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

from cairn.publish.about.changes import LINKED, WITHDRAWN, Change, changes
from cairn.publish.buckets import members
from cairn.publish.parts.place_page import NO_PROVINCE, Named, Places, known_by_town, places
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import IncidentRow
from cairn.publish.rows.versions import VersionRow
from cairn.vocab.labels import LANGUAGES, between

MOST = 100
"""Entries of one feed, the newest; all that ever changed stands on the pages of what changed, month by month."""
ALL, CORRECTIONS, BELLIGERENT, PLACE = "all", "corrections", "belligerent", "place"


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing to follow. `path` is its feed within the feeds of a language, without its ending; `page` what it is of,
    from the root of a language; `names` by language, empty of the whole record."""

    kind: str
    path: str
    page: str
    names: Mapping[str, str] = field(default_factory=dict)
    told: tuple[Change, ...] = ()


def followed(found: Index) -> list[Followed]:
    """Everything that can be followed."""
    told = [change for change in changes(found) if moment(change.at)]
    held = places(found)
    by_party, by_place = _Bearing(found, held).parted(told)
    named = {place.path: place for place in held.all}
    return [
        Followed(ALL, "all", "changes/index.html", {}, _first(told)),
        Followed(
            CORRECTIONS, "corrections", "corrections/index.html", {}, _first(c for c in told if c.corrects)
        ),
        *(
            Followed(
                BELLIGERENT,
                f"belligerents/{slug}",
                f"belligerents/{slug}/index.html",
                {lang: found.name("actor", actor, lang) for lang in LANGUAGES},
                tuple(by_party.get(actor, ())),
            )
            for actor, slug in found.actor_slugs.items()
        ),
        *(
            Followed(
                PLACE,
                path,
                f"{path}.html",
                {lang: _called(place, named, lang) for lang in LANGUAGES},
                tuple(by_place.get(path, ())),
            )
            for path, place in named.items()
        ),
    ]


def moment(at: str) -> str:
    """An act's moment as feeds have it, in UTC and to the second; a day is its beginning. Empty for what is neither."""
    try:
        told = datetime.fromisoformat(at)
        held = told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return held.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _first(told: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(change for change, _ in zip(told, range(MOST), strict=False))


def _called(place: Named, named: Mapping[str, Named], lang: str) -> str:
    """A town with its province: two towns of one name are two."""
    above = [named[place.area].called(lang)] if place.area in named else []
    return between(lang).join([place.called(lang), *above])


class _Bearing:
    """Of whom and of where each change tells."""

    def __init__(self, found: Index, held: Places) -> None:
        self._found = found
        self._counts_for: dict[str, set[str]] = defaultdict(
            set
        )  # incident -> parties in whose sums it stands
        for (actor, _), rows in members(found).items():
            for row in rows:
                self._counts_for[row["id"]].add(actor)
        self._above: dict[str, set[str]] = defaultdict(set)  # party -> those it counts for somewhere
        for (actor, _), tally in found.tallies.items():
            told = cast(Sequence[Mapping[str, str]], tally.get("definition", {}).get("members") or ())
            for member in told:
                self._above[member.get("actor", "")].add(actor)
        self._areas = {place.name: place.path for place in held.provinces}
        self._areas[""] = f"places/{NO_PROVINCE}"
        self._towns = {(place.area, place.name): place.path for some in held.towns.values() for place in some}

    def parted(
        self, told: Sequence[Change]
    ) -> tuple[Mapping[str, Sequence[Change]], Mapping[str, Sequence[Change]]]:
        """The newest changes by party, and by the path of a place."""
        by_party: dict[str, list[Change]] = defaultdict(list)
        by_place: dict[str, list[Change]] = defaultdict(list)
        for change in told:
            if change.kind == WITHDRAWN:
                continue
            before, now = self._versions(change)
            for held, keys in (
                (by_party, self._parties(change, before, now)),
                (by_place, self._where(change, before, now)),
            ):
                for key in keys:
                    if len(held[key]) < MOST:
                        held[key].append(change)
        return by_party, by_place

    def _versions(self, change: Change) -> tuple[VersionRow | None, VersionRow | None]:
        """The version that the change made, or in which it came, and the one before where the change replaced it."""
        rows = self._found.versions.get(change.incident_id, ())
        if change.kind == LINKED:
            standing = [row for row in rows if row.get("at", "") <= change.at] or rows[:1]
            return None, standing[-1] if standing else None
        at = next((n for n, row in enumerate(rows) if row["version"] == change.version), None)
        return (None, None) if at is None else (rows[at - 1] if at else None, rows[at])

    def _parties(self, change: Change, before: VersionRow | None, now: VersionRow | None) -> set[str]:
        found, key = self._found, change.incident_id
        standing = {a.get("actor_id", "") for a in found.attributions.get(key, ())}
        graded = set(now.get("grades", {})) if now else standing
        left = set(before.get("grades", {})) - graded if before else set()
        above = self._counts_for.get(key, set()) - standing
        above |= {party for actor in left for party in self._above.get(actor, ())}
        own = {found.entries[change.entry_id].get("actor", "")} if change.entry_id else set()
        return graded | left | above | own

    def _where(self, change: Change, before: VersionRow | None, now: VersionRow | None) -> set[str]:
        row = self._found.incidents[change.incident_id]
        rows = [_as_incident(row, version) for version in (before, now) if version is not None]
        return {path for one in rows or [row] for path in self._paths(one)}

    def _paths(self, row: IncidentRow) -> Iterable[str]:
        name = row.get("admin1") or ""
        area = self._areas.get(name, "")
        if name and area:
            yield area
        town = self._towns.get((area, row.get("place_name") or ""))
        if town and known_by_town(row):
            yield town


def _as_incident(row: IncidentRow, version: VersionRow) -> IncidentRow:
    """The incident as it was in a version."""
    return cast(IncidentRow, {**row, **version.get("fields", {})})
