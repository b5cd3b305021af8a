"""One account made ready to be compared: dates, place, numbers, names and words in their folded form.

`AccountFacts` enter, `Facts` leave. Folding happens once per account, so that a comparison of two is
cheap; nothing here looks at more than one account at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from cairn.extract.date_grammar import dates_in
from cairn.extract.model import Reading
from cairn.extract.phrases import words_of
from cairn.extract.weapons import is_attack_word
from cairn.match.model import AccountFacts
from cairn.match.people import sounded
from cairn.match.spelled import all_spellings, families
from cairn.match.stems import stems
from cairn.match.window import Window
from cairn.values import DatePrecision, DateSpan, Point, Precision, folded, is_arabic

_OPENING = 3000  # characters in which a date is looked for
_INFERRED_DAYS = 5  # an inferred day is as good as known up to here
_BEFORE = 3  # days before a report came out in which its event lies, where it says nothing
COARSE = frozenset({Precision.COUNTRY, Precision.PROVINCE, Precision.DISTRICT, Precision.SUBDISTRICT})
"""Precisions that name an area rather than a place: two accounts of one province need not meet."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One account, folded. `day` is the event's first and last day, `told` whether the text says so, `inferred`
    whether it rests on a window of publication (match/windows.py), and then `likely` the one day it most likely is.

    `weekday` (1 is Monday) and `month_day` stand where no full day is known. `own` are the folded spellings of
    the place and `place_words` the stems of its name, none where it is an area, `aside` those of landmarks; `at` is its
    point where it is finer than an area, `area` where it is not. A place that no list holds lies in the
    area named with it. `names` are all places the account tells of, as written and by their sounds; `victims` are
    those named in full, as written, and `people` the same as sets of sounded words; `families` are those named as such.
    """

    account: AccountFacts
    day: DateSpan | None
    told: bool
    inferred: bool
    likely: date | None
    vague: bool
    weekday: int | None
    month_day: tuple[int, int] | None
    own: frozenset[str]
    names: frozenset[str]
    place_words: frozenset[str]
    at: Point | None
    area: Point | None
    admin: str
    people: tuple[frozenset[str], ...]
    victims: tuple[str, ...]
    families: frozenset[str]
    words: frozenset[str]
    aside: frozenset[str]
    arabic: bool

    @property
    def id(self) -> str:
        """The account's id."""
        return self.account.account_id

    @property
    def reading(self) -> Reading:
        """What the account says of its event."""
        return self.account.reading

    @property
    def placed(self) -> bool:
        """Whether it names a place finer than an area, found or not."""
        return self.at is not None or bool(self.own)

    @property
    def dated(self) -> bool:
        """Whether its day is known to within a few days."""
        return self.day is not None and not self.vague

    @property
    def order(self) -> tuple[int, date, str]:
        """Where it stands in the stream: dated first and by day, then by id."""
        return (0 if self.dated else 1, self.day.start if self.day else date.max, self.id)


def prepared(account: AccountFacts) -> Facts:
    """The account made ready to be compared."""
    reading = account.reading
    day, told = _day(account)
    inferred = day is None and account.window is not None
    likely = None
    if inferred and account.window is not None:
        day, likely = _event_days(account.window, account.text)
    weekday, month_day = _part_of_a_date(account.text) if day is None else (None, None)
    place = reading.place
    spellings = (place.name, place.name_en, place.name_ar) if place else ()
    point = place.point if place else None
    if (
        point is not None
    ):  # compared by the size of what is named; how far off it may be says nothing of the other
        point = replace(point, radius_m=point.precision.radius_m)
    victims = tuple(v for v in reading.victims if len(_person(v)) >= 2)
    coarse = point is not None and point.precision in COARSE
    if coarse and place and place.place_id:
        spellings = ()
    return Facts(
        account=account,
        day=day,
        told=told,
        inferred=inferred,
        likely=likely,
        vague=day is not None and day.days > (_INFERRED_DAYS if inferred else 7),
        weekday=weekday,
        month_day=month_day,
        own=frozenset(f for f in map(folded, spellings) if f),
        names=all_spellings((*filter(None, spellings), *account.places)),
        place_words=stems(spellings[0]) if spellings else frozenset(),
        at=None if coarse else point,
        area=point if coarse else None,
        admin=folded(place.admin1_pcode or place.admin1) if place else "",
        people=tuple(map(_person, victims)),
        victims=victims,
        families=frozenset(families(account.text)),
        words=stems(account.text),
        aside=frozenset(stem for name in account.landmarks for stem in stems(name)),
        arabic=is_arabic(account.text[:2000]),
    )


def tells_of_an_event(account: AccountFacts) -> bool:
    """Whether there is something to join: harm, a strike, or an actor or attack at some place.

    Harm is not needed (rule 17: a hospital hit without casualties is an incident). A place or a day
    without a word of attack is none, nor are sums of a period (rule 11). A strike that a report mentions beside its
    main event, at no place, is told too poorly to be joined by its day alone.
    """
    reading = account.reading
    if reading.cumulative_only:
        return False
    where_or_when = reading.place is not None or (account.main and reading.date is not None)
    struck = bool(reading.strike_types or reading.infrastructure) and where_or_when
    if reading.harm or struck or (reading.belligerents and reading.place):
        return True
    return where_or_when and any(is_attack_word(w.norm) for w in words_of(account.text[:_OPENING]))


def _day(account: AccountFacts) -> tuple[DateSpan | None, bool]:
    """The event's day and whether the text tells it; the day of publication stands in where it does not."""
    stated = account.reading.date
    if stated is not None and account.reading.date_basis != "published":
        vague = stated.precision in (DatePrecision.MONTH, DatePrecision.YEAR)
        if not (vague and account.published and stated.contains(account.published)):
            return stated, True
    if account.published is not None:
        return DateSpan.on(account.published), False
    return stated, False


def _event_days(window: Window, text: str) -> tuple[DateSpan, date]:
    """The days an event may be of, told of by a text that came out within the window, and the likeliest: counted back
    by "today" or "yesterday", else the few days before it.

    A day of a month without its year is not taken for the event's: next to "today" it mostly is of an earlier one.
    """
    back = next((timedelta(days=d.days) for d in dates_in(text[:_OPENING]) if d.days is not None), None)
    if back is not None:
        return DateSpan.between(window.first + back, window.last + back), window.day + back
    return DateSpan.between(window.first - timedelta(days=_BEFORE), window.last), window.day


@lru_cache(maxsize=100_000)
def _person(name: str) -> frozenset[str]:
    """The words of a person's name by their consonants: the same whatever script they are written in."""
    return frozenset(w for w in sounded(name).skeleton.split() if len(w) > 1)


def _part_of_a_date(text: str) -> tuple[int | None, tuple[int, int] | None]:
    """The first weekday, and the first day of a month without year, that an undated text names."""
    found = dates_in(text[:_OPENING])
    weekday = next((d.weekday for d in found if d.weekday is not None), None)
    month_day = next(((d.month, d.day) for d in found if d.month and d.day and not d.year), None)
    return weekday, month_day
