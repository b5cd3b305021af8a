"""What was public before leaves by the allow-list too, and goes when its incident goes."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from cairn.publish.allow import PUBLIC_FIELDS, public
from cairn.publish.rows.record import Record
from publish.sample import sample


def version(n: int, incident: str = "incident-000", **more: Any) -> Any:
    fields = {
        "killed_min": n,
        "killed_max": 9,
        "place_name": "House of Salma Rawi",
        "lat": 36.123456,
        "lon": 38.654321,
        "place_precision": "town",
        "place_radius_m": 2500,
        "date_start": "2016-01-03",
        "wording": 1,
        "flags": ["inner-flag"],
    }
    row: dict[str, Any] = {
        "incident_id": incident,
        "version": n,
        "at": f"2017-0{n}-01T00:00:00Z",
        "fields": {**fields, **more.pop("fields", {})},
        "grades": {"actor-a": "weak"},
        "who": "Person Setting",
        "why": "Salma Rawi told us",
        "public": False,
        "trace": ["inner-trace"],
    }
    return row | more


def with_versions(*rows: Any) -> Record:
    return replace(sample(2, released=1), versions=rows)


def test_released_versions_of_a_released_incident_leave_with_figures_day_grades_and_moment() -> None:
    (one, two) = public(with_versions(version(1), version(2))).versions
    assert (one["version"], two["version"]) == (1, 2)
    assert (one["at"], one["grades"]) == ("2017-01-01T00:00:00Z", {"actor-a": "weak"})
    assert (one["fields"]["killed_min"], one["fields"]["date_start"]) == (1, "2016-01-03")


def test_a_version_of_what_is_not_released_or_was_withdrawn_stays_inside() -> None:
    assert not public(with_versions(version(1, "incident-001"), version(1, "withdrawn-long-ago"))).versions


def test_a_field_of_a_version_that_is_not_named_stays_inside() -> None:
    (row,) = public(with_versions(version(1))).versions
    assert set(row["fields"]) <= set(PUBLIC_FIELDS["version_fields"])
    assert "inner-" not in str(row)


def test_the_point_of_a_version_is_snapped_as_that_of_its_incident_is() -> None:
    (row,) = public(with_versions(version(1))).versions
    assert row["fields"]["lat"] not in (None, 36.123456)
    (wide,) = public(with_versions(version(1, fields={"place_radius_m": 60_000}))).versions
    assert (wide["fields"]["lat"], wide["fields"]["lon"]) == (None, None)


def test_who_and_why_leave_only_where_deciders_may_be_named() -> None:
    (row,) = public(with_versions(version(1))).versions
    assert not {"who", "why"} & set(row)
    (named,) = public(with_versions(version(1, public=True, why="two origins"))).versions
    assert (named["who"], named["why"]) == ("Person Setting", "two origins")


def test_a_name_nobody_released_is_blotted_out_of_place_and_reason() -> None:
    record = with_versions(version(1, public=True))
    victim: Any = {"id": "v", "incident_id": "incident-000", "name": "Salma Rawi"}
    shown = public(replace(record, victims=[victim]))
    assert "Salma" not in str(asdict(shown)["versions"])
    assert shown.versions[0]["fields"]["place_name"] == "House of " + "█" * 10
