"""The package by which a party is asked about an incident: what it must hold, what it must not, what refuses it."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.errors import NotAllowed
from cairn.official.grid import cells
from cairn.official.model import STRIKE, Answered, Said
from cairn.publish.referral.files import SQUARES, as_json, squares, stem
from cairn.publish.referral.missing import CHECKS
from cairn.publish.referral.model import Gazetted, Reply, Sent
from cairn.publish.referral.package import referral
from cairn.publish.referral.words import lines
from cairn.values import DatePrecision, DateSpan, Range
from cairn.vocab.closed import Outcome, Reason, State
from publish.referral_sample import (
    ATTRIBUTION,
    CLAIMS,
    POST,
    REPORTS,
    SARAB,
    SECRET,
    SECRET_AR,
    claim,
    incident,
    material,
)


def strike(key: str, square: str = "", **more: Any) -> Answered:
    """One declared strike, told by a grid square or by words."""
    told = {
        "kind": STRIKE,
        "actor": "azure-command",
        "document_id": "d",
        "day": DateSpan.on(date(2017, 5, 12)),
    }
    point = cells(square)[0].point if square else None
    return Answered(id=key, mgrs=square, point=point, **{**told, **more})


def everything(found: Any) -> str:
    """All that leaves: the JSON, the words of both languages, the list of squares."""
    told = [f"{line.label} {line.text}" for lang in ("en", "ar") for line in lines(found, lang)]
    return "\n".join([as_json(found).decode(), *told, squares([found])])


def test_it_has_a_reference_a_version_and_the_codes_it_went_by() -> None:
    found = referral(material())
    assert found.reference == "C-TEST0001/azure-command/1"
    assert (found.version, found.codes, found.to.name_ar) == (3, ("C-TEST0001", "C-OLD1"), "القيادة الزرقاء")


def test_every_spelling_is_there_once_and_says_whose_it_is() -> None:
    told = [(s.text, s.script, s.basis) for s in referral(material()).where.spellings]
    assert told == [
        ("Tell Sarab", "Latn", "gazetteer"),
        ("تل سراب", "Arab", "gazetteer"),
        ("Tal Sarab", "Latn", "gazetteer"),
        ("Tell as-Sarab", "Latn", "gazetteer"),
        ("تلّ سراب", "Arab", "gazetteer"),
        ("Tal Serab", "Latn", "sources"),
    ]


@given(
    st.lists(
        st.sampled_from(["Tal Serab", "tal  serab", "Tall Sarrab", "Tell Sarab", "تل سراب", " "]), max_size=8
    )
)
def test_no_spelling_stands_twice_and_none_is_lost(written: list[str]) -> None:
    claims = [claim(f"p{n}", "wire-1", "place", name) for n, name in enumerate(written)]
    same = frozenset(c["id"] for c in claims)
    found = referral(material(claims=claims, gazetted=Gazetted(SARAB, same=same)))
    texts = [s.text.casefold() for s in found.where.spellings]
    assert len(texts) == len(set(texts))
    assert {" ".join(n.split()).casefold() for n in written if n.strip()} <= set(texts)


def test_a_spelling_of_a_private_person_is_counted_and_not_told() -> None:
    found = referral(material())
    assert found.where.spellings_withheld == 1
    assert "تلصراب" not in everything(found)
    assert "spelling_withheld" in found.missing


def test_a_place_named_beside_it_is_a_landmark_and_no_spelling_of_it() -> None:
    found = referral(material()).where
    assert found.landmarks == ("Jisr Gharib",)
    assert [(u.level, u.name_ar, u.pcode) for u in found.units] == [
        (0, "سوريا", "SY"), (1, "الرقة", "SY11"), (2, "", "SY1190"),
    ]  # fmt: skip
    assert found.near is not None
    assert (found.near.name_en, found.near.direction, found.near.distance_m) == ("Wadi Noor", "E", 10_100)


def test_the_point_says_no_more_than_its_radius_and_neither_does_its_square() -> None:
    found = referral(material()).where
    assert (found.lat, found.lon, found.radius_m) == (36.02, 38.512, 1500)
    assert (found.mgrs, found.cell_m) == ("37SDV58", 10_000)


@pytest.mark.parametrize(
    ("radius", "cell"), [(1, 1), (20, 100), (100, 100), (300, 1_000), (1_000, 1_000), (6_000, 10_000), (20_000, 10_000)]
)  # fmt: skip
def test_the_square_is_the_smallest_that_is_not_below_the_radius(radius: int, cell: int) -> None:
    found = referral(material(row=incident(place_radius_m=radius))).where
    digits = len(found.mgrs) - len("37SDV")
    assert (found.cell_m, 10 ** (5 - digits // 2)) == (cell, cell)


def test_the_window_of_a_night_is_told_in_local_time_and_in_utc() -> None:
    found = referral(material())
    window = found.when.window
    assert (window.start_local, window.end_local) == ("2017-05-11T22:00", "2017-05-13T04:00")
    assert (window.start_utc, window.end_utc) == ("2017-05-11T19:00Z", "2017-05-13T01:00Z")
    assert found.when.utc_offsets == ("+03:00",)
    assert (found.ask.hours, found.ask.start_utc, found.ask.end_utc) == (
        21,
        "2017-05-11T13:00Z",
        "2017-05-13T07:00Z",
    )


def test_summer_time_is_that_of_the_day() -> None:
    winter = DateSpan.on(date(2017, 1, 12))
    assert referral(material(span=winter, part="noon")).when.utc_offsets == ("+02:00",)


def test_without_a_time_zone_utc_is_unknown_and_said_to_be_missing() -> None:
    found = referral(material(zones=()))
    assert found.ask.start_utc is None
    assert "no_time_zone" in found.missing
    assert next(csv.DictReader(io.StringIO(squares([found]))))["from_utc"] == ""


def test_the_ask_reaches_beyond_the_radius_and_the_window() -> None:
    found = referral(material(part="noon"))
    assert (found.ask.radius_km, found.ask.hours) == (4, 7)


def test_unknown_is_null_in_the_file_and_said_in_words_and_never_zero() -> None:
    found = referral(material())
    counts = json.loads(as_json(found))["harm"]["counts"]
    assert counts["injured"] == {"min": None, "max": None}
    assert counts["children_killed"] == {"min": 2, "max": None}
    told = {line.label: line.text for line in lines(found, "en")}
    assert told["People injured"] == "no figure given"
    assert told["of the killed, children"] == "at least 2"
    assert told["Under rubble"] == "at least 3"


def test_what_stands_beside_the_range_is_in_neither_end() -> None:
    harm = referral(material()).harm
    assert (harm.counts["killed"].min, harm.counts["killed"].max) == (10, 20)
    assert (harm.beside["trapped"].min, harm.beside["trapped"].max) == (3, None)


def test_a_private_person_has_no_name_no_link_and_no_hash_in_it() -> None:
    found = referral(material())
    person = next(s for s in found.sources if s.kind == "individual")
    assert (person.publisher, person.link, person.text_sha256, person.capture_sha256) == (
        None,
        None,
        None,
        None,
    )
    out = everything(found)
    assert not any(s in out for s in ("Somebody Invented", POST, "c" * 64, "d" * 64, "f" * 64, "post-1"))


def test_an_organisation_is_named_with_its_link_its_day_and_its_archived_copy() -> None:
    wire = next(s for s in referral(material()).sources if s.kind == "news")
    assert (wire.publisher, wire.link, wire.published) == (
        "The Invented Courier", "https://courier.example/a", "2017-05-13",
    )  # fmt: skip
    assert (wire.text_sha256, wire.capture_sha256) == ("b" * 64, "a" * 64)


def test_names_are_counted_and_withheld() -> None:
    found = referral(material())
    assert (found.harm.names, found.harm.names_withheld) == ((), 2)
    assert SECRET not in everything(found)
    assert SECRET_AR not in everything(found)


def test_a_released_name_is_told() -> None:
    claims = [*CLAIMS[:5], {**CLAIMS[5], "released": True}]
    victims = [
        {"id": "v1", "incident_id": "11111111-2222-3333-4444-555555555555", "name": "Rima Nabulsi Invented"}
    ]
    found = referral(material(claims=claims, victims=victims))
    assert (found.harm.names, found.harm.names_withheld) == ((SECRET,), 1)
    assert "Rima Nabulsi" not in everything(found)


NAMED = st.sampled_from(["Qutayba Zafrani", "Xanthippe", "زبيدة الخولنجاني", "Umm Qahtan (mother)"])


@settings(deadline=None, max_examples=60)
@given(NAMED, st.sampled_from([" ", "-", "_", "%20", ".", "  "]), st.booleans())
def test_no_unreleased_name_leaves_wherever_it_is_written(name: str, between: str, shouted: bool) -> None:
    written = between.join(name.split())
    written = written.upper() if shouted else written
    rows = incident(
        place_name=f"House of {written}", summary_en=f"It hit {written}.", summary_ar=f"أصابت {written}."
    )
    reports = [{**REPORTS[0], "url": f"https://courier.example/{written}", "publisher": f"Page of {written}"}]
    claims = [
        claim("n1", "wire-1", "victim", name),
        claim("n2", "wire-1", "place", f"{written} Street"),
        claim("n3", "wire-1", "weapon", "airstrike", quote=f"a missile on {written}"),
    ]
    same = frozenset({"n2"})
    found = referral(material(row=rows, reports=reports, claims=claims, gazetted=Gazetted(same=same)))
    out = everything(found).casefold()
    assert name.casefold() not in out
    assert written.casefold() not in out
    assert found.harm.names_withheld == 1


def test_a_withdrawn_name_is_not_even_counted() -> None:
    found = referral(material(claims=[claim("n1", "wire-1", "victim", "██████ ██████")]))
    assert found.harm.names_withheld == 0


def test_the_weapon_has_its_sources_and_the_words_of_those_that_may_be_quoted() -> None:
    (weapon,) = referral(material()).weapons
    assert (weapon.id, weapon.sources, weapon.words) == ("airstrike", ("wire-1",), ("two aircraft",))


def test_a_machines_suggestion_is_in_no_package() -> None:
    suggested = {**ATTRIBUTION, "actor_id": "river-guard", "grade": None, "grade_suggested": "confirmed"}
    found = referral(material(attributions=[{**suggested, "state": "suggested"}]))
    (alleged,) = found.alleged
    assert (alleged.id, alleged.grade, alleged.role) == ("azure-command", "", "")
    assert "confirmed" not in as_json(found).decode()


def test_a_party_that_no_source_names_is_told_that_none_does() -> None:
    found = referral(material(actor="river-guard"))
    assert "not_alleged" in found.missing
    assert "not_alleged" not in referral(material()).missing


def test_what_one_person_set_is_marked_as_a_draft() -> None:
    found = referral(material(state=State.SET))
    assert (found.state, found.missing[0]) == ("set", "not_released")
    assert "DRAFT" in next(line.text for line in lines(found, "en") if "person" in line.text)


def test_the_log_holds_earlier_packages_and_their_replies() -> None:
    log = (Sent(1, "2018-02-03", "9" * 64, (Reply(1, "2018-05-06", "8" * 64),)),)
    found = referral(material(number=2, log=log))
    assert found.reference.endswith("/2")
    out = everything(found)
    assert "9" * 64 in out
    assert "8" * 64 in out


def test_hashes_of_pictures_are_those_of_organisations_and_the_rest_a_number() -> None:
    found = referral(material()).imagery
    assert (found.items, found.sha256, found.verification) == (2, ("e" * 64,), "")


def test_declared_strikes_are_told_the_nearest_first_and_those_in_words_last() -> None:
    far = DateSpan.on(date(2017, 5, 15))
    held = [
        strike("words", place="near Tell  as-Sarab"),
        strike("other-words", place="near Tell Sarabiya"),
        strike("nine-km", "37SDV5796"),
        strike("next-day", "37SDV5587", day=DateSpan.on(date(2017, 5, 13)), targets="a vehicle"),
        strike("days-off", "37SDV5587", day=far),
        strike("undated", "37SDV5587", day=None),
        strike("far-off", "37SDA5587"),
        replace(strike("allegation", "37SDV5587"), kind="allegation"),
    ]
    found = referral(material(strikes=held)).strikes
    assert found.looked_at == 7
    assert [s.id for s in found.nearest] == ["next-day", "nine-km", "words"]
    assert (found.nearest[0].targets, found.nearest[2].distance_m) == ("a vehicle", None)
    assert "no_strike_reports" not in referral(material(strikes=held)).missing


def allegation() -> Answered:
    """An allegation set aside, then conceded."""
    first = Said(date(2017, 8, 4), "r1", Outcome.NON_CREDIBLE, Reason.INSUFFICIENT_INFORMATION)
    later = Said(date(2018, 12, 30), "r2", Outcome.CREDIBLE, None, Range.exactly(10), Range.exactly(0))
    return replace(strike("e1"), kind="allegation", history=(first, later))


def test_every_outcome_a_party_gave_stands_in_it_in_order_and_none_given_is_no_zero() -> None:
    found = referral(material(answers=[allegation()])).answers
    assert [(a.day, a.outcome, a.reason) for a in found] == [
        ("2017-08-04", "non_credible", "insufficient_information"), ("2018-12-30", "credible", ""),
    ]  # fmt: skip
    assert (found[0].killed.min, found[1].killed.min, found[1].injured.max) == (None, 10, 0)
    told = [line.text for line in lines(referral(material(answers=[allegation()])), "en")]
    assert "no figure given" in told


def test_a_withheld_name_in_a_declared_strike_is_blotted_out() -> None:
    held = [strike("s", "37SDV5587", targets=f"the house of {SECRET}")]
    assert SECRET not in everything(referral(material(strikes=held)))


@pytest.mark.parametrize(
    "span",
    [
        None,
        DateSpan.month(2017, 5),
        DateSpan.year(2017),
        DateSpan.between(date(2017, 5, 1), date(2017, 5, 9)),
        DateSpan(date(2017, 5, 12), date(2017, 5, 12), DatePrecision.MONTH),
    ],
)
def test_without_a_day_there_is_no_package(span: DateSpan | None) -> None:
    with pytest.raises(NotAllowed) as refused:
        referral(material(span=span))
    assert (refused.value.code, refused.value.field) == ("referral-no-day", "date_start")
    assert refused.value.remedy


@pytest.mark.parametrize(
    "more",
    [
        {"lat": None, "lon": None, "place_precision": None, "place_radius_m": None},
        {"place_precision": "province", "place_radius_m": 100},
        {"place_precision": "town", "place_radius_m": 50_000},
    ],
)
def test_without_a_place_there_is_no_package(more: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed) as refused:
        referral(material(row=incident(**more)))
    assert (refused.value.code, refused.value.field) == ("referral-no-place", "place_name")
    assert "Tell Sarab" in str(refused.value.value)
    assert refused.value.remedy


def test_a_district_that_is_small_enough_is_a_place() -> None:
    row = incident(place_precision="district", place_radius_m=20_000)
    assert referral(material(row=row)).ask.radius_km == 22


def test_a_stated_radius_of_nought_is_one() -> None:
    assert referral(material(row=incident(place_radius_m=0))).where.radius_m == 0


def test_what_is_missing_is_listed_and_what_is_there_is_not() -> None:
    bare = material(
        row=incident(weapons=[], infrastructure=[], killed_min=None, killed_max=None), reports=[], claims=[],
        media={}, contact="", part="", gazetted=Gazetted(), alleging={}, attributions=[],
    )  # fmt: skip
    lacks = set(referral(bare).missing)
    assert lacks == {
        "no_contact", "no_time", "coarse_place", "not_alleged", "no_weapon", "no_target", "no_figure",
        "one_origin", "no_archive", "no_imagery", "no_strike_reports",
    }  # fmt: skip
    assert not lacks & set(referral(material()).missing) - {"coarse_place", "no_strike_reports"}


def test_every_gap_has_words_in_both_languages() -> None:
    found = replace(referral(material()), missing=tuple(CHECKS))
    for lang in ("en", "ar"):
        assert len([line for line in lines(found, lang) if line.kind == "item"]) > len(CHECKS)


def test_the_words_of_one_language_hold_what_those_of_the_other_do() -> None:
    found = referral(material())
    kinds = {lang: [line.kind for line in lines(found, lang)] for lang in ("en", "ar")}
    assert kinds["en"] == kinds["ar"]


def test_the_same_package_is_the_same_bytes() -> None:
    assert as_json(referral(material())) == as_json(referral(material()))
    assert json.loads(as_json(referral(material())))["schema"] == "cairn-referral/1"


def test_the_list_of_squares_has_a_row_for_each_package() -> None:
    made = [referral(material()), referral(material(actor="river-guard"))]
    rows = list(csv.reader(io.StringIO(squares(made))))
    assert tuple(rows[0]) == SQUARES
    assert rows[1] == [
        "C-TEST0001/azure-command/1", "37SDV58", "10000", "1500", "2017-05-12", "2017-05-12", "4",
        "2017-05-11T13:00Z", "2017-05-13T07:00Z",
    ]  # fmt: skip
    assert rows[2][0] == "C-TEST0001/river-guard/1"


def test_the_name_of_its_files_holds_nothing_a_disk_refuses() -> None:
    assert stem(referral(material())) == "C-TEST0001-azure-command-1"


def test_all_its_parts_are_plain_values() -> None:
    assert json.loads(as_json(referral(material())))["where"] == json.loads(
        json.dumps(asdict(referral(material()).where))
    )


GUIDE = Path(__file__).resolve().parents[3] / "docs/guide/referral.md"


def keys_of(value: Any) -> set[str]:
    """Every key at any depth, but those of `counts` and `beside`, which are groups and kinds."""
    if isinstance(value, list):
        return set().union(*map(keys_of, value))
    if not isinstance(value, dict):
        return set()
    return set(value).union(*(keys_of(v) for k, v in value.items() if k != "beside"))


def test_the_guide_names_every_field_of_the_file_and_every_column_of_the_list() -> None:
    log = (Sent(1, "2018-02-03", "9" * 64, (Reply(1, "2018-05-06", "8" * 64),)),)
    found = referral(material(log=log, strikes=[strike("s1", "37SDV5187")], answers=[allegation()]))
    fields = keys_of(json.loads(as_json(found)))
    assert len(fields) > 80
    guide = GUIDE.read_text("utf-8")
    assert {name for name in {*fields, *SQUARES} if f"`{name}`" not in guide} == set()
    first = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", guide, re.MULTILINE)
    assert ", ".join(first).replace("`", "").split(", ") == ["schema", *asdict(found)]
