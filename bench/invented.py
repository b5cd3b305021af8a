"""Accounts of incidents that never happened, as many as are asked for: the same for the same seed.

Places lie as places do, a few named every day and most once a year; days come in quiet and in bad weeks; an
incident is told once or sixty times, in Arabic or English, with or without its place, its day, its numbers and its
dead, by sources that copy one another. Readings are made directly: what is timed here is joining, not reading.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cairn.extract.model import PlaceRead, Reading
from cairn.match import AccountFacts
from cairn.values import DateSpan, Point, Precision, Range

FIRST_DAY = date(2031, 1, 1)
PER_INCIDENT = 2.9
"""Accounts of an incident, on average."""
_PLACES, _SOURCES, _AREAS = 3_000, 600, 14
_SYLLABLES = (
    "bar", "dul", "mak", "tell", "an", "sur", "qe", "fir", "zan", "hal", "wa", "did",
    "rim", "osh", "kaf", "ned", "tir", "lub", "sa", "mir", "ghor", "yen", "tal", "hoz",
)  # fmt: skip
_SOUNDS = (
    "بر", "دل", "مك", "تل", "ان", "سر", "قف", "ير", "زن", "هل", "وا", "ديد",
    "رم", "وش", "كف", "ند", "تير", "لب", "سا", "مير", "غور", "ين", "طل", "حوز",
)  # fmt: skip
_WEAPONS = ("airstrike", "artillery", "drone_strike", "small_arms", "mine", "rocket")
_ACTORS = ("actor-one", "actor-two", "actor-three", "actor-four")
_FAMILIES = 4_000
_EN = (
    "{n} people were killed and {m} injured when {means} hit {what} in {place}, {who} said. {more}",
    "{place}: {means} on {what} this {part}, {n} dead, {m} wounded. {more}",
    "Our correspondent reports {means} near {what} of {place}; {n} bodies were brought to the clinic. {more}",
    "{who} confirmed that {n} residents died in {place} after {means}. {names} {more}",
)
_AR = (
    "مقتل {n} أشخاص وإصابة {m} جراء {means} على {what} في {place} بحسب {who}. {more}",
    "{place} | {means} يستهدف {what} هذا {part} وسقوط {n} ضحايا و{m} جرحى {more}",
    "مراسلنا: انتشال {n} جثامين من تحت ركام {what} في بلدة {place} بعد {means} {more}",
    "أسماء الذين قضوا في {place} اليوم: {names} {more}",
)
_WORDS = {
    "en": {
        "means": ("an air raid", "shelling", "a drone", "gunfire", "a mine", "rockets"),
        "what": ("the market", "a bakery", "a school", "the mill", "a home", "the bus stop", "a farm", "a clinic"),
        "part": ("morning", "noon", "evening", "night"),
        "more": (
            "Rescue teams are still at work", "Roads were closed for hours", "Families fled towards the hills",
            "Shops stayed shut today", "Several houses were flattened", "Doctors asked for blood",
        ),
    },
    "ar": {
        "means": ("غارة جوية", "قصف مدفعي", "طائرة مسيرة", "إطلاق نار", "انفجار لغم", "صواريخ"),
        "what": ("السوق", "فرن", "مدرسة", "المطحنة", "منزل", "الكراج", "مزرعة", "المستوصف"),
        "part": ("الصباح", "الظهر", "المساء", "الليل"),
        "more": (
            "وما تزال فرق الإنقاذ تعمل في المكان", "وأغلقت الطرق عدة ساعات", "ونزحت عائلات نحو التلال",
            "وأغلقت المحال أبوابها", "وتهدمت بيوت عدة", "وطلب الأطباء متبرعين بالدم",
        ),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happened:
    """An invented incident: what every account of it knows a part of."""

    id: str
    place: int
    day: int
    killed: int
    injured: int
    means: int
    actor: str
    names: tuple[str, ...]


Told = tuple[AccountFacts, str]
"""An account, and the id of the incident that it truly is of."""


class World:
    """The places, sources and families that all accounts are made of."""

    def __init__(self, seed: int, per_day: float = 14.0) -> None:
        self._per_day = per_day
        r = self._random = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
        centres = [(33.0 + r.random() * 4, 36.0 + r.random() * 6) for _ in range(_AREAS)]
        self.places = [self._place(centres[n % _AREAS], n) for n in range(_PLACES)]
        self.areas = [
            PlaceRead(name=f"Area {n}", name_en=f"Area {n}", point=Point(*c, 60_000, Precision.PROVINCE))
            for n, c in enumerate(centres)
        ]
        self.often = [1 / (n + 8) for n in range(_PLACES)]
        self.names = [self._word(_SYLLABLES) for _ in range(_FAMILIES)]
        self.rare = [self._word(_SYLLABLES) + self._word(_SYLLABLES).lower() for _ in range(40_000)]

    def accounts(self, incidents: int) -> Iterator[Told]:
        """Accounts of so many incidents, in the order of the incidents' days."""
        r, day, left = self._random, 0, 0
        for n in range(incidents):
            while left <= 0:
                day += 1
                left = round(self._per_day * r.lognormvariate(-0.3, 0.8))
            left -= 1
            yield from self._told(self._happened(n, day))

    def arriving(self, incidents: int) -> list[Told]:
        """The same in the order they come in: by the day they were published, which some leave out."""
        found = [
            (one.published or self._seen(one), n, one, i)
            for n, (one, i) in enumerate(self.accounts(incidents))
        ]
        found.sort(key=lambda row: row[:2])
        return [(one, i) for _, _, one, i in found]

    def _seen(self, one: AccountFacts) -> date:
        return FIRST_DAY + timedelta(days=int(one.account_id.split("-")[1]))

    def _place(self, centre: tuple[float, float], n: int) -> PlaceRead:
        r = self._random
        kind = Precision.CITY if n < 12 else Precision.TOWN if n < 200 else Precision.VILLAGE
        lat, lon = centre[0] + r.gauss(0, 0.25), centre[1] + r.gauss(0, 0.35)
        return PlaceRead(
            name=self._word(_SOUNDS),
            place_id=f"place-{n}",
            name_en=self._word(_SYLLABLES),
            point=Point(lat, lon, kind.radius_m, kind),
        )

    def _word(self, parts: tuple[str, ...]) -> str:
        r = self._random
        return "".join(r.choices(parts, k=r.randint(2, 4))).capitalize()

    def _happened(self, n: int, day: int) -> Happened:
        r = self._random
        killed = min(200, int(r.paretovariate(1.3)))
        named = r.random() < 0.35
        people = [" ".join(r.choices(self.names, k=3)) for _ in range(min(killed, 6))] if named else []
        return Happened(
            id=f"incident-{n}",
            place=r.choices(range(_PLACES), self.often)[0] if n % 3 else r.randrange(_PLACES),
            day=day,
            killed=killed,
            injured=int(r.expovariate(0.2)),
            means=r.randrange(len(_WEAPONS)),
            actor=r.choice(_ACTORS),
            names=tuple(people),
        )

    def _told(self, what: Happened) -> Iterator[Told]:
        r, last = self._random, None
        times = min(60, int(r.paretovariate(1.25)))
        for n in range(times):
            key = f"{what.id.removeprefix('incident-')}-{what.day}-{n}"
            one = self._account(key, what) if last is None or r.random() > 0.25 else self._repost(key, last)
            last = one
            yield one, what.id

    def _repost(self, key: str, first: AccountFacts) -> AccountFacts:
        source = f"source-{self._random.randrange(_SOURCES)}"
        return replace(
            first, account_id=key, report_id=f"report-{key}", source=source, text=first.text + " ."
        )

    def _account(self, key: str, what: Happened) -> AccountFacts:
        r = self._random
        lag = r.choices((0, 1, 2, 3, 9), (75, 14, 5, 3, 3))[0]
        happened = FIRST_DAY + timedelta(days=what.day)
        published = happened + timedelta(days=lag) if r.random() < 0.8 else None
        told = r.random() < 0.5
        place = self._as_read(what)
        killed = r.choices((what.killed, what.killed + 1, None), (75, 13, 12))[0]
        day = happened if told else published
        language = "ar" if r.random() < 0.6 else "en"
        reading = Reading(
            killed=Range.exactly(killed) if killed is not None else Range(),
            injured=Range.exactly(what.injured) if r.random() < 0.6 else Range(),
            date=DateSpan.on(day) if day else None,
            date_basis="stated" if told else "published" if day else "",
            place=place,
            belligerents=(what.actor,) if r.random() < 0.5 else (),
            strike_types=(_WEAPONS[what.means],) if r.random() < 0.8 else (),
            victims=what.names if r.random() < 0.5 else (),
            harm=True,
        )
        return AccountFacts(
            account_id=key,
            report_id=f"report-{key}",
            main=True,
            reading=reading,
            text=self._text(language, what, place),
            source=f"source-{r.randrange(_SOURCES)}",
            published=published,
            language=language,
        )

    def _as_read(self, what: Happened) -> PlaceRead | None:
        """The place as a reader found it: right, another one, only its area, or none."""
        r = self._random
        how = r.choices(("right", "wrong", "area", "none"), (72, 3, 10, 15))[0]
        if how == "right":
            return self.places[what.place]
        if how == "wrong":
            return self.places[r.choices(range(_PLACES), self.often)[0]]
        return self.areas[what.place % _AREAS] if how == "area" else None

    def _text(self, language: str, what: Happened, place: PlaceRead | None) -> str:
        r, words = self._random, _WORDS[language]
        named = self.places[what.place]
        where = named.name if language == "ar" else named.name_en
        return r.choice(_AR if language == "ar" else _EN).format(
            n=what.killed,
            m=what.injured,
            means=words["means"][what.means],
            what=words["what"][what.killed % 8],
            place=where if place else "",
            who=r.choice(self.names),
            part=words["part"][what.day % 4],
            names=", ".join(what.names),
            more=" ".join((*r.sample(words["more"], 2), *r.choices(self.rare, k=3))),
        )
