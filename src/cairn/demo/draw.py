"""Two invented pictures of the demo, drawn by code, each saying within itself that it is invented.

Enters: the name of a scene. Leaves: a PNG with words hung on it that tell of a camera and a place, invented as well, so
that there is something to clear away. The same name gives the same bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

WIDTH, HEIGHT = 480, 320
SKY, GROUND, WALL, DARK, CLOTH, WOOD, RUBBLE, PAPER, BREAD, STAIN = range(10)
_COLOURS = (
    (206, 220, 232), (196, 176, 140), (222, 210, 188), (40, 38, 36), (176, 58, 46), (122, 84, 50), (142, 134, 124),
    (250, 248, 242), (206, 150, 78), (112, 26, 22),
)  # fmt: skip
Box = tuple[int, int, int, int, int]
"""Left, top, width, height in points from the upper left, and a colour."""

_STREET: tuple[Box, ...] = ((0, 0, 480, 190, SKY), (0, 190, 480, 130, GROUND), (0, 90, 480, 100, WALL))
_STALL: tuple[Box, ...] = (
    (0, 0, 100, 16, CLOTH),
    (6, 16, 6, 64, WOOD),
    (88, 16, 6, 64, WOOD),
    (0, 48, 100, 10, WOOD),
)
_STONES: tuple[Box, ...] = (
    (0, 20, 26, 18, RUBBLE), (22, 10, 34, 28, RUBBLE), (50, 24, 20, 14, RUBBLE), (66, 16, 30, 22, RUBBLE),
    (30, 0, 18, 12, RUBBLE), (60, 8, 8, 4, DARK), (12, 16, 8, 4, DARK),
)  # fmt: skip
_SCENES: dict[str, tuple[tuple[int, int, Sequence[Box]], ...]] = {
    "market": (
        (0, 0, _STREET), (20, 130, _STALL), (140, 130, _STALL),
        (280, 180, ((0, 0, 110, 12, CLOTH), (20, 12, 6, 22, WOOD))),
        (290, 196, _STONES), (370, 204, _STONES), (410, 100, ((0, 0, 40, 60, DARK),)),
    ),
    "bakery": (
        (0, 0, _STREET), (60, 104, ((0, 0, 150, 86, PAPER), (16, 20, 118, 34, DARK), (8, 54, 134, 8, WOOD))),
        (300, 112, ((0, 8, 62, 52, DARK), (10, 0, 40, 70, DARK))), (290, 176, _STONES),
        (90, 220, ((0, 0, 26, 9, BREAD), (44, 14, 26, 9, BREAD), (88, 2, 26, 9, BREAD), (120, 24, 26, 9, BREAD))),
        (150, 240, ((0, 0, 60, 14, STAIN), (14, 10, 30, 10, STAIN))),
    ),
}  # fmt: skip
_LETTERS = {
    "I": "111 010 010 010 111", "N": "110 101 101 101 101", "V": "101 101 101 101 010", "E": "111 100 110 100 111",
    "T": "111 010 010 010 010", "D": "110 101 101 101 110", "P": "110 101 110 100 100", "C": "111 100 100 100 111",
    "U": "101 101 101 101 111", "R": "110 101 110 101 101", " ": "000 000 000 000 000",
}  # fmt: skip
_SAID, _SIZE = "INVENTED PICTURE", 5
_HUNG_ON = b"Comment\0Invented camera 7, invented place 35.0000 N 40.0000 E, invented moment"


def drawn(scene: str) -> bytes:
    """The picture. Raises `KeyError` for a scene that is not here."""
    points = [bytearray(WIDTH) for _ in range(HEIGHT)]
    for x, y, boxes in _SCENES[scene]:
        for left, top, width, height, colour in boxes:
            _fill(points, (x + left, y + top, width, height, colour))
    _write(points)
    rows = b"".join(b"\0" + bytes(row) for row in points)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", header), (b"PLTE", bytes(part for colour in _COLOURS for part in colour)), (b"tEXt", _HUNG_ON),
        (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""),
    )  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def _fill(points: list[bytearray], box: Box) -> None:
    x, y, width, height, colour = box
    for row in points[y : min(y + height, HEIGHT)]:
        end = min(x + width, WIDTH)
        row[x:end] = bytes([colour]) * (end - x)


def _write(points: list[bytearray]) -> None:
    """That it is invented, along the lower edge."""
    _fill(points, (0, HEIGHT - 45, WIDTH, 45, PAPER))
    left = (WIDTH - len(_SAID) * 4 * _SIZE) // 2
    for n, letter in enumerate(_SAID):
        for y, line in enumerate(_LETTERS[letter].split()):
            for x, bit in enumerate(line):
                if bit == "1":
                    at = (left + (4 * n + x) * _SIZE, HEIGHT - 35 + y * _SIZE)
                    _fill(points, (*at, _SIZE, _SIZE, DARK))
