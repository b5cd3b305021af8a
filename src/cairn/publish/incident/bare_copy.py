"""A copy of a picture without what the camera or a program wrote into the file beside it.

Enters: the bytes of a JPEG, PNG or WebP. Leaves: the same picture, point for point as it is stored, without place,
moment, device, thumbnail, remark, second picture or anything that was hung on behind it. What is neither, is broken, or
draws nothing is refused: better no picture than one that tells where its maker lives. Of all that a camera wrote, only
which side is up is told anew, as one number from 2 to 8, since many a telephone writes its pictures lying down.
"""

from __future__ import annotations

import struct
import zlib

from cairn.errors import FileRefused

_EOI, _SOS, _APP0, _APP1, _APP14 = 0xD9, 0xDA, 0xE0, 0xE1, 0xEE
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SEGMENTS = _FRAMES | {0xC4, 0xCC, _SOS, 0xDB, 0xDC, 0xDD}
"""Points, tables, rows, restarts: none is free text."""
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"  # how colours are coded; no thumbnail
_EXIF, _TURN, _SHORT = b"Exif\x00\x00", 0x0112, 3

_PNG = b"\x89PNG\r\n\x1a\n"
_LONGEST = {b"IHDR": 13, b"PLTE": 768, b"tRNS": 256, b"gAMA": 4, b"cHRM": 32, b"sRGB": 1}
"""The chunks that are kept beside the points, and their bytes at most: none has room for words."""
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_WHOLE = ((0, 0, 1, 1),)
_INTERLACED = (
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
)  # fmt: skip
_PIECE, _ROOM = 1 << 16, 1 << 20

_DRAWN = (b"VP8 ", b"VP8L")
_SEE_THROUGH = (
    0x10  # the one thing the header of a WebP may still say: colours, camera, programs are left behind
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
    except (LookupError, ValueError, struct.error, zlib.error) as e:
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
    parts: list[bytes] = []
    told = {_APP0: b"", _APP1: b"", _APP14: b""}
    frames, at = 0, 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no marker")
        while data[at + 1] == 0xFF:  # padding
            at += 1
        marker = data[at + 1]
        if marker == _EOI:
            break
        if marker in _ALONE:
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end > len(data) or end < at + 4:
            raise ValueError("a segment reaches past the file")
        if marker in told:
            told[marker] = told[marker] or _told_anew(marker, data[at + 4 : end])
        frames += marker in _FRAMES
        stop = _scan_end(data, end) if marker == _SOS else end
        if marker in _SEGMENTS:
            parts.append(data[at:stop])
        at = stop
    if frames != 1 or not any(part[1] == _SOS for part in parts):
        raise ValueError("it draws nothing, or more than one picture")
    return b"".join([b"\xff\xd8", *told.values(), *parts, b"\xff\xd9"])


def _told_anew(marker: int, body: bytes) -> bytes:
    """What of an application's own segment is needed to draw, in our bytes: how colours are coded, which side is up."""
    if marker == _APP0:
        return _JFIF if body.startswith(b"JFIF\0") else b""
    if marker == _APP14:
        coded = body.startswith(b"Adobe") and len(body) == 12
        return b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00" + body[11:] if coded else b""
    turn = _turn(body)
    if not turn:
        return b""
    entry = _TURN.to_bytes(2, "big") + b"\x00\x03\x00\x00\x00\x01" + turn.to_bytes(2, "big") + b"\x00\x00"
    exif = _EXIF + b"MM\x00\x2a\x00\x00\x00\x08\x00\x01" + entry + b"\x00\x00\x00\x00"
    return b"\xff\xe1" + (2 + len(exif)).to_bytes(2, "big") + exif


def _turn(body: bytes) -> int:
    """Which side is up, 2 to 8; 0 where nothing readable says that the picture is turned."""
    if not body.startswith(_EXIF):
        return 0
    tiff = body[len(_EXIF) :]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        if order is None:
            return 0
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, at)
        for n in range(entries):
            tag, kind, count, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * n)
            if (tag, kind, count) == (_TURN, _SHORT, 1):
                return value if 2 <= value <= 8 else 0
    except struct.error:  # what a camera wrote may be broken where the picture is not
        pass
    return 0


def _scan_end(data: bytes, at: int) -> int:
    """Where the coded points end: at the next marker that is neither a stuffed byte nor a restart."""
    while True:
        at = data.index(b"\xff", at)
        following = data[at + 1]
        if following not in (0x00, 0xFF) and following not in _ALONE:
            return at
        at += 1 if following == 0xFF else 2


def _png(data: bytes) -> bytes:
    """The points, in one chunk that ends where they end, and the few chunks that tell how to colour them."""
    before: dict[bytes, bytes] = {}
    points: list[bytes] = []
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        length = int.from_bytes(data[at : at + 4], "big")
        kind, body, end = data[at + 4 : at + 8], data[at + 8 : at + 8 + length], at + 12 + length
        if end > len(data) or zlib.crc32(kind + body) != int.from_bytes(data[end - 4 : end], "big"):
            raise ValueError("a chunk reaches past the file, or is not as it was written")
        if (kind == b"IHDR") == bool(before):
            raise ValueError("its header does not come first and once")
        if kind == b"IDAT":
            points.append(body)
        elif kind in _LONGEST and length <= _LONGEST[kind]:
            before.setdefault(kind, body)
        elif not kind[0] & 0x20 and kind != b"IEND":
            raise ValueError("nobody can draw it without a chunk that is unknown here")
        at = end
    drawn = _points(b"".join(points), _unpacked(before[b"IHDR"]))
    chunks = [*before.items(), (b"IDAT", drawn), (b"IEND", b"")]
    return _PNG + b"".join(
        len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
        for kind, body in chunks
    )


def _unpacked(header: bytes) -> int:
    """How many bytes the points take once unpacked."""
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    bits, total = depth * _CHANNELS[colour], 0
    for x, y, across, down in _INTERLACED if interlaced else _WHOLE:
        columns, rows = max(0, -(-(width - x) // across)), max(0, -(-(height - y) // down))
        total += rows * (1 + (columns * bits + 7) // 8) if columns else 0
    return total


def _points(packed: bytes, expected: int) -> bytes:
    """The packed points up to their end, unpacked in small pieces. Refused are fewer or more than the header says."""
    unpacking, got = zlib.decompressobj(), 0
    for begin in range(0, len(packed), _PIECE):
        rest, filled = packed[begin : begin + _PIECE], True
        while (rest or filled) and not unpacking.eof and got <= expected:
            piece = unpacking.decompress(rest, _ROOM)
            rest, filled = unpacking.unconsumed_tail, len(piece) == _ROOM
            got += len(piece)
        if unpacking.eof and got == expected > 0:
            return packed[: min(begin + _PIECE, len(packed)) - len(unpacking.unused_data)]
        if unpacking.eof or got > expected:
            break
    raise ValueError("fewer points than it says, or more, or none")


def _webp(data: bytes) -> bytes:
    """The chunks that draw one still picture; what its header says of others is taken back."""
    parts: dict[bytes, bytes] = {}
    at, end = 12, 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise ValueError("it reaches past the file")
    while at + 8 <= end:
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body, at = data[at + 8 : at + 8 + length], at + 8 + length + length % 2
        if len(body) < length or kind == b"ANMF" or kind in parts:
            raise ValueError("a chunk reaches past the file, comes twice, or moves")
        if kind == b"VP8X":
            if parts or length != 10:
                raise ValueError("its header does not come first")
            body = bytes([body[0] & _SEE_THROUGH, 0, 0, 0]) + body[4:]
        if kind in (b"VP8X", b"ALPH", *_DRAWN):
            parts[kind] = body
    if sum(kind in parts for kind in _DRAWN) != 1:
        raise ValueError("it draws nothing, or more than one picture")
    drawn = b"WEBP" + b"".join(
        kind + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)
        for kind, body in parts.items()
    )
    return b"RIFF" + len(drawn).to_bytes(4, "little") + drawn
