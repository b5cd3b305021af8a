"""Many invented accounts of a few places and days, the same for the same seed: what bulk paths are tested on."""

from __future__ import annotations

import random
from datetime import timedelta

from cairn.match import AccountFacts
from match.invented import DAY, account, place

WORDS = (
    "mill", "ferry", "orchard", "quarry", "well", "bridge", "tower",
    "market", "stable", "granary", "kiln", "cistern", "harbour",
)  # fmt: skip
VICTIMS = ("Samir Odeh Nakkash", "Huda Fares Zaydan", "Rami Adib Sawwan", "Lina Munir Haddar")
PLACES = [place(f"{w.title()} Bay", 35.0 + n * 0.11, 36.0 + n * 0.07) for n, w in enumerate(WORDS)]


def invented(n: int, days: int, seed: int = 3) -> list[AccountFacts]:
    """Accounts of some 0.4 n events, a tenth of them without a day and a fifth without a place."""
    r = random.Random(seed)
    found = []
    for k in range(n):
        event = random.Random(r.randrange(int(n * 0.4)))
        where, day = event.choice(PLACES), event.randrange(days)
        dead, victim = event.randint(1, 9), event.choice(VICTIMS)
        said = " ".join(event.choices(WORDS, k=4) + r.choices(WORDS, k=2))
        found.append(
            account(
                f"a{k}",
                on=None if r.random() < 0.1 else DAY + timedelta(days=day + (r.random() < 0.2)),
                at=None if r.random() < 0.2 else where,
                killed=dead,
                victims=(victim,) if r.random() < 0.1 else (),
                text=f"{dead} died at the {said} {event.randrange(9999)}x{event.choice('abcdefgh')}",
            )
        )
    return found
