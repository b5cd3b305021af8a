"""The sums of a part of the record: of a party, a country, a province or town, some days, or all of it.

Enters: an index of the record and a `Scope`. Leaves: rows of sums, one for each party and bucket of grades, of the same
shape and made by the same core as those of the whole record (`Record.tallies`). A public record is summed as released,
a preview as the best there is. There is never one sum over parties: an incident of two would count twice (rule 19).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, cast

from cairn.actors.viewpoint import standing
from cairn.publish.allow import only
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import TallyRow
from cairn.publish.rows.scope import coverage_of, is_loose, tally_row
from cairn.publish.rows.tally import BUCKETS, said_by_actors, spoken, tally_json
from cairn.tally import tally
from cairn.tally.model import Definition, Member, Row, Tally
from cairn.tally.rollup import grouped
from cairn.values import folded
from cairn.vocab.closed import Grade, State
from cairn.vocab.labels import LANGUAGES


@dataclass(frozen=True, slots=True)
class Scope:
    """Which incidents are meant; what is empty is any. `place` is a province's P-code, or a name as the record has it.

    `within` is the province that a town of the name lies in, by its P-code or name: two towns of one name are two.
    """

    actor: str = ""
    country: str = ""
    place: str = ""
    first: date | None = None
    last: date | None = None
    within: str = ""


def sums(found: Index, scope: Scope, lang: str = "") -> list[TallyRow]:
    """The sums of a scope by party and bucket; sentences in one language, or in both without one.

    A party that is asked for has its four rows; else those that nothing counts for have none. For many scopes of one
    record make one `Sums`.
    """
    return Sums(found).of(scope, (lang,) if lang else LANGUAGES)


class Parties:
    """Who counts for each party of a record, how it was monitored, its provinces: the same for every scope of it, and
    for its cuts."""

    def __init__(self, found: Index) -> None:
        self._found = found
        self.basis = basis_of(found)
        self.provinces = provinces_of(found)
        self.coverage = [c for c in map(coverage_of, found.record.coverage) if c is not None]
        self._standing = standing(found.record.who.relations)
        self._made: dict[str, Definition] = {}

    def of(self, actor: str) -> Definition:
        """Who counts for a party: as the record's own sum has it, for the public may not see all who say so."""
        if actor not in self._made:
            self._made[actor] = self._grouping(actor)
        return self._made[actor]

    def _grouping(self, actor: str) -> Definition:
        asked, names = Definition(actors=(actor,), basis=self.basis), self._found.record.actors
        whole = said_by_actors(grouped(asked, self._standing), names)
        told = next((t for b in BUCKETS if (t := self._found.tallies.get((actor, b)))), None)
        if told is None or "members" not in told.get("definition", {}):
            return whole
        members = cast(Sequence[Mapping[str, Any]], told["definition"]["members"])
        return replace(whole, members=tuple(map(_member, members)))


class Sums:
    """Sums of the scopes of one record; what they share is made once. `parties` are those of the record that `found` is
    cut out of."""

    def __init__(self, found: Index, parties: Parties | None = None) -> None:
        self.found = self._found = found
        self._parties = parties or Parties(found)
        self.basis = self._parties.basis
        self.rows = {
            key: tally_row(row, found.attributions.get(key, ())) for key, row in found.incidents.items()
        }
        self._vague = [key for key, row in found.incidents.items() if is_loose(row)]
        self.coverage = self._parties.coverage
        self._provinces, self._names = self._parties.provinces, _names(found)
        self._said = {lang: spoken(self._names, lang) for lang in LANGUAGES}
        self._whole = {actor: self._parties.of(actor) for actor in self._actors()}
        self._made: dict[Scope, dict[str, dict[str, Tally]]] = {}
        self._sides = {actor: _side(whole) for actor, whole in self._whole.items()}

    def of(
        self,
        scope: Scope,
        languages: Sequence[str] = LANGUAGES,
        among: Iterable[str] | None = None,
        *,
        brief: bool = False,
    ) -> list[TallyRow]:
        """As `sums`. `among` are the incidents of the scope, where they are known: no other is looked at. `brief` leaves
        out buckets that hold nothing, but for likely: of a party that is there it says that nothing likely is."""
        return [
            self.row(done, actor, bucket, languages)
            for actor, some in self._tallies(scope, among).items()
            for bucket, done in some.items()
            if done.incidents or bucket == "likely" or not brief
        ]

    def row(self, done: Tally, actor: str, bucket: str, languages: Sequence[str] = LANGUAGES) -> TallyRow:
        """A sum as the public may have it."""
        told: Any = tally_json(done, self._names, languages=languages, said=self._said)
        return only("tallies", cast(TallyRow, {"actor_id": actor, "bucket": bucket, **told}))

    def one(self, scope: Scope, grades: Sequence[Grade]) -> Tally:
        """The sum of a scope at these grades: of its party, or of all parties with each incident once (rule 19)."""
        asked = replace(self.definition(scope), grades=tuple(grades))
        rows: Sequence[Row] = self._bearing(scope, None)
        if scope.actor:
            rows, asked = self._of_party(scope.actor, asked, rows)
        return tally(rows, asked, self.coverage)

    def _tallies(self, scope: Scope, among: Iterable[str] | None) -> dict[str, dict[str, Tally]]:
        """By party and bucket. Pages of both languages, files and receipts ask for the sums of one scope: they are added
        up once."""
        if scope not in self._made:
            rows, asked = self._bearing(scope, among), self.definition(scope)
            actors = [scope.actor] if scope.actor else self._whole
            made = {actor: self._of_actor(actor, asked, rows) for actor in actors}
            self._made[scope] = {
                actor: some
                for actor, some in made.items()
                if scope.actor or any(done.incidents for done in some.values())
            }
        return self._made[scope]

    def naming(self, actor: str) -> list[str]:
        """The incidents that name a party, or one that counts for it."""
        side = self._sides.get(actor) or _side(self._parties.of(actor))
        return [key for key, row in self.rows.items() if not row.parties.isdisjoint(side)]

    @property
    def actors(self) -> Sequence[str]:
        """Everybody who is graded somewhere, or has a sum in the record."""
        return tuple(self._whole)

    def definition(self, scope: Scope) -> Definition:
        """What a scope asks for, as a tally is asked; without the party."""
        pcode = scope.place if scope.place in self._provinces else ""
        return Definition(
            country=scope.country,
            place=self._provinces.get(pcode, scope.place),
            place_pcode=pcode,
            from_day=scope.first,
            to_day=scope.last,
            basis=self.basis,
        )

    def told_by_name(self, scope: Scope) -> bool:
        """Whether `cairn tally --place` takes these incidents and no others, by the place's name alone."""
        if not scope.within:
            return True
        wanted = folded(scope.place)
        if wanted in {folded(name) for name in self._provinces.values()}:
            return False
        return all(self._is_within(key, scope) for key in self._named.get(wanted, ()))

    @cached_property
    def _named(self) -> Mapping[str, Sequence[str]]:
        """The incidents by each name of their place, folded: every place asks."""
        found: dict[str, list[str]] = {}
        for key, row in self.rows.items():
            for name in {folded(n) for n in row.place_names}:
                found.setdefault(name, []).append(key)
        return found

    def _bearing(self, scope: Scope, among: Iterable[str] | None) -> list[Row]:
        """The rows that the scope may hold, with those of no known day or place, and every umbrella record above."""
        keys = self.rows if among is None else dict.fromkeys([*among, *self._vague])
        return self._with_those_above(self.rows[key] for key in keys if self._is_within(key, scope))

    def _with_those_above(self, rows: Iterable[Row]) -> list[Row]:
        """The rows with every umbrella record above them, whomever it names: without one in between, an umbrella and
        what it holds would both count."""
        found = {row.incident_id: row for row in rows}
        for row in list(found.values()):
            above = row.parent_id
            while above in self.rows and above not in found:
                found[above] = self.rows[above]
                above = self.rows[above].parent_id
        return list(found.values())

    def _is_within(self, key: str, scope: Scope) -> bool:
        row = self._found.incidents[key]
        return not scope.within or scope.within in (row.get("admin1_pcode"), row.get("admin1"))

    def _of_actor(self, actor: str, asked: Definition, rows: Sequence[Row]) -> dict[str, Tally]:
        mine, asked = self._of_party(actor, asked, rows)
        if not mine and not self._whole.get(actor):
            return {}
        return {
            bucket: tally(mine, replace(asked, grades=grades), self.coverage)
            for bucket, grades in BUCKETS.items()
        }

    def _of_party(
        self, actor: str, asked: Definition, rows: Sequence[Row]
    ) -> tuple[Sequence[Row], Definition]:
        """The rows that name a party, and what is asked of them: its part, with those who count for it."""
        whole = self._whole.get(actor) or self._parties.of(actor)
        side = self._sides.get(actor) or _side(whole)
        mine = self._with_those_above(row for row in rows if not row.parties.isdisjoint(side))
        return mine, replace(asked, actors=whole.actors, members=whole.members, asides=whole.asides)

    def _actors(self) -> list[str]:
        """Everybody who is graded somewhere, or has a sum in the record."""
        graded = {actor for row in self.rows.values() for actor in row.parties}
        return sorted(graded | {actor for actor, _ in self._found.tallies})


def basis_of(found: Index) -> str:
    """`released` of a public record, `best` of a preview: as its own sums say."""
    for row in found.record.tallies:
        if basis := row.get("definition", {}).get("basis"):
            return str(basis)
    return "released" if all(r.get("state") == State.RELEASED for r in found.incidents.values()) else "best"


def provinces_of(found: Index) -> dict[str, str]:
    """Provinces by their P-code."""
    provinces: dict[str, str] = {}
    for row in found.incidents.values():
        if row.get("admin1") and row.get("admin1_pcode"):
            provinces.setdefault(row["admin1_pcode"], row["admin1"])
    return provinces


def _names(found: Index) -> dict[str, Mapping[str, str]]:
    """The names of parties and places as a sentence of each language says them."""
    names: dict[str, Mapping[str, str]] = {}
    for row in found.incidents.values():
        area, town = row.get("admin1") or "", row.get("place_name") or ""
        if town:
            names.setdefault(town, {"en": town, "ar": row.get("place_name_ar") or town})
        if area:
            names[area] = {"en": area, "ar": row.get("admin1_ar") or area}
    return names | dict(found.record.actors)


def _side(whole: Definition) -> frozenset[str]:
    """Everybody who counts for a party, or would with a step that is contested."""
    members = (*whole.members, *(m for aside in whole.asides for m in aside.members))
    return frozenset([*whole.actors, *(m.actor for m in members)])


def _member(row: Mapping[str, Any]) -> Member:
    first, last = row.get("from"), row.get("to")
    return Member(
        row["actor"],
        row["of"],
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        tuple(row.get("countries", ())),
    )
