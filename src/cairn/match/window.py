"""When an undated report came out, as far as it can be inferred: never the same as a day it states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Window:
    """Published most likely on `day`, and between `first` and `last`; `why` is the sentence a reader can check."""

    day: date
    first: date
    last: date
    why: str
