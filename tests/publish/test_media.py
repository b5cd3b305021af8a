"""Which pictures may be shown: released, told in words, not a party's, under a name that tells nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cairn.publish.allow import public
from cairn.publish.index import index
from cairn.publish.media import media_views
from cairn.publish.record import Record
from publish.sample import sample

FILE = f"{7:064x}.jpg"


def row(**more: Any) -> Any:
    return {
        "id": "m1", "incident_id": "incident-000", "report_id": "n0", "kind": "image", "file": FILE,
        "capture_sha256": "c" * 64, "told_en": "A bread queue, people on the ground.", "warning": "dead bodies",
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
    assert (views.pictures, views.films) == ((), 1)


def test_the_words_of_a_picture_stand_in_the_other_language_where_there_are_no_own() -> None:
    views = media_views(index(with_media(row())), "incident-000", "ar")
    assert views
    assert views.pictures[0].told == "A bread queue, people on the ground."
    assert views.pictures[0].warning == "تحذير: dead bodies"
