"""Looks at a picture or film from without: a name and bytes enter, its kind, form and size leave; nothing is decoded.

What it is stands in its first bytes, whatever its name says. Whatever is neither is refused, and so is a picture that
would fill the memory of whoever opens it. Also cuts a table that says which file belongs to which report.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cairn.errors import FileRefused, NotAllowed, RowRejected
from cairn.vocab.closed import Warn

from .raw_row import BadRow, RawRow
from .rows import rows_of

LARGEST_PICTURE, LARGEST_FILM = 32 * 2**20, 256 * 2**20
MOST_POINTS = 100_000_000
"""A picture of so many points takes 400 megabytes to show; no camera of the street makes one."""
LONGEST_TOLD = 600
COLUMNS = ("report_id", "file", "incident", "told_en", "told_ar", "warning", "told_by", "why")
_FORMS = "JPEG, PNG and WebP pictures, MP4 and WebM films"
_STILLS = frozenset({b"heic", b"heix", b"heim", b"hevc", b"mif1", b"msf1", b"avif", b"avis", b"crx "})
_SIZED = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # segments of a JPEG that tell its size


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file is: `kind` image or video, `form` jpg, png, webp, mp4 or webm; points, None where not told."""

    kind: str
    form: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class MediaLine:
    """A row of a table: which file belongs to which report; `told_by` says in words what is to be seen, or ""."""

    row: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class MediaTable:
    """The rows in order, and those that tell no file."""

    lines: tuple[MediaLine, ...]
    rejected: tuple[BadRow, ...]


def media_id(report_id: str, sha256: str) -> str:
    """Steady: the same bytes of the same report are one thing. It stays inside."""
    return "m-" + hashlib.sha256(f"{report_id}\x1f{sha256}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def seen(name: str, data: bytes) -> Seen:
    """What the bytes are. Raises `FileRefused` (media-kind-unknown, media-broken, media-too-large)."""
    found = _form(data)
    if found is None:
        raise FileRefused(
            "media-kind-unknown",
            f"the bytes of {name} are none of {_FORMS}",
            field="file",
            value=name,
            remedy="Save it as one of these; keep the original beside it.",
        )
    kind, form, measure = found
    limit = LARGEST_PICTURE if kind == "image" else LARGEST_FILM
    if len(data) > limit:
        raise media_too_large(name, f"{len(data):,} bytes; at most {limit:,} go in")
    try:
        width, height = measure(data)
        if 0 in (width, height):
            raise ValueError("no extent")
    except (IndexError, ValueError) as e:
        raise FileRefused(
            "media-broken",
            f"{name} breaks off before it tells its size, or has none",
            field="file",
            value=name,
            remedy="Get the file anew from where it came.",
        ) from e
    if width is not None and height is not None and width * height > MOST_POINTS:
        raise media_too_large(name, f"{width:,} by {height:,} points; at most {MOST_POINTS:,} in all go in")
    return Seen(kind, form, width, height)


def media_too_large(name: str, why: str) -> FileRefused:
    """What is said of a file that is too large."""
    return FileRefused(
        "media-too-large",
        f"{name} has {why}",
        field="file",
        value=name,
        remedy="Add a smaller copy; keep the original beside it.",
    )


def read_media(name: str, data: bytes) -> MediaTable:
    """Every row as a file of a report, or set aside (media-row). Raises `FileRefused` with the codes of `rows_of`."""
    lines: list[MediaLine] = []
    rejected: list[BadRow] = []
    for row in rows_of(name, data, needed=("report_id", "file")):
        if isinstance(row, BadRow):
            rejected.append(row)
            continue
        line = _line(row)
        missing = next((c for c in ("report_id", "file") if not line[c]), "")
        if missing:
            wrong = RowRejected(
                "media-row",
                "a row names a report and a file",
                field=missing,
                value="",
                remedy="Fill both columns, report_id and file.",
            )
            rejected.append(BadRow(row.row, row.raw, wrong))
        else:
            lines.append(line)
    return MediaTable(tuple(lines), tuple(rejected))


def _line(row: RawRow) -> MediaLine:
    cells = {str(k).lower(): "" if v is None else str(v).strip() for k, v in row.cells.items()}
    return MediaLine(row.row, {c: cells.get(c, "") for c in COLUMNS})


def refuse_untold(told_en: str, told_ar: str, warning: str) -> None:
    """Raises `NotAllowed` where the words cannot stand for a picture (media-not-told, media-told-unusable), or nobody
    says what to warn of (media-warning-unknown)."""
    if not (told_en or told_ar):
        raise NotAllowed(
            "media-not-told",
            "nobody said in words what is to be seen",
            field="told_en",
            remedy="Say it in English, Arabic or both.",
        )
    for name, words in (("told_en", told_en), ("told_ar", told_ar)):
        if len(words) > LONGEST_TOLD or not words.isprintable():
            raise NotAllowed(
                "media-told-unusable",
                f"the words are one line of at most {LONGEST_TOLD} letters",
                field=name,
                value=words,
                remedy="Say it shorter, on one line.",
            )
    if warning not in set(Warn):
        raise NotAllowed(
            "media-warning-unknown",
            "what a viewer is warned of is said, or that there is nothing",
            field="warning",
            value=warning,
            remedy=f"One of {', '.join(Warn)}.",
        )


Size = tuple[int | None, int | None]


def _form(data: bytes) -> tuple[str, str, Callable[[bytes], Size]] | None:
    head = data[:16]
    if head.startswith(b"\xff\xd8\xff"):
        return "image", "jpg", _jpeg
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image", "png", _png
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image", "webp", _webp
    if head[4:8] == b"ftyp" and head[8:12] not in _STILLS:
        return "video", "mp4", _untold
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video", "webm", _untold
    return None


def _untold(data: bytes) -> Size:
    """A film tells its size deep inside; nobody here needs it."""
    return None, None


def _png(data: bytes) -> Size:
    if data[12:16] != b"IHDR":
        raise ValueError("no header")
    return _some(data[16:20], "big"), _some(data[20:24], "big")


def _jpeg(data: bytes) -> Size:
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        if marker in _SIZED:
            return _some(data[at + 7 : at + 9], "big"), _some(data[at + 5 : at + 7], "big")
        if marker == 0xFF or marker == 0x01 or 0xD0 <= marker <= 0xD7:
            at += 1 if marker == 0xFF else 2
            continue
        length = _some(data[at + 2 : at + 4], "big")
        if length < 2:
            raise ValueError("a segment without an end")
        at += 2 + length


def _webp(data: bytes) -> Size:
    kind, body = data[12:16], data[20:30]
    if kind == b"VP8X":
        return 1 + _some(body[4:7], "little"), 1 + _some(body[7:10], "little")
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        return _some(body[6:8], "little") & 0x3FFF, _some(body[8:10], "little") & 0x3FFF
    if kind == b"VP8L" and body[:1] == b"\x2f":
        bits = _some(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    raise ValueError("no picture")


def _some(part: bytes, order: str) -> int:
    if len(part) < 2:
        raise ValueError("it breaks off")
    return int.from_bytes(part, "big" if order == "big" else "little")
