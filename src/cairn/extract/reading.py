"""Sums up what one account says of its event: claims enter, one `Reading` leaves.

The policy, in order:

1. Only claims of this event count (`this` and `update`); cumulative figures and other events never enter.
2. Only whole figures count (group `all`). A sub-group is never added to a total and never read as one. A
   figure given to armed people only stays out of `killed` (rule 13: unknown status counts as civilian).
3. The leading figure gives the minimum: the first, or the first updated toll above it that the account tells
   in its own voice. Where it says only "up to", the highest stated figure below it gives the minimum.
4. A later, larger stated figure raises the maximum, and never the minimum.
5. A vague word gives its least where it comes first and no plain figure as high follows it next. Killed and
   injured in one figure give no number of killed; they say that harm is claimed. Unknown is never zero.
6. Death of wounds counts as killed at the incident's date when no other figure of killed is given (rule 10).
   Missing, trapped and recovered enter neither end.
7. `confidence` is the leading claim's, lowered where figures disagree. From `AUTO` upward the reading may be
   taken as it is, above `REVIEW` it is looked at, below it the reader abstains. No harm, no place and no date
   is an abstention too.
8. An account that counts people in cumulative figures only, and dates no event of its own, is marked
   `cumulative_only`: it checks sums and tells of no incident (rule 11).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cairn.extract.actors import belligerents
from cairn.extract.model import LUMPED, OVER, Claim, PlaceRead, Reading
from cairn.values import UNKNOWN, DateSpan, Range
from cairn.vocab.closed import COUNT_KINDS, Basis, Event, Group, Kind, ReadingDecision, Status

AUTO = 0.7
"""From this confidence a reading may be taken unseen."""

REVIEW = 0.3
"""Below this confidence the reader abstains."""

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
) -> Reading:
    """One account's claims as one reading, by the policy above. `claims` stand in any order."""
    own = sorted(
        (c for c in claims if c.event in (Event.THIS, Event.UPDATE)),
        key=lambda c: (c.start, c.event is Event.UPDATE, -c.end),
    )
    killed, killed_sure = _figure(own, Kind.KILLED)
    if killed.is_unknown:
        died, sure = _figure(own, Kind.DIED_OF_WOUNDS)
        killed, killed_sure = (died, sure) if not died.is_unknown else (killed, killed_sure)
    injured, injured_sure = _figure(own, Kind.INJURED)
    harm = any(c.kind in _HARM and c.status is not Status.BELLIGERENT for c in own)
    sure = killed_sure or injured_sure
    return Reading(
        killed=killed,
        injured=injured,
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
        confidence=round(sure, 3),
        decision=_decision(sure, harm=harm, placed=place is not None, dated=date is not None),
        cumulative_only=not harm and date_basis in ("", "published") and _sums_up(claims),
    )


def _sums_up(claims: Sequence[Claim]) -> bool:
    """Whether people are counted, and every count is a cumulative one."""
    counts = [c for c in claims if c.kind in COUNT_KINDS]
    return bool(counts) and all(c.event is Event.CUMULATIVE for c in counts)


def _figure(claims: Sequence[Claim], kind: Kind) -> tuple[Range, float]:
    """Lowest and highest figure of one kind, and how sure the leading claim is (0 where there is none)."""
    totals = [
        _least_meant(c)
        for c in claims
        if c.kind is kind and c.group is Group.ALL and c.status is not Status.BELLIGERENT and not _is_lump(c)
    ]
    told = _from_the_first_word(totals)
    if not told:
        return UNKNOWN, 0.0
    lead = _leading(told)
    low = lead.min if lead.min is not None else _least_below(lead, told)
    high = lead.max
    above = [top for c in told if _raises(c) and (top := _top(c)) > _top(lead)]
    if above:
        high = max(above)
    lower = 0.1 if above else 0.0
    return Range(low, high), max(0.05, lead.confidence - lower)


def _least_meant(claim: Claim) -> Claim:
    """ "More than 20" is 21 at least."""
    return replace(claim, min=claim.min + 1) if claim.scope == OVER and claim.min is not None else claim


def _is_lump(claim: Claim) -> bool:
    """Killed and injured in one number: how many of either is not said. A vague word says that there were some."""
    return claim.scope == LUMPED and claim.basis is not Basis.VAGUE


def _from_the_first_word(totals: Sequence[Claim]) -> list[Claim]:
    """The figures that count; a vague word only where it opens and no plain figure follows it next."""
    firm = [c for c in totals if not c.figure.is_unknown and c.basis is not Basis.VAGUE]
    vague = next((c for c in totals if c.basis is Basis.VAGUE and c.min is not None), None)
    if vague is None or (firm and (firm[0].start < vague.start or _replaces(firm[0], vague))):
        return firm
    return [vague, *firm]


def _raises(claim: Claim) -> bool:
    """Whether a figure may raise the maximum: one that is stated, or summed up as the new total."""
    return claim.basis is Basis.STATED or (claim.event is Event.UPDATE and claim.basis is Basis.SUM)


def _replaces(figure: Claim, vague: Claim) -> bool:
    """Whether a plain figure says better what the vague word before it said; one below its least does not."""
    plain = figure.basis is Basis.STATED and figure.event is Event.THIS
    return plain and _top(figure) >= (vague.min or 0)


def _leading(told: Sequence[Claim]) -> Claim:
    """The figure that gives the minimum: the account's own updated toll above its first, or the first."""
    updates = (c for c in told if c.event is Event.UPDATE and c.basis is Basis.STATED and not c.attributed_to)
    return next((c for c in updates if _top(c) > _top(told[0])), told[0])


def _least_below(lead: Claim, told: Sequence[Claim]) -> int | None:
    """For "up to 40": the highest figure stated elsewhere and not above it; unknown where there is none."""
    stated = [c.min for c in told if c.basis is Basis.STATED and c.min is not None and c.min < _top(lead)]
    return max(stated, default=None)


def _top(claim: Claim) -> int:
    """The highest number a claim's figure names."""
    return claim.max if claim.max is not None else claim.min or 0


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


def _decision(sure: float, *, harm: bool, placed: bool, dated: bool) -> ReadingDecision:
    if not harm and not (placed and dated):
        return ReadingDecision.ABSTAIN
    if sure >= AUTO and placed and dated:
        return ReadingDecision.AUTO
    return ReadingDecision.REVIEW if sure >= REVIEW or (placed and dated) else ReadingDecision.ABSTAIN
