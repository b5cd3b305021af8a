"""What a picture or film is, told from its bytes alone, and the table that says whose it is."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cairn.errors import FileRefused, NotAllowed
from cairn.sources import media
from cairn.sources.media import MOST_POINTS, Seen, read_media, refuse_untold, seen


def made(kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **how: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **how)
    return out.getvalue()


def png(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\r" + header + struct.pack(">I", zlib.crc32(header))


def code_of(data: bytes, name: str = "x.jpg") -> str:
    with pytest.raises(FileRefused) as refused:
        seen(name, data)
    assert refused.value.value == name
    assert refused.value.remedy
    return refused.value.code


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (made("JPEG"), "jpg"), (made("JPEG", progressive=True), "jpg"), (made("JPEG", mode="CMYK"), "jpg"),
        (made("PNG"), "png"), (made("WEBP"), "webp"), (made("WEBP", lossless=True), "webp"),
        (made("WEBP", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0", mode="RGBA"), "webp"),
    ],
)  # fmt: skip
def test_a_picture_is_known_by_its_bytes_whatever_its_name(data: bytes, form: str) -> None:
    assert seen("holiday.doc", data) == Seen("image", form, 40, 30)


@pytest.mark.parametrize(
    ("data", "form"), [(b"\0\0\0\x18ftypmp42....", "mp4"), (b"\x1a\x45\xdf\xa3....", "webm")]
)
def test_a_film_is_known_by_its_bytes_and_its_size_is_not_read(data: bytes, form: str) -> None:
    assert seen("x", data) == Seen("video", form)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a....",
        b"<svg onload=alert(1)>",
        b"%PDF-1.7",
        b"BM......",
        b"\0\0\0\x18ftypheic....",
        b"\xff\xd8",
    ],
)
def test_what_is_no_picture_or_film_of_ours_is_refused(data: bytes) -> None:
    assert code_of(data) == "media-kind-unknown"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_breaks_off_before_its_size_is_refused(kind: str) -> None:
    assert code_of(made(kind)[:17]) == "media-broken"


def test_a_picture_without_extent_is_refused() -> None:
    assert code_of(png(0, 30)) == "media-broken"


def test_a_picture_that_would_fill_the_memory_of_who_opens_it_is_refused_by_what_it_says() -> None:
    assert code_of(png(60_000, 60_000)) == "media-too-large"
    assert code_of(png(MOST_POINTS, 2)) == "media-too-large"
    assert seen("x", png(MOST_POINTS, 1)).width == MOST_POINTS


def test_a_file_of_too_many_bytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "LARGEST_PICTURE", 100)
    assert code_of(made("JPEG")) == "media-too-large"


@given(st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF....WEBP"]), st.binary(max_size=80))
def test_no_bytes_raise_anything_but_our_refusal(head: bytes, rest: bytes) -> None:
    try:
        found = seen("x", head + rest)
    except FileRefused as refused:
        known = refused.code in ("media-kind-unknown", "media-broken", "media-too-large")
    else:
        known = found.kind in ("image", "video")
    assert known


def test_a_table_says_which_file_belongs_to_which_report() -> None:
    table = read_media(
        "m.csv", "Report_ID,file,told_ar,other\nwire-1,a.jpg,طابور,x\n,b.jpg,,\nwire-1,,,\n".encode()
    )
    (line,) = table.lines
    assert (line["report_id"], line["file"], line["told_ar"], line["told_en"]) == (
        "wire-1",
        "a.jpg",
        "طابور",
        "",
    )
    assert [(r.row, r.as_dict()["code"], r.as_dict()["field"]) for r in table.rejected] == [
        (3, "media-row", "report_id"),
        (4, "media-row", "file"),
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("", "", "none"), "media-not-told"),
        (("x" * 601, "", "none"), "media-told-unusable"),
        (("", "two\nlines", "none"), "media-told-unusable"),
        (("A street", "", ""), "media-warning-unknown"),
        (("A street", "", "gore"), "media-warning-unknown"),
    ],
)
def test_words_that_cannot_stand_for_a_picture_are_told(words: tuple[str, str, str], code: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        refuse_untold(*words)
    assert refused.value.code == code


def test_one_language_and_a_warning_are_enough() -> None:
    refuse_untold("A street after a strike", "", "none")
    refuse_untold("", "شارع بعد غارة", "dead")
