"""A package as files: JSON by the schema of `Referral`, and the list of grid squares of one or many."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from cairn.publish.rows.slugs import slug_of
from cairn.publish.sheet import written

from .model import SCHEMA, Referral

SQUARES = (
    "reference", "mgrs", "cell_m", "radius_m", "date_start", "date_end", "search_km", "from_utc", "to_utc",
)  # fmt: skip
"""The columns of the list of squares."""


def as_json(referral: Referral) -> bytes:
    """The same package is the same bytes: UTF-8, keys in the order of the schema, no moment of writing."""
    return (json.dumps({"schema": SCHEMA, **asdict(referral)}, ensure_ascii=False, indent=1) + "\n").encode()


def squares(referrals: Iterable[Referral]) -> str:
    """CSV, a row per package; an empty cell is unknown."""
    rows = []
    for r in referrals:
        place, ask = r.where, r.ask
        row = (
            r.reference, place.mgrs, place.cell_m, place.radius_m, r.when.date_start, r.when.date_end, ask.radius_km,
            ask.start_utc, ask.end_utc,
        )  # fmt: skip
        rows.append(["" if cell is None else cell for cell in row])
    return written(SQUARES, rows)


def stem(referral: Referral) -> str:
    """A name for its files that every disk takes: the reference without what one may refuse."""
    return slug_of(referral.reference)
