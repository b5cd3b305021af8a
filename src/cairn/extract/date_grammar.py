"""The shapes in which sources write dates: words enter, date expressions leave, none resolved yet.

An expression holds what was written (day, month, year, weekday, days from the telling) and where. Which
year a "7 October" means, and whether a date is the event's, is decided in dates.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cairn.vocab.load import of_words

from .date_lexicon import LONGEST_DATE, PREFIXES, Lexicon, date_words, lexicon, without_ending
from .date_numeric import is_marked_hijri, numeric_dates
from .date_shape import FIRST_YEAR, LAST_YEAR, DateWords
from .phrases import Word, any_stem, words_of

_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_OF = frozenset({"من", "of", "شهر", "the", "ل", "ي"})
_RANGE = frozenset({"to", "and", "و", "الي", "till", "until", "حتي", "or", "او"})
_YEAR_LINK = frozenset({"of", "عام", "سنه", "من", "in", "لعام", "لسنه"})
_TOLD = ("day", "month", "year", "day_to", "weekday", "weekday_to", "days", "months_back", "swapped", "hijri")
_PAST = frozenset({"last", "past"})
_PAST_AFTER = frozenset({"الماضي", "الماضيه", "الفائت", "الفائته", "المنصرم", "المنصرمه"})


@of_words(maxsize=8)
def dates_in(text: str) -> tuple[DateWords, ...]:
    """Every date expression of the text, in order; "today, Monday 11 October" is one."""
    words = words_of(text)
    numeric = list(numeric_dates(text, words))
    taken = {i for d in numeric for i in range(d.first, d.last + 1)}
    found = numeric + list(_worded(text, words, taken))
    found.sort(key=lambda d: d.start)
    return tuple(_joined(words, found))


def _worded(text: str, words: Sequence[Word], taken: set[int]) -> Iterator[DateWords]:
    """The dates in words, looked for only where a word opens one."""
    table, upto = lexicon(), 0
    for i in _places_to_look(words, table):
        if i < upto or i in taken:
            continue
        found = (
            _day_first(words, i, table)
            or _month_first(words, i, table)
            or _relative(words, i, table)
            or _weekday(text, words, i, table)
        )
        if found is not None:
            yield found
            upto = found.last + 1


def _places_to_look(words: Sequence[Word], table: Lexicon) -> list[int]:
    look: set[int] = set()
    opens = table.opens
    for i, word in enumerate(words):
        norm = word.norm if "'" not in word.norm else without_ending(word.norm)
        if norm in opens:
            look.add(i)
            if norm in table.of_month:
                look.update(k for k in range(max(0, i - LONGEST_DATE), i) if _may_be_day(words[k], table))
    return sorted(look)


def _may_be_day(word: Word, table: Lexicon) -> bool:
    return (word.end - word.start <= 2 and word.norm.isdecimal()) or word.norm in table.ordinals.firsts


def _month_at(words: Sequence[Word], i: int, table: Lexicon) -> tuple[int, int] | None:
    """Month number and last word, if a month's name starts at word `i`; a second name for it is taken in."""
    found = table.months.at(words, i)
    if found is None:
        return None
    number, last = found
    close = last + 1 < len(words) and words[last + 1].start - words[last].end < 4
    again = table.months.at(words, last + 1) if close else None
    return again if again and again[0] == number else found


def _day_first(words: Sequence[Word], i: int, table: Lexicon) -> DateWords | None:
    """Day, month and perhaps year: "9 to 11 October", "١١ من تشرين الأول", "17 رمضان 1443"."""
    day, last = _day_at(words, i, table)
    if day is None:
        return None
    k, day_to = _range_end(words, _past_ordinal(words, last + 1), day, table)
    k = _past(words, _past_ordinal(words, k), _OF, 2)
    if k >= len(words) or words[k].start - words[k - 1].end > 4:
        return None
    plain = DateWords(i, k, words[i].start, words[k].end, day, day_to=day_to)
    return (
        _with_month(words, k, plain, table)
        or _with_hijri(words, k, plain, table)
        or _with_month_of_telling(words, k, plain, table)
    )


def _with_month(words: Sequence[Word], k: int, plain: DateWords, table: Lexicon) -> DateWords | None:
    month = _month_at(words, k, table)
    if month is None or (
        words[k].norm in ("may", "march") and words[k].sentence != words[plain.first].sentence
    ):
        return None
    year, last = _year_after(words, month[1])
    return replace(plain, last=last, end=words[last].end, month=month[0], year=year)


def _with_hijri(words: Sequence[Word], k: int, plain: DateWords, table: Lexicon) -> DateWords | None:
    month = table.hijri.at(words, k)
    if month is None or plain.day is None:
        return None
    number, last = month
    after = _past(words, last + 1, _YEAR_LINK, 1)
    year = words[after].number if after < len(words) and words[after].start - words[last].end <= 6 else None
    if year is not None and 1400 <= year <= 1500:
        last = after + 1 if is_marked_hijri(words, after) else after
    else:
        year = None
    return replace(plain, last=last, end=words[last].end, day=None, hijri=(year, number, plain.day))


def _with_month_of_telling(
    words: Sequence[Word], k: int, plain: DateWords, table: Lexicon
) -> DateWords | None:
    back = table.months_back.at(words, k)
    if back is None:
        return None
    return replace(plain, last=back[1], end=words[back[1]].end, months_back=back[0])


def _month_first(words: Sequence[Word], i: int, table: Lexicon) -> DateWords | None:
    """ "October 11, 2021", "October 9-11"; "أيلول 2022" and "October 2021" are a month."""
    month = _month_at(words, i, table)
    if month is None:
        return None
    number, last = month
    year, year_last = _year_after(words, last)
    if year is not None:
        return DateWords(i, year_last, words[i].start, words[year_last].end, month=number, year=year)
    day = _day_number(words, last + 1)
    if day is None or words[last + 1].start - words[last].end > 3:
        return None
    k, day_to = _range_end(words, _past_ordinal(words, last + 2), day, table)
    k = _past_ordinal(words, k)
    year, last = _year_after(words, k - 1)
    if year is None and not words[i].norm.isascii():  # "يناير 18, 2022" is a date, "أيار 18" may be a count
        return None
    return DateWords(i, last, words[i].start, words[last].end, day, number, year, day_to)


def _relative(words: Sequence[Word], i: int, table: Lexicon) -> DateWords | None:
    found = table.relative.at(words, i)
    if found is None or words[found[1]].sentence != words[i].sentence:
        return None
    told, last = found
    if last == i and told.days == 0 and _is_outlet(words, i, table):
        return None
    return DateWords(i, last, words[i].start, words[last].end, days=told.days, night=told.night)


def _weekday(text: str, words: Sequence[Word], i: int, table: Lexicon) -> DateWords | None:
    found = table.weekdays.at(words, i)
    if found is None or (words[i].norm in date_words("the_two.words") and not _is_monday(text, words, i)):
        return None
    weekday, last = found
    near = last + 1 < len(words) and words[last + 1].start - words[last].end <= 3
    other = table.weekdays.at(words, last + 1) if near else None
    past = i > 0 and words[i - 1].norm in _PAST
    past = past or (near and words[last + 1].norm in _PAST_AFTER)
    last = other[1] if other else last
    return DateWords(
        i,
        last,
        words[i].start,
        words[last].end,
        weekday=weekday,
        weekday_to=other[0] if other else None,
        past=past,
    )


def _is_monday(text: str, words: Sequence[Word], i: int) -> bool:
    """Whether الاثنين stands where a day's name does, and is not "the two (of them)"."""
    if i == 0 or words[i - 1].norm in date_words("weekday_before.words"):
        return True
    gap = text[words[i - 1].end : words[i].start]
    return any(sign in gap for sign in "،,(\n|-") or words[i - 1].number is not None


def _is_outlet(words: Sequence[Word], i: int, table: Lexicon) -> bool:
    """Whether "today" ends the name of an outlet ("Valley Today"): its place before it."""
    if i == 0 or words[i].start - words[i - 1].end > 1 or words[i].norm[0] in PREFIXES:
        return False
    weekday_next = table.weekdays.at(words, i + 1) is not None
    return not weekday_next and any_stem(words[i - 1].norm, date_words("outlet_before.words"))


def _day_number(words: Sequence[Word], i: int) -> int | None:
    number = words[i].number if i < len(words) and words[i].end - words[i].start <= 2 else None
    return number if number is not None and 1 <= number <= 31 else None


def _day_at(words: Sequence[Word], i: int, table: Lexicon) -> tuple[int | None, int]:
    """A day of a month in digits or as "the fifth", with its last word."""
    number = _day_number(words, i)
    if number is not None:
        return number, i
    return table.ordinals.at(words, i) or (None, i)


def _past_ordinal(words: Sequence[Word], k: int) -> int:
    return k + 1 if k < len(words) and words[k].norm in _ORDINAL and words[k].start == words[k - 1].end else k


def _past(words: Sequence[Word], k: int, skip: frozenset[str], most: int) -> int:
    for _ in range(most):
        if k < len(words) and words[k].norm in skip:
            k += 1
    return k


def _range_end(words: Sequence[Word], k: int, day: int, table: Lexicon) -> tuple[int, int | None]:
    """Past "to 11" or "-11" if it stands at word `k`, with the closing day, which is the later one."""
    after = k + 1 if k < len(words) and words[k].norm in _RANGE else k
    linked = after > k or (k < len(words) and words[k].start - words[k - 1].end in (1, 3))  # "9-11", "9 - 11"
    day_to = _day_number(words, after)
    if day_to is None or not linked or day_to <= day:
        return k, None
    return after + 1, day_to


def _year_after(words: Sequence[Word], last: int) -> tuple[int | None, int]:
    """The year written right after word `last`, with its own last word."""
    k = _past(words, last + 1, _YEAR_LINK, 2)
    if k < len(words) and words[k].start - words[k - 1].end <= 3:
        year = words[k].number
        if year is not None and FIRST_YEAR <= year <= LAST_YEAR:
            return year, k
    return None, last


def _joined(words: Sequence[Word], found: Sequence[DateWords]) -> list[DateWords]:
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
    return len(between) <= 3 and all(w.norm in date_words("between.words") for w in between)


def _merged(left: DateWords, right: DateWords) -> DateWords | None:
    """The two as one expression, or None where both say the same kind of thing."""
    held = {n: told for n in _TOLD if (told := getattr(left, n)) is not None}
    more = {n: told for n in _TOLD if (told := getattr(right, n)) is not None}
    if held.keys() & more.keys():
        return None
    if not held or not more or (right.month and left.days is not None and right.day is None):
        return None
    both = {**held, **more}
    night, past = left.night or right.night, left.past or right.past
    return replace(left, last=right.last, end=right.end, night=night, past=past, **both)
