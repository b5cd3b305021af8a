"""What models said that a person should look at: rows for the desk, from the last answer to each report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cairn.extract.llm import Finding
from cairn.shell.records.load import withdrawn
from cairn.shell.records.models import AccountRow, Act

from .masking import NameMask

LOOK = (Finding.ADDRESSED, Finding.ONLY_QUOTED, Finding.OTHERWISE, Finding.NO_NUMBER)
"""The findings worth a look, the weightiest first. Where the quote itself is invented, there is nothing to look at."""
Row = dict[str, Any]


def to_look_at() -> Iterator[Row]:
    """One row per claim of a model that was not accepted and whose words stand in a live account."""
    from cairn.shell.acts.ask_model import KIND

    last: dict[tuple[str, str], Act] = {}
    for act in Act.objects.filter(kind=KIND, seq__isnull=False).order_by("id"):
        last[(act.detail["report"], act.detail["model"])] = act
    live = set(AccountRow.objects.filter(live=True).values_list("id", flat=True))
    gone, mask = withdrawn("report"), NameMask(withdrawn("name"))
    for act in last.values():
        claims = [c for c in act.detail["claims"] if c["finding"] in LOOK and c["account"] in live]
        if act.detail["report"] not in gone:
            for claim in sorted(claims, key=lambda c: (LOOK.index(Finding(c["finding"])), c["start"])):
                yield {
                    "report": act.detail["report"],
                    "model": act.detail["model"],
                    "act": act.id,
                    **mask.throughout(claim),
                }
