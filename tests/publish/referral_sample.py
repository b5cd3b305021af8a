"""What an invented package is made of: no place, person, outlet or sentence in it is real."""

from __future__ import annotations

from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo

from cairn.places.model import Place
from cairn.publish.referral.model import Gazetted, Material
from cairn.publish.rows.record import Record
from cairn.values import DateSpan, Precision
from cairn.vocab.closed import State

INCIDENT = "11111111-2222-3333-4444-555555555555"
SARAB = Place(
    id="own:sarab", name_en="Tell Sarab", name_ar="تل سراب", lat=36.02, lon=38.51, kind=Precision.TOWN, country="SY",
    admin1="Ar-Raqqa", admin1_pcode="SY11", names=("Tal Sarab", "Tell as-Sarab", "تلّ سراب"), admin2="Sarabiya",
    admin2_pcode="SY1190",
)  # fmt: skip
RAQQA = Place("SY11", "Ar-Raqqa", "الرقة", 35.95, 39.0, Precision.PROVINCE, "SY", names=("Raqqa",))
NEAR = Place("own:noor", "Wadi Noor", "وادي نور", 36.02, 38.40, Precision.VILLAGE, "SY")
SECRET, SECRET_AR = "Qutayba Zafrani", "قتيبة الزعفراني"
POST = "https://social.example/posts/778"


def incident(**more: Any) -> dict[str, Any]:
    row = {
        "id": INCIDENT, "code": "C-TEST0001", "codes": ["C-TEST0001", "C-OLD1"], "date_start": "2017-05-12",
        "date_end": "2017-05-12", "place_name": "Tell Sarab", "place_name_ar": "تل سراب", "country": "SY",
        "admin1": "Ar-Raqqa", "admin1_pcode": "SY11", "lat": 36.01987, "lon": 38.51234, "place_precision": "village",
        "place_radius_m": 1500, "killed_min": 10, "killed_max": 20, "injured_min": None, "injured_max": None,
        "children_killed_min": 2, "children_killed_max": None, "harm_reported": "yes", "weapons": ["airstrike"],
        "infrastructure": ["market"], "summary_en": "Aircraft struck the bread queue.",
        "summary_ar": "أصابت طائرات طابور الخبز.", "state": "released", "version": 3,
    }  # fmt: skip
    return {**row, **more}


def claim(key: str, report: str, kind: str, value: str, **more: Any) -> dict[str, Any]:
    row = {"id": key, "account_id": f"{report}#1", "report_id": report, "incident_id": INCIDENT, "kind": kind}
    return {**row, "value": value, "quote": value, "event": "this", "origin_id": f"o-{report}", **more}


REPORTS = (
    {
        "id": "wire-1", "source_kind": "news", "publisher": "The Invented Courier", "url": "https://courier.example/a",
        "published": "2017-05-13T06:12:44Z", "language": "en", "origin_id": "o-wire-1", "capture_sha256": "a" * 64,
        "text_sha256": "b" * 64,
    },
    {
        "id": "post-1", "source_kind": "individual", "publisher": "Somebody Invented", "author": "Somebody Invented",
        "url": POST, "published": "2017-05-12T21:00:00Z", "language": "ar", "origin_id": "o-post-1",
        "capture_sha256": "c" * 64, "text_sha256": "d" * 64,
    },
)  # fmt: skip
CLAIMS = (
    claim("k1", "wire-1", "place", "Tal Serab"),
    claim("k2", "wire-1", "place", "Jisr Gharib", role="landmark"),
    claim("k3", "post-1", "place", "تلصراب"),
    claim("k4", "wire-1", "weapon", "airstrike", quote="two aircraft"),
    claim("k5", "wire-1", "killed", "", min=10, max=20, quote="10 to 20"),
    claim("k6", "wire-1", "victim", SECRET),
    claim("k7", "post-1", "victim", SECRET_AR),
)
ATTRIBUTION = {
    "incident_id": INCIDENT, "actor_id": "azure-command", "actor": "Azure Command", "role": "suspected",
    "grade": "fair", "strike_status": "likely", "state": "released",
}  # fmt: skip
NAMES = {
    "azure-command": {"en": "Azure Command", "ar": "القيادة الزرقاء"},
    "river-guard": {"en": "River Guard", "ar": "حرس النهر"},
}
TERMS = {"airstrike": {"en": "Airstrike", "ar": "غارة جوية"}, "market": {"en": "Market", "ar": "سوق"}}


def record(**more: Any) -> Record:
    rows: dict[str, Any] = {
        "reports": REPORTS, "claims": CLAIMS, "incidents": [incident()], "attributions": [ATTRIBUTION],
        "actors": NAMES, "terms": TERMS, "salt": "a secret",
    }  # fmt: skip
    return Record(generated_at="", **{**rows, **more})


def material(**more: Any) -> Material:
    """A package's material; `incident=` and other names of rows change the record."""
    rows = {k: more.pop(k) for k in ("reports", "claims", "attributions", "victims") if k in more}
    if "row" in more:
        rows["incidents"] = [more.pop("row")]
    made: dict[str, Any] = {
        "record": record(**rows),
        "state": State.RELEASED,
        "actor": "azure-command",
        "number": 1,
        "span": DateSpan.on(date(2017, 5, 12)),
        "part": "night",
        "zones": (("Asia/Damascus", ZoneInfo("Asia/Damascus")),),
        "gazetted": Gazetted(SARAB, {"SY11": RAQQA}, NEAR, frozenset({"k1", "k3"})),
        "alleging": {"azure-command": 2},
        "beside": {"trapped": (3, None)},
        "media": {"wire-1": ("e" * 64,), "post-1": ("f" * 64,)},
        "contact": "desk@record.example",
    }
    return cast(Material, Material(**{**made, **more}))
