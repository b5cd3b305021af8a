"""What a word of harm in an English sentence amounts to: the value that triggers_en and its kin hand to chains_en."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cairn.extract.mention_en import Mention
from cairn.vocab.closed import Basis, Event, Kind, Status


class Side(Enum):
    """Where a trigger's people stand."""

    BEFORE = "before"
    AFTER = "after"
    ITSELF = "itself"  # "five martyrs": the noun counts
    TOLL = "toll"  # "raising the toll to nine": a number, no noun


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens `first` to `last` say that people came to harm; `figure` counts them where the trigger does."""

    first: int
    last: int
    kind: Kind
    side: Side
    figure: Mention | None = None
    moved: bool = False  # a toll that "rose to"
    both: bool = False  # "casualties": killed and injured in one
    listed: bool = False  # "among those killed were": people by name, or parts of people counted elsewhere
    event: Event = Event.THIS


def figure_of(
    first: int,
    last: int,
    low: int | None,
    high: int | None,
    head: str,
    vague: bool,
    before: Mention | None,
    over: bool = False,
) -> Mention:
    """The people that a noun of harm counts at tokens `first` to `last`; `before` is who stands before the noun."""
    civilian = before is not None and before.head in ("civilian",)
    return Mention(
        first, last, low, high, Basis.VAGUE if vague else Basis.STATED, head=head,
        status=Status.CIVILIAN if civilian else Status.UNKNOWN, generic=True, over=over,
    )  # fmt: skip
