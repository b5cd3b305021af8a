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
from cairn.vocab.closed import Event, Kind
from cairn.vocab.load import load_toml, of_words

from .context_ar import Context, context_of
from .cues_ar import Cues, Marks, marks_in
from .itemised_ar import is_item, listed_in
from .people_ar import Word

Day = tuple[int, int]
_UNITS = ("الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر")
_ORDINALS = {word: day for day, word in enumerate(_UNITS, start=1)} | {
    "الحادي": 1, "العشرين": 20, "الثلاثين": 30,
}  # fmt: skip
_ORDINAL_TENS = {"عشر": 10, "والعشرين": 20, "والثلاثين": 30}
_THIS_MONTH = frozenset({"الحالي", "الجاري"})
_DATE_LINE = 8
"""A line of so few words that holds a date dates the text."""
_LONGEST_MONTH = 31
_SINCE = frozenset({"منذ", "ومنذ"})
_BETWEEN = frozenset({"بين", "وبين", "مابين"})
_CENTURIES = ("19", "20")
_WAS = frozenset({"وكان", "وكانت", "كان", "كانت"})
_YESTERDAY = frozenset({"امس", "الامس"})
_SAID_WITHIN = 8
_POINTED = frozenset({"اشار", "اشارت"})
_TO = frozenset({"الي", "ان", "بان"})
_TIMES = frozenset({"اليوم", "امس", "يوم", "صباح", "ظهر", "مساء", "فجر"})
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
        self.lists = False  # the items of a sum stand below
        self.listed: Kind | None = None  # the harm of whom they count
        self.has_looked_back = False  # an earlier event has been told of
        self.is_background = False  # the sentence stands behind such a look back, and does not turn to today

    def new_paragraph(self) -> None:
        """A line break ends the frame that sentences share; the items of a list share that of its heading."""
        if not self.lists:
            self.frame = None

    def item(self, words: Sequence[Word]) -> Kind | None:
        """The harm of those whom a line of a sum counts without saying it; None for any other sentence."""
        if self.lists and words and not is_item([w.text for w in words[:2]]):
            self.lists, self.listed, self.frame = False, None, None
        return self.listed

    def _heads_list(self, texts: Sequence[str]) -> None:
        """Takes note of a sum whose items follow: "والقتلى هم:"."""
        if self.frame is not None and self.frame[0] is Event.CUMULATIVE and list(texts[-1:]) == [":"]:
            self.lists, self.listed = True, listed_in(texts)

    def passed(self, words: Sequence[Word]) -> None:
        """Takes note of a sentence that tells of no harm."""
        texts = [w.text for w in words]
        days = self._days(texts)
        if not self.told or len(texts) <= _DATE_LINE:
            self.days.update(days)
        event = self._looks_away(texts, days, marks_in(texts))
        self.has_looked_back |= event is not None and self._recalls(texts, event[0])
        if event is not None and event[0] is Event.CUMULATIVE:
            self.frame = event
        elif self._is_today(texts):
            self.frame = None
        self._heads_list(texts)

    def context(self, words: Sequence[Word]) -> Context:
        """The frame of a sentence that tells of harm."""
        texts = [w.text for w in words]
        marks = marks_in(texts)
        around = context_of(words, untrue="untrue" in marks)
        days = days_in(texts)
        away = self._looks_away(texts, days, marks)
        if away is None and self.frame is not None and not self._is_today(texts):
            away = self.frame
        elif away is None:
            self.days.update(self._days(texts))
        self.frame = away
        self.is_background = self.has_looked_back and not self._is_today(texts)
        self.has_looked_back |= away is not None and self._recalls(texts, away[0])
        self.told = True
        self._heads_list(texts)
        summed = self._thus(texts) or marks.get("cumulative") or self._span(texts)
        cue = summed[0] if summed is not None else self._dated_at(texts, marks)
        return replace(around, frame=away, frame_at=cue, other_from=self._told_after(texts, marks))

    def _recalls(self, texts: Sequence[str], event: Event) -> bool:
        """Whether a sentence that leaves the event goes back to one told as past, and does not only note something:
        "يذكر أن عدد القتلى مرشح للارتفاع"."""
        marks = marks_in(texts)
        notes = "opens" in marks and "earlier" not in marks and texts[0] not in _WAS
        return event is Event.OTHER and (not notes or _bygone_at(texts, self.cues) is not None)

    def _dated_at(self, texts: Sequence[str], marks: Marks) -> int:
        """Where a date gone by stands that alone makes the sentence another event's; what is told long before it
        is not of that day: "قتل سالم الذي بقي سجينا حتى نيسان الماضي"."""
        if "opens" in marks or "earlier" in marks or _opens_on_a_day(texts):
            return 0
        return _bygone_at(texts, self.cues) or 0

    def _told_after(self, texts: Sequence[str], marks: Marks) -> int | None:
        """Behind which word is told what befell before: "ويأتي ذلك بعد أيام من مقتل"; words come after the event
        that they are about: "جاء البيان بعد ساعات من مقتل"."""
        if "after" not in marks:
            return None
        first, behind = marks["after"]
        return None if any(t in self.cues.words_of_it for t in texts[max(0, first - 3) : first]) else behind

    def _looks_away(
        self, texts: Sequence[str], days: Sequence[Day], marks: Marks
    ) -> tuple[Event, str] | None:
        """Another event or a sum over a time, with its scope in words; None where the sentence stays."""
        summed = marks.get("cumulative") or self._span(texts) or marks.get("gathered") or self._thus(texts)
        if summed is None:
            summed = _all_over(marks)
        if summed is not None:
            return Event.CUMULATIVE, " ".join(texts[summed[0] : summed[0] + 7])
        other = (
            (self._opens_away(texts, marks) and not self._is_today(texts))
            or ("earlier" in marks and not self._is_that_day(texts, marks["earlier"][1]))
            or _opens_on_a_day(texts)
            or self._looks_back(texts, marks)
            or _bygone_at(texts, self.cues) is not None
            or (self.told and ("besides" in marks or "lately" in marks or self._another_year(texts)))
            or (self.told and self._is_of_last_week(texts))
            or _points_back(texts)
            or (self.told and self._another_day(texts, days))
        )
        return (Event.OTHER, "") if other else None

    def _opens_away(self, texts: Sequence[str], marks: Marks) -> bool:
        """Whether the sentence opens on another event; "وكان القصف قد أسفر" goes on with the one told."""
        if "opens" not in marks:
            return False
        behind = marks["opens"][1]
        the_event = (
            texts[1:2] and texts[1] in self.cues.events and texts[2:3] not in (["السابق"], ["السابقه"])
        )
        goes_on = self.told and texts[0] in _WAS and (the_event or self._was_said(texts))
        return not goes_on and not self._is_that_day(texts, behind)

    def _was_said(self, texts: Sequence[str]) -> bool:
        """Whether it only says who told of the event before: "وكانت مصادر قد قالت إن", with no day of its own."""
        at = next((n for n, text in enumerate(texts[:_SAID_WITHIN]) if text == "قد"), len(texts))
        said = at + 1 < len(texts) and texts[at + 1] in self.cues.attribution
        return said and _YESTERDAY.isdisjoint(texts) and not days_in(texts)

    def _is_that_day(self, texts: Sequence[str], behind: int) -> bool:
        """Whether a weekday follows "earlier": "وفي وقت سابق الخميس" is the day told of."""
        return texts[behind - 1] == "سابق" and behind < len(texts) and texts[behind] in self.cues.weekdays

    def _thus(self, texts: Sequence[str]) -> tuple[int, int] | None:
        """Where a toll is drawn that rose over a time: "وبذلك يرتفع عدد القتلى إلى 40 منذ أمس"; not of "the attack"."""
        if _SINCE.isdisjoint(texts) and "خلال" not in texts:
            return None
        for at, text in enumerate(texts):
            risen = next(
                (n for n in range(at + 1, min(at + 4, len(texts))) if texts[n] in self.cues.update), 0
            )
            if text in self.cues.thus and risen:
                one = any(_is_one_of(t, self.cues.events) for t in texts[risen : risen + 8])
                return None if one else (risen, risen + 1)
        return None

    def _is_of_last_week(self, texts: Sequence[str]) -> bool:
        """Whether a day of a week gone by is named: "الاثنين الماضي"."""
        gone = self.cues.bygone | {"الماضيه"}
        return any(a in self.cues.weekdays and b in gone for a, b in pairwise(texts))

    def _another_day(self, texts: Sequence[str], days: Sequence[Day]) -> bool:
        """Whether a day is named that is not the event's."""
        return bool(self.days and days) and not self._is_today(texts) and self.days.isdisjoint(days)

    def _span(self, texts: Sequence[str]) -> tuple[int, int] | None:
        """Where a counted span of time stands: "خلال ال 68 يوما الماضية", "منذ كانون الثاني", "بين 3 و9 آذار"."""
        for at, text in enumerate(texts):
            if text in _SINCE and _month_at(texts, at + 1):
                return at, at + 2
            if text in _BETWEEN and (behind := _days_between(texts, at + 1)):
                return at, behind
            if text not in ("خلال", "وخلال") and list(texts[at : at + 3]) != ["في", "اقل", "من"]:
                continue
            after = texts[at + 1 : at + 5]
            if any(word.isdecimal() for word in after) and any(word in self.cues.spans for word in after):
                return at, at + 5
        return None

    def _looks_back(self, texts: Sequence[str], marks: Marks) -> bool:
        """Whether the words speak of a time before; "earlier today" does not."""
        if "inside" not in marks:
            return False
        behind = marks["inside"][1]
        return not any(word in self.cues.today for word in texts[behind : behind + 2])

    def _days(self, texts: Sequence[str]) -> list[Day]:
        """The days a sentence names; its years are remembered."""
        for text in texts:
            if text[:2] in _CENTURIES and text[:4].isdecimal() and len(text) >= 4:
                self.years.add(text[:4])
            elif text[-4:-2] in _CENTURIES and text[-4:].isdecimal():
                self.years.add(text[-4:])
        return days_in(texts)

    def _another_year(self, texts: Sequence[str]) -> bool:
        """Whether a year is named that was not before: "عام 2013"."""
        years = {
            word
            for before, word in pairwise(texts)
            if before in _YEAR and len(word) == 4 and word.isdecimal()
        }
        return not years <= self.years

    def _is_today(self, texts: Sequence[str]) -> bool:
        return any(text in self.cues.today for text in texts)


def _all_over(marks: Marks) -> tuple[int, int] | None:
    """Where a time is told over which people fell all over a land, or so far in a city and around it."""
    if "all_over" in marks and "since" in marks:
        return marks["since"]
    return marks.get("so_far") if "all_over" in marks or "around" in marks else None


def _points_back(texts: Sequence[str]) -> bool:
    """Whether a source is named first, and then a time at which it told of something: "المرصد أشار صباح أمس إلى"."""
    for at, text in enumerate(texts[1:], start=1):
        if text in _POINTED:
            behind = texts[at + 1 : at + _SAID_WITHIN]
            to = next((n for n, word in enumerate(behind) if word in _TO), len(behind))
            return not _TIMES.isdisjoint(behind[:to])
    return False


def _is_one_of(word: str, events: frozenset[str]) -> bool:
    """Whether a word, "of" or "for" left aside, is the one event told of, no plural: "الاستهداف"."""
    return not word.endswith("ات") and (word in events or "ا" + word[1:] in events)


def _days_between(texts: Sequence[str], at: int) -> int:
    """The word behind "3 و9 آذار" at `at`; 0 where no such span of days stands there."""
    ahead = [text for text in texts[at : at + 4] if text != "و"]
    days = [text.removeprefix("و") for text in ahead[:2]]
    both = len(days) == 2 and all(day.isdecimal() and int(day) <= _LONGEST_MONTH for day in days)
    return at + 3 if both and _month_at(ahead, 2) else 0


def _opens_on_a_day(texts: Sequence[str]) -> bool:
    """Whether the sentence goes on to another day: "وفي 18 من آب الحالي"; no text begins so."""
    if not texts or texts[0] not in ("وفي", "في") or not days_in(texts[1:8]):
        return False
    return texts[0] == "وفي" or any(text in _THIS_MONTH for text in texts[3:8])


def days_in(texts: Sequence[str]) -> list[Day]:
    """Every day of a month the words name, as (day, month): "22 من كانون الأول", "12/3/2021"."""
    found = []
    for at, text in enumerate(texts):
        if not text[0].isdecimal():
            found += _in_words(texts, at)
            continue
        if text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 31:
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


def _bygone_at(texts: Sequence[str], cues: Cues) -> int | None:
    """Where the sentence dates itself to a day of a month gone by: "في 12 من حزيران الماضي"; None where nowhere."""
    for at, text in enumerate(texts):
        if text not in cues.bygone:
            continue
        before = texts[max(0, at - 4) : at]
        if any(t.isdecimal() for t in before) or any(_month_at(before, n) for n in range(len(before))):
            return at
    return None
