"""What can be followed: each change stands in the feeds of those and there that it tells of, a withdrawal in none of these."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cairn.publish.allow import public
from cairn.publish.feeds.followed import MOST, Followed, followed, moment
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record
from publish.sample import PLACES
from publish.sample_changes import changed, version

RAQQA = {"admin1": "Ar-Raqqa", "place_name": "Tell Sarab", "place_precision": "town"}
GUARD = {"river-guard": "fair"}
WADI = {"admin1": "Deir-ez-Zor", "place_name": "Wadi Noor", "place_precision": "village"}


def feeds(record: Record) -> dict[str, Followed]:
    return {one.path: one for one in followed(index(public(record)))}


def told(record: Record, path: str) -> set[tuple[str, int]]:
    return {(c.code, c.version) for c in feeds(record)[path].told}


def with_versions(*versions: Any) -> Record:
    return replace(changed(), versions=versions)


def test_every_belligerent_province_and_town_that_has_a_page_can_be_followed() -> None:
    paths = set(feeds(changed(count=9, released=9)))
    assert {"all", "corrections", "belligerents/river-guard", "places/Ar-Raqqa"} <= paths
    assert "places/Ar-Raqqa/Tell-Sarab" in paths
    assert len([p for p in paths if p.startswith("places/")]) == len({p[6] for p in PLACES}) + 4


def test_a_town_is_named_with_its_province_in_both_languages() -> None:
    town = feeds(changed())["places/Ar-Raqqa/Tell-Sarab"]
    assert town.names == {"en": "Tell Sarab, Ar-Raqqa", "ar": "تل سراب، الرقة"}


def regraded(record: Record, actor: str) -> Record:
    """The first incident is attributed to one party now, and no sum says otherwise."""
    rows: Any = [
        {**a, "actor_id": actor} if a["incident_id"] == "incident-000" else a for a in record.attributions
    ]
    return replace(record, attributions=rows, tallies=[])


def test_who_follows_a_party_learns_that_an_incident_left_it_and_not_what_came_of_it_then() -> None:
    versions = (
        version(1, "2026-01-05T10:00:00Z", 2, 4, grades={"azure-command": "weak"}),
        version(2, "2026-02-07T10:00:00Z", 2, 4, grades={"river-guard": "fair"}),
        version(3, "2026-03-09T10:00:00Z", 2, 3, grades={"river-guard": "fair"}),
    )
    record = regraded(with_versions(*versions), "river-guard")
    told_of = {
        slug: {n for code, n in told(record, f"belligerents/{slug}") if code == "NP000"}
        for slug in ("azure-command", "river-guard", "northern-pact")
    }
    assert told_of == {"azure-command": {1, 2}, "river-guard": {2, 3}, "northern-pact": set()}


def test_who_follows_a_place_learns_that_an_incident_left_it() -> None:
    record = with_versions(
        version(1, "2026-01-05T10:00:00Z", 2, 4, fields=WADI),
        version(2, "2026-02-07T10:00:00Z", 2, 4, fields=RAQQA),
        version(3, "2026-03-09T10:00:00Z", 2, 3, fields=RAQQA),
    )
    for wadi, raqqa in (
        ("places/Deir-ez-Zor", "places/Ar-Raqqa"),
        ("places/Deir-ez-Zor/Wadi-Noor", "places/Ar-Raqqa/Tell-Sarab"),
    ):
        assert {n for code, n in told(record, wadi) if code == "NP000"} == {1, 2}
        assert {n for code, n in told(record, raqqa) if code == "NP000"} == {2, 3}


def test_a_town_of_no_known_province_can_be_followed_too() -> None:
    record = changed()
    rows: Any = [
        {**r, "admin1": "", "admin1_ar": ""} if r["id"] == "incident-000" else r for r in record.incidents
    ]
    town = feeds(replace(record, incidents=rows))["places/no-province/Tell-Sarab"]
    assert {c.code for c in town.told} == {"NP000"}
    assert town.names["en"] == "Tell Sarab"


def test_an_incident_known_by_its_province_alone_stands_in_no_town() -> None:
    vague = {**RAQQA, "place_precision": "province"}
    record = with_versions(version(1, "2026-01-05T10:00:00Z", 2, 4, fields=vague))
    assert ("NP000", 1) in told(record, "places/Ar-Raqqa")
    assert "NP000" not in {code for code, _ in told(record, "places/Ar-Raqqa/Tell-Sarab")}


def test_a_withdrawal_stands_in_the_feeds_of_all_and_of_corrections_alone() -> None:
    """In the feed of a party or a place it would tell of whom and of where it was."""
    held = {
        path: [c.code for c in one.told if c.kind == "withdrawn"] for path, one in feeds(changed()).items()
    }
    assert {path for path, codes in held.items() if codes} == {"all", "corrections"}
    assert held["all"] == ["GONE1"]


def test_corrections_are_what_corrects_and_nothing_new() -> None:
    one = feeds(changed())["corrections"]
    assert one.told
    assert all(c.corrects for c in one.told)


def test_a_partys_entry_stands_in_its_own_feed_and_in_those_of_its_incident() -> None:
    record = changed(count=9, released=9)
    link, act = public(record).entry_links[0], {}
    act = {"entry_id": link["entry_id"], "incident_id": link["incident_id"], "at": "2026-05-05T00:00:00Z"}
    record = replace(record, link_acts=[act])  # type: ignore[list-item]
    found = index(public(record))
    party = found.entries[link["entry_id"]]["actor"]
    wanted = {party, *(a["actor_id"] for a in found.attributions[link["incident_id"]])} & set(
        found.actor_slugs
    )
    there = {path for path, one in feeds(record).items() if any(c.kind == "linked" for c in one.told)}
    assert {f"belligerents/{found.actor_slugs[actor]}" for actor in wanted} <= there
    assert any(path.startswith("places/") for path in there)


def test_of_a_long_history_the_newest_stand_there() -> None:
    days = [f"20{n // 28 + 20:02d}-05-{n % 28 + 1:02d}T10:00:00Z" for n in range(MOST + 30)]
    rows = [version(n + 1, at, 2, n % 7 + 3, fields=RAQQA, grades=GUARD) for n, at in enumerate(days)]
    for path, one in feeds(with_versions(*rows)).items():
        assert len(one.told) <= MOST
        if path in ("all", "belligerents/river-guard", "places/Ar-Raqqa/Tell-Sarab"):
            assert len(one.told) == MOST
            assert [c.at for c in one.told] == sorted((c.at for c in one.told), reverse=True)
            assert MOST + 30 in {c.version for c in one.told}


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-01-05T10:00:00Z", "2026-01-05T10:00:00Z"), ("2026-01-05", "2026-01-05T00:00:00Z"),
        ("2026-01-05T10:00:00.123456+02:00", "2026-01-05T08:00:00Z"), ("2026-01-05T10:00:00", "2026-01-05T10:00:00Z"),
        ("", ""), ("some day", ""), ("2026-13-01", ""), ("0001-01-01T00:00:00+14:00", ""), ("9999-99", ""),
    ],
)  # fmt: skip
def test_a_moment_is_in_utc_and_what_is_none_is_told_as_none(at: str, expected: str) -> None:
    assert moment(at) == expected


def test_a_change_of_no_known_moment_stands_on_the_page_and_in_no_feed() -> None:
    record = with_versions(version(1, "", 2, 4), version(2, "2026-02-07T10:00:00Z", 2, 3))
    assert {n for code, n in told(record, "all") if code == "NP000"} == {2}
