"""The sums of a part of the record: the same core, the same rows, the same words as the sums of all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from cairn.publish.allow import public
from cairn.publish.parts.scope import Scope, Sums, basis_of, sums
from cairn.publish.rows.index import Index, index
from cairn.publish.rows.record import Record

MAY, JUNE = (date(2031, 5, 1), date(2031, 5, 31)), (date(2031, 6, 1), date(2031, 6, 30))
BOTH = {
    "hill-front": {"en": "Hill Front", "ar": "جبهة التلال"},
    "east-watch": {"en": "East Watch", "ar": "حراس"},
}


def incident(key: str, day: str | None = "2031-05-04", **more: Any) -> Any:
    base = {"id": key, "code": key.upper(), "date_start": day, "date_end": day, "state": "released", "country": "SY",
            "place_name": "Tell Sarab", "place_name_ar": "تل سراب", "admin1": "Fens", "admin1_pcode": "XX01",
            "admin1_ar": "المستنقعات", "killed_min": 2, "killed_max": 5, "injured_min": None, "injured_max": None,
            "harm_reported": "yes", "parent_id": None}  # fmt: skip
    return base | more


def graded(key: str, actor: str = "hill-front", grade: str = "fair", **more: Any) -> Any:
    return {"incident_id": key, "actor_id": actor, "grade": grade, "grade_suggested": grade, **more}


def record(*incidents: Any, attributions: Any = None, **more: Any) -> Record:
    given = [graded(row["id"]) for row in incidents] if attributions is None else attributions
    return Record("2039-01-01T00:00:00Z", incidents=incidents, attributions=given, actors=BOTH, **more)


def one(found: Index, scope: Scope, bucket: str = "likely", actor: str = "hill-front") -> Any:
    """The one sum of a party and bucket."""
    rows = [r for r in sums(found, scope, "en") if (r["actor_id"], r["bucket"]) == (actor, bucket)]
    assert len(rows) == 1
    return rows[0]


def test_it_adds_up_the_days_asked_for_and_no_others() -> None:
    found = index(record(incident("a"), incident("b", "2031-06-01", killed_min=9, killed_max=9)))
    assert one(found, Scope(first=MAY[0], last=MAY[1]))["killed"] == {"min": 2, "max_of_known": 5}
    assert one(found, Scope(first=JUNE[0], last=JUNE[1]))["members"] == ["b"]
    assert one(found, Scope())["killed"] == {"min": 11, "max_of_known": 14}


def test_an_incident_of_no_known_day_is_in_no_month_and_said_to_be_missing_there() -> None:
    found = index(record(incident("a"), incident("b", None)))
    told = one(found, Scope(first=MAY[0], last=MAY[1]))
    assert told["members"] == ["a"]
    assert any("date" in line and "1" in line for line in told["lines"]["en"])


def test_the_parts_of_an_umbrella_record_count_and_it_does_not_though_it_began_a_month_before() -> None:
    whole = incident("u", "2031-05-30", killed_min=20, killed_max=20)
    part = incident("p", "2031-06-01", parent_id="u")
    found = index(record(whole, part))
    assert one(found, Scope())["members"] == ["p"]
    assert one(found, Scope(first=JUNE[0], last=JUNE[1]))["members"] == ["p"]
    assert one(found, Scope(first=MAY[0], last=MAY[1]))["members"] == ["u"]


def test_an_umbrella_is_not_counted_beside_its_part_where_the_one_between_names_another_party() -> None:
    rows = [incident("u"), incident("between", parent_id="u"), incident("part", parent_id="between")]
    said = [graded("u"), graded("between", "east-watch"), graded("part")]
    assert one(index(record(*rows, attributions=said)), Scope())["members"] == ["part"]


def test_two_parties_of_one_incident_each_have_it_and_both_say_that_it_is_joint() -> None:
    found = index(record(incident("a"), attributions=[graded("a"), graded("a", "east-watch", "contested")]))
    assert one(found, Scope())["jointly_attributed"] == 1
    assert one(found, Scope(), "contested", "east-watch")["members"] == ["a"]


def test_an_incident_without_figure_is_counted_and_adds_nothing() -> None:
    found = index(record(incident("a"), incident("b", killed_min=None, killed_max=None)))
    told = one(found, Scope())
    assert (told["incidents"], told["incidents_without_figure"]) == (2, 1)
    assert told["killed"] == {"min": 2, "max_of_known": 5}


def test_a_province_is_asked_for_by_its_code_and_named_in_each_language() -> None:
    found = index(record(incident("a"), incident("b", admin1="Hills", admin1_pcode="XX02")))
    (told,) = [r for r in sums(found, Scope(country="SY", place="XX01")) if r["bucket"] == "likely"]
    assert told["members"] == ["a"]
    assert told["definition"]["place_pcode"] == "XX01"
    assert any("Fens" in line for line in told["lines"]["en"])
    assert any("المستنقعات" in line for line in told["lines"]["ar"])


def test_two_towns_of_one_name_are_two() -> None:
    found = index(record(incident("a"), incident("b", admin1="Hills", admin1_pcode="XX02")))
    both, here = Scope(place="Tell Sarab"), Scope(place="Tell Sarab", within="XX02")
    assert one(found, both)["incidents"] == 2
    assert one(found, here)["members"] == ["b"]
    assert Sums(found).told_by_name(both)
    assert not Sums(found).told_by_name(here)


def test_what_is_suggested_beside_what_a_person_set_counts_for_nothing() -> None:
    given = [
        graded("a"),
        {"incident_id": "a", "actor_id": "east-watch", "grade_suggested": "fair", "state": "suggested"},
    ]
    found = index(record(incident("a", state="set"), attributions=given))
    assert {row["actor_id"] for row in sums(found, Scope())} == {"hill-front"}


def test_a_preview_sums_the_best_there_is_and_the_public_what_is_released() -> None:
    waiting = incident("b", state="suggested")
    whole = record(incident("a"), waiting)
    assert basis_of(index(whole)) == "best"
    assert one(index(whole), Scope())["machine_suggested"] == 1
    out = index(public(whole))
    assert basis_of(out) == "released"
    assert one(out, Scope())["members"] == ["a"]


def test_a_party_that_nothing_counts_for_has_no_row_unless_it_is_asked_for() -> None:
    found = index(record(incident("a")))
    assert sums(found, Scope(first=JUNE[0], last=JUNE[1])) == []
    assert one(found, Scope("hill-front", first=JUNE[0], last=JUNE[1]))["incidents"] == 0


def test_its_coverage_is_of_its_days_and_country() -> None:
    watched: Any = [{"actor": "hill-front", "country": c, "from_day": "2031-01-01", "to_day": "2031-05-10", "level": "full"}
               for c in ("SY", "IQ")]  # fmt: skip
    found = index(replace(record(incident("a"), incident("b", "2031-06-02")), coverage=watched))
    assert [c["country"] for c in one(found, Scope(country="SY", first=MAY[0], last=MAY[1]))["coverage"]] == [
        "SY"
    ]
    assert one(found, Scope(first=JUNE[0], last=JUNE[1]))["coverage"] == []


def test_naming_the_incidents_beforehand_changes_nothing() -> None:
    rows = [
        incident(f"i{n}", f"2031-{1 + n % 9:02d}-04", parent_id="i0" if n == 5 else None) for n in range(30)
    ]
    made = Sums(index(record(*rows, incident("x", None))))
    scope = Scope(first=date(2031, 6, 1), last=date(2031, 6, 30))
    here = [row["id"] for row in rows if row["date_start"].startswith("2031-06")]
    assert made.of(scope, ("en",), here) == made.of(scope, ("en",))
