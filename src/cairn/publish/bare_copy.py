"""A copy of a picture without what the camera or a program wrote into the file beside it.

Enters: the bytes of a JPEG, PNG or WebP. Leaves: the same picture, point for point as it is stored, without place,
moment, device, thumbnail, remark or anything that was hung on behind it. What is neither is refused: better no picture
than one that tells where its maker lives. A turn that only the metadata told is lost with it.
"""

from __future__ import annotations

from cairn.errors import FileRefused

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
_NEEDED_APP = 0xEE  # how colours are coded (Adobe): twelve bytes of which none is free text
_ADOBE = b"Adobe"
_PNG = b"\x89PNG\r\n\x1a\n"
_CHUNKS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB"})
_SEGMENTS = frozenset(
    {*range(0xC0, 0xD0), _SOS, 0xDB, 0xDC, 0xDD}
)  # points, tables, rows, restarts: none is free text
_WEBP = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH"})
_FLAGS_KEPT = (
    0x10  # of a WebP: that it can be seen through; colours, camera and programs told elsewhere in it
)


def bare_copy(data: bytes) -> tuple[bytes, str]:
    """The copy, and the ending of its name. Raises `FileRefused` for another kind, and for a broken file."""
    try:
        if data.startswith(b"\xff\xd8"):
            return _jpeg(data), "jpg"
        if data.startswith(_PNG):
            return _png(data), "png"
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp(data), "webp"
    except (IndexError, ValueError) as e:
        raise _refused("the picture breaks off, or is not what it begins as") from e
    raise _refused("only JPEG, PNG and WebP can be cleared of what a camera wrote into them")


def _refused(why: str) -> FileRefused:
    return FileRefused(
        "picture-not-cleared",
        why,
        field="media",
        remedy="Save the picture anew as JPEG or PNG, or leave it out.",
    )


def _jpeg(data: bytes) -> bytes:
    """Every segment that the picture itself is made of, up to its end: what hangs on behind is not the picture."""
    parts = [data[:2]]
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no marker")
        while data[at + 1] == 0xFF:  # padding
            at += 1
        marker = data[at + 1]
        if marker == _EOI:
            return b"".join([*parts, b"\xff\xd9"])
        if marker in _ALONE:
            parts.append(data[at : at + 2])
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end > len(data) or end < at + 4:
            raise ValueError("a segment reaches past the file")
        if _is_picture(marker, data[at + 4 : end]):
            parts.append(data[at:end])
        at = end
        if marker == _SOS:
            stop = _scan_end(data, at)
            parts.append(data[at:stop])
            at = stop


def _is_picture(marker: int, body: bytes) -> bool:
    """Whether a segment is needed to draw: no remark and no application's own, but for how colours are coded."""
    if marker == _NEEDED_APP:
        return body.startswith(_ADOBE) and len(body) == 12
    return marker in _SEGMENTS


def _scan_end(data: bytes, at: int) -> int:
    """Where the coded points end: at the next marker that is neither a stuffed byte nor a restart."""
    while True:
        at = data.index(b"\xff", at)
        following = data[at + 1]
        if following not in (0x00, 0xFF) and following not in _ALONE:
            return at
        at += 1 if following == 0xFF else 2


def _png(data: bytes) -> bytes:
    parts = [_PNG]
    at = len(_PNG)
    while True:
        length = int.from_bytes(data[at : at + 4], "big")
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data) or len(kind) != 4:
            raise ValueError("a chunk reaches past the file")
        if kind in _CHUNKS:
            parts.append(data[at:end])
        if kind == b"IEND":
            return b"".join(parts)
        at = end


def _webp(data: bytes) -> bytes:
    """The chunks that draw one still picture; what its header says of others is taken back."""
    parts, at, end = [], 12, 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise ValueError("it reaches past the file")
    while at + 8 <= end:
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body, at = data[at + 8 : at + 8 + length], at + 8 + length + length % 2
        if len(body) < length or kind == b"ANMF":
            raise ValueError("a chunk reaches past the file, or it moves")
        if kind == b"VP8X":
            body = bytes([body[0] & _FLAGS_KEPT, 0, 0, 0]) + body[4:10]
        if kind in _WEBP:
            parts.append(kind + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2))
    if not any(part[:4] in (b"VP8 ", b"VP8L") for part in parts):
        raise ValueError("it draws nothing")
    drawn = b"WEBP" + b"".join(parts)
    return b"RIFF" + len(drawn).to_bytes(4, "little") + drawn
