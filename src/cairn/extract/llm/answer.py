"""A model's raw answer becomes what it says: JSON text enters, `Said` leaves, each claim as given, none believed yet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cairn.errors import ModelFault
from cairn.vocab.closed import Event, Group, Kind, Status

from .prompt import COUNTED, MOST_CLAIMS, NAMED

_LONGEST = 200_000
_MOST_PEOPLE = 10_000_000


@dataclass(frozen=True, slots=True)
class Said:
    """One claim as the model gives it. `min` and `max` are people, None for unknown and for names."""

    quote: str
    kind: Kind
    min: int | None = None
    max: int | None = None
    group: Group = Group.ALL
    status: Status = Status.UNKNOWN
    event: Event = Event.THIS


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer says, and how many of its entries had not the form that was asked for."""

    said: tuple[Said, ...]
    malformed: int = 0


def parse_answer(raw: str) -> Answer:
    """The claims of an answer. Words around the one JSON object (a code fence) are passed over.

    Raises `ModelFault` (llm-answer-unreadable) where there is no JSON object with a list of claims.
    """
    claims = _claims(raw)
    said = [made for item in claims[:MOST_CLAIMS] if (made := _said(item)) is not None]
    return Answer(tuple(dict.fromkeys(said)), len(claims) - len(said))


def _claims(raw: str) -> list[object]:
    start, end = raw.find("{"), raw.rfind("}")
    try:
        found = json.loads(raw[start : end + 1]) if 0 <= start < end <= _LONGEST else None
    except (ValueError, RecursionError):
        found = None
    claims = found.get("claims") if isinstance(found, dict) else None
    if not isinstance(claims, list):
        raise ModelFault(
            "llm-answer-unreadable",
            "the model's answer is not the JSON that was asked for",
            field="answer",
            value=raw[:200],
            remedy="Serve the model with JSON schemas enforced, or take another model.",
        )
    return claims


def _said(item: object) -> Said | None:
    """One entry; None where a part of it is missing or not of its kind."""
    if not isinstance(item, Mapping):
        return None
    quote = item.get("quote")
    if not isinstance(quote, str) or not quote.strip():
        return None
    try:
        kind = Kind(item.get("kind", ""))
        group, status = Group(item.get("group", "all")), Status(item.get("status", "unknown"))
        event = Event(item.get("event", "this"))
    except ValueError:
        return None
    least, most = item.get("min"), item.get("max")
    if kind not in (*COUNTED, *NAMED) or not _are_counts((least, most)):
        return None
    if kind in NAMED:
        least = most = None
    if least is not None and most is not None and least > most:
        return None
    return Said(plain(quote), kind, least, most, group, status, event)


def _are_counts(values: Iterable[object]) -> bool:
    return all(
        v is None or (isinstance(v, int) and not isinstance(v, bool) and 0 <= v <= _MOST_PEOPLE)
        for v in values
    )


def plain(text: str) -> str:
    """The text without what no record can hold: halves of surrogate pairs and null characters are shown as missing."""
    return (
        text.encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
        .replace("\0", "\N{REPLACEMENT CHARACTER}")
    )
