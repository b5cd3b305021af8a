"""A cut of a record: some of its incidents with all that belongs to each, and a digest of the whole of it.

Enters: an index, ids of incidents and the digest of what belongs to each (`incident/part.py`). Leaves: a `Cut`, from
which pages of a place, a month or a sum are drawn. It is put together of the parts of its incidents, and of what every
page may know (names, who is who, how it was monitored), and of nothing else. So a page that is drawn from a cut cannot
show what is not in the cut's digest, and where that is the same, the page is the same.

The moment of a cut is that of the last act that is told of any of its incidents; of none, that of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import cached_property
from typing import Any, cast

from cairn.publish.incident.part import Parts, last_change
from cairn.publish.rows.digest import digest
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import TallyRow
from cairn.publish.rows.scope import is_loose

from .scope import Parties, Sums, basis_of, provinces_of

_OF_INCIDENT = (
    "claims", "attributions", "links", "offers", "history", "victims", "children", "joined", "assigned", "suspected",
    "versions", "media", "weighed", "summaries", "reports", "entries", "entry_slugs", "links_of", "control_slugs",
)  # fmt: skip
"""What is put together of the parts of incidents as it stands there."""


class Cuts:
    """Makes the cuts of one record. `digests` has that of every incident's part."""

    def __init__(self, found: Index, parts: Parts, digests: Mapping[str, str]) -> None:
        record = found.record
        self._found, self._parts = found, parts
        self._at = {key: n for n, key in enumerate(found.incidents)}
        told = {key: _asked(row) for key, row in found.tallies.items()}
        self._record = replace(
            parts.shared,
            coverage=record.coverage,
            who=record.who,
            comparisons=cast(Any, dict.fromkeys(record.comparisons)),  # whose there are, and no figure of any
            tallies=list(told.values()),
        )
        self._bare: dict[str, Any] = {f.name: {} for f in fields(Index) if f.name != "record"}
        self._bare |= {"actor_slugs": found.actor_slugs, "party_slugs": found.party_slugs, "tallies": told}
        self._parties = Parties(replace(found, **self._bare, record=self._record))
        self._parties.basis, self._parties.provinces = basis_of(found), provinces_of(found)
        self.digest = digest(
            [parts.digest, record.coverage, record.who, sorted(record.comparisons), told, found.party_slugs,
             self._parties.basis, self._parties.provinces]
        )  # fmt: skip
        """Of what every cut knows."""
        self._told = {key: last_change(found, key) for key in found.incidents}
        self._marks = {key: f"{len(key)} {key} {digests[key]} " for key in found.incidents}

    @cached_property
    def loose(self) -> tuple[str, ...]:
        """Incidents of no known day, country or place: every sum of days or places tells how many it leaves out."""
        return tuple(key for key, row in self._found.incidents.items() if is_loose(row))

    def of(self, ids: Iterable[str]) -> Cut:
        """A cut of these incidents. Raises `KeyError` for one that the record does not hold."""
        order = tuple(sorted(set(ids), key=self._at.__getitem__))
        moment = max(map(self._told.__getitem__, order), default="") or self._found.record.generated_at
        made_of = "".join([self.digest, f" {moment} ", *map(self._marks.__getitem__, order)])
        return Cut(self, order, moment, digest(made_of))

    def summed(self, ids: Iterable[str]) -> Cut:
        """A cut for the sums of these incidents: with the umbrella records above them, and what a sum leaves out."""
        held = dict.fromkeys([*ids, *self.loose])
        for key in list(held):
            above = self._found.incidents[key].get("parent_id") or ""
            while above in self._found.incidents and above not in held:
                held[above] = None
                above = self._found.incidents[above].get("parent_id") or ""
        return self.of(held)

    def made(self, cut: Cut) -> Index:
        """The index of a cut."""
        held: dict[str, dict[str, Any]] = {name: {} for name in ("incidents", "slugs", *_OF_INCIDENT)}
        beside: dict[str, Any] = {name: {} for name in ("texts", "control", "ground")}
        for key in cut.ids:
            part = self._parts.of(key)
            held["incidents"][key], held["slugs"][key] = part.incidents[key], part.slugs[key]
            for name in _OF_INCIDENT:
                held[name].update(getattr(part, name))
            for name, whole in beside.items():
                whole.update(getattr(part.record, name))
        record = replace(self._record, generated_at=cut.moment, **beside)
        return Index(**{**self._bare, **held, "record": record})

    def sums(self, found: Index) -> Sums:
        """The sums of a cut."""
        return Sums(found, self._parties)


class Cut:
    """Some incidents of a record, in its order. What it holds is put together when it is first asked for."""

    def __init__(self, made_by: Cuts, ids: tuple[str, ...], moment: str, digest: str) -> None:
        self._by, self.ids, self.moment, self.digest = made_by, ids, moment, digest

    @cached_property
    def found(self) -> Index:
        """An index that holds these incidents and no other."""
        return self._by.made(self)

    @cached_property
    def sums(self) -> Sums:
        """Its sums."""
        return self._by.sums(self.found)

    def rows(self, ids: Sequence[str]) -> list[Any]:
        """The rows of some of its incidents."""
        return [self.found.incidents[key] for key in ids]


def _asked(row: TallyRow) -> TallyRow:
    """Who counts for a party and on whose word, without any figure."""
    asked = row.get("definition", {})
    return {
        "actor_id": row["actor_id"],
        "bucket": row["bucket"],
        "definition": {name: asked[name] for name in ("basis", "members") if name in asked},
    }
