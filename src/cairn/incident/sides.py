"""Which actors act as one side on a day: the registry's memberships, read for a date.

A member of a coalition is no rival of the coalition nor of its other members, and speaks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from cairn.vocab.actors import Membership, actors


@lru_cache(maxsize=4096)
def partners_on(day: date | None) -> Mapping[str, str]:
    """Actor id to what it is of one side with on that day; where no day is known every membership counts."""
    return {
        actor.id: membership.actor
        for actor in actors().values()
        for membership in (*actor.member_of, *(p for p in actor.partner_of if p.one_side))
        if day is None or _holds(membership, day)
    }


def _holds(membership: Membership, day: date) -> bool:
    begun = membership.start is None or membership.start <= day
    return begun and (membership.end is None or day <= membership.end)
