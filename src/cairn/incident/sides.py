"""Which actors act as one side on a day: the registry's memberships, read for a date.

A member of a coalition is no rival of the coalition nor of its other members, and speaks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from cairn.vocab.actors import actors
from cairn.vocab.relations import holds_on


@lru_cache(maxsize=4096)
def partners_on(day: date | None) -> Mapping[str, str]:
    """Actor id to what it is of one side with on that day; where no day is known, by memberships that have no end: one
    of a single night is most likely not of that day."""
    return {
        actor.id: membership.actor
        for actor in actors().values()
        for membership in (*actor.member_of, *(p for p in actor.partner_of if p.one_side))
        if (membership.end is None if day is None else holds_on(membership, day))
    }
