"""The ground of the invented record, and who is who in it: four quarters of a town that does not exist.

Authors are a party of the record, an outlet of it that is an organisation, and a private person whose name must not go
out. Some names and sources are hostile: markup, a formula of a spreadsheet, marks that turn the direction of writing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cairn.control.areas import Areas
from cairn.control.beside import beside
from cairn.control.ground import held_within
from cairn.control.model import Area, Assertion, Beside, Policy, Share
from cairn.control.share import days_of_change, series
from cairn.control.state import state_at
from cairn.control.words import Words
from cairn.publish.allow import dotted
from cairn.publish.rows.held_place import GroundThen, HeldPlace
from cairn.publish.rows.who_is_who import WhoIsWho
from cairn.vocab.actors import Actor
from cairn.vocab.relations import Designation, Relation

TOWN = "XT1"
PERSON = "Umm Invented"
SECRET_SOURCE = "a post at https://example.org/umm-invented-secret"
SECRET_NOTE = "note-kept-inside"
HOSTILE = "<script>alert('q')</script> \u202e\"quarter\" & =1+1"


def _square(west: float, south: float, side: float = 0.02) -> Any:
    east, north = west + side, south + side
    return (((west, south), (east, south), (east, north), (west, north), (west, south)),)


AREAS = (
    Area(TOWN, {"en": "Tell Sarab", "ar": "تل سراب"}, "town"),
    Area("XQ1", {"en": "Old Quarter", "ar": "الحي القديم"}, parent=TOWN, polygons=(_square(38.50, 36.00),)),
    Area("XQ2", {"en": "Mill Quarter", "ar": "حي الطاحونة"}, parent=TOWN, polygons=(_square(38.52, 36.00),)),
    Area("XQ3", {"en": HOSTILE, "ar": "حي السور"}, parent=TOWN, polygons=(_square(38.50, 36.02),)),
    Area("XQ4", {"en": "River Quarter", "ar": ""}, parent=TOWN, polygons=(_square(38.52, 36.02),)),
)


def _word(
    key: str, holding: Any, actors: tuple[str, ...], author: str, area: str, day: date, **more: Any
) -> Assertion:
    source = more.pop("source", f"The Invented Courier, {day.isoformat()}")
    return Assertion(key, holding, actors, author, source, area=area, start=day, note=SECRET_NOTE, **more)


PACT, GUARD = "northern-pact", "river-guard"
WORDS = (
    _word("w1", "held", (GUARD,), "The Invented Courier", TOWN, date(2017, 1, 1)),
    _word("w2", "contested", (PACT, GUARD), PACT, "XQ1", date(2017, 2, 3)),
    _word("w3", "held", (PACT,), PACT, "XQ1", date(2017, 2, 10), start_latest=date(2017, 2, 14)),
    _word("w4-umm-invented", "held", (PACT,), PERSON, "XQ2", date(2017, 3, 1), source=SECRET_SOURCE),
    _word("w5", "share", (PACT,), "The Invented Courier", "XQ3", date(2017, 3, 9), share=(0.4, 0.6), source=HOSTILE),
    _word("w6", "held", (PACT,), PACT, "XQ4", date(2017, 4, 2)),
    _word("w7", "held", (GUARD,), GUARD, "XQ4", date(2017, 4, 2), said=date(2017, 4, 3)),
    _word("c1", "share", (PACT,), PACT, TOWN, date(2017, 3, 2), share=(0.75, 0.75), denominator="land_area"),
    _word("c2", "share", (PACT,), "The Invented Courier", TOWN, date(2017, 3, 10), share=(0.5, 1.0)),
    _word("c3", "share", (PACT,), PERSON, TOWN, date(2017, 4, 5), share=(0.1, 0.1), source=SECRET_SOURCE),
)  # fmt: skip
POLICY = Policy()
ALL = Areas(AREAS)
SAID = Words(WORDS, ALL, POLICY)
UNTIL = date(2017, 4, 20)


def days() -> list[date]:
    """The days on which anything changes."""
    return list(days_of_change(TOWN, SAID, last=UNTIL))


def shares(actor: str) -> tuple[Share, ...]:
    """The computed share of one party on each of them."""
    return tuple(series(TOWN, actor, "land_area", SAID, days=days()))


def claims() -> tuple[Beside, ...]:
    """What was claimed, beside what is computed."""
    found = [beside(word, SAID) for word in SAID.claims(TOWN)]
    return tuple(replace(one, computed=replace(one.computed, states=())) for one in found)


def held() -> HeldPlace:
    """The town with its words."""
    pieces = [piece.area for piece in ALL.pieces(TOWN)]
    return HeldPlace(
        place=AREAS[0],
        areas=AREAS[1:],
        words=WORDS,
        policy=POLICY,
        states={day: tuple(_state(p, day) for p in pieces) for day in days()},
        series={actor: tuple(replace(s, states=()) for s in shares(actor)) for actor in (PACT, GUARD)},
        claims={PACT: claims()},
        until=UNTIL,
    )


def _state(area: str, day: date) -> Any:
    """A state that can be copied, as tests do."""
    found = state_at(area, SAID.about(area), day, POLICY)
    return replace(found, holders=dict(found.holders))


def ground(incidents: list[Any]) -> Mapping[str, GroundThen]:
    """Who held the ground of each incident, within the circle that is shown of it; the last rests on one that is not."""
    found: dict[str, GroundThen] = {}
    for row in incidents:
        point, day = dotted(row), date.fromisoformat(row["date_start"])
        if point is None:
            answer = held_within(row["lat"], row["lon"], 2_000, day, SAID)
            found[row["id"]] = _then(row, answer, inside=True)
        else:
            shown = point.snapped()
            found[row["id"]] = _then(row, held_within(shown.lat, shown.lon, shown.radius_m, day, SAID))
    return found


def _then(row: Any, answer: Any, *, inside: bool = False) -> GroundThen:
    answer = replace(answer, touched=tuple(replace(t, holders=dict(t.holders)) for t in answer.touched))
    names = {a.id: a.names for a in AREAS if a.id in {t.area for t in answer.touched}}
    return GroundThen(row["id"], answer.day, answer, names, (TOWN,) if names else (), inside)


def _actor(key: str, kind: str, **names: str) -> Actor:
    return Actor(key, kind, names, aliases=(f"{key} spelt otherwise",))


def _relation(key: str, subject: str, relation: str, other: str, author: str, **more: Any) -> Relation:
    return Relation(
        key, subject, relation, other, author, more.pop("source", f"{author}, a statement"), **more
    )


def who() -> WhoIsWho:
    """Parties, one that nobody speaks of, and what is said of them."""
    listed = (
        _actor(PACT, "coalition", en="Northern Pact", ar="الحلف الشمالي", tr="Kuzey Paktı"),
        _actor(GUARD, "group", en="River Guard", ar="حرس النهر"),
        _actor("azure-command", "unit", en="Azure Command", ar="القيادة الزرقاء"),
        _actor("reed-banner", "party", en="Reed Banner", ar="راية القصب"),
        _actor("far-away", "state", en="Far Away State", ar="دولة بعيدة"),
    )
    said = (
        _relation("r1", GUARD, "armed_wing_of", "reed-banner", PACT, said=date(2017, 1, 5)),
        _relation("r2", GUARD, "denies", "reed-banner", GUARD, denied="armed_wing_of", said=date(2017, 1, 9)),
        _relation("r3", "azure-command", "part_of", PACT, PACT, start=date(2016, 1, 1), end=date(2018, 1, 1)),
        _relation("r4", PACT, "partner_of", GUARD, PERSON, source=SECRET_SOURCE),
        _relation(
            "r5-umm-invented", PACT, "supplies", GUARD, PERSON, source=SECRET_SOURCE, countries=("SY",)
        ),
    )
    listings = (
        Designation("d1", "reed-banner", PACT, HOSTILE, "Order 7 of 2016", "gazette", date(2016, 5, 1)),
        Designation("d2", GUARD, PERSON, "a list", "", SECRET_SOURCE),
    )
    return WhoIsWho({a.id: a for a in listed}, said, listings, frozenset())
