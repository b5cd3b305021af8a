"""Which pictures may be shown: released, told in words, not a party's, under a name that tells nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cairn.publish.allow import public
from cairn.publish.incident.media import media_views
from cairn.publish.incident.page import incident_page
from cairn.publish.parts.twins import incident_json
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record
from publish.sample import sample

FILE = f"{7:064x}.jpg"


def row(**more: Any) -> Any:
    return {
        "id": "m1", "incident_id": "incident-000", "report_id": "n0", "kind": "image", "file": FILE,
        "capture_sha256": "c" * 64, "told_en": "A bread queue, people on the ground.", "warning": "dead",
        "released": True, **more,
    }  # fmt: skip


def with_media(*rows: Any, released: tuple[str, ...] = ("media",), kind: str = "news") -> Record:
    record = replace(sample(2, released=1), media=rows)
    for report in record.reports:
        if report["id"] == "n0":
            report["released_fields"], report["source_kind"] = released, kind
    return record


def test_a_picture_that_a_person_released_is_public_with_its_words_and_without_its_hash() -> None:
    (shown,) = public(with_media(row())).media
    assert (shown["file"], shown["told_en"]) == (FILE, "A bread queue, people on the ground.")
    assert "capture_sha256" not in shown
    assert "released" not in shown


def test_a_picture_stays_inside_where_the_field_the_row_or_the_incident_is_not_released() -> None:
    assert not public(with_media(row(), released=())).media
    assert not public(with_media(row(released=False))).media
    assert not public(with_media(row(incident_id="incident-001"))).media


def test_what_a_party_to_the_conflict_shows_is_never_shown() -> None:
    assert not public(with_media(row(), kind="official")).media
    assert media_views(index(with_media(row(), kind="official")), "incident-000", "en") is None


def test_a_name_nobody_released_is_blotted_out_of_the_words() -> None:
    victim: Any = {"id": "v", "incident_id": "incident-000", "name": "Salma Rawi"}
    record = replace(with_media(row(told_en="Salma Rawi at the door")), victims=[victim])
    assert public(record).media[0]["told_en"] == "█" * 10 + " at the door"


def test_a_picture_without_words_or_under_a_name_of_its_own_is_not_shown() -> None:
    for wrong in (
        {"told_en": ""},
        {"file": "IMG_2021.jpg"},
        {"file": "../../secret.jpg"},
        {"file": FILE + "\n"},
    ):
        assert media_views(index(with_media(row(**wrong))), "incident-000", "en") is None


def test_films_are_told_of_and_not_shown() -> None:
    views = media_views(index(with_media(row(kind="video", file="x.mp4"))), "incident-000", "en")
    assert views
    assert not views.pictures
    assert [(f.told, f.file) for f in views.films] == [("A bread queue, people on the ground.", "")]
    assert media_views(index(with_media(row(kind="video", told_en=""))), "incident-000", "en") is None


def test_the_words_of_a_picture_stand_in_the_other_language_where_there_are_no_own() -> None:
    views = media_views(index(with_media(row())), "incident-000", "ar")
    assert views
    (shown,) = views.pictures
    assert (shown.told, shown.lang) == ("A bread queue, people on the ground.", "en")
    assert shown.note == "لم يُكتب هذا بالعربية بعد؛ والكلمات المعروضة باللغة الإنكليزية."
    assert shown.warning == "تحذير: قتلى"


@pytest.mark.parametrize(
    ("first", "english", "arabic"),
    [
        ("en", "", "هذه ترجمة؛ والأصل باللغة الإنكليزية."),
        ("ar", "This is a translation; the original is in Arabic.", ""),
        (
            "both",
            "Written in English and Arabic at once; neither is marked as the translation.",
            "كُتب بالإنكليزية والعربية معًا؛ ولم يُحدَّد أيهما ترجمة.",
        ),
    ],
)
def test_the_translation_of_the_words_is_labelled(first: str, english: str, arabic: str) -> None:
    record = public(with_media(row(told_ar="طابور خبز", first=first)))
    for lang, note in (("en", english), ("ar", arabic)):
        views = media_views(index(record), "incident-000", lang)
        assert views
        assert views.pictures[0].note == note


def test_a_picture_that_nobody_need_be_warned_of_has_no_warning() -> None:
    views = media_views(index(with_media(row(warning="none"))), "incident-000", "en")
    assert views
    assert views.pictures[0].warning == ""


def test_a_picture_leads_back_to_the_report_it_came_from() -> None:
    (shown,) = incident_page(index(public(with_media(row()))), "incident-000", "en").media.pictures  # type: ignore[union-attr]
    found = incident_page(index(public(with_media(row()))), "incident-000", "en").said.pages[0].reports
    assert shown.href == f"#r-{next(r.number for r in found if r.id == 'n0')}"
    assert shown.who


def test_the_twin_of_a_page_carries_the_picture_without_an_id_or_hash_of_ours() -> None:
    for record in (with_media(row()), public(with_media(row()))):
        (told,) = incident_json(index(record), "incident-000")["media"]  # type: ignore[misc]
        assert told["file"] == FILE
        assert told["told_en"] == "A bread queue, people on the ground."
        assert not {"id", "capture_sha256", "incident_id", "released"} & told.keys()
