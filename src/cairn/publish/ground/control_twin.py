"""Who held a place as rows and as JSON, for those who compute: every word with its author, and every computed share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cairn.control.model import AreaState, Assertion, Beside, Share
from cairn.publish.rows.held_place import HeldPlace

COLUMNS = (
    "id", "area", "actor", "share_min", "share_max", "from", "to", "asserted_by", "denominator", "source", "holding",
    "actors", "from_latest", "said", "layer",
)  # fmt: skip


def word_rows(held: HeldPlace) -> list[dict[str, object]]:
    """Every word on the place and its areas, one a line."""
    return [word_row(word) for word in sorted(held.words, key=lambda w: w.id)]


def word_row(word: Assertion) -> dict[str, object]:
    """One word in the columns of the table `control`; an author who is withheld is blank."""
    low, high = word.share or (None, None)
    return {
        "id": word.id,
        "area": word.area or None,
        "actor": word.actors[0] if len(word.actors) == 1 else None,
        "share_min": low,
        "share_max": high,
        "from": _day(word.start),
        "to": _day(word.end),
        "asserted_by": word.asserted_by or None,
        "denominator": word.denominator,
        "source": word.source or None,
        "holding": word.holding,
        "actors": list(word.actors),
        "from_latest": _day(word.start_latest),
        "said": _day(word.said),
        "layer": word.layer or None,
    }


def share_rows(held: HeldPlace) -> Iterator[dict[str, object]]:
    """The computed share of each actor on every day on which something changed."""
    for actor in sorted(held.series):
        for share in held.series[actor]:
            yield _share(share, held.on(share.day).values())


def place_json(held: HeldPlace) -> dict[str, object]:
    """Everything the page shows: areas, words, computed shares, and each claim beside the computed share of its day."""
    policy = held.policy
    return {
        "place": {"id": held.place.id, "names": dict(held.place.names)},
        "policy": {
            "id": policy.id,
            "stale_after_days": policy.stale_after_days,
            "authors": list(policy.authors),
        },
        "areas": [{"id": a.id, "names": dict(a.names), "source": a.source} for a in held.areas],
        "words": word_rows(held),
        "computed": list(share_rows(held)),
        "states": list(_changes(held)),
        "claims": [_beside(b) for actor in sorted(held.claims) for b in held.claims[actor]],
    }


def _share(share: Share, states: Iterable[AreaState]) -> dict[str, object]:
    found: dict[str, list[str]] = {"unknown": [], "contested": [], "disputed": [], "partly_held": []}
    for state in states:
        if state.status in found:
            found[state.status].append(state.area)
    return {
        "place": share.place,
        "actor": share.actor,
        "day": share.day.isoformat(),
        "share_min": round(share.low, 6),
        "share_max": round(share.high, 6),
        "denominator": share.denominator,
        "total": round(share.total, 6),
        **found,
        "policy": share.policy.id,
    }


def _changes(held: HeldPlace) -> Iterator[dict[str, object]]:
    """The state of each area on each day on which it is another than before."""
    last: dict[str, object] = {}
    for day in sorted(held.states):
        for state in held.states[day]:
            now = (state.status, dict(state.holders), [w.id for w in state.because])
            if last.get(state.area) != now:
                last[state.area] = now
                yield _state(state)


def _state(state: AreaState) -> dict[str, object]:
    return {
        "area": state.area,
        "day": state.day.isoformat(),
        "status": state.status,
        "holders": {a: [round(low, 6), round(high, 6)] for a, (low, high) in sorted(state.holders.items())},
        "rest": round(state.rest, 6),
        "last_word": _day(state.last_word),
        "because": [word.id for word in state.because],
    }


def _beside(beside: Beside) -> dict[str, object]:
    return {
        **word_row(beside.claim),
        "computed_min": round(beside.computed.low, 6),
        "computed_max": round(beside.computed.high, 6),
        "computed_denominator": beside.computed.denominator,
        "verdict": beside.verdict,
        "difference_min": round(beside.difference[0], 6),
        "difference_max": round(beside.difference[1], 6),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
