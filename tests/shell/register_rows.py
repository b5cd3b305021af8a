"""Invented rows of another recorder's register, and how a test adds them."""

from __future__ import annotations

import json
from typing import Any


def entry(ref: str, code: str, **more: Any) -> dict[str, Any]:
    """An incident of 2 March 2019 at Salt Crossing in Homs, graded fair for Russia, unless told otherwise."""
    base = {
        "id": ref, "code": code, "previous_codes": [], "date": "2019-03-02", "date_end": None,
        "place_en": "Salt Crossing", "place_ar": "معبر الملح", "admin_en": "Homs", "lat": 34.73, "lon": 36.72,
        "belligerents": ["Russian Military"], "attributions": [{"belligerent": "russia", "role": "suspected"}],
        "harm_reported": "Yes", "grade": "Fair", "killed": [2, 3], "injured": None,
    }  # fmt: skip
    return base | more


def lines(*rows: dict[str, Any]) -> bytes:
    """Rows as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


BOTH = [
    {"belligerent": "russia", "role": "suspected"},
    {"belligerent": "coalition", "role": "suspected"},
]
MARSH = (
    entry("m-1", "MR1", previous_codes=["OLD1"]),
    entry("m-2", "MR2", killed=None, injured=[4, 4], previous_codes=["MR1", "OLD1"]),
    entry("m-3", "MR3 MC3", belligerents=["Russian Military", "U.S.-led Coalition"], attributions=BOTH, grade="Contested"),
    entry("m-4", "MC4", belligerents=["U.S.-led Coalition"], attributions=BOTH, killed=[5, None], admin_en="Aleppo",
          lat=36.2, lon=37.15, place_en="Old Mill"),
    entry("m-5", "MR5", date="2020-07-01", killed=[9, 4]),
    entry("m-6", "MR6", grade="Contested, Discounted", killed=[100, 100]),
    entry("m-7", "MR7", harm_reported="No", killed=[50, 50]),
    entry("m-8", "MR8", grade="Discounted", killed=[30, 30]),
    entry("m-9", "MX9", belligerents=["Marsh Riders"], attributions=["Marsh Riders"], killed=[0, 1]),
    entry("m-10", "MR10", date="1970-01-01", killed=[1, 1]),
)  # fmt: skip
"""A small register with a fault of most kinds that matter to a sum."""
