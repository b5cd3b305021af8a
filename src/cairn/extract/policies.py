"""Which figure an account gives of the killed or the injured: its claims enter, lowest and highest leave.

A policy is named, and a reading says by which it was made; another may be asked for, and the claims stay as they are.
All of them look at the same claims: of one kind and of this event, whole (a sub-group is never read as a total), without
the armed told inside them (extract/civil.py). Killed and injured told in one number give neither.

`leading figure`, the standing one:

1. The leading figure gives the minimum: the first, or the first updated toll above it that the account tells in its
   own voice. Where it says only "up to", the highest stated figure below it gives the minimum.
2. A later, larger stated figure raises the maximum, and never the minimum: an exact lead only where the toll is said to
   have risen, or where the larger figure is told in somebody else's name.
3. A vague word gives its least where it comes first and no plain figure as high follows it next. Unknown is never zero.

`first figure`: the first plain figure as it stands, else the first vague one. For a desk
that codes every report by itself.

`lowest and highest`: from the lowest to the highest figure stated. For a desk that wants the whole
spread before it decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from cairn.extract.civil import Told, civilians, is_armed
from cairn.extract.model import LUMPED, OVER, Claim
from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Basis, Event, Group, Kind


@dataclass(frozen=True, slots=True)
class Figure:
    """A range, how sure the claim is that leads it (0 where there is none), and the claims that give its ends."""

    range: Range = UNKNOWN
    sure: float = 0.0
    claims: tuple[Claim, ...] = ()


Policy = Callable[[Sequence[Claim]], Figure]
"""Whole claims of one kind and event, in the order of the text, as one figure."""

NO_FIGURE = Figure()
_SAME_BREATH = 40  # "the number of the dead has risen to ten"


def wholes(claims: Sequence[Claim], kind: Kind) -> list[Told]:
    """The figures of one kind that count everybody, as the least and most they can mean, without the armed in them."""
    totals = [
        c for c in claims if c.kind is kind and c.group is Group.ALL and not is_armed(c) and not _is_lump(c)
    ]
    return civilians(claims, [_least_meant(c) for c in totals], kind)


def leading_figure(totals: Sequence[Claim]) -> Figure:
    """The figure the account leads with, raised by later and larger ones."""
    told = _from_the_first_word(totals)
    if not told:
        return NO_FIGURE
    lead = _leading(told)
    below = _least_below(lead, told) if lead.min is None else None
    low = below.min if below else lead.min
    above = max((c for c in told if _raises(c, lead) and _top(c) > _top(lead)), key=_top, default=None)
    return Figure(
        Range(low, _top(above) if above else lead.max),
        max(0.05, lead.confidence - (0.1 if above else 0.0)),
        tuple(c for c in (lead, below, above) if c is not None),
    )


def first_figure(totals: Sequence[Claim]) -> Figure:
    """The first plain figure, else the first vague one."""
    told = [c for c in totals if not c.figure.is_unknown]
    first = next((c for c in told if c.basis is not Basis.VAGUE), told[0] if told else None)
    return Figure(first.figure, first.confidence, (first,)) if first else NO_FIGURE


def lowest_and_highest(totals: Sequence[Claim]) -> Figure:
    """From the lowest to the highest figure stated; the highest is open where the highest of all is."""
    told = [c for c in totals if c.basis is not Basis.VAGUE and not c.figure.is_unknown]
    if not told:
        return first_figure(totals)
    lowest = min(told, key=_bottom)
    highest = max(told, key=_top)
    sure = min(c.confidence for c in told) if len({c.figure for c in told}) > 1 else told[0].confidence
    return Figure(Range(_bottom(lowest), highest.max), sure, (lowest, highest))


STANDING = "leading figure"
POLICIES: Mapping[str, Policy] = MappingProxyType(
    {STANDING: leading_figure, "first figure": first_figure, "lowest and highest": lowest_and_highest}
)
"""Every policy by its name."""


def _from_the_first_word(totals: Sequence[Claim]) -> list[Claim]:
    """The figures that count; a vague word only where it opens and no plain figure follows it next."""
    firm = [c for c in totals if not c.figure.is_unknown and c.basis is not Basis.VAGUE]
    vague = next((c for c in totals if c.basis is Basis.VAGUE and c.min is not None), None)
    if vague is None or (firm and (firm[0].start < vague.start or _replaces(firm[0], vague))):
        return firm
    return [vague, *firm]


def _raises(claim: Claim, lead: Claim) -> bool:
    """Whether a figure may raise the maximum: one that is stated, or summed up as the new total.

    An exact lead is raised only by a toll that is said to have risen, or by a figure told in somebody else's name: a
    larger one in the account's own voice speaks of something else than what it led with.
    """
    if claim.event is Event.UPDATE:
        return claim.basis in (Basis.STATED, Basis.SUM)
    return claim.basis is Basis.STATED and (lead.max is None or bool(claim.attributed_to))


def _replaces(figure: Claim, vague: Claim) -> bool:
    """Whether a plain figure says better what the vague word before it said; one below its least does not."""
    same_breath = figure.event is Event.UPDATE and figure.start - vague.end <= _SAME_BREATH
    plain = figure.basis is Basis.STATED and (figure.event is Event.THIS or same_breath)
    return plain and _top(figure) >= (vague.min or 0)


def _leading(told: Sequence[Claim]) -> Claim:
    """The figure that gives the minimum: the account's own updated toll above its first, or the first."""
    updates = (c for c in told if c.event is Event.UPDATE and c.basis is Basis.STATED and not c.attributed_to)
    return next((c for c in updates if _top(c) > _top(told[0])), told[0])


def _least_below(lead: Claim, told: Sequence[Claim]) -> Claim | None:
    """For "up to 40": the highest figure stated elsewhere and not above it; none where there is none."""
    stated = [c for c in told if c.basis is Basis.STATED and c.min is not None and c.min < _top(lead)]
    return max(stated, key=_bottom, default=None)


def _top(claim: Claim) -> int:
    """The highest number a claim's figure names."""
    return claim.max if claim.max is not None else claim.min or 0


def _bottom(claim: Claim) -> int:
    """The lowest number a claim's figure names."""
    return claim.min if claim.min is not None else _top(claim)


def _least_meant(claim: Claim) -> Claim:
    """ "More than 20" is 21 at least, and "30 to more than 40" goes to 41."""
    if claim.scope != OVER:
        return claim
    if claim.max is not None:
        return replace(claim, max=claim.max + 1)
    return replace(claim, min=claim.min + 1) if claim.min is not None else claim


def _is_lump(claim: Claim) -> bool:
    """Killed and injured in one number: how many of either is not said. A vague word says that there were some."""
    return claim.scope == LUMPED and claim.basis is not Basis.VAGUE
