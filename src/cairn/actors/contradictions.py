"""Which two words cannot both hold: what denies what, and orders the other way round. Relations enter, yes or no leaves.

A word holds what follows from it: an armed wing and a member are a part; who is the same is a part, either way round;
who controls another dominates it. A denial contradicts every word that is, or holds, what it denies; so a denial of
`part_of` contradicts also `armed_wing_of`, and a denial of `armed_wing_of` leaves open that it is a part. Two assertions
contradict each other only where each puts the other body above: A part of B, B part of A. Nothing else does: a partner,
a supplier, a whole of another name deny nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from cairn.vocab.relations import Relation

Saying = tuple[str, str, str]  # relation, subject, object

ORDERS = frozenset({"part_of", "dominated_by", "successor_of"})
"""What cannot hold either way round, unless both are the same."""


def contradict(a: Relation, b: Relation) -> bool:
    """Whether these two cannot both hold, on days and in countries that both are told for."""
    if a.relation == "denies" or b.relation == "denies":
        denial, other = (a, b) if a.relation == "denies" else (b, a)
        denied = (denial.denied, denial.subject, denial.object)
        return other.relation != "denies" and denied in sayings(other)
    if "same_as" in (a.relation, b.relation):
        return False
    theirs = sayings(b)
    return any(name in ORDERS and (name, whole, part) in theirs for name, part, whole in sayings(a))


def sayings(word: Relation) -> frozenset[Saying]:
    """What an assertion says, with all that follows from it."""
    return frozenset(_sayings(word.relation, word.subject, word.object))


def _sayings(relation: str, subject: str, object_: str) -> Iterator[Saying]:
    yield relation, subject, object_
    if relation in ("armed_wing_of", "member_of"):
        yield "part_of", subject, object_
    elif relation == "controls":
        yield "dominated_by", object_, subject
    elif relation == "same_as":
        yield "same_as", object_, subject
        yield "part_of", subject, object_
        yield "part_of", object_, subject
