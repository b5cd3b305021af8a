"""What a figure's size alone says of its scope: a claim enters, the event it speaks of leaves."""

from __future__ import annotations

from cairn.vocab.closed import Event
from cairn.vocab.load import load_toml

from .model import Claim


def unless_huge(claim: Claim) -> Event:
    """A figure too high for one moment is taken for the sum of a period, though the text names none."""
    least = load_toml("scope")["least"].get(claim.kind.value)
    top = claim.max if claim.max is not None else claim.min
    is_sum = least is not None and top is not None and top >= int(least)
    return Event.CUMULATIVE if is_sum and claim.event in (Event.THIS, Event.UPDATE) else claim.event
