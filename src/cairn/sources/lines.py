"""Checks a text file before anything is made of it: pieces of bytes enter, a clear refusal or nothing leaves.

It holds one piece at a time, so that a line of 200 MB is refused without being held. What it lets through is
UTF-8, has line ends that part lines, and no line longer than any report has.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

from cairn.errors import FileRefused

LONGEST_LINE = 10_000_000
"""Bytes. The longest report met holds 50,000 characters; a line two hundred times that is a broken export."""
LARGEST_FILE = 500_000_000
"""Bytes of one table."""
PIECE = 1 << 18
_BLANK = b" \t\r\n"
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def pieces(data: bytes) -> Iterator[memoryview]:
    """Bytes at hand as pieces, without a copy."""
    whole = memoryview(data)
    return (whole[at : at + PIECE] for at in range(0, len(data), PIECE))


def check_lines(name: str, parts: Iterable[bytes | memoryview]) -> None:
    """Raises `FileRefused` (file-empty, file-not-utf8, file-line-too-long, file-line-ends, file-too-large),
    with the line and where in it."""
    check = _Check(name)
    for part in parts:
        check.take(bytes(part))
    check.end()


class _Check:
    def __init__(self, name: str) -> None:
        self.name = name
        self.line, self.length, self.size = 1, 0, 0  # the line at hand, its bytes so far, bytes taken
        self.returns, self.holds, self.last = 0, False, b""
        self.decoder = codecs.getincrementaldecoder("utf-8")()

    def take(self, part: bytes) -> None:
        self._words(part, final=False)
        first, *others = part.split(b"\n")
        self._long(self.length + len(first), self.line)
        for n, middle in enumerate(others[:-1], start=1):
            self._long(len(middle), self.line + n)
        self.length = len(others[-1]) if others else self.length + len(first)
        self.line += len(others)
        self.size += len(part)
        self.returns += part.count(b"\r")
        self.holds = self.holds or bool(part.replace(codecs.BOM_UTF8, b"").strip(_BLANK))
        self.last = part[-1:] or self.last
        if self.size > LARGEST_FILE:
            raise too_large(self.name, self.size, LARGEST_FILE)

    def end(self) -> None:
        self._words(b"", final=True)
        if not self.holds:
            raise empty(self.name)
        if self.line == 1 and self.returns > (self.last == b"\r"):
            raise FileRefused(
                "file-line-ends",
                f"the lines of {self.name} end in CR alone, so that it is one line",
                field="file",
                value=self.name,
                remedy="Save it with LF or CR LF line ends.",
                row=1,
            )

    def _words(self, part: bytes, *, final: bool) -> None:
        held = len(self.decoder.getstate()[0])  # the beginning of a letter that the piece before broke off
        try:
            self.decoder.decode(part, final)
        except UnicodeDecodeError as fault:
            raise self._not_utf8(bytes(fault.object), fault.start, held) from fault

    def _not_utf8(self, seen: bytes, at: int, held: int) -> FileRefused:
        lines = seen.count(b"\n", 0, at)
        column = at - seen.rfind(b"\n", 0, at) if lines else self.length - held + at + 1
        offset = self.size - held + at + 1
        sign = f"0x{seen[at]:02X}"
        which = "UTF-16, not UTF-8" if offset == 1 and seen[:2] in _WIDE_MARKS else "not UTF-8"
        return FileRefused(
            "file-not-utf8",
            f"{self.name} is {which}: byte {column} of line {self.line + lines} (byte {offset} of the file) "
            f"is {sign}",
            field="file",
            value=f"{sign} at byte {offset}",
            remedy="Save it as UTF-8, in a spreadsheet as 'CSV UTF-8'.",
            row=self.line + lines,
        )

    def _long(self, length: int, line: int) -> None:
        if length > LONGEST_LINE:
            raise FileRefused(
                "file-line-too-long",
                f"line {line} of {self.name} is longer than {LONGEST_LINE:,} bytes",
                field="file",
                value=self.name,
                remedy="Were its line ends lost? Write one report a line.",
                row=line,
            )


def too_large(name: str, size: int, limit: int) -> FileRefused:
    """What is said of a file that is larger than is read at once."""
    return FileRefused(
        "file-too-large",
        f"{name} is larger than {limit:,} bytes",
        field="file",
        value=size,
        remedy="Split it into several files.",
    )


def empty(name: str) -> FileRefused:
    """What is said of a file that holds nothing."""
    return FileRefused(
        "file-empty", f"{name} holds nothing", field="file", value=name, remedy="Choose another file."
    )
