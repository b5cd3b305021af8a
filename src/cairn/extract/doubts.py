"""What speaks for and against a reading: an account's words and claims enter, named signs leave.

Most signs are doubts: something stands in the words that the figures do not account for, or the figures do not agree.
None of them is proof; together they tell well which readings to look at (extract/confidence.py weighs them). They
are plain facts, so that whoever looks can see why a reading was held back.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cairn.extract.clean import Cleaned, fold_for_reading, folded_word
from cairn.extract.model import Claim
from cairn.values import Range
from cairn.vocab.closed import Basis, Event, Group, Kind
from cairn.vocab.load import load_words, of_words

KINDS = (Kind.KILLED, Kind.INJURED)
UNREAD = tuple(f"{kind.value} unread" for kind in KINDS)
"""The signs that a word of harm stands which no claim covers."""
_GRAVE = ("digest", "killed missed", "armed beside")
"""Doubts that count for two: an account cut out of many, dead without a number, the armed among the dead."""
_FEW = 1
"""With so few doubts it matters how a figure stands in the words; with more of them it does not."""
_MOST_COUNTED = 4
"""From five doubts on, one more says nothing new."""
_PARTS = frozenset({Group.CHILDREN, Group.WOMEN, Group.MEN})
_OWN = frozenset({Event.THIS, Event.UPDATE})
_AROUND = 3
"""Characters around a claim's words that count as read with it."""
_NEAR = 40
_ARMED_NEAR = 70
_MANY_ARMED = 2
_LATE = 0.35
_SENTENCE_END = re.compile(r"[.!?؟\n؛]")


def signs(
    claims: Sequence[Claim], killed: Range, injured: Range, *, text: str, accounts: int, language: str
) -> dict[str, float]:
    """The signs of one account's reading, each 0 to 1. `text` is the account's, in which the claims' places lie;
    `accounts` is how many the report has."""
    words = _Words.of(text, claims)
    figures = {Kind.KILLED: killed, Kind.INJURED: injured}
    told = {kind: _told(claims, kind) for kind in KINDS}
    leads = {kind: _lead(told[kind], figures[kind]) for kind in KINDS}
    doubts = _doubts_of_words(words, figures, leads) | _doubts_of_claims(
        claims, figures, told, leads, len(text)
    )
    doubts["digest"] = accounts > 1
    found = {
        "told again": float(any(_told_again(told[kind], leads[kind]) for kind in KINDS)),
        "digest": float(accounts > 1),
        "arabic": float(language == "ar"),
    }
    for kind in KINDS:
        found |= _of_lead(kind.value, leads[kind])
    many = sum(doubts.values()) + sum(doubts[name] for name in _GRAVE)
    if many <= _FEW:
        found |= {f"few doubts, {name}": value for name, value in found.items() if value == 1.0}
    found |= {name: float(is_so) for name, is_so in doubts.items()}
    for most in range(_MOST_COUNTED + 1):
        found[f"doubts, at most {most}"] = float(many <= most)
    for name in ("killed", "injured", "elsewhere"):
        found[f"{name} words"] = min(len(words.hits[name]), 8) / 8
    for kind in KINDS:
        found[f"{kind.value} silent"] = float(not words.hits[kind.value])
        found[f"{kind.value} unread"] = min(len(words.loose(kind.value)), 5) / 5
    return found | {
        "parts fit": float(any(_parts_fit(claims, kind, figures[kind]) for kind in KINDS)),
        "accounts": min(accounts, 10) / 10,
        "length": min(math.log10(max(len(text), 10)) - 1, 3) / 3,
    }


def _doubts_of_words(
    words: _Words, figures: Mapping[Kind, Range], leads: Mapping[Kind, Claim | None]
) -> dict[str, bool]:
    """What the words say that the figures do not."""
    missed = {kind: figures[kind].is_unknown and bool(words.hits[kind.value]) for kind in KINDS}
    beside = any(
        missed[kind] and lead is not None and words.loose_in_sentence(kind.value, lead)
        for kind, lead in zip(KINDS, (leads[Kind.INJURED], leads[Kind.KILLED]), strict=True)
    )
    first = leads[Kind.KILLED]
    near = [words.near(lead, _ARMED_NEAR) for lead in leads.values() if lead is not None]
    return {
        "killed missed": missed[Kind.KILLED],
        "injured missed": missed[Kind.INJURED],
        "missed beside": beside,
        "killed unread near": first is not None and words.loose_in_sentence("killed", first),
        "number near": first is not None and words.loose_near("numbers", first),
        "number near harm": words.number_near_harm(),
        "armed near": any(_pattern("armed").search(words.text, *span) for span in near),
        "armed words": len(words.hits["armed"]) >= _MANY_ARMED,
        "elsewhere near": first is not None
        and _pattern("elsewhere").search(words.text, *words.near(first)) is not None,
    }


def _doubts_of_claims(
    claims: Sequence[Claim],
    figures: Mapping[Kind, Range],
    told: Mapping[Kind, Sequence[Claim]],
    leads: Mapping[Kind, Claim | None],
    length: int,
) -> dict[str, bool]:
    """Where the claims do not agree, or tell of more than this event's victims."""
    counts = [c for c in claims if c.kind in KINDS and not c.figure.is_unknown]
    killed, first = figures[Kind.KILLED], leads[Kind.KILLED]
    return {
        "armed beside": any(c.group is Group.BELLIGERENTS and c.event in _OWN for c in counts),
        "others": any(c.event not in _OWN for c in counts),
        "updated": any(c.event is Event.UPDATE for c in counts),
        "larger": any(_larger(told[kind], figures[kind]) for kind in KINDS),
        "disagree": any(
            len({c.figure for c in told[kind] if c.basis is not Basis.VAGUE}) > 1 for kind in KINDS
        ),
        "parts exceed": any(
            c.group in _PARTS and c.event in _OWN and (c.min or 0) > (figures[c.kind].min or c.min or 0)
            for c in counts
        ),
        "open": not killed.is_unknown and (killed.min is None or killed.max is None),
        "quoted": first is not None and bool(first.attributed_to),
        "late": first is not None and first.start > _LATE * length,
    }


def _told(claims: Sequence[Claim], kind: Kind) -> list[Claim]:
    """The figures of everybody of one kind in this event; deaths of wounds where nobody else is killed."""
    own = [c for c in claims if c.event in _OWN and c.group is Group.ALL and not c.figure.is_unknown]
    found = [c for c in own if c.kind is kind]
    if not found and kind is Kind.KILLED:
        found = [c for c in own if c.kind is Kind.DIED_OF_WOUNDS]
    return found


def _lead(told: Sequence[Claim], figure: Range) -> Claim | None:
    """The claim that gives the lowest figure, as far as can be told."""
    if figure.is_unknown or not told:
        return None
    return next((c for c in told if figure.min in (c.min, c.max)), told[0])


def _of_lead(name: str, lead: Claim | None) -> dict[str, float]:
    """How a figure stands in the words."""
    if lead is None:
        return {f"{name} none": 1.0}
    return {
        f"{name} sure": lead.confidence,
        f"{name} {lead.basis.value}": 1.0,
        f"{name} one": float(lead.min == 1),
        f"{name} early": float(lead.start < 2 * _NEAR),
    }


def _told_again(told: Sequence[Claim], lead: Claim | None) -> bool:
    return lead is not None and any(c.figure == lead.figure for c in told if c is not lead)


def _larger(told: Sequence[Claim], figure: Range) -> bool:
    lowest = figure.min
    return lowest is not None and any((c.min or 0) > lowest for c in told if c.basis is not Basis.VAGUE)


def _parts_fit(claims: Sequence[Claim], kind: Kind, figure: Range) -> bool:
    """Whether the children, women and men told add up to the figure."""
    parts = [c.min or 0 for c in claims if c.kind is kind and c.event in _OWN and c.group in _PARTS]
    return bool(parts) and sum(parts) == figure.min


def _merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches in order, those that meet as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _inside(at: int, stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether a place lies in one of the stretches, which stand in order and apart."""
    n = bisect_right(stretches, (at, math.inf))
    return n > 0 and at < stretches[n - 1][1]


@dataclass(frozen=True, slots=True)
class _Words:
    """An account's folded text, where words of each list stand in it, and which stretches claims cover."""

    text: str
    folded: Cleaned
    hits: Mapping[str, Sequence[int]]
    bare: Mapping[str, Sequence[int]]  # those that no claim covers
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str, claims: Sequence[Claim]) -> _Words:
        folded = fold_for_reading(text)
        covered = _merged(
            (bisect_left(folded.offsets, c.start) - _AROUND, bisect_left(folded.offsets, c.end) + _AROUND)
            for c in claims
            if c.kind in _PEOPLE
        )
        hits = {name: [m.start() for m in _pattern(name).finditer(folded.text)] for name in _LISTS}
        ends = [m.start() for m in _SENTENCE_END.finditer(folded.text)]
        bare = {name: [at for at in found if not _inside(at, covered)] for name, found in hits.items()}
        return cls(folded.text, folded, hits, bare, ends)

    def near(self, claim: Claim, by: int = _NEAR) -> tuple[int, int]:
        """The stretch around a claim."""
        start, end = (bisect_left(self.folded.offsets, at) for at in (claim.start, claim.end))
        return max(0, start - by), min(len(self.text), end + by)

    def loose(self, name: str) -> Sequence[int]:
        """Words of a list that no claim covers."""
        return self.bare[name]

    def loose_near(self, name: str, claim: Claim) -> bool:
        start, end = self.near(claim)
        return any(start <= at < end for at in self.loose(name))

    def loose_in_sentence(self, name: str, claim: Claim) -> bool:
        at = bisect_left(self.folded.offsets, claim.start)
        n = bisect_left(self.ends, at)
        start, end = self.ends[n - 1] if n else 0, self.ends[n] if n < len(self.ends) else len(self.text)
        return any(start <= at < end for at in self.loose(name))

    def number_near_harm(self) -> bool:
        harm = sorted([*self.hits["killed"], *self.hits["injured"]])
        for at in self.loose("numbers"):
            n = bisect_left(harm, at - _NEAR)
            if n < len(harm) and harm[n] <= at + _NEAR:
                return True
        return False


_LISTS = ("killed", "injured", "elsewhere", "armed", "numbers")
_PEOPLE = frozenset(
    {
        Kind.KILLED,
        Kind.INJURED,
        Kind.DIED_OF_WOUNDS,
        Kind.MISSING,
        Kind.TRAPPED,
        Kind.RECOVERED,
        Kind.DETAINED,
    }
)


@of_words(maxsize=8)
def _pattern(name: str) -> re.Pattern[str]:
    """The words of a list of data/unread.toml: beginnings of words, but numbers are whole ones or digits."""
    words = sorted(
        {folded_word(w) for w in load_words("unread", name, "cairn.extract")}, key=len, reverse=True
    )
    any_of = "|".join(map(re.escape, words))
    before = r"(?<![^\W\d_])[\u0648\u0641\u0628\u0644]?(?:\u0627\u0644)?"
    if name != "numbers":
        return re.compile(f"{before}(?:{any_of})")
    return re.compile(rf"(?<![\d:/.,-])\d{{1,3}}(?![\d:/.,-])|{before}(?:{any_of})(?![^\W\d_])")
