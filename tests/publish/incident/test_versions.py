"""What was published before, and what each version changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from cairn.publish.incident.versions import Difference, changed_figure, differences, version_views
from cairn.publish.rows.index import Index, index
from cairn.publish.rows.record import Record
from cairn.publish.rows.versions import VersionRow
from cairn.vocab.labels import LANGUAGES

ROW: Any = {
    "incident_id": "i",
    "version": 1,
    "at": "2020-01-02T03:04:05Z",
    "fields": {"killed_min": 3, "killed_max": 9, "date_start": "2019-12-30", "date_end": "2019-12-30"},
    "grades": {"army": "weak"},
    "who": "Noor Example",
    "why": "one origin",
}


def later(version: int = 2, *, grades: Any = None, **fields: Any) -> VersionRow:
    row = {**ROW, "version": version, "at": f"202{version}-01-02T00:00:00Z"}
    return cast(VersionRow, row | {"fields": ROW["fields"] | fields, "grades": grades or ROW["grades"]})


def found(*rows: Any) -> Index:
    names = {"army": {"en": "The Army", "ar": "الجيش"}}
    incident: Any = {"id": "i", "code": "I1"}
    return index(Record("2024-01-01T00:00:00Z", incidents=[incident], versions=rows, actors=names))


def test_a_moved_range_is_one_difference_with_both_of_its_ends() -> None:
    assert differences(ROW, later(killed_min=4)) == [Difference("killed", (3, 9), (4, 9))]


def test_a_grade_that_changed_came_or_went_is_told_by_actor() -> None:
    told = differences(ROW, later(grades={"army": "fair", "militia": "contested"}))
    assert told == [
        Difference("grade:army", "weak", "fair"),
        Difference("grade:militia", None, "contested"),
    ]


def test_nothing_told_and_an_empty_word_are_no_difference() -> None:
    assert differences(later(time="", weapons=[]), later(time=None, weapons=())) == []
    assert differences(ROW, ROW) == []


def test_unknown_is_told_as_unknown_and_never_as_nought() -> None:
    (told,) = differences(ROW, later(killed_max=None))
    assert told == Difference("killed", (3, 9), (3, None))
    (view, _) = version_views(found(ROW, later(killed_min=None, killed_max=None)), "i", "en")
    assert "no figure" in view.changes[0][2]
    assert ">0<" not in view.changes[0][2]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_difference_has_words_in_both_languages(lang: str) -> None:
    changed = later(
        grades={"army": "fair"}, killed_min=1, injured_min=1, children_killed_min=1, women_killed_min=1,
        men_killed_min=1, belligerents_killed_min=1, date_start="2019-12-29", place_name="Noor", place_name_ar="نور",
        lat=36.1, lon=38.2, place_precision="town", place_radius_m=2000, time="dawn", harm_reported="no",
        causes=["airstrike"], weapons=["airstrike"], infrastructure=["market"], reports=3, origins=2, wording=2,
    )  # fmt: skip
    view = version_views(found(ROW, changed), "i", lang)[0]
    assert len(view.changes) == 18
    for what, was, now in view.changes:
        assert what
        assert "_" not in what
        assert was
        assert was != now


def test_the_newest_version_comes_first_and_the_first_changed_nothing() -> None:
    views = version_views(found(ROW, later(killed_min=4), later(3, killed_min=5)), "i", "en")
    assert [(v.version, v.rows, bool(v.first)) for v in views] == [(3, 1, False), (2, 1, False), (1, 0, True)]
    assert (views[-1].who, views[-1].why) == ("Noor Example", "one origin")


def test_a_figure_says_when_it_last_changed_from_what_to_what() -> None:
    held = found(ROW, later(killed_min=4), later(3, killed_min=4, injured_min=2))
    told = changed_figure(held, "i", "killed", "en")
    assert told.startswith("Changed on 2 January 2022 from <bdi")
    assert "3 to 9" in told
    assert "4 to 9" in told
    assert changed_figure(found(ROW), "i", "killed", "en") == ""


def test_what_a_version_says_is_escaped() -> None:
    held = found(ROW, later(place_name="<script>alert(1)</script>"))
    (view, _) = version_views(held, "i", "en")
    assert "<script" not in view.changes[0][2]
    assert "&lt;script" in view.changes[0][2]


def test_another_incident_has_versions_of_its_own() -> None:
    elsewhere: Any = {**ROW, "incident_id": "other"}
    record = replace(found(ROW).record, versions=[elsewhere])
    assert version_views(index(record), "i", "en") == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_a_first_version_with_a_higher_number_it_is_said_what_became_of_those_below(lang: str) -> None:
    (first,) = version_views(found(later(2)), "i", lang)
    (plain,) = version_views(found(ROW), "i", lang)
    assert first.first != plain.first
    assert ("numbered below it" if lang == "en" else "وما قبلها") in first.first
