"""Tells the death of a person from a toll: what accounts say of the killed enters, what is a toll leaves.

"Karim was martyred in the strike" says that one person died and not how many did. It is no toll where the
same origin states one, nor where a party mourns its own while an independent origin states one. Left as it is
is one person told of by one independent origin beside the total of another: on incidents coded by hand, to
leave that out too made more lowest figures wrong than right. Stands below figures.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence

from cairn.extract.model import Claim
from cairn.vocab.closed import Basis

from .standing import Standing

_TOTALS = frozenset({Basis.STATED, Basis.SUM})
_PERSONS = frozenset({Basis.IMPLIED, Basis.LIST})


def without_single_dead(
    told: Sequence[Standing], claims: Mapping[str, Claim], excluded: MutableMapping[str, str]
) -> list[Standing]:
    """The figures of killed without those that only tell of a person, as the module says.

    `claims` are the live ones by id. The reason for each claim left out is written into `excluded`.
    """
    totals = [s for s in told if _rests_on(s, claims, _TOTALS) and s.figure.min is not None]
    kept = []
    for standing in told:
        if why := _why_no_toll(standing, totals, claims):
            excluded.update(dict.fromkeys(standing.claims, why))
        else:
            kept.append(standing)
    return kept


def _why_no_toll(standing: Standing, totals: Sequence[Standing], claims: Mapping[str, Claim]) -> str:
    most = standing.figure.max
    if most is None or not _rests_on(standing, claims, _PERSONS):
        return ""
    tells = "tells of one person" if most == 1 else "names some of the dead"
    own = [t for t in totals if (t.origin, t.scope) == (standing.origin, standing.scope)]
    if any(_above(t, most) for t in own):
        return f"{tells}, gives no toll: the same source states one"
    others = [t for t in totals if not t.party]
    if standing.party and others and all(_above(t, most) for t in others):
        return f"{tells}, gives no toll: a party on its own dead, while others state totals"
    return ""


def _above(total: Standing, figure: int) -> bool:
    return total.figure.min is not None and total.figure.min > figure


def _rests_on(standing: Standing, claims: Mapping[str, Claim], bases: frozenset[Basis]) -> bool:
    return all(claims[i].basis in bases for i in standing.claims)
