"""Builders of invented relations and of random tangles of them, and slow readers of what they say."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from cairn.actors.groups import SAME, WITHIN
from cairn.vocab.relations import Relation

DAY_ONE = date(2031, 1, 1)
LONG = 12
"""How many days a random tangle lasts, from the first on; countries are XA, XB, and XC that no relation names."""
COUNTRIES = ("XA", "XB", "XC", "")
KINDS = (*WITHIN, SAME, "partner_of", "supplies", "dominated_by", "controls", "successor_of")


def day(n: int) -> date:
    """The day so many after the first."""
    return DAY_ONE + timedelta(days=n)


def told(subject: str, relation: str, other: str, by: str = "reed", **more: Any) -> Relation:
    """An author's word; `first` and `last` are days counted from the first of all."""
    first, last = more.pop("first", None), more.pop("last", None)
    return Relation(
        id=more.pop("id", f"{subject}:{relation}:{other}:{by}:{first}:{last}"),
        subject=subject,
        relation=relation,
        object=other,
        asserted_by=by,
        source="an invented statement",
        start=None if first is None else day(first),
        end=None if last is None else day(last),
        **more,
    )


def denied(subject: str, relation: str, other: str, by: str = "reed", **more: Any) -> Relation:
    """An author's denial."""
    return told(subject, "denies", other, by, denied=relation, **more)


def tangle(seed: int, authors: int = 3) -> list[Relation]:
    """A random handful of words about a few bodies: rings, overlaps, the same said twice, denials, words turned round."""
    chance = random.Random(seed)
    names = [f"b{n}" for n in range(chance.randint(2, 6))]
    return [_any_word(chance, names, authors, n) for n in range(chance.randint(1, 14))]


def _any_word(chance: random.Random, names: list[str], authors: int, n: int) -> Relation:
    subject, other = chance.sample(names, 2)
    kind = chance.choice(KINDS if chance.random() < 0.3 else (*WITHIN, SAME))
    first, last = sorted(chance.randrange(LONG) for _ in range(2))
    more: dict[str, Any] = {
        "id": f"w{n}",
        "first": first if chance.random() < 0.7 else None,
        "last": last if chance.random() < 0.7 else None,
        "countries": tuple(sorted(chance.sample(["XA", "XB"], chance.choice([0, 0, 1, 2])))),
    }
    by = chance.choice(names[:1] + [f"author{k}" for k in range(authors)])
    if chance.random() < 0.25:
        return denied(subject, kind, other, by, **more)
    return told(subject, kind, other, by, **more)


def is_told_for(word: Relation, at: date, country: str = "") -> bool:
    """Whether a word is told for a day and a country."""
    in_days = (word.start or date.min) <= at <= (word.end or date.max)
    return in_days and (not word.countries or country in word.countries)


def within_on(whole: str, words: Iterable[Relation], at: date, country: str) -> set[str]:
    """Everyone within a body on one day in one country: step by step, and nothing remembered of other days. Whom a
    denial among the words keeps out is no step; one that is told for a country bears on all that nobody names."""
    words = list(words)
    named = {c for w in words if w.relation in (*WITHIN, SAME) for c in w.countries}
    out = {
        w.subject
        for w in words
        if (w.denied, w.object) == ("part_of", whole)
        and (is_told_for(w, at, country) or (country not in named and is_told_for(w, at, *w.countries[:1])))
    }
    words = [w for w in words if is_told_for(w, at, country)]
    reached = {whole}
    while True:
        more = {w.subject for w in words if w.relation in (*WITHIN, SAME) and w.object in reached}
        more |= {w.object for w in words if w.relation == SAME and w.subject in reached}
        more -= out
        if more <= reached:
            return reached - {whole}
        reached |= more
