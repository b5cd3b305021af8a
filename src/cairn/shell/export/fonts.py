"""Fonts of the system that hold Latin and Arabic letters, for whatever sets pages: none are shipped."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from cairn.errors import FileRefused

FAMILIES = (
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"),
    ("NotoNaskhArabic-Regular.ttf", "NotoNaskhArabic-Bold.ttf"),
    ("NotoSansHebrew-Regular.ttf", "NotoSansHebrew-Bold.ttf"),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
)
"""Free fonts that a system may have, in the order they are taken; the first that holds a letter draws it."""
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/System/Library/Fonts",
           "/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts")  # fmt: skip
NEEDED = "Aa0ابة"
Font = tuple[Path, Path]
"""Regular and bold; one file for both where there is no other."""


def fonts_for(given: Iterable[Path] = ()) -> tuple[Font, ...]:
    """The fonts named, else those of the system; together they must hold Latin and Arabic letters.

    Raises `FileRefused` (font-missing). Whoever calls it has the library that reads fonts, with every extra that sets
    pages.
    """
    named = [(path, path) for path in given]
    fonts = tuple(named or _of_system())
    if not all(path.is_file() for pair in fonts for path in pair) or not _covered(fonts):
        raise FileRefused(
            "font-missing",
            "no fonts with Arabic and Latin letters are at hand",
            field="font",
            value=", ".join(str(path) for path, _ in named) or "none named",
            remedy="Install some (Debian: fonts-noto-core). For `cairn refer` name files: --font A.ttf --font B.ttf.",
        )
    return fonts


def _of_system() -> list[Font]:
    wanted = {name for family in FAMILIES for name in family}
    there: dict[str, Path] = {}
    for folder in FOLDERS:
        for at, _, files in os.walk(Path(folder).expanduser()):
            for name in wanted & set(files):
                there.setdefault(name, Path(at) / name)
    return [(there[r], there.get(b, there[r])) for r, b in FAMILIES if r in there]


def _covered(fonts: Sequence[Font]) -> bool:
    """Whether each needed letter is in one of them."""
    from fontTools.ttLib import TTFont, TTLibError

    held: set[int] = set()
    for path, _ in fonts:
        try:
            with TTFont(io.BytesIO(path.read_bytes()), lazy=True) as font:
                held |= set(font.getBestCmap() or ())
        except (TTLibError, OSError):
            return False
    return all(ord(letter) in held for letter in NEEDED)
