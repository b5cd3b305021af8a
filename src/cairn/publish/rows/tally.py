"""A tally as the plain row that pages, files and `cairn tally --json` give: its definition, members and sentences.

A `Tally` enters, values for JSON leave. All that decides the sum is in the row, so that `recount.py` makes it again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cairn.actors import words as actor_words
from cairn.tally.model import OUTCOMES, Aside, Coverage, Definition, Member, Sum, Tally
from cairn.tally.words import lines
from cairn.vocab.closed import Grade
from cairn.vocab.labels import LANGUAGES, sections

from .actors import relation_row

BUCKETS: Mapping[str, tuple[Grade, ...]] = {
    "likely": (Grade.CONFIRMED, Grade.FAIR),
    "contested": (Grade.CONTESTED,),
    "weak": (Grade.WEAK,),
    "discounted": (Grade.DISCOUNTED,),
}


def coverage_row(c: Coverage) -> dict[str, str]:
    """A stretch of monitoring as the site and a tally's object give it."""
    days = {"from_day": str(c.from_day), "to_day": str(c.to_day)}
    return {"actor": c.actor, "country": c.country, **days, "level": c.level}


class Spoken(Mapping[str, str]):
    """Names in one language. It is looked at name by name: a record knows thousands, and a sum says two or three."""

    def __init__(self, names: Mapping[str, Mapping[str, str]], language: str) -> None:
        self._names, self._language = names, language
        self._countries: Mapping[str, str] = sections(language)["country"]

    def __getitem__(self, key: str) -> str:
        """Raises `KeyError` for an id without a name."""
        name = self._names.get(key)
        return self._countries[key] if name is None else name[self._language]

    def __iter__(self) -> Iterator[str]:
        yield from self._names
        yield from (key for key in self._countries if key not in self._names)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def spoken(names: Mapping[str, Mapping[str, str]], language: str) -> Mapping[str, str]:
    """Actors and countries as a sentence of this language says them."""
    return Spoken(names, language)


def tally_json(
    done: Tally,
    names: Mapping[str, Mapping[str, str]],
    beside: Mapping[Grade, Tally] | None = None,
    languages: Sequence[str] = LANGUAGES,
    said: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, Any]:
    """A tally as its exported object, with its sentences in these languages. `names` is by actor, or by place as the
    definition names it, and language; `said` the same as `spoken` by language, where many tallies share it."""
    d = done.definition
    said = said or {lang: spoken(names, lang) for lang in LANGUAGES}
    return {
        "definition": definition_json(d),
        "incidents": done.incidents,
        "killed": _sum(done.killed),
        "injured": _sum(done.injured),
        "incidents_without_figure": done.killed.without_figure,
        "incidents_without_injured_figure": done.injured.without_figure,
        "beside": {grade.value: _beside(other) for grade, other in (beside or {}).items()},
        "jointly_attributed": done.jointly_attributed,
        "machine_suggested": done.machine_suggested,
        "named_only": done.named_only,
        "undated": done.undated,
        "unplaced": done.unplaced,
        "filed_under_nobody": done.nobodys,
        "told_as": dict(done.told_as),
        "left_out": [list(x) for x in done.left_out],
        "subgroups": _subgroups(done),
        "rolled_up": [{**member_json(member), "incidents": n} for member, n in done.rolled_up],
        "grouped": {lang: actor_words.grouped(d.viewpoint, lang, said[lang]) for lang in LANGUAGES},
        "contested_left_out": [{**_aside(aside), "incidents": n} for aside, n in done.asides],
        "contested_incidents": done.aside_incidents,
        "coverage": [coverage_row(c) for c in done.coverage],
        "as_of": d.as_of or None,
        "members": list(done.members),
        "lines": {language: lines(done, language, said[language], beside) for language in languages},
    }


def definition_json(d: Definition) -> dict[str, Any]:
    """Everything that decides a sum: what `recount.py` needs to make it again."""
    return {
        "actors": list(d.actors),
        "members": [member_json(m) for m in d.members],
        "as_held_by": d.viewpoint.holder or None,
        "country": d.country or None,
        "place": d.place or None,
        "place_pcode": d.place_pcode or None,
        "from": d.from_day and d.from_day.isoformat(),
        "to": d.to_day and d.to_day.isoformat(),
        "grades": [g.value for g in d.grades],
        "grade_of": d.grade_of,
        "basis": d.basis,
        "count": list(d.count),
        "umbrella": "parents" if d.parents else "children",
        "bound": d.bound,
        "unit": d.unit.replace(" and ".join(OUTCOMES), " and ".join(d.count)),
        "register": d.register or None,
    }


def member_json(m: Member) -> dict[str, Any]:
    """Who counts for whom, when and where."""
    days = {"from": m.start and m.start.isoformat(), "to": m.end and m.end.isoformat()}
    return {"actor": m.actor, "of": m.of, **days, "countries": list(m.countries)}


def _aside(aside: Aside) -> dict[str, Any]:
    """A contested step that is not followed, with who says it and who contradicts it."""
    first = (*aside.words, *aside.against)[0]
    return {
        "subject": first.subject,
        "relation": first.about,
        "object": first.object,
        "said": [relation_row(w) for w in aside.words],
        "against": [relation_row(w) for w in aside.against],
    }


def _sum(s: Sum) -> dict[str, int]:
    return {"min": s.min, "max_of_known": s.max_of_known}


def _beside(other: Tally) -> dict[str, Any]:
    """What stands beside the figure and is not in it (rule 21)."""
    return {
        "incidents": other.incidents,
        "killed": _sum(other.killed),
        "injured": _sum(other.injured),
        "incidents_without_figure": other.killed.without_figure,
    }


def _subgroups(done: Tally) -> dict[str, dict[str, dict[str, int]]]:
    """children -> killed -> its sum with the incidents that give no such figure, for groups that one gives."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for name, total in done.subgroups.items():
        group, _, outcome = name.rpartition("_")
        found.setdefault(group, {})[outcome] = {
            **_sum(total),
            "incidents_without_figure": total.without_figure,
        }
    return found


def said_by_actors(whole: Definition, names: Collection[str]) -> Definition:
    """The definition without contested steps of which anybody speaks who is no actor with a name: perhaps a person."""

    def is_named(aside: Aside) -> bool:
        return all(word.asserted_by in names for word in (*aside.words, *aside.against))

    return replace(whole, asides=tuple(a for a in whole.asides if is_named(a)))
