"""The shapes in which sources write dates: words enter, date expressions leave, none resolved yet.

An expression holds what was written (day, month, year, weekday, days from the telling) and where. Which
year a "7 October" means, and whether a date is the event's, is decided in dates.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cairn.vocab.load import load_toml, load_words, of_words

from .phrases import Word, any_stem, words_of

FIRST_YEAR, LAST_YEAR = 1990, 2069
_NUMERIC = re.compile(r"(?<![\d/.\-])(\d{1,4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{1,2})(?![\d/]|[.\-]\d)")
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_OF = frozenset({"من", "of", "شهر", "the", "ل"})
_RANGE = frozenset({"to", "and", "و", "الي", "till", "until", "حتي", "or", "او"})
_YEAR_LINK = frozenset({"of", "عام", "سنه", "من", "in", "لعام", "لسنه"})


@dataclass(frozen=True, slots=True)
class DateWords:
    """One date as written, words `first` to `last`. Fields not written are None.

    `days` counts from the day of telling; `night` is the night that ends then or the night of the
    weekday; `day_to` and `month_to` close a span; `swapped` holds a numeric date read month first.
    """

    first: int
    last: int
    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    day_to: int | None = None
    month_to: int | None = None
    weekday: int | None = None
    weekday_to: int | None = None
    days: int | None = None
    night: bool = False
    swapped: tuple[int, int] | None = None  # (day, month) if month came first

    @property
    def is_full(self) -> bool:
        """Whether day, month and year are all written."""
        return None not in (self.day, self.month, self.year)


@dataclass(frozen=True)
class _Lexicon:
    months: dict[tuple[str, ...], int]
    hijri: frozenset[tuple[str, ...]]
    hijri_marks: frozenset[str]
    weekdays: dict[str, int]
    relative: dict[tuple[str, ...], tuple[int, bool]]
    between: frozenset[str]
    outlets: frozenset[str]
    before_two: frozenset[str]


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(w.norm for w in words_of(phrase))


@of_words(maxsize=32)
def date_words(table: str) -> frozenset[str]:
    """The folded single words of one list of weekdays.toml."""
    keys = (_key(p) for p in load_words("weekdays", table))
    return frozenset(key[0] for key in keys if len(key) == 1)


@of_words()
def _lexicon() -> _Lexicon:
    months, days = load_toml("months"), load_toml("weekdays")
    relative = {
        _key(p): (int(group["days"]), bool(group.get("night")))
        for group in days["relative"]
        for p in group["words"]
    }
    return _Lexicon(
        months={_key(n): m["number"] for m in months["month"] for n in (*m["en"], *m["ar"])},
        hijri=frozenset(_key(n) for n in months["hijri"]["names"]),
        hijri_marks=date_words("hijri_mark.words"),
        weekdays={_key(n)[0]: w["iso"] for w in days["weekday"] for n in (*w["en"], *w["ar"])},
        relative=relative,
        between=date_words("between.words"),
        outlets=date_words("outlet_before.words"),
        before_two=date_words("weekday_before.words"),
    )


def dates_in(text: str) -> list[DateWords]:
    """Every date expression of the text, in order; "today, Monday 11 October" is one."""
    words = words_of(text)
    numeric = list(_numeric(text, words))
    taken = {i for d in numeric for i in range(d.first, d.last + 1)}
    found = numeric + list(_worded(text, words, taken))
    found.sort(key=lambda d: d.start)
    return _joined(text, words, found)


def _numeric(text: str, words: Sequence[Word]) -> Iterator[DateWords]:
    starts = {w.start: i for i, w in enumerate(words)}
    for hit in _NUMERIC.finditer(text):
        first = starts.get(hit.start())
        if first is None:
            continue
        last = first + 2
        a, b, c = int(hit[1]), int(hit[3]), int(hit[4])
        if (
            last + 1 < len(words)
            and words[last + 1].norm in _lexicon().hijri_marks
            and words[last + 1].start - hit.end() < 3
        ):
            continue
        plain = DateWords(first, last, hit.start(), hit.end())
        if len(hit[1]) == 4:
            day, month, year = c, b, a
        elif len(hit[1]) <= 2 and len(hit[4]) == 4:
            day, month, year = a, b, c
        elif len(hit[1]) <= 2 and len(hit[4]) == 2 and hit[2] != ".":
            day, month, year = a, b, 2000 + c
        else:
            continue
        if not FIRST_YEAR <= year <= LAST_YEAR:
            continue
        swap = (month, day) if day <= 12 and day != month and len(hit[1]) <= 2 else None
        if month > 12 and day <= 12:
            day, month, swap = month, day, None
        if 1 <= day <= 31 and 1 <= month <= 12:
            yield replace(plain, day=day, month=month, year=year, swapped=swap)


def _worded(text: str, words: Sequence[Word], taken: set[int]) -> Iterator[DateWords]:
    lexicon, i = _lexicon(), 0
    while i < len(words):
        found = None
        if i not in taken:
            found = (
                _day_first(words, i)
                or _month_first(words, i)
                or _relative(words, i, lexicon)
                or _weekday(text, words, i)
            )
        if found is None:
            i += 1
            continue
        if found.day or found.month or found.weekday or found.days is not None:
            yield found
        i = found.last + 1


def _month_at(words: Sequence[Word], i: int) -> tuple[int, int] | None:
    """Month number and last word, if a month's name starts at word `i`; a second name for it is taken in."""
    found = _month_name(words, i)
    if found is None:
        return None
    number, last = found
    close = last + 1 < len(words) and words[last + 1].start - words[last].end < 4
    again = _month_name(words, last + 1) if close else None
    return again if again and again[0] == number else found


def _month_name(words: Sequence[Word], i: int) -> tuple[int, int] | None:
    for size in (2, 1):
        number = _lexicon().months.get(_bare_key(words, i, size)) if i + size <= len(words) else None
        if number:
            return number, i + size - 1
    return None


def _bare_key(words: Sequence[Word], i: int, size: int) -> tuple[str, ...]:
    return tuple(words[i + k].norm for k in range(size))


def _is_hijri(words: Sequence[Word], i: int) -> int | None:
    """The last word of a Hijri month's name at word `i`."""
    for size in (3, 2, 1):
        if i + size <= len(words) and _bare_key(words, i, size) in _lexicon().hijri:
            return i + size - 1
    return None


def _day_first(words: Sequence[Word], i: int) -> DateWords | None:
    """Day, month and perhaps year: "9 to 11 October", "١١ من تشرين الأول". A Hijri date comes back empty."""
    day = _day_number(words, i)
    if day is None:
        return None
    k, day_to = _range_end(words, _past_ordinal(words, i + 1))
    k = _past(words, _past_ordinal(words, k), _OF, 2)
    hijri = _is_hijri(words, k)
    if hijri is not None:
        return DateWords(i, hijri, words[i].start, words[hijri].end)
    month = _month_at(words, k) if k < len(words) else None
    if month is None or words[k].start - words[k - 1].end > 4:
        return None
    if words[k].norm in ("may", "march") and words[k].sentence != words[i].sentence:
        return None
    number, last = month
    year, last = _year_after(words, last)
    return DateWords(i, last, words[i].start, words[last].end, day, number, year, day_to)


def _month_first(words: Sequence[Word], i: int) -> DateWords | None:
    """ "October 11, 2021", "October 9-11"; "أيلول 2022" and "October 2021" are a month."""
    month = _month_at(words, i)
    if month is None:
        return None
    number, last = month
    year, year_last = _year_after(words, last)
    if year is not None:
        return DateWords(i, year_last, words[i].start, words[year_last].end, month=number, year=year)
    day = _day_number(words, last + 1) if last + 1 < len(words) else None
    if day is None or not words[i].norm.isascii() or words[last + 1].start - words[last].end > 3:
        return None
    k, day_to = _range_end(words, _past_ordinal(words, last + 2))
    k = _past_ordinal(words, k)
    year, last = _year_after(words, k - 1)
    return DateWords(i, last, words[i].start, words[last].end, day, number, year, day_to)


def _relative(words: Sequence[Word], i: int, lexicon: _Lexicon) -> DateWords | None:
    for size in (4, 3, 2, 1):
        if i + size > len(words):
            continue
        key = _bare_key(words, i, size)
        hit = lexicon.relative.get(key) or lexicon.relative.get((_without_prefix(key[0]), *key[1:]))
        if hit is None or words[i + size - 1].sentence != words[i].sentence:
            continue
        if size == 1 and hit[0] == 0 and _is_outlet(words, i, lexicon):
            return None
        return DateWords(i, i + size - 1, words[i].start, words[i + size - 1].end, days=hit[0], night=hit[1])
    return None


def _weekday(text: str, words: Sequence[Word], i: int) -> DateWords | None:
    weekday = _weekday_at(words, i)
    if weekday is None or (weekday == 1 and not words[i].norm.isascii() and not _is_monday(text, words, i)):
        return None
    last = i
    other = (
        _weekday_at(words, i + 1) if i + 1 < len(words) and words[i + 1].start - words[i].end <= 3 else None
    )
    if other is not None:
        last = i + 1
    return DateWords(i, last, words[i].start, words[last].end, weekday=weekday, weekday_to=other)


def _is_monday(text: str, words: Sequence[Word], i: int) -> bool:
    """Whether الاثنين stands where a day's name does, and is not "the two (of them)"."""
    if i == 0 or words[i - 1].norm in _lexicon().before_two:
        return True
    gap = text[words[i - 1].end : words[i].start]
    return any(sign in gap for sign in "،,(\n|-") or words[i - 1].number is not None


def _weekday_at(words: Sequence[Word], i: int) -> int | None:
    days, norm = _lexicon().weekdays, words[i].norm
    found = days.get(norm) or days.get(_without_prefix(norm))
    return found


def _without_prefix(norm: str) -> str:
    return norm[1:] if len(norm) > 4 and norm[0] in "وفب" else norm


def _is_outlet(words: Sequence[Word], i: int, lexicon: _Lexicon) -> bool:
    """Whether "today" ends the name of an outlet ("Valley Today"): its place before it."""
    if i == 0 or words[i].start - words[i - 1].end > 1:
        return False
    weekday_next = i + 1 < len(words) and _weekday_at(words, i + 1) is not None
    return not weekday_next and any_stem(words[i - 1].norm, lexicon.outlets)


def _day_number(words: Sequence[Word], i: int) -> int | None:
    number = words[i].number if i < len(words) and words[i].end - words[i].start <= 2 else None
    return number if number is not None and 1 <= number <= 31 else None


def _past_ordinal(words: Sequence[Word], k: int) -> int:
    return k + 1 if k < len(words) and words[k].norm in _ORDINAL and words[k].start == words[k - 1].end else k


def _past(words: Sequence[Word], k: int, skip: frozenset[str], most: int) -> int:
    for _ in range(most):
        if k < len(words) and words[k].norm in skip:
            k += 1
    return k


def _range_end(words: Sequence[Word], k: int) -> tuple[int, int | None]:
    """Past "to 11" or "-11" if it stands at word `k`, with the closing day."""
    after = k + 1 if k < len(words) and words[k].norm in _RANGE else k
    linked = after > k or (k < len(words) and words[k].start - words[k - 1].end <= 3)
    day = _day_number(words, after)
    return (after + 1, day) if day is not None and linked else (k, None)


def _year_after(words: Sequence[Word], last: int) -> tuple[int | None, int]:
    """The year written right after word `last`, with its own last word."""
    k = _past(words, last + 1, _YEAR_LINK, 2)
    if k < len(words) and words[k].start - words[k - 1].end <= 3:
        year = words[k].number
        if year is not None and FIRST_YEAR <= year <= LAST_YEAR:
            return year, k
    return None, last


def _joined(text: str, words: Sequence[Word], found: Sequence[DateWords]) -> list[DateWords]:
    """Neighbouring parts of one expression as one: a word of the day, a weekday, a date."""
    joined: list[DateWords] = []
    for part in found:
        last = joined[-1] if joined else None
        merged = _merged(last, part) if last and _touch(words, last, part) else None
        if merged:
            joined[-1] = merged
        else:
            joined.append(part)
    return joined


def _touch(words: Sequence[Word], left: DateWords, right: DateWords) -> bool:
    if right.first <= left.last or right.start - left.end > 24:
        return False
    between = words[left.last + 1 : right.first]
    if words[left.last].sentence != words[right.first].sentence:
        return False
    return len(between) <= 3 and all(w.norm in _lexicon().between for w in between)


def _merged(left: DateWords, right: DateWords) -> DateWords | None:
    """The two as one expression, or None where both say the same kind of thing."""
    names = ("day", "month", "year", "day_to", "weekday", "weekday_to", "days", "swapped")
    held = {n: getattr(left, n) for n in names if getattr(left, n) is not None}
    more = {n: getattr(right, n) for n in names if getattr(right, n) is not None}
    if held.keys() & more.keys():
        return None
    if not held or not more or (right.month and left.days is not None and right.day is None):
        return None
    both = {**held, **more}
    return replace(left, last=right.last, end=right.end, night=left.night or right.night, **both)
