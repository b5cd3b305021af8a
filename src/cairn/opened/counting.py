"""Sums of opened tables, counted by the core that counts those of a site: umbrella or parts, each incident once.

The tables enter as they stand in their files; the row of a sum leaves. What is asked for and unknown to the record is
refused, for a silent nought would read as peace.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from cairn.errors import FileRefused, NotAllowed, NotFound
from cairn.publish.parts.scope import Scope, Sums
from cairn.publish.parts.twins import flat
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record
from cairn.publish.rows.tally import BUCKETS
from cairn.publish.rows.who_is_who import WhoIsWho
from cairn.values import folded
from cairn.vocab.closed import Grade
from cairn.vocab.relations import Relation

Plain = Mapping[str, Any]
Tables = Mapping[str, list[dict[str, Any]]]
NEEDED = ("incidents", "attributions", "coverage", "tallies", "actors", "relations")
"""The tables that a sum is counted from."""


class Counting:
    """The sums of one published record. What they share is made once."""

    def __init__(self, tables: Tables, as_of: str) -> None:
        """Raises `KeyError`, `TypeError` or `ValueError` for rows that are none of these tables."""
        names = _names(tables)
        self._tables = tables
        self._ids = _ids(tables, names)
        record = Record(
            generated_at=as_of,
            incidents=tables["incidents"],  # type: ignore[arg-type]
            attributions=tables["attributions"],  # type: ignore[arg-type]
            coverage=[{**c, "from_day": c["from"], "to_day": c["to"]} for c in tables["coverage"]],  # type: ignore[typeddict-item]
            tallies=tables["tallies"],  # type: ignore[arg-type]
            actors=names,
            who=WhoIsWho(relations=tuple(map(_relation, tables["relations"]))),
        )
        self._sums = Sums(index(record))

    def row(self, scope: Scope, grades: tuple[Grade, ...]) -> dict[str, Any]:
        """The row of one sum: as printed where the record prints it, else as the table of sums would have it.

        Raises `FileRefused` (sum-differs) where the tables do not give what was printed.
        """
        done = self._sums.one(scope, grades)
        bucket = next((name for name, held in BUCKETS.items() if set(held) == set(grades)), "")
        (row,) = flat([self._sums.row(done, scope.actor, bucket)])
        printed = next((t for t in self._tables["tallies"] if _asks(t) == _asks(row)), None)
        if printed is None:
            return row
        if differs := [key for key in _FIGURES if _plain(printed[key]) != _plain(row[key])]:
            raise _sum_differs(scope.actor, bucket, differs)
        return printed if printed.get("lines") else row

    def scope(self, actor: str, country: str, place: str, first: date | None, last: date | None) -> Scope:
        """What is asked for. Raises `NotFound` (actor-unknown, country-unknown, place-unknown)."""
        return Scope(
            actor=self._actor(actor) if actor else "",
            country=self._country(country) if country else "",
            place=self._place(place) if place else "",
            first=first,
            last=last,
        )

    def _actor(self, asked: str) -> str:
        found = self._ids.get(folded(asked), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise _unknown_actor(asked, sorted(found), "several go by this name")
        near = get_close_matches(folded(asked), self._ids, n=5, cutoff=0.6)
        ids = sorted({key for name in near for key in self._ids[name]}) or sorted(self._graded())
        raise _unknown_actor(asked, ids, "nobody in this record goes by this name")

    def _graded(self) -> set[str]:
        return {row["actor_id"] for row in self._tables["attributions"]}

    def _country(self, asked: str) -> str:
        known = {row.get("country") for name in ("incidents", "coverage") for row in self._tables[name]} - {
            None,
            "",
        }
        if asked.upper() in known:
            return asked.upper()
        raise NotFound(
            "country-unknown",
            "the record has nothing of this country",
            field="country",
            value=asked,
            remedy=f"It has {', '.join(sorted(map(str, known))) or 'none'}.",
        )

    def _place(self, asked: str) -> str:
        """A province by its P-code, else its English name, whichever of its names is asked for; a town by its own."""
        towns: dict[str, str] = {}
        provinces: dict[str, str] = {}
        for row in self._tables["incidents"]:
            province = row.get("admin1_pcode") or row.get("admin1")
            provinces |= {str(n): str(province) for key in _OF_PROVINCE if province and (n := row.get(key))}
            towns |= {str(n): str(n) for key in _OF_TOWN if (n := row.get(key))}
        for known in (provinces, towns):
            if name := next((n for n in known if folded(n) == folded(asked)), ""):
                return known[name]
        known = towns | provinces
        near = get_close_matches(asked, known, n=5, cutoff=0.6)
        raise NotFound(
            "place-unknown",
            "no incident of this record lies at a place of this name",
            field="place",
            value=asked,
            remedy=f"Near it are {', '.join(near)}."
            if near
            else "A P-code of a province, or a name as incidents have it.",
        )


_OF_PROVINCE, _OF_TOWN = ("admin1_pcode", "admin1", "admin1_ar"), ("place_name", "place_name_ar")
_ASKED = ("actors", "members", "country", "place", "from", "to", "grade_of", "basis", "umbrella", "register")
_FIGURES = (
    "incidents",
    "killed_min",
    "killed_max_of_known",
    "injured_min",
    "injured_max_of_known",
    "members",
)


def _asks(row: Plain) -> tuple[str, ...]:
    """What a sum asks for, so that two can be told to ask the same."""
    asked = row["definition"]
    return (row["actor_id"], str(sorted(asked["grades"])), *(repr(asked.get(key)) for key in _ASKED))


def _plain(figure: object) -> object:
    return sorted(figure) if isinstance(figure, list | tuple) else figure


def _sum_differs(actor: str, bucket: str, what: Iterable[str]) -> FileRefused:
    return FileRefused(
        "sum-differs",
        f"the record prints a sum that its own tables do not give: {', '.join(what)}",
        field="tally",
        value=f"{actor} {bucket}",
        remedy="Use neither. Tell its publisher; `python recount.py` beside the tables shows all that differ.",
    )


def grades_of(asked: str | Iterable[str]) -> tuple[Grade, ...]:
    """The grades that a word names (likely, contested, weak, discounted, all), or those named. Raises `NotAllowed`
    (grade-unknown)."""
    words = asked.split(",") if isinstance(asked, str) else list(asked)
    found: list[Grade] = []
    for word in (str(w).strip() for w in words):
        if word == "all":
            found += [g for g in Grade if g is not Grade.DISCOUNTED]
        elif word in BUCKETS:
            found += BUCKETS[word]
        elif word in set(Grade):
            found.append(Grade(word))
        else:
            raise _no_grade(word)
    if not found:
        raise _no_grade("")
    return tuple(dict.fromkeys(found))


def _no_grade(word: str) -> NotAllowed:
    return NotAllowed(
        "grade-unknown",
        "there is no such grade",
        field="grades",
        value=word,
        remedy=f"likely (confirmed and fair), all (but discounted), or any of {', '.join(Grade)}.",
    )


def _unknown_actor(asked: str, ids: list[str], why: str) -> NotFound:
    return NotFound(
        "actor-unknown",
        why,
        field="actor",
        value=asked,
        remedy=f"Give an id: {', '.join(ids)}; the table actors has all."
        if ids
        else "Nobody is named in this record.",
    )


def _names(tables: Tables) -> dict[str, dict[str, str]]:
    """The names of actors by language, as the sentences of sums say them: in English where there is no other."""
    found: dict[str, dict[str, str]] = {}
    for row in tables["attributions"]:
        key = row["actor_id"]
        found.setdefault(key, {"en": row.get("actor") or key.replace("_", " ")})
    for row in tables["actors"]:
        found[row["id"]] = dict(row["names"])
    for key, names in found.items():
        one = names.get("en") or next(iter(names.values()), key)
        names.setdefault("en", one)
        names.setdefault("ar", one)
    return found


def _ids(tables: Tables, names: Mapping[str, Mapping[str, str]]) -> dict[str, set[str]]:
    """A name or id, folded -> the ids of those who go by it; an id before all names."""
    found: dict[str, set[str]] = {}
    listed = {*names, *(row["actor_id"] for row in tables["tallies"])}
    for key in listed:
        for name in names.get(key, {}).values():
            found.setdefault(folded(name), set()).add(key)
    return found | {folded(key): {key} for key in listed}


def _relation(row: Plain) -> Relation:
    """A word on two actors as it was before it became a row of its table."""
    return Relation(
        id=row["id"],
        subject=row["subject"],
        relation=row["relation"],
        object=row["object"],
        asserted_by=row.get("asserted_by") or "",
        source=row.get("source") or "",
        start=_day(row.get("from")),
        end=_day(row.get("to")),
        said=_day(row.get("said")),
        countries=tuple(row.get("countries") or ()),
        denied=row.get("denied") or "",
        one_side=bool(row.get("one_side")),
    )


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
