"""A copy of a picture tells nothing but the picture."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from cairn.errors import FileRefused
from cairn.publish.bare_copy import bare_copy

SECRETS = (b"Canon", b"Salma", b"remark", b"hung on", b"2021:02:03", b"Exif", b"ICC_", b"thumb")


def picture(kind: str, **how: object) -> bytes:
    image = Image.new("RGB", (48, 32))
    image.putdata([(n % 256, n * 7 % 256, n * 13 % 256) for n in range(48 * 32)])
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Artist], exif[Base.DateTime] = "Canon", "Salma", "2021:02:03 04:05:06"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (36.0, 1.0, 2.5)
    out = io.BytesIO()
    image.save(out, kind, exif=exif, **how)
    return out.getvalue()


def points(data: bytes) -> bytes:
    return Image.open(io.BytesIO(data)).convert("RGB").tobytes()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@pytest.mark.parametrize(
    "how", [{}, {"progressive": True}, {"comment": "remark"}, {"icc_profile": b"ICC_ thumb"}]
)
def test_a_jpeg_loses_what_the_camera_wrote_and_keeps_every_point(how: dict[str, object]) -> None:
    data = picture("JPEG", **how) + b"hung on behind"
    copy, ending = bare_copy(data)
    assert ending == "jpg"
    assert b"Canon" in data
    assert not [word for word in SECRETS if word in copy]
    assert not Image.open(io.BytesIO(copy)).getexif()
    assert points(copy) == points(data)


def test_a_png_loses_its_words_its_moment_and_what_hangs_on_behind() -> None:
    data = picture("PNG")
    told = chunk(b"tEXt", b"Author\0Salma") + chunk(b"tIME", b"2021:02:03")
    data = data[:33] + told + data[33:] + b"hung on behind"
    copy, ending = bare_copy(data)
    assert ending == "png"
    assert not [word for word in SECRETS if word in copy]
    assert not Image.open(io.BytesIO(copy)).getexif()
    assert points(copy) == points(data)


def test_a_copy_of_a_copy_is_the_same() -> None:
    for kind in ("JPEG", "PNG"):
        once, _ = bare_copy(picture(kind))
        assert bare_copy(once)[0] == once


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("cut", [3, 20, 200, -3])
def test_a_picture_that_breaks_off_is_refused(kind: str, cut: int) -> None:
    with pytest.raises(FileRefused) as refused:
        bare_copy(picture(kind)[:cut])
    assert refused.value.code == "picture-not-cleared"


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"<svg onload=alert(1)>", b"RIFF....WEBP", b"\x00\x00\x00\x18ftypmp42"]
)
def test_what_is_neither_jpeg_nor_png_is_refused(data: bytes) -> None:
    with pytest.raises(FileRefused):
        bare_copy(data)
