"""How sure a reading is of its figures: what the claims look like enters, a probability and a route leave.

The probability is that the lowest figures of killed and of injured are the ones a careful reader would give by the
same policy. It is a sum of weights, one for each sign below, fitted on the texts labelled by hand for building
(scripts/fit_confidence.py) and kept in data/confidence.toml, where they can be read. Signs are plain facts of the
claims: how the figure stands in the words, whether others agree, how much else the text counts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cairn.extract.model import Claim, Reading
from cairn.values import Range
from cairn.vocab.closed import Basis, Event, Group, Kind, ReadingDecision
from cairn.vocab.load import load_toml, load_words, of_words

_KINDS = (Kind.KILLED, Kind.INJURED)
_NEAR = 12
"""Characters around a claim's words that count as read with it."""
_NUMBER = re.compile(r"(?<![\d:/.,-])\d{1,3}(?![\d:/.,-])")


def signs(
    claims: Sequence[Claim], killed: Range, injured: Range, *, text: str, accounts: int, language: str
) -> dict[str, float]:
    """The signs of one account's reading, each about 0 to 1. `text` is the account's, in which the claims' places
    lie; `accounts` is how many the report has."""
    length = len(text)
    counts = [c for c in claims if c.kind in _KINDS and not c.figure.is_unknown]
    own = [c for c in counts if c.event in (Event.THIS, Event.UPDATE)]
    whole = [c for c in own if c.group is Group.ALL]
    found = {
        "length": min(math.log10(max(length, 10)) - 1, 3) / 3,
        "digest": float(accounts > 1),
        "accounts": min(accounts, 10) / 10,
        "arabic": float(language == "ar"),
        "told of others": min(len(counts) - len(own), 4) / 4,
        "updated": float(any(c.event is Event.UPDATE for c in own)),
        "armed too": float(any(c.group is Group.BELLIGERENTS for c in own)),
        "both kinds": float(not killed.is_unknown and not injured.is_unknown),
    }
    for kind, figure in zip(_KINDS, (killed, injured), strict=True):
        found |= _of_kind(kind.value, [c for c in whole if c.kind is kind], figure, length)
    return found | _unread(text, counts)


def _unread(text: str, counts: Sequence[Claim]) -> dict[str, float]:
    """How much harm the text speaks of that no claim covers."""
    covered = [(c.start - _NEAR, c.end + _NEAR) for c in counts]
    found: dict[str, float] = {}
    for name in ("killed", "injured", "elsewhere"):
        hits = [m.start() for m in _stems(name).finditer(text)]
        loose = sum(not any(a <= at < b for a, b in covered) for at in hits)
        found[f"{name} words"] = min(len(hits), 8) / 8
        found[f"{name} words unread"] = min(loose, 5) / 5
    numbers = [m.start() for m in _NUMBER.finditer(text)]
    loose = sum(not any(a <= at < b for a, b in covered) for at in numbers)
    return found | {"numbers unread": min(loose, 6) / 6}


@of_words(maxsize=8)
def _stems(name: str) -> re.Pattern[str]:
    stems = load_words("unread", name, "cairn.extract")
    return re.compile(
        r"(?<![^\W\d_])[\u0648\u0641\u0628\u0644]?(?:\u0627\u0644)?(?:"
        + "|".join(map(re.escape, stems))
        + ")",
        re.I,
    )


def _of_kind(name: str, told: Sequence[Claim], figure: Range, length: int) -> dict[str, float]:
    if figure.is_unknown or not told:
        return {f"{name} none": 1.0}
    lead = next((c for c in told if figure.min in (c.min, c.max)), told[0])
    distinct = {(c.min, c.max) for c in told}
    alike = sum((c.min, c.max) == (lead.min, lead.max) for c in told)
    least = figure.min if figure.min is not None else figure.max or 0
    return {
        f"{name} sure": lead.confidence,
        f"{name} {lead.basis.value}": 1.0,
        f"{name} figures": min(len(distinct) - 1, 5) / 5,
        f"{name} told again": min(alike - 1, 3) / 3,
        f"{name} late": lead.start / length if length else 0.0,
        f"{name} quoted": float(bool(lead.attributed_to)),
        f"{name} open": float(figure.min is None or figure.max is None),
        f"{name} wide": float(figure.min is not None and figure.max is not None and figure.max > figure.min),
        f"{name} one": float(least == 1),
        f"{name} many": float(least >= 10),
        f"{name} in parts": float(any(c.basis in (Basis.SUM, Basis.LIST) and c is not lead for c in told)),
    }


def weighed(reading: Reading, claims: Sequence[Claim], *, text: str, accounts: int, language: str) -> Reading:
    """The reading with its probability and its route. The arguments are those of `signs`."""
    found = signs(claims, reading.killed, reading.injured, text=text, accounts=accounts, language=language)
    told = "figure" if not (reading.killed.is_unknown and reading.injured.is_unknown) else "no_figure"
    sure = probability(found, told)
    decision = route(sure)
    if told == "no_figure" and decision is ReadingDecision.AUTO and _speaks_of_harm(found):
        decision = ReadingDecision.REVIEW  # a word of harm that was not counted wants a look
    return replace(reading, confidence=round(sure, 3), decision=decision)


def _speaks_of_harm(found: Mapping[str, float]) -> bool:
    return bool(found["killed words"] or found["injured words"])


def probability(found: Mapping[str, float], told: str) -> float:
    """The chance, 0 to 1, that the lowest figures are right. A sign without a weight counts nothing.

    `told` is "figure" or "no_figure": that nobody is counted is a reading too, with weights of its own.
    """
    fitted = load_toml("confidence", "cairn.extract")[told]
    weights: Mapping[str, float] = fitted["weights"]
    total = float(fitted["base"]) + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def route(sure: float) -> ReadingDecision:
    """What may be done with a reading of that probability before anybody has looked."""
    fitted = load_toml("confidence", "cairn.extract")
    if sure >= float(fitted["auto"]):
        return ReadingDecision.AUTO
    return ReadingDecision.REVIEW if sure >= float(fitted["review"]) else ReadingDecision.ABSTAIN
