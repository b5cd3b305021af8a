"""The record of an act: what a log can hold for ever because it names nobody."""

from __future__ import annotations

from .canonical import Plain, canonical, commitment


def act_record(*, kind: str, at: str, person: str, why: str, detail: Plain, salt: bytes) -> bytes:
    """The canonical bytes of one act. `at` is an ISO moment in UTC; who, why and what are commitments."""
    return canonical(
        {
            "v": 1,
            "kind": kind,
            "at": at,
            "person": commitment(salt, person),
            "why": commitment(salt, why),
            "detail": commitment(salt, detail),
        }
    )
