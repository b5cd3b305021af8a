"""A copy of a picture tells nothing but the picture."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps, PngImagePlugin
from PIL.ExifTags import GPS, IFD, Base

from cairn.errors import FileRefused
from cairn.publish.incident.bare_copy import bare_copy

SECRETS = (
    b"Canon", b"Salma", b"remark", b"hung on", b"2021:02:03", b"ICC_", b"thumb", b"xpacket", b"Photoshop", b"MPF",
)  # fmt: skip
KEPT_OF_PNG = {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"IDAT", b"IEND"}
MODES = {
    "JPEG": ("RGB", "L", "CMYK"),
    "PNG": ("RGB", "L", "P", "1", "RGBA", "LA", "I;16"),
    "WEBP": ("RGB", "RGBA"),
}


def exif_of(turn: int = 0) -> Image.Exif:
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Artist], exif[Base.DateTime] = "Canon", "Salma", "2021:02:03 04:05:06"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (36.0, 1.0, 2.5)
    if turn:
        exif[Base.Orientation] = turn
    return exif


def drawn(mode: str = "RGB", size: tuple[int, int] = (48, 32)) -> Image.Image:
    count = size[0] * size[1] * {"RGB": 3, "CMYK": 4, "RGBA": 4, "LA": 2, "I;16": 2}.get(mode, 1)
    if mode == "1":
        return drawn("L", size).convert("1")
    image = Image.frombytes(mode, size, bytes(n * 7 % 251 for n in range(count)))
    if mode == "P":
        image.putpalette([n * 5 % 256 for n in range(768)])
    return image


def picture(
    kind: str, mode: str = "RGB", size: tuple[int, int] = (48, 32), turn: int = 0, **how: object
) -> bytes:
    out = io.BytesIO()
    drawn(mode, size).save(out, kind, exif=exif_of(turn), **how)
    return out.getvalue()


def points(data: bytes) -> tuple[str, tuple[int, int], bytes]:
    image = Image.open(io.BytesIO(data))
    return image.mode, image.size, image.convert("RGBA" if image.mode == "P" else image.mode).tobytes()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def chunks_of(data: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def left_in(copy: bytes) -> list[bytes]:
    return [word for word in SECRETS if word in copy]


def is_refused(data: bytes) -> bool:
    with pytest.raises(FileRefused) as refused:
        bare_copy(data)
    return refused.value.code == "picture-not-cleared"


@pytest.mark.parametrize(
    "how",
    [{}, {"progressive": True}, {"comment": "remark"}, {"icc_profile": b"ICC_ thumb"}, {"optimize": True}],
)
@pytest.mark.parametrize("mode", MODES["JPEG"])
def test_a_jpeg_loses_what_the_camera_wrote_and_keeps_every_point(mode: str, how: dict[str, object]) -> None:
    data = picture("JPEG", mode, **how) + b"hung on behind"
    copy, ending = bare_copy(data)
    assert ending == "jpg"
    assert b"Canon" in data
    assert not left_in(copy)
    assert not Image.open(io.BytesIO(copy)).getexif()
    assert points(copy) == points(data)


@pytest.mark.parametrize(
    "hidden",
    [
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<?xpacket Salma?>"),
        segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x05Salma"),
        segment(0xE2, b"MPF\x00 a second picture"),
        segment(0xE0, b"JFXX\x00\x10" + b"thumb"),
        segment(0xE1, b"Exif\0\0MM\x00\x2a" + b"\xff" * 4 + b"Salma"),
        segment(0xEE, b"Adobe Salma"),
        segment(0xFE, b"remark"),
        segment(0xF0, b"Salma"),
    ],
    ids=["xmp", "iptc", "several", "thumbnail", "broken exif", "no adobe", "remark", "unknown"],
)
def test_a_jpeg_loses_every_kind_of_hidden_segment(hidden: bytes) -> None:
    data = picture("JPEG")
    copy, _ = bare_copy(data[:2] + hidden + data[2:])
    assert not left_in(copy)
    assert copy == bare_copy(data)[0]


def test_of_the_colours_code_of_a_jpeg_only_the_code_is_kept() -> None:
    data = picture("JPEG", "CMYK")
    told = data.index(b"Adobe") + 5
    marked = data[:told] + b"abcdef" + data[told + 6 :]
    assert bare_copy(marked)[0] == bare_copy(data)[0]
    assert b"Adobe\x00\x64\x00\x00\x00\x00" in bare_copy(marked)[0]


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_jpeg_that_was_taken_lying_down_stays_upright_and_says_nothing_else(turn: int) -> None:
    data = picture("JPEG", turn=turn)
    copy, _ = bare_copy(data)
    assert dict(Image.open(io.BytesIO(copy)).getexif()) == ({Base.Orientation: turn} if turn > 1 else {})
    upright = [ImageOps.exif_transpose(Image.open(io.BytesIO(d))).tobytes() for d in (data, copy)]
    assert upright[0] == upright[1]
    assert not left_in(copy)


@pytest.mark.parametrize("mode", MODES["PNG"])
def test_a_png_loses_its_words_its_moment_and_what_hangs_on_behind(mode: str) -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Salma")
    words.add_text("Comment", "remark" * 50, zip=True)
    words.add_itxt("XML:com.adobe.xmp", "<?xpacket Salma?>")
    data = picture("PNG", mode, pnginfo=words, icc_profile=b"ICC_ thumb")
    told = (
        chunk(b"tIME", b"2021:02:03")
        + chunk(b"gAMA", b"Salma")
        + chunk(b"sRGB", b"Salma")
        + chunk(b"prVt", b"Salma")
    )
    data = data[:33] + told + data[33:] + b"hung on behind"
    copy, ending = bare_copy(data)
    assert ending == "png"
    assert not left_in(copy)
    assert {kind for kind, _ in chunks_of(copy)} <= KEPT_OF_PNG
    assert points(copy) == points(data)


def test_what_lies_behind_the_points_of_a_png_within_their_own_chunks_is_left_behind() -> None:
    data = picture("PNG")
    parts = [(kind, body) for kind, body in chunks_of(data) if kind != b"IDAT"]
    (packed,) = [body for kind, body in chunks_of(data) if kind == b"IDAT"]
    anew = [
        *parts[:-1],
        (b"IDAT", packed[:9]),
        (b"IDAT", packed[9:] + b"hung on"),
        (b"IDAT", b"Salma"),
        parts[-1],
    ]
    copy, _ = bare_copy(data[:8] + b"".join(chunk(*part) for part in anew))
    assert copy == bare_copy(data)[0]


def test_an_interlaced_png_keeps_every_point() -> None:
    size = (5, 3)
    rows = b"".join(
        b"\0" + bytes(3 * w) for w, h in ((1, 1), (1, 1), (1, 1), (3, 1), (2, 2), (5, 1)) for _ in range(h)
    )
    header = struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 1)
    for told, fits in ((rows, True), (rows + b"\0", False), (rows[:-1], False)):
        data = (
            b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", header)
            + chunk(b"IDAT", zlib.compress(told))
            + chunk(b"IEND", b"")
        )
        if fits:
            assert points(bare_copy(data)[0]) == points(data)
        else:
            assert is_refused(data)


def test_a_moving_png_becomes_its_first_picture() -> None:
    frames = [drawn("RGB"), drawn("L").convert("RGB")]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    copy, _ = bare_copy(out.getvalue())
    assert b"fdAT" in out.getvalue()
    assert {kind for kind, _ in chunks_of(copy)} <= KEPT_OF_PNG
    assert points(copy)[2] == frames[0].tobytes()


@pytest.mark.parametrize("mode", MODES["WEBP"])
@pytest.mark.parametrize("lossless", [True, False])
def test_a_webp_loses_what_hangs_on_it_and_keeps_every_point(mode: str, lossless: bool) -> None:
    data = picture("WEBP", mode, lossless=lossless, icc_profile=b"ICC_ thumb", xmp=b"<?xpacket Salma?>")
    copy, ending = bare_copy(data + b"hung on behind")
    assert ending == "webp"
    assert b"Canon" in data
    assert not left_in(copy)
    assert not [kind for kind in (b"EXIF", b"XMP ", b"ICCP") if kind in copy]
    assert points(copy) == points(data)


def test_a_moving_webp_is_refused() -> None:
    out = io.BytesIO()
    drawn().save(out, "WEBP", save_all=True, append_images=[drawn("L").convert("RGB")])
    assert is_refused(out.getvalue())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_copy_of_a_copy_is_the_same(kind: str) -> None:
    once, _ = bare_copy(picture(kind, turn=6))
    assert bare_copy(once)[0] == once


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("cut", [3, 20, 200, -3])
def test_a_picture_that_breaks_off_is_refused(kind: str, cut: int) -> None:
    assert is_refused(picture(kind)[:cut])


def test_a_png_whose_bytes_changed_on_the_way_is_refused() -> None:
    data = bytearray(picture("PNG"))
    data[data.index(b"IDAT") + 12] ^= 1
    assert is_refused(bytes(data))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"GIF89a", b"<svg onload=alert(1)>", b"RIFF....WEBP", b"\x00\x00\x00\x18ftypmp42", b"\xff\xd8\xff\xd9",
        b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""),
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 9, 0, 0, 0)) + chunk(b"IEND", b""),
    ],
)  # fmt: skip
def test_what_draws_nothing_we_know_is_refused(data: bytes) -> None:
    assert is_refused(data)


def test_a_png_that_unpacks_to_far_more_than_it_says_is_refused_without_unpacking_it_all() -> None:
    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(1 << 26), 9)
    assert is_refused(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


@given(
    st.sampled_from([(kind, mode) for kind, modes in MODES.items() for mode in modes]),
    st.integers(1, 70),
    st.integers(1, 50),
    st.integers(0, 8),
    st.binary(max_size=40),
)
def test_whatever_the_picture_its_points_stay_and_nothing_else(
    made: tuple[str, str], width: int, height: int, turn: int, behind: bytes
) -> None:
    data = picture(*made, (width, height), turn)
    copy, _ = bare_copy(data + behind)
    assert points(copy) == points(data)
    assert not left_in(copy)
    assert bare_copy(copy)[0] == copy
    left = Image.open(io.BytesIO(copy))
    assert set(left.getexif()) <= ({Base.Orientation} if made[0] == "JPEG" else set())
    assert not {"comment", "icc_profile", "xmp", "photoshop", "Author"} & set(left.info)


def cleared_or_refused(data: bytes) -> bytes | None:
    """The copy, None where it is refused. Whatever else is raised is a fault."""
    try:
        return bare_copy(data)[0]
    except FileRefused as refused:
        return None if refused.code == "picture-not-cleared" else data


HEADS = (b"", b"\xff\xd8", b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"RIFF\x20\x00\x00\x00WEBPVP8X")


@given(st.sampled_from(HEADS), st.binary(max_size=300))
def test_no_bytes_at_all_raise_anything_but_our_refusal(head: bytes, rest: bytes) -> None:
    copy = cleared_or_refused(head + rest)
    assert copy is None or cleared_or_refused(copy) == copy


@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_a_picture_with_some_bytes_changed_is_cleared_or_refused(kind: str, data: st.DataObject) -> None:
    broken = bytearray(picture(kind, turn=6))
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    copy = cleared_or_refused(bytes(broken))
    assert copy is None or cleared_or_refused(copy) == copy
