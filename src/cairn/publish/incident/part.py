"""The part of a record that the page of one incident is made of, and nothing else of it.

Enters: an index and an incident's id. Leaves: an `Index` that holds what belongs to that incident, from which its page
and its twins are drawn, and a digest of all that it holds. What is not in the part cannot be on the page; so where the
digest of the part is the same, the page is the same, and nothing that was withdrawn can be left in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from cairn.publish.ground.control_page import page_days
from cairn.publish.rows.digest import digest
from cairn.publish.rows.held_place import HeldPlace
from cairn.publish.rows.index import COUNTING, Index
from cairn.publish.rows.record import IncidentRow, Record

V = TypeVar("V")


class Some(Mapping[str, V]):
    """A few keys of a mapping. It is true where the whole is, and knows no other key."""

    def __init__(self, whole: Mapping[str, V], keys: Iterable[str]) -> None:
        self.held = {key: whole[key] for key in keys if key in whole}
        self.some = bool(whole)

    def __getitem__(self, key: str) -> V:
        """Raises `KeyError` for what is not in the part, though it be in the whole."""
        return self.held[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)

    def __bool__(self) -> bool:
        return self.some


class Parts:
    """Makes the parts of one record. What all of them share is reckoned once, and has a digest of its own."""

    def __init__(self, found: Index) -> None:
        self._found = found
        record = found.record
        self._grounds = {key: _named(held) for key, held in record.control.items()}
        self.shared = replace(
            Record(generated_at=""),
            places=record.places,
            actors=record.actors,
            terms=record.terms,
            release=record.release,
        )
        self.digest = digest(
            [
                record.places,
                record.actors,
                record.terms,
                record.release,
                found.actor_slugs,
                bool(record.control),
            ]
        )
        self._bare: dict[str, Any] = {
            f.name: {} for f in fields(Index) if f.name not in ("record", "actor_slugs")
        }

    def of(self, incident_id: str) -> Index:
        """The part of one incident. Raises `KeyError` where the record does not hold it."""
        found = self._found
        record, row = found.record, found.incidents[incident_id]
        held: dict[str, Any] = {
            name: _of(getattr(found, name), incident_id)
            for name in (
                "claims", "attributions", "links", "offers", "history", "victims", "children", "joined", "assigned",
                "suspected", "versions", "media", "weighed", "summaries",
            )
        }  # fmt: skip
        entries = [x["entry_id"] for name in ("links", "offers") for x in held[name].get(incident_id, ())]
        said = [c.get("report_id", "") for c in held["claims"].get(incident_id, ())]
        said += [a.get("report_id", "") for a in held["assigned"].get(incident_id, ())]
        reports = dict.fromkeys([*said, *held["joined"].get(incident_id, ())])
        near = [row.get("parent_id") or "", *held["children"].get(incident_id, ())]
        near += [i for s in held["suspected"].get(incident_id, ()) for i in (s["gone"], s["kept"])]
        held["links_of"] = _some(found.links_of, entries)
        beside = [x.get("incident_id", "") for some in held["links_of"].values() for x in some if _counts(x)]
        held["incidents"] = {incident_id: row} | {
            key: _titled(found.incidents[key])
            for key in beside
            if key in found.incidents and key != incident_id
        }
        held["incidents"] |= _some(found.incidents, near)
        held["slugs"] = _some(found.slugs, held["incidents"])
        held["reports"] = _some(found.reports, reports)
        held["entries"] = _some(found.entries, entries)
        held["entry_slugs"] = _some(found.entry_slugs, entries)
        then = record.ground.get(incident_id)
        places = then.places if then else ()
        held["control_slugs"] = _some(found.control_slugs, places)
        own = replace(
            self.shared,
            generated_at=last_change(found, incident_id),
            texts=_some(record.texts, reports),
            control=Some(self._grounds, places),
            ground={incident_id: then} if then else {},
        )
        return Index(**{**self._bare, **held, "actor_slugs": found.actor_slugs, "record": own})


def digest_of(part: Index, shared: str) -> str:
    """A digest of all that a part holds; `shared` is that of what all parts share."""
    record = part.record
    own = [getattr(part, f.name) for f in fields(Index) if f.name not in ("record", "actor_slugs")]
    held = [record.generated_at, record.texts, dict(record.control), record.ground]
    return digest([shared, own, held])


def last_change(found: Index, incident_id: str) -> str:
    """The moment of the last act that is told of an incident: its page is of that state; else that of the record."""
    row = found.incidents[incident_id]
    told = [row.get("last_changed") or "", row.get("first_published") or ""]
    told += [h.get("at") or "" for h in found.history.get(incident_id, ())]
    return max(told) or found.record.generated_at


def _of(whole: Mapping[str, V], key: str) -> dict[str, V]:
    return {key: whole[key]} if key in whole else {}


def _some(whole: Mapping[str, V], keys: Iterable[str]) -> dict[str, V]:
    return {key: whole[key] for key in keys if key in whole}


def _counts(link: Mapping[str, object]) -> bool:
    return link.get("decision") in COUNTING


def _titled(row: IncidentRow) -> IncidentRow:
    """Another incident of an entry: that it is in the record is all that is asked of it."""
    return {"id": row["id"]}


def _named(held: HeldPlace) -> HeldPlace:
    """A place as an incident leads to it: its name, its areas and the days that have a page, without its words."""
    areas = tuple(replace(area, polygons=(), names={}) for area in held.areas)
    place = replace(held.place, polygons=())
    return HeldPlace(place, areas, (), held.policy, days=page_days(held), real=held.real)
