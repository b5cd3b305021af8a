"""Two incidents compared: what each is held to be, and the level at which every single thing about them agrees.

A projection and the accounts that tell of it enter as `Seen`; levels, and for a reader named features with the two
values compared, leave. The weights are data (data/duplicates.toml); the finder in duplicates.py adds them up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

from cairn.incident.model import Projection
from cairn.match.model import AccountFacts
from cairn.match.stems import stems
from cairn.values import DateSpan, Point, Precision, Range, folded, is_arabic, skeleton

_COARSE = frozenset({Precision.COUNTRY, Precision.PROVINCE, Precision.DISTRICT, Precision.SUBDISTRICT})
_VAGUE = 7  # days: a longer span says when only roughly
_RARE = 3  # incidents that tell of a place from which its name says less
_DISTANCES = ((1_500, "near"), (10_000, "10km"), (30_000, "30km"), (100_000, "100km"))
_BUSY = ((2, "little"), (5, "some"), (20, "much"))
_LIKENESS = ((0.5, "much"), (0.35, "some"), (0.22, "few"), (0.1, "hardly"))


@dataclass(frozen=True, slots=True)
class Seen:
    """One incident as it is compared. `names` are the folded spellings of its place where that is no mere area,
    `place_words` their stems, `people` victims' names as sets of words, `words` the stems of all that is told;
    `reports` are those that tell of it, `mains` those mainly about it, `nearly` the incidents that an account of it
    nearly joined."""

    id: str
    shown: Projection
    names: frozenset[str]
    place_words: frozenset[str]
    at: Point | None
    area: Point | None
    people: frozenset[frozenset[str]]
    words: frozenset[str]
    reports: frozenset[str]
    mains: frozenset[str]
    nearly: frozenset[str]
    arabic: bool

    @property
    def day(self) -> DateSpan | None:
        """Its day where that is known to within a week."""
        span = self.shown.date
        return span if span is not None and span.days <= _VAGUE else None


def seen(
    incident: str, shown: Projection, accounts: Sequence[AccountFacts], nearly: Iterable[str] = ()
) -> Seen:
    """An incident made ready to be compared, from its projection, the accounts that joined it, and the incidents that
    these are offered beside it."""
    place = shown.place
    point = place.point if place else None
    coarse = point is not None and point.precision in _COARSE
    spellings = (place.name, place.name_en, place.name_ar) if place and not coarse else ()
    texts = [stems(a.text) for a in accounts]
    return Seen(
        id=incident,
        shown=shown,
        names=frozenset(f for f in map(folded, spellings) if f),
        place_words=stems(spellings[0]) if spellings else frozenset(),
        at=None if coarse else point,
        area=point if coarse else None,
        people=frozenset(p for a in accounts for n in a.reading.victims if len(p := _person(n)) >= 2),
        words=frozenset().union(*texts),
        reports=frozenset(a.report_id for a in accounts),
        mains=frozenset(a.report_id for a in accounts if a.main),
        nearly=frozenset(nearly),
        arabic=sum(is_arabic(a.text[:2000]) for a in accounts) * 2 > len(accounts),
    )


class Record:
    """What is common and what is rare over all incidents: words, places, days."""

    def __init__(self, incidents: Sequence[Seen]) -> None:
        self.words = Counter(w for i in incidents for w in i.words)
        self.names = Counter(n for i in incidents for n in i.names)
        self.days = Counter(i.day.start for i in incidents if i.day)
        self._n = max(len(incidents), 20)
        self._all = {i.id: sum(map(self.rarity, i.words)) for i in incidents}

    def rarity(self, word: str) -> float:
        """How much a word says: the rarer, the more."""
        return log(1 + self._n / self.words[word])

    def likeness(self, a: Seen, b: Seen) -> float:
        """The weight of the words both use as a share of all words of the one that tells less, 0 to 1."""
        if not a.words or not b.words:
            return 0.0
        shared = sum(map(self.rarity, a.words & b.words))
        return shared / min(self._all[a.id], self._all[b.id])


def levels(a: Seen, b: Seen, record: Record) -> tuple[str, ...]:
    """One level for each thing compared, by the names in data/duplicates.toml."""
    days = _days(a, b)
    return (
        days,
        _busy(a, b, record) if days == "days_same" else "busy_untold",
        _place(a, b, record),
        _mention(a, b),
        _count("killed", a.shown.figures.killed, b.shown.figures.killed),
        _count("injured", a.shown.figures.injured, b.shown.figures.injured),
        _people(a, b),
        _shared("actors", a.shown.actors, b.shown.actors),
        _shared("weapons", a.shown.weapons, b.shown.weapons),
        _words(a, b, record),
        _reports(a, b),
        "nearly_in" if b.id in a.nearly or a.id in b.nearly else "nearly_not",
    )


def values(level: str, a: Seen, b: Seen) -> tuple[str, str]:
    """What the two say of the thing that a level is about, for a reader; names of people are not shown."""
    thing = level.split("_", 1)[0]
    both = (a.shown, b.shown)
    if thing in ("days", "busy"):
        return _told(str(s.date) if s.date is None else _span(s.date) for s in both)
    if thing in ("place", "mention"):
        return _told((s.place.name_en or s.place.name) if s.place else "" for s in both)
    if thing == "killed":
        return _told(_figure(s.figures.killed) for s in both)
    if thing == "injured":
        return _told(_figure(s.figures.injured) for s in both)
    if thing == "people":
        return f"{len(a.people)} named", f"{len(b.people)} named"
    if thing == "actors":
        return _told(", ".join(s.actors) for s in both)
    if thing == "weapons":
        return _told(", ".join(s.weapons) for s in both)
    return _told(f"{s.reports} reports" for s in both)


def _told(texts: Iterable[str]) -> tuple[str, str]:
    one, two = (text if text and text != "None" else "not known" for text in texts)
    return one, two


def _span(span: DateSpan) -> str:
    first, last = span.start.isoformat(), span.end.isoformat()
    return first if first == last else f"{first} to {last}"


def _figure(figure: Range) -> str:
    if figure.is_unknown:
        return ""
    if figure.min is None:
        return f"up to {figure.max}"
    if figure.max is None:
        return f"at least {figure.min}"
    return str(figure.min) if figure.is_exact else f"{figure.min} to {figure.max}"


def _days(a: Seen, b: Seen) -> str:
    if a.shown.date is None or b.shown.date is None:
        return "days_unknown"
    gap = a.shown.date.gap_days(b.shown.date)
    if gap == 0 and not (a.day and b.day):
        return "days_roughly"
    steps = ((0, "same"), (1, "next"), (3, "near"), (7, "week"))
    return "days_" + next((name for most, name in steps if gap <= most), "far")


def _busy(a: Seen, b: Seen, record: Record) -> str:
    """How many incidents the record has on the day the two share: on a quiet day they are sooner one."""
    first = max(a.day.start, b.day.start) if a.day and b.day else None
    n = record.days[first] if first else 0
    return "busy_" + next((name for most, name in _BUSY if n <= most), "crowded")


def _place(a: Seen, b: Seen, record: Record) -> str:
    shared = a.names & b.names
    if a.at and b.at:
        apart = a.at.distance_m(b.at)
        if shared and apart <= max(3_000, a.at.radius_m + b.at.radius_m):
            return _same(shared, record)
        if apart <= min(a.at.radius_m, b.at.radius_m):
            return "place_near"
        found = next((name for most, name in _DISTANCES if apart <= most), "far")
        return f"place_{found}"
    if shared:
        return _same(shared, record)
    one, two = a.at or a.area, b.at or b.area
    if one and two:
        return "place_area_fits" if one.may_be_same_place(two) else "place_area_apart"
    return "place_other_name" if a.names and b.names else "place_unknown"


def _same(shared: frozenset[str], record: Record) -> str:
    return "place_same_rare" if min(record.names[n] for n in shared) <= _RARE else "place_same"


def _mention(a: Seen, b: Seen) -> str:
    """Whether the words of each one's place stand in what is told of the other."""
    if a.arabic != b.arabic or not (a.place_words and b.place_words) or a.names & b.names:
        return "mention_untold"
    told = (a.place_words <= b.words) + (b.place_words <= a.words)
    return ("mention_none", "mention_one", "mention_both")[told]


def _count(name: str, a: Range, b: Range) -> str:
    if a.is_unknown or b.is_unknown:
        return f"{name}_unknown"
    if a == b:
        most = a.max if a.max is not None else a.min or 0
        return f"{name}_same_many" if most >= 4 else f"{name}_same_few"
    if a.overlaps(b):
        return f"{name}_overlap"
    low, high = sorted((_most(a), _most(b)))
    return f"{name}_differ" if high <= 2 * max(low, 1) else f"{name}_far"


def _most(figure: Range) -> int:
    return figure.max if figure.max is not None else figure.min or 0


def _people(a: Seen, b: Seen) -> str:
    if not a.people or not b.people:
        return "people_unknown"
    return "people_shared" if shared_people(a, b) else "people_other"


def shared_people(a: Seen, b: Seen) -> bool:
    """Whether somebody is named in both: two words of a name agree, and one at most is left over."""
    theirs: dict[frozenset[str], set[frozenset[str]]] = {}
    for person in b.people:
        for two in combinations(sorted(person), 2):
            theirs.setdefault(frozenset(two), set()).add(person)
    return any(
        len(one & other) >= min(len(one), len(other)) - (len(one & other) > 2)
        for one in a.people
        for two in combinations(sorted(one), 2)
        for other in theirs.get(frozenset(two), ())
    )


def _shared(name: str, a: Iterable[str], b: Iterable[str]) -> str:
    one, two = set(a), set(b)
    if not one or not two:
        return f"{name}_unknown"
    return f"{name}_shared" if one & two else f"{name}_differ"


def _words(a: Seen, b: Seen, record: Record) -> str:
    if a.arabic != b.arabic:
        return "words_other_script"
    found = record.likeness(a, b)
    return "words_" + next((name for step, name in _LIKENESS if found >= step), "none")


def _reports(a: Seen, b: Seen) -> str:
    if a.mains & b.reports or b.mains & a.reports:
        return "reports_main"
    return "reports_shared" if a.reports & b.reports else "reports_other"


def _person(name: str) -> frozenset[str]:
    words = (w if is_arabic(w) else skeleton(w) for w in folded(name).split())
    return frozenset(w for w in words if len(w) > 1)
