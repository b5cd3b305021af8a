"""The conflicts of a record: a country as recorded, or the whole record where there is but one.

Enters: an index. Leaves: conflicts in the order of their names, each with its incidents and scope. There is no sum over
conflicts and none over parties (rules 19, 24).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cairn.publish.rows.index import Index
from cairn.publish.rows.record import IncidentRow
from cairn.publish.rows.slugs import slugs
from cairn.publish.wording.ground_words import area_name
from cairn.publish.wording.part_words import words
from cairn.vocab.labels import label

from .scope import Scope

NOWHERE = "no-country"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One country's incidents; `country` empty is the whole record, or incidents of no known country (`NOWHERE`)."""

    key: str
    country: str
    rows: Sequence[IncidentRow]

    @property
    def scope(self) -> Scope:
        """What its sums are of."""
        return Scope(country=self.country)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its incidents."""
        return tuple(row["id"] for row in self.rows)

    def called(self, lang: str) -> str:
        """Its name in a language."""
        if self.key == NOWHERE:
            return words(lang, "conflict.nowhere")
        if not self.country:
            return words(lang, "conflict.whole")
        return words(lang, "conflict.of", country=label(lang, "country", self.country))


def conflicts(found: Index) -> tuple[Conflict, ...]:
    """One for each country, by its code; of none that is known last. A record of one country has one, of all of it."""
    groups: dict[str, list[IncidentRow]] = {}
    for row in found.incidents.values():
        groups.setdefault(row.get("country") or "", []).append(row)
    named = sorted(country for country in groups if country)
    keys = slugs({country: country.lower() for country in named})
    if len(named) <= 1:
        return (Conflict(keys[named[0]] if named else "all", "", list(found.incidents.values())),)
    found_there = [Conflict(keys[country], country, groups[country]) for country in named]
    return (*found_there, *([Conflict(NOWHERE, "", groups[""])] if "" in groups else []))


def grounds(found: Index, rows: Sequence[IncidentRow], lang: str) -> list[tuple[str, str]]:
    """The places whose ground these incidents touch, of which somebody says who held it: name and page, A to Z."""
    keys: dict[str, None] = {}
    for row in rows:
        then = found.record.ground.get(row["id"])
        if then is not None:
            keys.update(dict.fromkeys(then.places))
    held = [
        (
            _told_of(area_name(found.record.control[key].place, lang), lang),
            f"control/{found.control_slugs[key]}/index.html",
        )
        for key in keys
        if key in found.record.control
    ]
    return sorted(held, key=lambda one: (one[0].casefold(), one[1]))


def _told_of(place: str, lang: str) -> str:
    return words(lang, "part.ground_of", place=place)
