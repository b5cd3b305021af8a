"""What two accounts have in common and what sets them apart, one named level per compared thing.

Two prepared accounts enter; for each compared thing (date, place, other places named, killed, injured, both figures,
victims, families, actors, weapons, what was hit, words, source) the name of one level leaves. What a level weighs stands
in data/features.toml.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

from cairn.match.facts import Facts
from cairn.match.people import SAME, same_person, sounded
from cairn.match.surroundings import Surroundings
from cairn.values import DateSpan, Range

FAR_DAYS = 45
"""Accounts whose days lie further apart than this are of two events, whatever else they share."""


_BESIDE = 5  # days outside a window: its edges are not sure
_TIGHT = 21  # days; within a wider window many events lie
_FAR_STEPS = ((10_000, "place_within_10km"), (30_000, "place_within_30km"))
_RARE_STEPS = ((16, "most"), (14, "very"), (12, "quite"), (10, "rather"), (8, "somewhat"), (6, "little"))
_NAMED_STEPS = ((2, "named_rare"), (5, "named_some"), (15, "named_often"))
_WORDS_SHARED = 1  # words of a name that must sound alike before the names are compared closely
_UNSETTLED = frozenset({"place_unknown", "place_other_name", "area_fits"})


def levels(a: Facts, b: Facts, around: Surroundings) -> tuple[str, ...]:
    """One level per compared thing, in a fixed order; the same for (a, b) and (b, a)."""
    place = place_level(a, b, around)
    return (
        date_level(a, b),
        place,
        named_level(a, b, place, around),
        day_level(a, b, place, around),
        _count_level("killed", a.reading.killed, b.reading.killed),
        _count_level("injured", a.reading.injured, b.reading.injured),
        figures_level(a, b),
        _people_level(a, b),
        _families_level(a, b),
        _set_level("actors", a.reading.belligerents, b.reading.belligerents),
        _set_level("weapons", a.reading.strike_types, b.reading.strike_types),
        _set_level("hit", a.reading.infrastructure, b.reading.infrastructure),
        _time_level(a, b),
        words_level(a, b, around),
        rare_level(a, b, around),
        mention_level(a, b),
        _source_level(a, b),
    )


def date_level(a: Facts, b: Facts) -> str:
    """How the days compare, and whether both texts tell theirs or one was taken from its publication."""
    if a.day is None or b.day is None:
        return _partial_date_level(a, b)
    gap = a.day.gap_days(b.day)
    if a.inferred or b.inferred:
        return _inferred_date_level(a, b, gap)
    if a.vague or b.vague:
        return "date_vague_fits" if gap == 0 else "date_far"
    told = "told" if a.told and b.told else "published"
    for days, name in ((0, "same"), (1, "next"), (3, "days"), (7, "week")):
        if gap <= days:
            return f"date_{told}_{name}"
    return "date_far"


def _inferred_date_level(a: Facts, b: Facts, gap: int) -> str:
    """A day is inferred: whether the other lies in its window, how wide that is, and where in it the other lies."""
    if gap:
        return "date_inferred_beside" if gap <= _BESIDE else "date_inferred_outside"
    wide = max(f.day.days for f in (a, b) if f.inferred and f.day)
    if wide == 1:
        return "date_inferred_day"
    one, two = (f.likely or f.day.start for f in (a, b) if f.day)
    if wide <= _TIGHT and abs((one - two).days) <= 1:
        return "date_inferred_at"
    return "date_inferred_inside" if wide <= _TIGHT else "date_inferred_loose"


def _partial_date_level(a: Facts, b: Facts) -> str:
    """At least one day is not known: whether a weekday or a day of a month that is named fits the other."""
    if (one := _month_days(a)) and (two := _month_days(b)):
        return "date_month_day_fits" if one & two else "date_month_day_differs"
    if (first := _weekdays(a)) and (second := _weekdays(b)):
        return "date_weekday_fits" if first & second else "date_weekday_differs"
    return "date_one_unknown" if a.day or b.day else "date_both_unknown"


def _month_days(f: Facts) -> set[tuple[int, int]]:
    if f.day is None or f.vague:
        return {f.month_day} if f.month_day else set()
    return {(day.month, day.day) for day in _days(f.day)}


def _weekdays(f: Facts) -> set[int]:
    if f.day is None or f.vague:
        return {f.weekday} if f.weekday else set()
    return {day.isoweekday() for day in _days(f.day)}


def _days(span: DateSpan) -> list[date]:
    return [span.start + timedelta(days=n) for n in range(min(span.days, 7))]


def too_far_in_time(a: Facts, b: Facts) -> bool:
    """Whether the two are dated and lie more than FAR_DAYS apart."""
    return a.day is not None and b.day is not None and a.day.gap_days(b.day) > FAR_DAYS


def place_level(a: Facts, b: Facts, around: Surroundings) -> str:
    """How the places compare: the same name, near, in one area, apart, or not known."""
    shared = a.own & b.own
    if a.at and b.at:
        apart = a.at.distance_m(b.at)
        reach = max(a.at.radius_m, b.at.radius_m)
        if shared and apart <= max(2 * reach, 3000):
            return _same_place(shared, around)
        if apart <= 1500 or apart <= min(a.at.radius_m, b.at.radius_m):
            return "place_near"
        if apart <= a.at.radius_m + b.at.radius_m:
            return "place_touching"
        if shared:
            return "place_namesake"
        return _apart_level(a, b, apart)
    if shared:
        return _same_place(shared, around)
    return _area_level(a, b)


def _same_place(shared: frozenset[str], around: Surroundings) -> str:
    days = around.days_at(shared)
    return "place_same_rare" if days <= 1 else "place_same_some" if days <= 3 else "place_same_often"


def _apart_level(a: Facts, b: Facts, apart: float) -> str:
    """How far apart two places lie; a text that names both may have been read for the wrong one."""
    far = next((name for metres, name in _FAR_STEPS if apart <= metres), "place_apart")
    return f"{far}_named" if mention_level(a, b) in ("mention_one", "mention_both") else far


def _area_level(a: Facts, b: Facts) -> str:
    """At least one account names only an area, or a place that no list holds, or none."""
    one, two = a.at or a.area, b.at or b.area
    if one and two:
        return "area_fits" if one.may_be_same_place(two) else "area_apart"
    if a.admin and b.admin:
        return "area_fits" if a.admin == b.admin else "area_apart"
    return "place_other_name" if a.own and b.own else "place_unknown"


def named_level(a: Facts, b: Facts, place: str, around: Surroundings) -> str:
    """How seldom the place is told of that both name, where the places of the events do not settle it.

    A town for a village beside it, a monitor's dateline, a camp: the place read may not be the event's, which both
    may name all the same. Spellings meet across scripts by their sounds.
    """
    if place.startswith("place_same") or place == "place_near":
        return "named_settled"
    if not a.names or not b.names:
        return "named_untold"
    days = [around.days_at([name]) for name in a.names & b.names]
    if not days:
        return "named_none" if a.arabic == b.arabic else "named_none_across"
    return next((name for most, name in _NAMED_STEPS if min(days) <= most), "named_common")


def day_level(a: Facts, b: Facts, place: str, around: Surroundings) -> str:
    """How busy the day is that two accounts share, where no place settles what they have in common."""
    if not (a.dated and b.dated and a.day and b.day and a.day.gap_days(b.day) <= 1):
        return "day_not_shared"
    if place not in _UNSETTLED:
        return "day_settled"
    places = min(around.places_on(a), around.places_on(b))
    return "day_quiet" if places <= 2 else "day_some" if places <= 6 else "day_busy"


def _count_level(name: str, a: Range, b: Range) -> str:
    one, two = _most(a), _most(b)
    if one is None or two is None:
        return f"{name}_unknown"
    low, high = sorted((one, two))
    if low == high:
        return f"{name}_same_one" if low <= 1 else f"{name}_same_few" if low <= 3 else f"{name}_same_many"
    if a.overlaps(b) and not (a.max is None or b.max is None):
        return f"{name}_close"
    if high - low == 1 or high <= 1.34 * low:
        return f"{name}_close"
    return f"{name}_differ" if high <= 3 * max(low, 1) else f"{name}_far"


def _most(figure: Range) -> int | None:
    return figure.max if figure.max is not None else figure.min


def figures_level(a: Facts, b: Facts) -> str:
    """How both figures compare where each account gives both: one says less of the other than each by itself."""
    pairs = ((a.reading.killed, b.reading.killed), (a.reading.injured, b.reading.injured))
    killed, injured = (_count_level("", *pair) for pair in pairs)
    if "_unknown" in (killed, injured):
        return "figures_unknown"
    if killed.startswith("_same"):
        return "figures_same" if injured.startswith("_same") else "figures_killed"
    apart = {"_differ", "_far"}
    return "figures_apart" if killed in apart and injured in apart else "figures_some"


def _people_level(a: Facts, b: Facts) -> str:
    if not a.people or not b.people:
        return "people_unknown"
    return "people_other" if shared_person(a, b) is None else "people_shared"


def shared_person(a: Facts, b: Facts) -> tuple[int, int] | None:
    """The positions of a victim both name, in any script, among the victims of each; the likeliest."""
    likeness = [
        (same_person(sounded(one), sounded(two)), -i, -j)
        for (i, one), (j, two) in product(enumerate(a.victims), enumerate(b.victims))
        if len(a.people[i] & b.people[j]) >= _WORDS_SHARED
    ]
    best = max(likeness, default=(0.0, 0, 0))
    return (-best[1], -best[2]) if best[0] >= SAME else None


def _families_level(a: Facts, b: Facts) -> str:
    if not a.families or not b.families:
        return "families_unknown"
    return "families_shared" if a.families & b.families else "families_other"


def _time_level(a: Facts, b: Facts) -> str:
    one, two = a.reading.time, b.reading.time
    return "time_unknown" if not one or not two else "time_same" if one == two else "time_differs"


def _source_level(a: Facts, b: Facts) -> str:
    """One source seldom tells of one event twice, and one report tells of two events apart."""
    if a.account.report_id == b.account.report_id:
        return "same_report"
    return "same_source" if a.account.source and a.account.source == b.account.source else "other_source"


def _set_level(name: str, a: tuple[str, ...], b: tuple[str, ...]) -> str:
    if not a or not b:
        return f"{name}_unknown"
    return f"{name}_shared" if set(a) & set(b) else f"{name}_differ"


def words_level(a: Facts, b: Facts, around: Surroundings) -> str:
    """How alike the texts are, as copies and by their words."""
    if around.copy(a, b):
        return "words_copy" if around.long_enough(a) and around.long_enough(b) else "words_copy_short"
    if a.arabic != b.arabic:
        return "words_other_script"
    likeness = around.likeness(a, b)
    for step, name in ((0.35, "much"), (0.2, "some"), (0.1, "few"), (0.04, "hardly")):
        if likeness >= step:
            return f"words_{name}"
    return "words_none"


def rare_level(a: Facts, b: Facts, around: Surroundings) -> str:
    """How rare the rarest words are that both use; not told where too few accounts are at hand."""
    if a.arabic != b.arabic or not around.tells_rarity:
        return "rare_untold"
    weight = sum(map(around.rarity, around.shared_rare(a, b)))
    for step, name in _RARE_STEPS:
        if weight >= step:
            return f"rare_{name}"
    return "rare_not"


def _mentions(teller: Facts, other: Facts) -> bool:
    """Whether the teller's text has the words of the other's place: not as a landmark, nor only because its own
    place is called by them and more ("Tell Marsun" names no "Marsun")."""
    asked = other.place_words
    return bool(asked) and asked <= teller.words - teller.aside and not asked < teller.place_words


def mention_level(a: Facts, b: Facts) -> str:
    """Whether the words of each one's place stand in the other's text, whatever place that was read for."""
    if a.arabic != b.arabic or not (a.place_words or b.place_words):
        return "mention_untold"
    one, two = _mentions(b, a), _mentions(a, b)
    return "mention_both" if one and two else "mention_one" if one or two else "mention_none"
