"""The reviewed words of data/register.toml: columns, grades, roles, flags. Words enter, ours leave."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from cairn.values import folded
from cairn.vocab.actors import Actor
from cairn.vocab.closed import Grade
from cairn.vocab.load import load_toml

NOBODY = "unknown"
"""The id of an actor that is told to be unknown."""


@dataclass(frozen=True, slots=True)
class FlagWords:
    """What a flag says: fault, gap or note; the finding; and how a tally takes such an entry."""

    kind: str
    says: str
    counts: str


@cache
def tables() -> Mapping[str, Any]:
    """The file as it is."""
    return load_toml("register", "cairn.sources")


@cache
def province_words() -> frozenset[str]:
    """Words for what a province is, folded: "Idlib governorate" is Idlib."""
    return frozenset(map(folded, tables()["words"]["province"]))


@cache
def district_words() -> frozenset[str]:
    """Words for what a district is, folded."""
    return frozenset(map(folded, tables()["words"]["district"]))


@cache
def forces_words() -> tuple[str, ...]:
    """Words that name an actor beside its adjective: "Iranian Military"."""
    return tuple(tables()["words"]["forces"])


@cache
def flag_words() -> Mapping[str, FlagWords]:
    """Every flag there is, in the order of the file."""
    return {code: FlagWords(**words) for code, words in tables()["flags"].items()}


def flag_dictionary() -> str:
    """Every flag as Markdown, for the docs."""
    parts = [
        "# What is flagged in a register",
        "",
        "Made from `src/cairn/sources/data/register.toml`; do not edit by hand.",
        "",
        "A *fault* cannot be right as it stands. A *gap* leaves something unknown. A *note* is how this recorder",
        "works. Nothing is mended.",
        "",
        "| flag | kind | what is found | how it counts |",
        "|---|---|---|---|",
    ]
    parts += [f"| `{code}` | {w.kind} | {w.says} | {w.counts} |" for code, w in flag_words().items()]
    return "\n".join([*parts, ""])


@cache
def columns() -> Mapping[str, str]:
    """Spelling of a column, in small letters -> our name of it; figures with their _min and _max."""
    named = {s.lower(): ours for ours, spellings in tables()["columns"].items() for s in spellings}
    ends = {f"{name}{end}": f"{name}{end}" for name in figures() for end in ("", "_min", "_max")}
    return named | ends


@lru_cache(maxsize=1000)
def column_named(spelling: str) -> str:
    """Our name of a column by its spelling, without regard to case; empty where it is not read."""
    return columns().get(spelling.strip().lower(), "")


@cache
def figures() -> tuple[str, ...]:
    """The names of all figures: totals, then parts."""
    told = tables()["figures"]
    return (*told["totals"], *(part for names in told["parts"].values() for part in names))


@cache
def _meanings(what: str) -> Mapping[str, str]:
    return {folded(word): ours for ours, words in tables()["words"][what].items() for word in words}


def meaning(what: str, word: str) -> str:
    """Our word for theirs among `grade`, `harm`, `role` or `outcome`; empty where it is none of ours."""
    return _meanings(what).get(folded(word), "")


def grades_in(told: str) -> tuple[tuple[Grade, ...], tuple[str, ...]]:
    """The grades a cell names, each once, and the words in it that are none."""
    words = [w for part in re.split(r"[,;/|،]", told) if (w := part.strip())]
    found = dict.fromkeys(Grade(m) for w in words if (m := meaning("grade", w)))
    return tuple(found), tuple(w for w in words if not meaning("grade", w))


def actor_finder(actors: Iterable[Actor]) -> Callable[[str], str]:
    """A function from a belligerent as told to our id: by id, name, alias, or an adjective beside "forces".

    It gives `NOBODY` for "unknown", and nothing where no actor goes by that name.
    """
    found = {folded(w): NOBODY for w in tables()["words"]["nobody"]}
    for actor in actors:
        forces = (f"{adjective} {force}" for adjective in actor.adjectives for force in forces_words())
        spelt = (actor.id.replace("_", " "), *actor.names.values(), *actor.aliases)
        for spelling in (*spelt, *forces):
            found.setdefault(folded(spelling), actor.id)
    return lambda told: found.get(folded(told.replace("_", " ")), "")
