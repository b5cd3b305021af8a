"""A row that tells what somebody stated: its `value` as it stands, with what it told until a later act.

`act` in the value is the act that made the row; `before` holds each earlier state with the act that ended it, so that
what stood at any moment of the record can be told. Nothing is erased.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from .moment import Moment

Json = dict[str, Any]
_OWN = ("act", "before")


class Stated(Protocol):
    """A row of evidence of this form."""

    value: Any
    version: int
    live: bool


@dataclass(frozen=True, slots=True)
class State:
    """What a row told at a moment, and whether it stood then or was taken back."""

    live: bool
    value: Json


def state_at(row: Stated, then: Moment | None) -> State | None:
    """The state of the row at that moment, or as it is now; None where it was not made yet."""
    if then is not None:
        if row.value.get("act", 0) > then.act:
            return None
        for state in row.value.get("before", ()):
            if then.act < state["until"]:
                return State(state["live"], dict(state["value"]))
    return State(row.live, bare(row.value))


def first_told(value: Mapping[str, Any], act: int) -> Json:
    """The value of a row that this act makes."""
    return {**value, "act": act}


def tell_anew(row: Stated, value: Mapping[str, Any], act: int, *, live: bool = True) -> None:
    """Let the row tell another thing from this act on, and keep what it told until then."""
    was = {"until": act, "live": row.live, "value": bare(row.value)}
    row.value = {**value, "act": row.value["act"], "before": [*row.value.get("before", ()), was]}
    row.live, row.version = live, row.version + 1


def bare(value: Mapping[str, Any]) -> Json:
    """What is told, without when."""
    return {name: told for name, told in value.items() if name not in _OWN}
