"""Sums up what one account says of its event: claims enter, one `Reading` leaves.

The policy, in order:

1. Only claims of this event count (`this` and `update`); cumulative figures and other events never enter.
2. Only whole figures count (group `all`). A sub-group is never added to a total and never read as one. A
   figure given to armed people only stays out of `killed`, and the armed told inside a whole are taken out of
   it (extract/civil.py; rule 13: unknown status counts as civilian).
3. Which of these figures gives the lowest and the highest is a named policy (extract/policies.py), told in the reading.
   Unknown is never zero.
4. Death of wounds counts as killed at the incident's date when no other figure of killed is given (rule 10).
   Missing, trapped and recovered enter neither end.
5. How sure the reading is and where it goes from here is weighed afterwards (extract/confidence.py).
6. An account that counts people in cumulative figures only, and dates no event of its own, is marked
   `cumulative_only`: it checks sums and tells of no incident (rule 11).
"""

from __future__ import annotations

from collections.abc import Sequence

from cairn.extract.actors import belligerents
from cairn.extract.model import Claim, Passages, PlaceRead, Reading
from cairn.extract.policies import POLICIES, STANDING, Figure, Policy, wholes
from cairn.values import DateSpan
from cairn.vocab.closed import COUNT_KINDS, Event, Group, Kind, Status

_HARM = frozenset(
    {Kind.KILLED, Kind.INJURED, Kind.MISSING, Kind.TRAPPED, Kind.RECOVERED, Kind.DIED_OF_WOUNDS, Kind.VICTIM}
)


def read_account(
    claims: Sequence[Claim],
    *,
    date: DateSpan | None = None,
    date_basis: str = "",
    time: str = "",
    place: PlaceRead | None = None,
    infrastructure: tuple[str, ...] = (),
    policy: str = STANDING,
) -> Reading:
    """One account's claims as one reading. `claims` stand in any order; `policy` is a name in `POLICIES`.

    Raises `KeyError` where there is no such policy.
    """
    own = sorted(
        (c for c in claims if c.event in (Event.THIS, Event.UPDATE)),
        key=lambda c: (c.start, c.event is Event.UPDATE, -c.end),
    )
    read = POLICIES[policy]
    killed, killed_from = _figure(read, own, Kind.KILLED)
    if killed.range.is_unknown:
        killed, killed_from = _figure(read, own, Kind.DIED_OF_WOUNDS)
    injured, injured_from = _figure(read, own, Kind.INJURED)
    harm = any(c.kind in _HARM and c.status is not Status.BELLIGERENT for c in own)
    return Reading(
        killed=killed.range,
        injured=injured.range,
        killed_from=killed_from,
        injured_from=injured_from,
        status=_status(own),
        date=date,
        date_basis=date_basis,
        time=time,
        place=place,
        belligerents=belligerents(claims),
        strike_types=_values(own, Kind.WEAPON, Kind.CAUSE),
        victims=_values(own, Kind.VICTIM),
        infrastructure=infrastructure,
        harm=harm,
        policy=policy,
        cumulative_only=not harm and date_basis in ("", "published") and _sums_up(claims),
    )


def _figure(policy: Policy, claims: Sequence[Claim], kind: Kind) -> tuple[Figure, Passages]:
    """A policy's figure of one kind, and where the claims stand that it rests on, those taken out of it too."""
    told = wholes(claims, kind)
    figure = policy([t.claim for t in told])
    used = {id(c) for c in figure.claims}
    rests_on = [c for t in told if id(t.claim) in used for c in (t.claim, *t.without)]
    return figure, tuple(dict.fromkeys((c.start, c.end) for c in rests_on))


def _sums_up(claims: Sequence[Claim]) -> bool:
    """Whether people are counted, and every count is a cumulative one."""
    counts = [c for c in claims if c.kind in COUNT_KINDS]
    return bool(counts) and all(c.event is Event.CUMULATIVE for c in counts)


def _status(claims: Sequence[Claim]) -> Status:
    """Civil or armed, as the account tells it of the killed, or of the injured where none is killed."""
    for kind in (Kind.KILLED, Kind.INJURED):
        told = {c.status for c in claims if c.kind is kind and c.group in (Group.ALL, Group.BELLIGERENTS)}
        told.discard(Status.UNKNOWN)
        if told == {Status.BELLIGERENT} and any(
            c.kind is kind and c.group is Group.ALL and c.status is Status.UNKNOWN for c in claims
        ):
            return Status.UNKNOWN
        if Status.CIVILIAN in told:
            return Status.CIVILIAN
        if told:
            return next(iter(told))
    return Status.UNKNOWN


def _values(claims: Sequence[Claim], *kinds: Kind) -> tuple[str, ...]:
    """What the claims of some kinds hold, each once, in the order of the text."""
    return tuple(dict.fromkeys(c.value for c in claims if c.kind in kinds and c.value))
