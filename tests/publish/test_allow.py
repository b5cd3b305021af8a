"""The allow-list: what is not named does not leave."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any, cast

from cairn.publish.allow import PUBLIC_FIELDS, public
from cairn.publish.incident.page import spot
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record
from publish.sample import sample


def text_of(record: Record) -> str:
    return str({k: v for k, v in asdict(record).items() if k != "salt"})


def first(record: Record, table: str, **wanted: Any) -> dict[str, Any]:
    rows = cast(list[dict[str, Any]], getattr(record, table))
    return next(r for r in rows if all(r.get(k) == v for k, v in wanted.items()))


def test_only_released_incidents_leave_and_the_rest_is_one_count() -> None:
    shown = public(sample(10, released=6))
    assert {row["state"] for row in shown.incidents} == {"released"}
    assert (len(shown.incidents), shown.awaiting) == (6, 4)
    assert {c["incident_id"] for c in shown.claims} <= {row["id"] for row in shown.incidents}


def test_a_field_that_is_not_named_stays_inside() -> None:
    record = sample(3, released=3)
    record.incidents[0]["home_of_source"] = "secret street"  # type: ignore[typeddict-unknown-key]
    shown = public(record)
    assert "secret street" not in text_of(shown)
    assert set().union(*map(set, shown.incidents)) <= set(PUBLIC_FIELDS["incidents"])


def test_a_private_person_has_no_name_words_address_hash_hour_or_id_of_theirs() -> None:
    record = sample(1, released=1)
    said = text_of(public(record))
    report = first(record, "reports", source_kind="individual")
    for key in ("publisher", "author", "url", "capture_sha256", "published"):
        assert report[key] not in said, key
    person = first(public(record), "reports", source_kind="individual")
    assert person["id"] != report["id"]
    assert set(person) <= {"id", "source_kind", "published", "language", "origin_id", "withheld"}
    assert person["published"] == "2017-03-07"
    theirs = [c for c in public(record).claims if c["report_id"] == person["id"]]
    assert theirs
    assert not any({"quote", "value", "start"} & set(c) for c in theirs)


def test_an_organisation_is_named_with_its_address_but_not_its_author() -> None:
    report = first(public(sample(1, released=1)), "reports", source_kind="news")
    assert report["publisher"] == "The Invented Courier"
    assert "author" not in report


def test_a_person_may_release_the_words_of_a_private_source() -> None:
    record = sample(1, released=1)
    first(record, "reports", source_kind="individual")["released_fields"] = ["words"]
    person = first(public(record), "reports", source_kind="individual")
    assert any(c.get("quote") for c in public(record).claims if c["report_id"] == person["id"])
    assert "url" not in person


def test_whole_texts_stay_inside_unless_released() -> None:
    record = sample(1, released=1)
    assert not public(record).texts
    first(record, "reports", id="n0")["released_fields"] = ["text"]
    assert list(public(record).texts) == ["n0"]


def test_a_name_nobody_released_is_blotted_out_of_every_quote() -> None:
    record = sample(1, released=1)
    claim = first(record, "claims", id="n0k0")
    victim = {**claim, "id": "v", "kind": "victim", "value": "civilians were", "quote": "civilians were"}
    shown = public(replace(record, claims=[*record.claims, cast(Any, victim)]))
    assert "v" not in {c["id"] for c in shown.claims}
    quote = first(shown, "claims", id="n0k0")["quote"]
    assert "civilians" not in quote
    assert len(quote) == len(claim["quote"])


def test_a_released_name_is_shown() -> None:
    record = sample(1, released=1)
    rows = [
        {"id": "1", "incident_id": "incident-000", "name": "Released Name", "released": True},
        {"id": "2", "incident_id": "incident-000", "name": "Kept Name", "released": False},
    ]
    said = text_of(public(replace(record, victims=cast(Any, rows))))
    assert "Released Name" in said
    assert "Kept Name" not in said


def test_machine_grades_traces_and_confidence_stay_inside() -> None:
    said = text_of(public(sample(8, released=5)))
    for key in (
        "grade_suggested",
        "trace",
        "would_change",
        "confidence",
        "extractor",
        "probability",
        "suggested-secret",
    ):
        assert key not in said


def test_a_sum_that_a_machine_moved_is_not_published() -> None:
    assert public(sample(8, released=5)).tallies
    assert not public(sample(8, released=5, basis="best")).tallies


def test_a_place_known_by_its_province_has_no_point() -> None:
    shown = public(sample(5, released=5))
    assert first(shown, "incidents", place_precision="province")["lat"] is None
    village = first(shown, "incidents", place_precision="village")
    assert village["lat"] == round(village["lat"], 3)


def test_a_town_known_only_within_a_wide_circle_is_listed_and_has_no_dot() -> None:
    record = sample(5, released=5)
    town = first(record, "incidents", place_precision="town")
    for radius, may in ((2_500, True), (12_000, True), (12_001, False), (50_000, False)):
        town["place_radius_m"] = radius
        found = index(public(record))
        shown = found.incidents[town["id"]]
        assert shown["place_radius_m"] == radius
        assert (shown["lat"] is not None) is may
        assert (spot(index(record), cast(Any, town), "en") is not None) is may


def test_a_town_without_a_stated_radius_keeps_its_dot() -> None:
    record = sample(5, released=5)
    first(record, "incidents", place_precision="town")["place_radius_m"] = None
    assert first(public(record), "incidents", place_precision="town")["place_radius_m"] == 2_500


def test_who_decided_is_named_only_where_that_act_is_public() -> None:
    said = text_of(public(sample(1, released=1)))
    assert "R. Example" in said
    assert "Internal Person" not in said


def test_reducing_twice_is_reducing_once() -> None:
    once = public(sample(8, released=5))
    again = replace(public(once), awaiting=once.awaiting)
    assert [r["id"] for r in again.incidents] == [r["id"] for r in once.incidents]
    assert len(again.claims) == len(once.claims)
