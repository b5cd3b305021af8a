"""Whose words a summary is, in which language first, and which is the translation."""

from __future__ import annotations

from typing import Any

from cairn.publish.incident.summary import summary_view
from cairn.publish.rows.index import Index, index
from cairn.publish.rows.record import Record

BOTH = {"summary_en": "A strike.", "summary_ar": "غارة."}


def found(texts: dict[str, str], **about: Any) -> Index:
    row: Any = {"id": "i", "code": "C", **texts}
    told: Any = [{"incident_id": "i", **about}] if about else []
    return index(Record("2024", incidents=[row], summaries=told))


def test_the_author_is_named_where_named_and_else_it_is_said_that_nobody_is() -> None:
    named = summary_view(found(BOTH, first="both", by_en="Noor Example"), "i", "en")
    assert named
    assert named.notes[0] == "Written by Noor Example."
    unnamed = summary_view(found(BOTH, first="both"), "i", "en")
    assert unnamed
    assert "not named here" in unnamed.notes[0]


def test_the_later_language_is_a_translation_and_the_earlier_the_original() -> None:
    held = found(BOTH, first="ar")
    english, arabic = summary_view(held, "i", "en"), summary_view(held, "i", "ar")
    assert english
    assert arabic
    assert english.notes[1] == "This is a translation; the original is in Arabic."
    assert arabic.notes[1] == "هذا هو الأصل."


def test_where_nobody_can_tell_neither_is_called_a_translation() -> None:
    view = summary_view(found(BOTH, first="both"), "i", "en")
    assert view
    assert "neither is marked" in view.notes[1]


def test_a_summary_in_the_other_language_alone_is_shown_as_the_original_it_is() -> None:
    view = summary_view(found({"summary_ar": "غارة."}, first="ar"), "i", "en")
    assert view
    assert (view.words, view.lang) == ("غارة.", "ar")
    assert "no summary in English yet" in view.notes[1]
    assert summary_view(found({}), "i", "en") is None
