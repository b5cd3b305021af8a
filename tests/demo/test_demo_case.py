"""The demo case is invented, says so on every row, and holds every state the rules ask it to show."""

from __future__ import annotations

import csv
import gzip
import json
import re
import tomllib
from datetime import UTC, datetime
from importlib.resources import files
from io import StringIO
from typing import Any

import pytest

from cairn.sources.places_files import read_places
from cairn.values.name import folded, is_arabic
from cairn.values.point import distance_m
from cairn.vocab.actors import KINDS, actor_named, actors
from cairn.vocab.closed import Grade, Role, SourceKind, StrikeStatus

DEMO = files("cairn.demo")
NOTE = "invented for demonstration"
SNOWFLAKE_EPOCH_MS = 1_288_834_974_657  # the first moment a status number can stand for, in Unix milliseconds
LONGEST_HANDLE = 15  # the platform allows no longer account name, so a longer one belongs to nobody
ASKED_FOR = {
    "market", "toll_rises", "figure_lowered", "under_rubble", "found_dead_later", "died_of_wounds",
    "martyr", "surviving_child_withheld", "status_contested", "terrorists_neutralised", "namesake",
    "umbrella", "umbrella_child", "hospital_total", "cumulative", "remnant_year_later",
    "interceptor_debris", "joint_attribution", "party_credible_zero_killed", "two_more_entries",
    "candidate_one", "candidate_two", "broken_spelling", "after_unmonitored_fortnight", "deleted_post",
    "family_correction", "correction_reply", "name_withdrawn", "family_of_unknown_number",
    "no_harm_reported", "discounted", "contested", "single_source", "digest", "undated",
}  # fmt: skip


def rows_of(name: str) -> list[dict[str, Any]]:
    text = DEMO.joinpath(name).read_text(encoding="utf-8")
    if name.endswith(".csv"):
        return list(csv.DictReader(StringIO(text)))
    return [json.loads(line) for line in text.splitlines()]


def tags(row: dict[str, Any]) -> set[str]:
    return set(row["shows"].split("; "))


def showing(tag: str) -> list[dict[str, Any]]:
    return [row for row in REPORTS if tag in tags(row)]


def told(name: str, kind: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = tomllib.loads(DEMO.joinpath(name).read_text(encoding="utf-8"))[kind]
    return listed


REPORTS = rows_of("reports.jsonl")
PLACES = rows_of("places.jsonl")
ACTORS = told("actors.toml", "actor")
STEPS = told("script.toml", "step")
IDS = {row["id"] for row in REPORTS}


@pytest.mark.parametrize("name", ["reports.jsonl", "places.jsonl", "coverage.csv", "official.jsonl"])
def test_every_row_says_that_it_is_invented(name: str) -> None:
    rows = rows_of(name)
    assert rows
    assert [row for row in rows if not row["note"].startswith(NOTE)] == []


def test_actors_and_persons_say_that_they_are_invented() -> None:
    people = told("script.toml", "person")
    assert [entry for entry in ACTORS + people if entry["note"] != NOTE] == []
    assert all("Example" in person["name"] for person in people)


def test_every_state_of_the_list_is_there() -> None:
    assert ASKED_FOR - set().union(*map(tags, REPORTS)) == set()


def test_the_readme_explains_only_tags_that_occur() -> None:
    readme = DEMO.joinpath("README.md").read_text(encoding="utf-8")
    table = readme.split("What the case holds", 1)[1]
    named = {
        tag
        for line in table.splitlines()
        if line.startswith("| `")
        for tag in re.findall(r"`(\w+)`", line.split("|")[1])
    }
    assert named - set().union(*map(tags, REPORTS)) <= {"shows"}


def test_ids_are_unique_and_texts_are_not_blank() -> None:
    assert len(IDS) == len(REPORTS) >= 45
    assert len({row["url"] for row in REPORTS}) == len(REPORTS)
    assert all(row["text"].strip() for row in REPORTS)


def test_both_languages_and_four_platforms_are_there() -> None:
    arabic = sum(row["language"] == "ar" for row in REPORTS)
    assert 0.4 < arabic / len(REPORTS) < 0.65
    assert {row["platform"] for row in REPORTS} == {"web", "facebook", "twitter", "telegram"}
    assert {row["source_kind"] for row in REPORTS} <= {kind.value for kind in SourceKind}


def test_status_numbers_decode_to_the_moment_of_the_post() -> None:
    posts = [row for row in REPORTS if row["platform"] == "twitter"]
    assert len(posts) >= 6
    for row in posts:
        status = int(row["url"].rsplit("/", 1)[1])
        moment = datetime.fromtimestamp((status >> 22) / 1000 + SNOWFLAKE_EPOCH_MS / 1000, UTC)
        assert moment.replace(microsecond=0) == datetime.fromisoformat(row["posted_at"])


def test_addresses_lead_nowhere() -> None:
    for row in REPORTS:
        host, _, rest = row["url"].removeprefix("https://").partition("/")
        assert host.endswith(".example") or (host == "x.com" and len(rest.split("/")[0]) > LONGEST_HANDLE), (
            row["url"]
        )


def test_the_market_has_nine_links_of_which_two_are_by_parties() -> None:
    market = showing("market")
    assert len(market) == 9
    assert {row["party"] for row in market if row["party"]} == {"northern_pact", "steppe_brigades"}
    assert len([row for row in market if any(tag.startswith("origin_") for tag in tags(row))]) == 3


def test_the_market_toll_stands_in_the_words() -> None:
    first, last = showing("market")[0]["text"], showing("died_of_wounds")[0]["text"]
    assert "3 قتلى" in first
    assert "11 people killed" in last
    lowered = showing("figure_lowered")[0]["text"]
    assert "9 قتلى" in lowered
    assert "وليس 11" in lowered


def test_the_namesake_is_the_same_day_and_four_kilometres_off() -> None:
    place = {row["place_en"]: row for row in PLACES}
    town, village = place["Tell Marsun"], place["Marsun"]
    far = distance_m(town["lat"], town["lon"], village["lat"], village["lon"])
    assert 3_900 < far < 4_100
    moments = {(row["published"] or row["posted_at"])[:10] for row in showing("namesake")}
    assert moments == {showing("market")[0]["published"][:10]}


def test_the_remnant_explodes_a_year_after_the_market() -> None:
    dated = [row["published"] for row in showing("remnant_year_later") if row["published"]]
    days = datetime.fromisoformat(min(dated)) - datetime.fromisoformat(showing("market")[0]["published"])
    assert 360 < days.days < 380


def test_a_fortnight_is_unmonitored_and_no_report_falls_into_it() -> None:
    gaps = [row for row in rows_of("coverage.csv") if row["level"] == "none"]
    assert {(row["from"], row["to"]) for row in gaps} == {("2025-12-01", "2025-12-14")}
    for row in REPORTS:
        moment = (row["published"] or row.get("posted_at") or "")[:10]
        assert not "2025-12-01" <= moment <= "2025-12-14"


def test_the_deleted_post_keeps_its_text_and_the_broken_one_its_spelling() -> None:
    (deleted,) = [row for row in showing("deleted_post") if row["quality"] == "deleted"]
    assert "شهيدين" in deleted["text"]
    assert re.search(r"\w\u0640\.\u0640\w", showing("broken_spelling")[0]["text"])


def test_the_party_publishes_three_entries_for_one_day_and_place() -> None:
    entries = rows_of("official.jsonl")
    same = [
        entry
        for entry in entries
        if (entry["date"], entry["place_text"]) == ("2025-07-22", "near Tell Marsun")
    ]
    assert len(same) == 3
    assert [
        e
        for e in same
        if (e["killed_min"], e["killed_max"], e["injured_min"], e["outcome"]) == (0, 0, 2, "credible")
    ]
    assert {entry["document_id"] for entry in entries} <= IDS


def test_a_person_decides_one_of_the_three_and_accepts_the_entry_that_stands_alone() -> None:
    entries = {entry["id"] for entry in rows_of("official.jsonl")}
    links = {step["entry"]: step["answer"] for step in STEPS if step["step"] == "link"}
    assert links == {"demo-entry-2": "reject", "demo-entry-4": "accept"}
    assert links.keys() <= entries


def test_places_are_well_formed_and_none_is_in_the_shipped_gazetteer() -> None:
    assert all(row["id"].startswith("demo-") and is_arabic(row["place_ar"]) for row in PLACES)
    ours = {folded(row[column]) for row in PLACES for column in ("place_en", "place_ar")}
    shipped = files("cairn.places").joinpath("data", "places.csv.gz")
    if not shipped.is_file():
        pytest.skip("the gazetteer is not built")
    with shipped.open("rb") as raw, gzip.open(raw, "rt", encoding="utf-8", newline="") as text:
        theirs = {
            folded(cell)
            for line in csv.reader(text)
            for field in line
            for cell in re.split(r"[;|,]", field)
            if cell
        }
    assert ours & theirs == set()


def test_the_place_reader_takes_the_places_with_the_names_they_have() -> None:
    places, faults = read_places("places.jsonl", DEMO.joinpath("places.jsonl").read_bytes())
    assert faults == []
    assert [(p.name_en, p.name_ar) for p in places] == [(row["place_en"], row["place_ar"]) for row in PLACES]


def test_every_actor_named_by_a_row_or_a_step_is_in_the_registry() -> None:
    known = {actor["id"] for actor in ACTORS}
    assert {row["party"] for row in REPORTS} - {""} <= known
    assert {row["actor"] for row in rows_of("coverage.csv")} <= known
    assert {step["actor"] for step in STEPS if "actor" in step} <= known | {"unknown"}


def test_actors_are_of_known_kinds_and_named_in_both_languages() -> None:
    for actor in ACTORS:
        assert actor["kind"] in KINDS
        assert {"en", "ar"} <= set(actor["names"])
        assert actor["id"] not in actors()


def test_no_invented_actor_is_called_what_a_shipped_one_is_called() -> None:
    for actor in ACTORS:
        assert [n for n in (*actor["names"].values(), *actor["aliases"]) if actor_named(n)] == []


def test_parties_are_official_sources_and_individuals_are_not_named() -> None:
    assert {row["source_kind"] for row in REPORTS if row["party"]} == {"official"}
    assert all(
        row["publisher"].startswith("Invented ") for row in REPORTS if row["source_kind"] == "individual"
    )


def test_every_step_has_a_person_a_moment_and_a_reason() -> None:
    people = {person["name"] for person in told("script.toml", "person")}
    for step in STEPS:
        assert step["person"] in people
        assert step["why"].strip()
        assert datetime.fromisoformat(step["at"]).tzinfo is not None
        assert {
            step["report"],
            step.get("with", "new").replace("new", step["report"]),
            step.get("parent_report", step["report"]),
        } <= IDS
        assert step["step"] in {"join", "link", "set", "parent", "release", "withdraw"}


def test_steps_use_the_closed_sets_and_ranges_that_stand() -> None:
    for step in STEPS:
        assert step.get("grade", "fair") in {grade.value for grade in Grade}
        assert step.get("strike_status", "likely") in {status.value for status in StrikeStatus}
        assert step.get("role", "suspected") in {role.value for role in Role}
        for field in ("killed", "injured"):
            low, high = step.get(field, [0, 0])
            assert high == -1 or 0 <= low <= high


def test_nobody_releases_what_they_set() -> None:
    setters: dict[str, str] = {}
    for step in STEPS:
        if step["step"] == "set":
            setters[step["report"]] = step["person"]
        if step["step"] == "release":
            assert setters[step["report"]] != step["person"]


def test_some_incidents_stay_open_and_one_waits_for_its_release() -> None:
    was_set = {step["report"] for step in STEPS if step["step"] == "set"}
    released = {step["report"] for step in STEPS if step["step"] == "release"}
    assert was_set - released == {"demo-044"}
    assert {"demo-012", "demo-024", "demo-025", "demo-048"} & was_set == set()


def test_the_withdrawn_name_stood_in_its_report_and_in_no_summary() -> None:
    (withdrawn,) = [step for step in STEPS if step["step"] == "withdraw"]
    text = {row["id"]: row["text"] for row in REPORTS}
    assert withdrawn["value"] in text[withdrawn["report"]]
    assert not [step for step in STEPS if withdrawn["value"] in step.get("summary_ar", "")]


def test_every_released_summary_is_in_both_languages() -> None:
    for step in STEPS:
        assert ("summary_en" in step) == ("summary_ar" in step)


def test_the_last_figure_set_moves_the_market_from_nine_to_ten() -> None:
    market = [step["killed"] for step in STEPS if step["step"] == "set" and step["report"] == "demo-001"]
    assert market == [[9, 11], [10, 11]]


def test_an_umbrella_is_given_its_parts_before_it_is_assessed() -> None:
    """An assessment freezes what the incident holds: a part named after it would be counted twice (rule 17)."""
    named = [n for n, step in enumerate(STEPS) if step["step"] == "parent"]
    above = {STEPS[n]["parent_report"] for n in named}
    assert above == {"demo-017"}
    first_set = min(n for n, step in enumerate(STEPS) if step["step"] == "set" and step["report"] in above)
    assert max(named) < first_set
