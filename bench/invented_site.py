"""A published record that never was, as large as is asked for: the same for the same seed.

Incidents lie in three hundred places over fourteen areas and eight years, each with ten claims of four reports in Arabic
and English, one of them by a person; one in six is blamed on two parties. Two parties answer one incident in twelve.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from cairn.official.model import ALLEGATION, Answered, EntryLink, Said
from cairn.publish.rows.official import entry_row, link_row
from cairn.publish.rows.record import Compared, Record
from cairn.tally.declared import compare
from cairn.tally.model import Definition, Row
from cairn.tally.ratio import ratios
from cairn.values import DateSpan, Passage, Range
from cairn.vocab.closed import Grade, Outcome, Reason, State

CLAIMS = 10
"""Claims of an incident."""
FIRST_DAY, DAYS = date(2031, 1, 1), 8 * 365
ACTORS = {
    "northern-pact": {"en": "Northern Pact", "ar": "الحلف الشمالي"},
    "river-guard": {"en": "River Guard", "ar": "حرس النهر"},
    "azure-command": {"en": "Azure Command", "ar": "القيادة الزرقاء"},
    "hill-front": {"en": "Hill Front", "ar": "جبهة التلال"},
    "coast-brigade": {"en": "Coast Brigade", "ar": "لواء الساحل"},
    "iron-column": {"en": "Iron Column", "ar": "الرتل الحديدي"},
    "plain-union": {"en": "Plain Union", "ar": "اتحاد السهل"},
    "east-watch": {"en": "East Watch", "ar": "حراس الشرق"},
}
ANSWERING = ("azure-command", "northern-pact")
TERMS = {"airstrike": {"en": "airstrike", "ar": "غارة جوية"}, "shelling": {"en": "shelling", "ar": "قصف"}}
GRADES = ("fair", "confirmed", "contested", "weak", "discounted", "fair")
_SYLLABLES = (
    "bar",
    "dul",
    "mak",
    "tell",
    "sur",
    "qe",
    "fir",
    "zan",
    "hal",
    "wa",
    "rim",
    "osh",
    "kaf",
    "tir",
    "lub",
)
_SOUNDS = ("بر", "دل", "مك", "تل", "سر", "قف", "ير", "زن", "هل", "وا", "رم", "وش", "كف", "تير", "لب")
_OUTLETS = tuple(
    f"The {name} Courier" for name in ("Invented", "Morning", "Harbour", "Upland", "Valley", "Border")
)
_EN = (
    "At dawn aircraft hit the bread queue in {place}. Rescuers said {n} civilians were killed, among them two children, "
    "and {m} injured. Residents blamed the {actor}. Several houses behind the bakery were flattened and the road to the "
    "clinic stayed closed until noon, a doctor there said."
)
_AR = (
    "فجر اليوم استهدف الطيران طابور الخبز في {place}، وقال الدفاع المدني إن {n} مدنيين قُتلوا وجُرح {m} آخرون. "
    "واتّهم الأهالي {actor}، وما تزال فرق الإنقاذ تعمل في المكان حتى ساعة إعداد الخبر."
)
_POST = "صار قصف ع {place} والشهداء {n} حسبنا الله ونعم الوكيل"


class _Maker:
    def __init__(self, seed: int) -> None:
        r = self.random = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
        centres = [(32.8 + r.random() * 3.8, 36.2 + r.random() * 5) for _ in range(14)]
        self.areas = [(f"Area {self.word(_SYLLABLES)}", f"منطقة {self.word(_SOUNDS)}") for _ in centres]
        self.places = [self.place(n % 14, centres[n % 14]) for n in range(300)]
        self.rows: dict[str, list[Any]] = {
            k: [] for k in ("reports", "claims", "incidents", "attributions", "assignments", "history")
        }
        self.texts: dict[str, str] = {}
        self.answered: list[Answered] = []
        self.links: list[EntryLink] = []
        self.said: dict[str, str] = dict.fromkeys(ANSWERING, "")

    def word(self, parts: tuple[str, ...]) -> str:
        return "".join(self.random.choices(parts, k=3)).capitalize()

    def place(self, area: int, centre: tuple[float, float]) -> tuple[str, str, float, float, str, int, int]:
        r = self.random
        kind, radius = r.choice(
            (("town", 2500), ("village", 1500), ("neighbourhood", 1000), ("province", 60_000))
        )
        lat, lon = centre[0] + r.gauss(0, 0.3), centre[1] + r.gauss(0, 0.3)
        return self.word(_SYLLABLES), self.word(_SOUNDS), lat, lon, kind, radius, area

    def incident(self, n: int) -> None:
        r, key = self.random, f"incident-{n:05d}"
        name, name_ar, lat, lon, kind, radius, area = r.choice(self.places)
        low = min(80, int(r.paretovariate(1.3)))
        high = low + r.choice((0, 0, 1, 2, 5))
        day = (FIRST_DAY + timedelta(days=r.randrange(DAYS))).isoformat()
        actor, grade = r.choice(list(ACTORS)), GRADES[n % 6]
        row = {
            "id": key, "code": f"NV{n:05d}", "codes": [f"NV{n:05d}", f"OLD{n}"] if n % 40 == 0 else [f"NV{n:05d}"],
            "parent_id": None, "date_start": day, "date_end": day, "time": "", "time_basis": "",
            "place_name": name, "place_name_ar": name_ar, "country": "SY", "admin1": self.areas[area][0],
            "admin1_ar": self.areas[area][1], "admin1_pcode": f"XX{area:02d}", "lat": lat, "lon": lon,
            "place_precision": kind, "place_radius_m": radius, "killed_min": low, "killed_max": high,
            "injured_min": 7, "injured_max": 11, "children_killed_min": 0, "children_killed_max": 2,
            "harm_reported": "yes", "causes": ["strike"], "weapons": ["airstrike"], "infrastructure": ["market"],
            "reports": 4, "origins": 3, "summary_en": f"{low} to {high} people were killed in {name}, sources say.",
            "summary_ar": f"قُتل بين {low} و{high} في {name_ar}.", "state": "released", "version": 1,
            "first_published": f"{day}T11:00:00Z", "last_changed": f"{day}T11:00:00Z",
        }  # fmt: skip
        self.rows["incidents"].append(row)
        self.graded(key, actor, grade)
        if n % 6 == 2:
            self.graded(key, r.choice([a for a in ACTORS if a != actor]), "contested")
        self.reported(n, row, actor)
        self.rows["history"] += [
            {"incident_id": key, "at": f"{day}T09:00:00Z", "act": "set", "version": 1},
            {"incident_id": key, "at": f"{day}T11:00:00Z", "act": "released", "version": 1, "who": "R. Example",
             "why": "Two origins that do not quote one another.", "why_ar": "مصدران لا ينقل أحدهما عن الآخر.",
             "public": True},
        ]  # fmt: skip
        if n % 12 == 1:
            self.answer(n, row)

    def graded(self, key: str, actor: str, grade: str) -> None:
        self.rows["attributions"].append(
            {"incident_id": key, "actor_id": actor, "actor": ACTORS[actor]["en"], "role": "suspected",
             "grade": grade, "grade_suggested": grade, "strike_status": "likely",
             "why": "Two independent origins name this party.", "why_ar": "مصدران مستقلان يسمّيان هذا الطرف."}
        )  # fmt: skip

    def reported(self, n: int, row: Any, actor: str) -> None:
        low, high, en, ar = row["killed_min"], row["killed_max"], ACTORS[actor]["en"], ACTORS[actor]["ar"]
        name, name_ar, outlets = row["place_name"], row["place_name_ar"], self.random.sample(_OUTLETS, 2)
        text = _EN.format(place=name, n=high, m=11, actor=en)
        self.report(f"n{n}", row, outlets[0], "news", "en", text, f"o{n}a", (
            ("killed", f"{high} civilians", high, ""), ("killed", "two children", 2, "children"),
            ("injured", "11 injured", 11, ""), ("place", name, None, name), ("actor", en, None, actor)))  # fmt: skip
        text = _AR.format(place=name_ar, n=low, m=7, actor=ar)
        self.report(f"r{n}", row, "دفاع مدني مُتخيَّل", "rescue", "ar", text, f"o{n}b", (
            ("killed", f"{low} مدنيين", low, ""), ("injured", "7 آخرون", 7, ""),
            ("actor", ar, None, actor)))  # fmt: skip
        text = "Agencies: " + _EN.format(place=name, n=high, m=11, actor=en)
        self.report(f"m{n}", row, outlets[1], "news", "en", text, f"o{n}a",
                    (("killed", f"{high} civilians", high, ""),))  # fmt: skip
        text = _POST.format(place=name_ar, n=low)
        self.report(f"p{n}", row, "Invented Person", "individual", "ar", text, f"o{n}c",
                    (("killed", f"الشهداء {low}", low, ""),))  # fmt: skip

    def report(
        self, key: str, row: Any, who: str, kind: str, lang: str, text: str, origin: str, claims: Any
    ) -> None:
        incident, account = row["id"], f"{key}#1"
        self.texts[key] = text
        self.rows["reports"].append(
            {"id": key, "source_kind": kind, "publisher": who, "author": f"author of {key}",
             "url": f"https://example.org/{key}", "published": f"{row['date_start']}T06:12:44Z", "language": lang,
             "capture_sha256": f"{len(self.texts):064x}", "text_sha256": f"{len(self.texts):063x}f",
             "origin_id": origin}
        )  # fmt: skip
        for n, (what, quote, count, value) in enumerate(claims):
            start = text.index(quote)
            self.rows["claims"].append(
                {"id": f"{key}k{n}", "account_id": account, "report_id": key, "incident_id": incident,
                 "kind": what, "min": count, "max": count, "basis": "stated", "group": value if count else "all",
                 "status": "unknown", "event": "this", "scope": "", "value": "" if count else value,
                 "attributed_to": "", "origin_id": origin, "start": start, "end": start + len(quote),
                 "quote": quote, "confidence": 0.7, "extractor": "invented/1"}
            )  # fmt: skip
        self.rows["assignments"].append(
            {"account_id": account, "report_id": key, "incident_id": incident, "decision": "joined",
             "why": "same day and place", "probability": 0.9, "decided_by": "rule", "version": 1}
        )  # fmt: skip

    def answer(self, n: int, row: Any) -> None:
        actor = ANSWERING[n % 24 == 1]
        accepts = n % 36 == 1
        words = f"{'Credible' if accepts else 'Non-credible'}: {row['date_start']}, near {row['place_name']}, via media."
        at = len(self.said[actor])
        self.said[actor] += words + "\n\n"
        outcome = Outcome.CREDIBLE if accepts else Outcome.NON_CREDIBLE
        reason = Reason.NOT_GIVEN if accepts else Reason.INSUFFICIENT_INFORMATION
        said = Said(date(2039, 1, 12), f"{actor}-word", outcome, reason, passage=Passage(at, at + len(words)),
                    killed=Range(1, 2) if accepts else Range())  # fmt: skip
        day = date.fromisoformat(row["date_start"])
        key = f"entry-{n:05d}"
        self.answered.append(
            Answered(key, ALLEGATION, actor, f"{actor}-word", DateSpan.between(day, day), history=(said,),
                     place=f"near {row['place_name']}", country="Syria")
        )  # fmt: skip
        self.links.append(
            EntryLink(key, row["id"], "accepted", 0.9, 1, Range(), why="the same day and place")
        )


def invented_record(incidents: int, seed: int = 7) -> Record:
    """A record of so many released incidents."""
    made = _Maker(seed)
    for n in range(incidents):
        made.incident(n)
    rows, texts = made.rows, {f"{a}-word": words for a, words in made.said.items()}
    return Record(
        generated_at="2039-11-22T20:00:00Z",
        official_documents=[
            {"id": f"{a}-word", "actor": a, "kind": "release", "title": f"Word of the {ACTORS[a]['en']}",
             "url": f"https://example.org/{a}", "published": "2039-01-12"}
            for a in ANSWERING
        ],
        official_entries=[entry_row(a, texts) for a in made.answered],
        entry_links=[link_row(x) for x in made.links],
        official_texts=texts,
        comparisons=_comparisons(made),
        tallies=_tallies(made),
        coverage=[
            {"actor": a, "country": "SY", "from_day": "2031-01-01", "to_day": "2038-12-31", "level": "full"}
            for a in ACTORS
        ],
        tombstones=[{"id": f"gone-{n}", "codes": [f"GONE{n}"], "at": "2039-10-02"} for n in range(10)],
        texts=made.texts,
        actors=ACTORS,
        terms=TERMS,
        release={"contact": "desk@example.org", "licence": "CC BY 4.0", "name": "invented-1"},
        salt="invented",
        **rows,
    )  # fmt: skip


def _comparisons(made: _Maker) -> dict[str, Compared]:
    graded: dict[str, list[tuple[str, Grade, State]]] = {}
    for a in made.rows["attributions"]:
        graded.setdefault(a["incident_id"], []).append((a["actor_id"], Grade(a["grade"]), State.RELEASED))
    rows = [_row(i, tuple(graded[i["id"]])) for i in made.rows["incidents"]]
    found = {}
    for actor in ANSWERING:
        done = compare(rows, made.answered, made.links, Definition(actors=(actor,), basis="released"))
        found[actor] = Compared(done, ratios(done, random.Random(5), draws=40))  # noqa: S311
    return found


def _row(row: Any, grades: tuple[tuple[str, Grade, State], ...]) -> Row:
    day = date.fromisoformat(row["date_start"])
    return Row(
        incident_id=row["id"], code=row["code"], grades=grades, incident_grade=None, country="SY",
        admin1_pcode=row["admin1_pcode"], place_names=(row["place_name"],), start=day, end=day,
        killed=Range(row["killed_min"], row["killed_max"]), injured=Range(7, 11), parent_id="",
        harm_reported="yes", state=State.RELEASED,
    )  # fmt: skip


def _tallies(made: _Maker) -> list[Any]:
    by_id = {row["id"]: row for row in made.rows["incidents"]}
    groups: dict[tuple[str, str], list[Any]] = {}
    for a in made.rows["attributions"]:
        bucket = "likely" if a["grade"] in ("fair", "confirmed") else a["grade"]
        groups.setdefault((a["actor_id"], bucket), []).append(by_id[a["incident_id"]])
    return [
        {"actor_id": actor, "bucket": bucket, "definition": {"basis": "released", "grades": [bucket]},
         "incidents": len(rows), "killed": {"min": sum(r["killed_min"] for r in rows),
                                            "max_of_known": sum(r["killed_max"] for r in rows)},
         "injured": {"min": 7 * len(rows), "max_of_known": 11 * len(rows)}, "incidents_without_figure": 0,
         "jointly_attributed": 0, "machine_suggested": 0, "as_of": "2039-11-22",
         "members": [r["id"] for r in rows],
         "lines": {"en": [f"Civilians killed where {ACTORS[actor]['en']} is blamed, each incident once."],
                   "ar": [f"القتلى المدنيون حيث يُنسب الفعل إلى {ACTORS[actor]['ar']}، كل حادثة مرة واحدة."]}}
        for (actor, bucket), rows in sorted(groups.items())
    ]  # fmt: skip
