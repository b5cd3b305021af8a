"""Follows an Arabic text from sentence to sentence: which event each of them tells of.

The folded words of each sentence enter in order, a `Context` for each leaves. A date other than that of the
event, a look back ("في وقت سابق") or a sum over a time makes another frame; "those attacks" and
the rest of the paragraph stay in the frame they go on from; "today" leads back to the event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from cairn.extract.clean import folded_word
from cairn.vocab.closed import Event
from cairn.vocab.load import load_toml, of_words

from .context_ar import Context, context_of, finds
from .cues_ar import Cues
from .people_ar import Word

Day = tuple[int, int]
_UNITS = ("الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر")
_ORDINALS = {word: day for day, word in enumerate(_UNITS, start=1)} | {
    "الحادي": 1, "العشرين": 20, "الثلاثين": 30,
}  # fmt: skip
_ORDINAL_TENS = {"عشر": 10, "والعشرين": 20, "والثلاثين": 30}
_WAS = frozenset({"وكان", "وكانت", "كان", "كانت", "وسبق", "سبق"})
_DATE_LINE = 8
"""A line of so few words that holds a date dates the text."""
_YEAR = frozenset({"عام", "العام", "سنه"})
_OF_DATE = frozenset({"من", "شهر", "/"})


class Story:
    """What has been told so far, for reading the next sentence in its light."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues
        self.days: set[Day] = set()  # of the event, as far as told
        self.years: set[str] = set()
        self.told = False  # some harm has been
        self.frame: tuple[Event, str] | None = None  # that the paragraph goes on with

    def new_paragraph(self) -> None:
        """A line break ends the frame that sentences share."""
        self.frame = None

    def passed(self, words: Sequence[Word]) -> None:
        """Takes note of a sentence that tells of no harm."""
        texts = [w.text for w in words]
        self._note_years(texts)
        days = days_in(texts)
        if not self.told or len(texts) <= _DATE_LINE:
            self.days.update(days)
        event = self._looks_away(texts, days, harm=False)
        if event is not None:
            self.frame = event
        elif self._is_today(texts):
            self.frame = None

    def context(self, words: Sequence[Word]) -> Context:
        """The frame of a sentence that tells of harm."""
        texts = [w.text for w in words]
        around = context_of(words)
        days = days_in(texts)
        away = self._looks_away(texts, days, harm=True)
        if away is None and self.frame is not None and not self._is_today(texts):
            away = self.frame
        elif away is None:
            self.days.update(days)
        self.frame = away
        self.told = True
        if away is None:
            self._note_years(texts)
        return around if away is None else replace(around, frame=away, frame_at=self._cue_at(texts))

    def _cue_at(self, texts: Sequence[str]) -> int:
        """Where the words stand that make the sentence a sum over a time; 0 where none do."""
        places = (finds(texts, phrase) for phrase in self.cues.cumulative)
        return next((at for at in places if at is not None), 0)

    def _looks_away(
        self, texts: Sequence[str], days: Sequence[Day], *, harm: bool
    ) -> tuple[Event, str] | None:
        """Another event or a sum over a time, with its scope in words; None where the sentence stays."""
        cues = self.cues
        for phrase in cues.cumulative:
            if (at := finds(texts, phrase)) is not None:
                return Event.CUMULATIVE, " ".join(texts[at : at + 7])
        if (at := self._span(texts)) is not None:
            return Event.CUMULATIVE, " ".join(texts[at : at + 6])
        for phrase in cues.gathered:
            if (at := finds(texts, phrase)) is not None:
                return Event.CUMULATIVE, " ".join(texts[at : at + 4])
        if any(_opens(texts, phrase) for phrase in cues.opens) and (self.told or _had(texts)):
            return Event.OTHER, ""
        if any(_opens(texts, phrase) for phrase in cues.earlier):
            return Event.OTHER, ""
        if self.told and any(_opens(texts, phrase) for phrase in cues.besides):
            return Event.OTHER, ""
        if self.told and (any(finds(texts, p) is not None for p in cues.lately) or self._another_year(texts)):
            return Event.OTHER, ""
        if any(self._looks_back(texts, phrase) for phrase in cues.inside) or _is_bygone(texts, cues):
            return Event.OTHER, ""
        if (
            self.told
            and self.days
            and days
            and not self._is_today(texts)
            and not self.days.intersection(days)
        ):
            return Event.OTHER, ""
        return None

    def _span(self, texts: Sequence[str]) -> int | None:
        """Where a counted span of time stands: "خلال ال 68 يوما الماضية"."""
        for at, text in enumerate(texts):
            after = texts[at + 1 : at + 5]
            counted = text in ("خلال", "وخلال") and any(word.isdigit() for word in after)
            if counted and any(word in self.cues.spans for word in after):
                return at
        return None

    def _looks_back(self, texts: Sequence[str], phrase: tuple[str, ...]) -> bool:
        """Whether the words speak of a time before; "earlier today" does not."""
        at = finds(texts, phrase)
        if at is None:
            return False
        return not any(word in self.cues.today for word in texts[at + len(phrase) : at + len(phrase) + 2])

    def _note_years(self, texts: Sequence[str]) -> None:
        """Remembers the years that dates name."""
        for text in texts:
            if text[:2] in ("20", "19") and text[:4].isdigit():
                self.years.add(text[:4])
            elif text[-4:-2] in ("20", "19") and text[-4:].isdigit():
                self.years.add(text[-4:])

    def _another_year(self, texts: Sequence[str]) -> bool:
        """Whether a year is named that was not before: "عام 2013"."""
        years = {
            word for before, word in pairwise(texts) if before in _YEAR and len(word) == 4 and word.isdigit()
        }
        new = years - self.years
        return bool(new) and bool(self.years)

    def _is_today(self, texts: Sequence[str]) -> bool:
        return any(text in self.cues.today for text in texts)


def _opens(texts: Sequence[str], phrase: tuple[str, ...]) -> bool:
    return tuple(texts[: len(phrase)]) == phrase


def _had(texts: Sequence[str]) -> bool:
    """Whether the sentence tells of what had been: "وكانت امرأة قد قتلت", "وسبق أن"."""
    return texts[0] in _WAS and ("قد" in texts[1:8] or "سبق" in texts[0])


def days_in(texts: Sequence[str]) -> list[Day]:
    """Every day of a month the words name, as (day, month): "22 من كانون الأول", "12/3/2021"."""
    found = []
    for at, text in enumerate(texts):
        if not text[0].isdigit():
            found += _in_words(texts, at)
            continue
        if text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 31:
            found += [(int(text), month) for month in [_month_at(texts, at + 1)] if month]
        elif text.count("/") == 2 or text.count("-") == 2:
            first, month_, last = text.replace("-", "/").split("/")
            day = last if len(first) == 4 else first
            found.append((int(day), int(month_)))
    return found


def _in_words(texts: Sequence[str], at: int) -> list[Day]:
    """The day an ordinal word and a month name: "السادس من تموز", "الثاني والعشرين من آب"."""
    day, last = _ORDINALS.get(texts[at], 0), at + 1
    if day and texts[last : last + 1] and texts[last] in _ORDINAL_TENS:
        day, last = day + _ORDINAL_TENS[texts[last]], last + 1
    month = _month_at(texts, last) if day else 0
    return [(day, month)] if month else []


def _month_at(texts: Sequence[str], at: int) -> int:
    """The number of the month named at `texts[at]` or behind "of" or "month of"; 0 where none is."""
    while at < len(texts) and texts[at] in _OF_DATE:
        at += 1
    months = _months()
    return months.get(" ".join(texts[at : at + 2]), 0) or months.get(texts[at] if at < len(texts) else "", 0)


@of_words()
def _months() -> dict[str, int]:
    return {
        folded_word(name): int(month["number"])
        for month in load_toml("months")["month"]
        for name in month["ar"]
    }


def _is_bygone(texts: Sequence[str], cues: Cues) -> bool:
    """Whether the sentence dates itself to a day of a month gone by: "في 12 من حزيران الماضي"."""
    for at, text in enumerate(texts):
        if text in cues.bygone and any(t.isdigit() for t in texts[max(0, at - 4) : at]):
            return True
    return False
