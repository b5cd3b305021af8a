"""What persons decided on origins, as the core's values; and a match that obeys it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cairn.match.model import AccountFacts, Matched
from cairn.match.origins import origins
from cairn.match.origins_decided import DecidedOrigin

from .models import Judgement


def decided_origins() -> list[DecidedOrigin]:
    """Every live word on two accounts, in the order in which they were said."""
    rows = Judgement.objects.filter(kind="origin", live=True).order_by("id")
    return [DecidedOrigin(row.subject, row.other, str(row.value.get("answer", ""))) for row in rows]


def with_origins_decided(matched: Matched, accounts: Sequence[AccountFacts]) -> Matched:
    """The match with the origins persons decided on; as it was where they decided on none."""
    decided = decided_origins()
    if not decided:
        return matched
    of, why = origins(accounts, decided)
    return replace(matched, origins=of, origin_why=why)
