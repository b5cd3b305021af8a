"""Whether an act as its columns have it is the act that its record commits to.

Values in, findings out. The record is what the log holds; the columns are what the house reads. Core `archive`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from .canonical import Plain, canonical, sha256_hex
from .findings import Finding
from .record import PARTS, act_record
from .seal import Line, rows_part

_WORDS = {
    "kind": "what kind of act it was",
    "at": "when it was done",
    "person": "who did it",
    "why": "the reason given",
    "detail": "what was done",
    "rows": "which rows it wrote",
    "v": "the version of the record",
}


class OpenedAct(NamedTuple):
    """One act with everything its record commits to; `tables` as `rows_part` takes them."""

    seq: int
    kind: str
    at: str
    person: str
    why: str
    detail: Plain
    tables: Iterable[tuple[str, int, str]]
    salt: bytes
    record: bytes
    sha256: str


def check_act(act: OpenedAct, before: str) -> Iterator[Finding]:
    """What is wrong with an act, the moment of the act before it being `before` (empty for the first)."""
    if act.at < before:
        yield _of(act, "act-backdated", f"it is dated {act.at}, and the act before it {before}")
    try:
        made = recomputed(act)
    except (TypeError, ValueError) as e:
        yield _of(act, "act-edited", f"it holds what no record can: {e}")
        return
    if made == act.record:
        if sha256_hex(act.record) != act.sha256:
            yield _of(act, "act-edited", "the hash beside it is not that of its record")
        return
    yield _differs(act, made)


def recomputed(act: OpenedAct) -> bytes:
    """The record that the columns make. Raises `TypeError` or `ValueError` where they can make none."""
    parts = {"person": act.person, "why": act.why, "detail": act.detail, "rows": rows_part(act.tables)}
    return act_record(seq=act.seq, kind=act.kind, at=act.at, parts=parts, salt=act.salt)


def check_lines(fixed_now: Line, sealed: Line, changing: Iterable[str]) -> str:
    """How a row differs from its line in a seal, in words; empty where it does not."""
    if fixed_now == sealed:
        return ""
    if fixed_now.fixed != sealed.fixed:
        return "what was to stay for ever as it was written is another now"
    return f"what only a later act may write anew ({', '.join(changing)}) is another now"


def told(record: bytes) -> dict[str, Any]:
    """What a record says in the open: its place, kind and moment. Raises `ValueError` where it is none."""
    value = json.loads(record)
    if not isinstance(value, dict) or set(value) != {"v", "seq", "kind", "at", *PARTS}:
        raise ValueError("these are no columns of a record")
    if canonical(value) != record:
        raise ValueError("it is not in its one spelling")
    return value


def _differs(act: OpenedAct, made: bytes) -> Finding:
    try:
        was, now = told(act.record), json.loads(made)
    except (TypeError, ValueError) as e:
        return _of(act, "act-unreadable", f"its record cannot be read: {e}")
    if was["seq"] != act.seq:
        return _of(act, "act-out-of-place", f"its record says that it is number {was['seq']}")
    parts = [words for name, words in _WORDS.items() if was[name] != now[name]]
    if len(parts) >= len(PARTS):
        return _of(act, "act-edited", "its salt, or several parts of it, are not those of its record")
    return _of(act, "act-edited", f"changed since its record was made: {', '.join(parts)}")


def _of(act: OpenedAct, code: str, what: str) -> Finding:
    return Finding(code, f"Act {act.seq} ({act.kind}): {what}.", f"act {act.seq}", act.seq, act.at)
