"""An invented record of some twenty-five incidents: no place, person, outlet or sentence in it is real.

The coordinates lie in Syria so that real borders are drawn; the towns do not exist.
"""

from __future__ import annotations

from typing import Any

from cairn.publish.rows.record import Record
from publish import sample_control
from publish.sample_parties import comparisons, parties
from publish.sample_tallies import ACTORS, tallies

TERMS = {"airstrike": {"en": "airstrike", "ar": "غارة جوية"}, "shelling": {"en": "shelling", "ar": "قصف"}}
PLACES = [
    ("Tell Sarab", "تل سراب", 36.02, 38.51, "town", 2500, "Ar-Raqqa", "الرقة"),
    ("Wadi Noor", "وادي نور", 35.41, 39.82, "village", 1500, "Deir-ez-Zor", "دير الزور"),
    ("Bayt Zaytun", "بيت زيتون", 36.24, 37.02, "neighbourhood", 1000, "Aleppo", "حلب"),
    ("Qasr Ghaym", "قصر غيم", 35.93, 36.61, "exact", 20, "Idleb", "إدلب"),
    ("Ar-Raqqa", "", 35.95, 39.0, "province", 60000, "Ar-Raqqa", "الرقة"),
]
ENGLISH = (
    "At dawn on Tuesday aircraft hit the bread queue in {place}. Rescuers said {n} civilians were killed, "
    "among them two children, and {m} injured. Residents blamed the {actor}."
)
ARABIC = (
    "فجر الثلاثاء استهدف الطيران طابور الخبز في {place}، وقال الدفاع المدني إن {n} مدنيين قُتلوا "
    "وجُرح {m} آخرون. واتّهم الأهالي {actor}."
)
POST = "صار قصـ.ـف ع {place} والشهداء {n} حسبنا الله <script>alert('x')</script> & \"كلهم\" أهلنا"


Wanted = list[tuple[str, str, dict[str, Any]]]


def _claims(text: str, report: str, incident: str, origin: str, wanted: Wanted) -> list[Any]:
    rows = []
    for n, (kind, quote, more) in enumerate(wanted):
        start = text.index(quote)
        rows.append(
            {
                "id": f"{report}k{n}",
                "account_id": f"{report}a1",
                "report_id": report,
                "incident_id": incident,
                "kind": kind,
                "min": None,
                "max": None,
                "basis": "stated",
                "group": "all",
                "status": "unknown",
                "event": "this",
                "scope": "",
                "value": "",
                "attributed_to": "",
                "origin_id": origin,
                "start": start,
                "end": start + len(quote),
                "quote": quote,
                "confidence": 0.7,
                "extractor": "sample/1",
                **more,
            }
        )
    return rows


class _Builder:
    def __init__(self) -> None:
        self.rows: dict[str, list[Any]] = {
            k: []
            for k in (
                "reports",
                "claims",
                "incidents",
                "attributions",
                "assignments",
                "history",
            )
        }
        self.texts: dict[str, str] = {}

    def report(
        self, rid: str, incident: str, kind: str, lang: str, text: str, origin: str, claims: list[Any]
    ) -> None:
        self.texts[rid] = text
        names = {"news": "The Invented Courier", "rescue": "دفاع مدني مُتخيَّل", "individual": "Invented Person"}
        self.rows["reports"].append(
            {
                "id": rid,
                "source_kind": kind,
                "publisher": names[kind],
                "author": f"author of {rid}",
                "url": f"https://example.org/{rid}",
                "published": "2017-03-07T06:12:44Z",
                "language": lang,
                "capture_sha256": f"{len(self.texts):064x}",
                "origin_id": origin,
            }
        )
        self.rows["claims"] += _claims(text, rid, incident, origin, claims)
        self.rows["assignments"].append(
            {
                "account_id": f"{rid}a1",
                "report_id": rid,
                "incident_id": incident,
                "decision": "joined",
                "why": "same day",
            }
        )

    def incident(self, n: int, state: str) -> None:
        name, name_ar, lat, lon, kind, radius, area, area_ar = PLACES[n % 5]
        iid, low, high = f"incident-{n:03d}", 2 + n % 6, 2 + n % 6 + n % 4
        year, month = 2016 + n // 12 % 9, n % 12 + 1
        day = f"{year}-{month:02d}-{3 + n % 20:02d}"
        actor = sorted(ACTORS)[n % 3]
        grade = ("fair", "confirmed", "contested", "weak", "discounted", "fair")[n % 6]
        unknown = n % 9 == 8
        self.rows["incidents"].append(
            {
                "id": iid,
                "code": f"NP{n:03d}",
                "codes": [f"NP{n:03d}", *([f"OLD{n}"] if n == 3 else [])],
                "date_start": day,
                "date_end": day,
                "place_name": name,
                "place_name_ar": name_ar,
                "country": "SY",
                "admin1": area,
                "admin1_ar": area_ar,
                "lat": lat + n % 7 * 0.0312,
                "lon": lon + n % 5 * 0.0417,
                "place_precision": kind,
                "place_radius_m": radius,
                "killed_min": None if unknown else low,
                "killed_max": None if unknown else high,
                "injured_min": 7,
                "injured_max": 11,
                "children_killed_min": 2,
                "children_killed_max": 2,
                "harm_reported": "yes",
                "weapons": ["airstrike"],
                "summary_en": "Aircraft struck a bread queue shortly after dawn."
                if state == "released"
                else "",
                "summary_ar": "استهدفت طائرات طابور خبز بُعيد الفجر." if state == "released" else "",
                "state": state,
                "version": 2,
                "reports": 3,
                "origins": 2,
                "parent_id": "incident-005" if n == 6 else None,
                "grade_suggested": "suggested-secret",
            }
        )
        self.attribution(iid, actor, grade, state)
        if n % 6 == 2:
            self.attribution(iid, sorted(ACTORS)[(n + 1) % 3], "contested", state)
        self.reports(n, iid, actor, low, high, unknown)
        if state == "released":
            self.rows["history"] += [
                {
                    "incident_id": iid,
                    "at": f"{day}T09:00:00Z",
                    "act": "set",
                    "who": "Internal Person",
                    "why": "internal",
                },
                {
                    "incident_id": iid,
                    "at": f"{day}T11:00:00Z",
                    "act": "released",
                    "who": "R. Example",
                    "why": "Two origins that do not quote one another.",
                    "why_ar": "مصدران لا ينقل أحدهما عن الآخر.",
                    "public": True,
                },
            ]

    def attribution(self, iid: str, actor: str, grade: str, state: str) -> None:
        released = state == "released"
        self.rows["attributions"].append(
            {
                "incident_id": iid,
                "actor_id": actor,
                "actor": ACTORS[actor]["en"],
                "role": "suspected",
                "grade": grade if released else None,
                "grade_suggested": grade,
                "strike_status": "likely",
                "trace": ["Two origins report harm: held.", "No rival party is blamed: held."],
                "would_change": "A concession by the party would make it confirmed.",
                "why": "Two independent origins name this party." if released else "",
                "why_ar": "مصدران مستقلان يسمّيان هذا الطرف." if released else "",
            }
        )

    def reports(self, n: int, iid: str, actor: str, low: int, high: int, unknown: bool) -> None:
        name, name_ar = PLACES[n % 5][0], PLACES[n % 5][1] or "الرقة"
        names = ACTORS[actor]
        text = ENGLISH.format(place=name, n=high, m=11, actor=names["en"])
        dead = [] if unknown else [("killed", f"{high} civilians were killed", {"min": high, "max": high})]
        self.report(
            f"n{n}",
            iid,
            "news",
            "en",
            text,
            f"or{n}a",
            [
                *dead,
                ("killed", "two children", {"min": 2, "max": 2, "group": "children"}),
                ("injured", "11 injured", {"min": 11, "max": 11}),
                ("place", name, {"value": name}),
                ("actor", names["en"], {"value": actor}),
                ("weapon", "aircraft", {"value": "airstrike"}),
            ],
        )
        text = ARABIC.format(place=name_ar, n=low, m=7, actor=names["ar"])
        dead = [] if unknown else [("killed", f"{low} مدنيين قُتلوا", {"min": low, "max": low})]
        self.report(
            f"r{n}",
            iid,
            "rescue",
            "ar",
            text,
            f"or{n}b",
            [
                *dead,
                ("injured", "جُرح 7 آخرون", {"min": 7, "max": 7}),
                ("place", name_ar, {"value": name_ar}),
                ("actor", names["ar"], {"value": actor}),
                ("date", "فجر الثلاثاء", {"value": "2017-03-07"}),
            ],
        )
        text = POST.format(place=name_ar, n=low + 1)
        self.report(
            f"p{n}",
            iid,
            "individual",
            "ar",
            text,
            f"or{n}c",
            [
                ("killed", f"الشهداء {low + 1}", {"min": low + 1, "max": low + 1}),
                ("place", name_ar, {"value": name_ar}),
                ("missing", "كلهم", {"min": 3, "max": None, "basis": "vague"}),
            ],
        )


def sample(count: int = 25, *, released: int = 18, basis: str = "released") -> Record:
    """The record; the first `released` incidents are released, the rest are machine readings."""
    made = _Builder()
    for n in range(count):
        made.incident(n, "released" if n < released else "suggested")
    rows = made.rows
    said = parties(rows["incidents"], rows["attributions"])
    cover = [
        {"actor": actor, "country": "SY", "from_day": a, "to_day": b, "level": level}
        for actor in ACTORS
        for a, b, level in (
            ("2016-01-01", "2016-09-30", "full"),
            ("2016-10-01", "2017-01-31", "partial"),
            ("2017-02-01", "2017-12-31", "full"),
            ("2018-02-01", "2018-03-31", "none"),
        )
    ]
    return Record(
        generated_at="2026-11-22T20:00:00Z",
        reports=rows["reports"],
        claims=rows["claims"],
        incidents=rows["incidents"],
        attributions=rows["attributions"],
        assignments=rows["assignments"],
        history=rows["history"],
        official_documents=said.documents,
        official_entries=said.entries,
        entry_links=said.links,
        official_texts=said.texts,
        comparisons=comparisons(rows["incidents"], rows["attributions"], said, basis),
        tallies=tallies(rows, basis, cover),
        coverage=cover,  # type: ignore[arg-type]
        tombstones=[{"id": "gone-1", "codes": ["GONE1"], "at": "2026-10-02"}],
        texts=made.texts,
        actors={key: dict(a.names) for key, a in sample_control.who().actors.items()} | ACTORS,
        terms=TERMS,
        places=[
            {
                "name_en": "Invented City",
                "name_ar": "مدينة مُتخيَّلة",
                "lat": 36.2,
                "lon": 38.3,
                "population": 90_000,
            },
            {
                "name_en": "Sample Market",
                "name_ar": "سوق المثال",
                "lat": 35.8,
                "lon": 38.9,
                "population": 9_000,
            },
        ],
        control={sample_control.TOWN: sample_control.held()},
        ground=sample_control.ground(rows["incidents"]),
        who=sample_control.who(),
        release={"contact": "desk@example.org", "licence": "CC BY 4.0", "name": "sample-1"},
    )
