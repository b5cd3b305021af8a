"""Tells which stretches of an Arabic sentence speak of nothing that happened, or of what happened long before.

The folded words of a sentence enter, stretches of word indices leave: what is denied, threatened, imagined or
called wrong; what befell in another year, or is mourned or tried now. The words stand in
vocab/data/ar_casualties.toml under [unreal] and [recalled]. In doubt a stretch is short.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .cues_ar import Cues

_ENDS = frozenset({"،", ",", "(", ")", ":", "لكن", "ولكن", "بينما", "فيما", "لكنه", "لكنها"})
_FAR = 16
"""So many words at most does a denial reach."""
_ASIDE = 4
"""So many words behind a denial may say that guilt is denied and not the dead."""
_SPAN_WORDS = 4
"""So many words at most count years: "قبل عشر سنوات"."""
_ACCUSED = 6
"""So many words behind "accused of" tell of whom."""
_YEAR_DIGITS = 4
_OPENING = 2
"""So many words may stand before what opens a clause."""


class Stretch(NamedTuple):
    """The words `first` to `last`, the last left out."""

    first: int
    last: int

    def holds(self, at: int) -> bool:
        """Whether word `at` stands in it."""
        return self.first <= at < self.last


def unreal_in(texts: Sequence[str], cues: Cues) -> tuple[Stretch, ...]:
    """The stretches whose harm befell nobody."""
    return tuple(_unreal(texts, cues))


def recalled_in(texts: Sequence[str], cues: Cues) -> tuple[Stretch, ...]:
    """The stretches that tell of another event, long before."""
    return tuple(_recalled(texts, cues))


def _unreal(texts: Sequence[str], cues: Cues) -> Iterator[Stretch]:
    words = cues.unreal
    for at, text in enumerate(texts):
        if _denies(text, texts[at + 1 : at + 1 + _ASIDE], words):
            yield Stretch(at, min(_clause_end(texts, at), at + _FAR))
        elif text in words["if"] and texts[at - 1 : at] != ["حتي"]:
            yield from _imagined(texts, at, cues)
        elif text in words["wrong"] and _is_said_of_a_toll(texts, at, cues):
            yield Stretch(_clause_start(texts, at), at)
        elif text in words["corrected"] and any(word in cues.tolls for word in texts[at + 1 : at + 3]):
            yield Stretch(0, at)


def _denies(text: str, behind: Sequence[str], words: dict[str, frozenset[str]]) -> bool:
    """Whether a word denies or threatens what is told behind it, or says that it all but happened."""
    if text in words["deny"]:
        return not any(word in words["guilt"] for word in behind)
    return text in words["threaten"] or (text in words["nearly"] and "ان" in behind)


def _imagined(texts: Sequence[str], at: int, cues: Cues) -> Iterator[Stretch]:
    """What would have been: "لو سقط الصاروخ ... لقتل", from the "if" to the end of what it leads to."""
    for step in range(at + 1, len(texts)):
        if texts[step].startswith("ل") and cues.is_past(texts[step][1:]):
            yield Stretch(at, _clause_end(texts, step))
            return


def _is_said_of_a_toll(texts: Sequence[str], at: int, cues: Cues) -> bool:
    """Whether a toll or news of it is what is called wrong, not a map or an order."""
    clause = texts[_clause_start(texts, at) : at]
    return any(word in cues.tolls or word in cues.reports for word in clause)


def _recalled(texts: Sequence[str], cues: Cues) -> Iterator[Stretch]:
    words = cues.recalled
    for at, text in enumerate(texts):
        if text in words["mourned"]:
            yield from _mourned(texts, at, words)
        elif (
            text in words["ago"]
            and at - _clause_start(texts, at) <= _OPENING
            and any(w in words["years"] for w in texts[at + 1 : at + _SPAN_WORDS])
        ):
            yield Stretch(at, _told_by(texts, at, cues))
        elif _is_another_year(texts, at, words):
            yield Stretch(_clause_start(texts, at), _clause_end(texts, at))
        elif text in words["reply"] and at + 1 < len(texts) and texts[at + 1].startswith(("علي", "ل")):
            yield Stretch(at, _clause_end(texts, at))
        elif text in words["accused"]:
            yield Stretch(at, min(_clause_end(texts, at), at + _ACCUSED))


def _mourned(texts: Sequence[str], at: int, words: dict[str, frozenset[str]]) -> Iterator[Stretch]:
    """What a day is kept for: "في ذكرى مجزرة السوق التي قتل فيها 60"; nothing where today is told of."""
    end = _clause_end(texts, at, past=":")
    kept = any(_plain(word) in words["of_dead"] for word in texts[at + 1 : at + 1 + _ASIDE])
    if kept and not any(word in words["lately"] for word in texts[at:end]):
        yield Stretch(at, end)


def _plain(word: str) -> str:
    """A word without "for": "لمجزرة", "للمجزرة"."""
    return "ال" + word[2:] if word.startswith("لل") else word.removeprefix("ل")


def _is_another_year(texts: Sequence[str], at: int, words: dict[str, frozenset[str]]) -> bool:
    """Whether a clause names a year while another tells of today: "قتل أخوه عام 2011، وأصيب هو اليوم"."""
    year = texts[at + 1] if at + 1 < len(texts) and texts[at] in words["year"] else ""
    if len(year) != _YEAR_DIGITS or not year.isdecimal() or texts[at - 1 : at] == ["منذ"]:
        return False
    start, end = _clause_start(texts, at), _clause_end(texts, at)
    rest = [*texts[:start], *texts[end:]]
    return any(w in words["lately"] for w in rest) and not any(w in words["lately"] for w in texts[start:end])


def _told_by(texts: Sequence[str], at: int, cues: Cues) -> int:
    """The end of the clause that tells what befell so long ago: its own, or the next behind its comma."""
    end = _clause_end(texts, at)
    if any(cues.trigger(word) for word in texts[at:end]) or end >= len(texts):
        return end
    return _clause_end(texts, end + 1)


def _clause_end(texts: Sequence[str], at: int, past: str = "") -> int:
    end = at + 1
    while end < len(texts) and (texts[end] not in _ENDS or texts[end] == past):
        end += 1
    return min(end, len(texts))


def _clause_start(texts: Sequence[str], at: int) -> int:
    start = at
    while start > 0 and texts[start - 1] not in _ENDS:
        start -= 1
    return start
