"""A record without withdrawn names: what holds none is given back as it is, and nothing beside a name changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cairn.publish.rows.record import Record
from cairn.shell.export.masking import NameMask
from cairn.shell.export.without_names import without_names
from publish.sample import sample

NAME = "Rana Invented"


def held(record: Record, **rows: Any) -> Record:
    return without_names(replace(record, **rows), NameMask([NAME]))


def test_what_holds_no_name_is_given_back_as_it_is() -> None:
    record = sample()
    found = without_names(record, NameMask([NAME]))
    assert found is record


def test_only_the_row_that_holds_the_name_is_made_anew() -> None:
    rows: list[Any] = list(sample().incidents)
    told = {**rows[0], "summary_en": f"Said by {NAME} on the day."}
    found = held(sample(), incidents=[told, *rows[1:]]).incidents
    assert found[0]["summary_en"] == f"Said by {'█' * len(NAME)} on the day."
    assert {k: v for k, v in found[0].items() if k != "summary_en"} == {
        k: v for k, v in told.items() if k != "summary_en"
    }
    assert all(new is old for new, old in zip(found[1:], rows[1:], strict=True))


def test_a_name_deep_in_lists_and_maps_is_found_where_the_same_words_stood_before() -> None:
    rows: list[Any] = list(sample().incidents)
    deep = {"a": [{"b": ("quiet", f"{NAME}!")}, "quiet"], "c": "quiet"}
    found: Any = held(sample(), incidents=[{**rows[0], "beside": deep}, *rows[1:]]).incidents[0]
    assert found["beside"] == {"a": [{"b": ("quiet", "█" * len(NAME) + "!")}, "quiet"], "c": "quiet"}
