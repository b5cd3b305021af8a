"""Secrets, and a search that finds them however a file may have written them down.

Every made word begins with a sign that no other word has, so one pattern finds all of them in one pass, and what is found
is looked up. Files are read as they stand and once more with what HTML, addresses, JSON and base64 wrote in signs undone.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import json
import random
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, quote_plus, unquote_plus

LATIN = "abdefghiklmnorstuvwx"
ARABIC = "بتثجحخدرزسشصطعغفقكلمن"
SIGN, ARABIC_SIGN = "zq", "ضظ"
MADE = re.compile(
    f"{SIGN}[{LATIN}]{{9}}|[{LATIN}]{{9}}{SIGN[::-1]}|{ARABIC_SIGN}[{ARABIC}]{{7}}|[{ARABIC}]{{7}}{ARABIC_SIGN[::-1]}"
)
"""A made word in lower case, also from its end to its beginning, as paper or a turn of direction may hold it."""
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
_ESCAPED = re.compile(r"(?:\\u[0-9a-f]{4})+")
_BASE64 = re.compile(r"[a-z0-9+/_-]{16,}={0,2}", re.I)


@dataclass
class Planted:
    """Every secret by the kind of place it hides in."""

    chance: random.Random = field(default_factory=lambda: random.Random(20251122))
    secrets: dict[str, list[str]] = field(default_factory=dict)

    def word(self, kind: str, *, odd: bool = False, arabic: bool = False) -> str:
        """A new secret word; `odd` adds signs that every format writes in its own way."""
        letters, sign, many = (ARABIC, ARABIC_SIGN, 7) if arabic else (LATIN, SIGN, 9)
        made = (sign + "".join(self.chance.choice(letters) for _ in range(many))).capitalize()
        self.secrets.setdefault(kind, []).append(made)
        return f"{made}'<&\" é{self.chance.choice(LATIN)}" if odd else made

    def name(self, kind: str) -> str:
        """A name of two secret words."""
        return f"{self.word(kind)} {self.word(kind)}"

    def hide(self, kind: str, value: str) -> str:
        """Keep a value made elsewhere as a secret: it is sought as it stands."""
        self.secrets.setdefault(kind, []).append(value)
        return value

    def __len__(self) -> int:
        return len({s.lower() for words in self.secrets.values() for s in words})

    def found_in(self, *folders: Path) -> dict[str, list[str]]:
        """Kind -> its secrets that stand in some file of the folders, or in a file's name."""
        heap = "\n".join(layers(*folders))
        made = set(MADE.findall(heap))
        made |= {m[::-1] for m in made}
        kinds = {
            kind: [w for w in words if _stands(w.lower(), made, heap)] for kind, words in self.secrets.items()
        }
        return {kind: hits for kind, hits in kinds.items() if hits}

    def where(self, secret: str, *folders: Path) -> list[str]:
        """The files that hold it as it stands, for whoever must find the leak."""
        return [
            str(p)
            for f in folders
            for p in _files(f)
            if secret.lower() in p.read_bytes().decode("utf-8", "replace").lower()
        ]


def _stands(secret: str, made: set[str], heap: str) -> bool:
    return secret in made if MADE.fullmatch(secret) else secret in heap


def _files(folder: Path) -> list[Path]:
    files = [p for p in sorted(folder.rglob("*")) if p.is_file()]
    assert files, f"nothing to search in {folder}"
    return files


def layers(*folders: Path) -> Iterator[str]:
    """All that the files hold, each line once, in lower case; then again with the writing of each format undone."""
    lines: set[str] = set()
    for folder in folders:
        for path in _files(folder):
            lines.add(str(path.relative_to(folder)))
            for told in _opened(path.read_bytes()):
                lines.update(told.split("\n"))
    coded = [_decoded(m) for line in lines for m in _BASE64.findall(line)]
    lines = {line.lower() for line in (*lines, *coded)}
    yield "\n".join(lines)
    while lines := {plain for line in lines if (plain := _undone(line)) != line}:
        yield "\n".join(lines)


def _opened(data: bytes) -> Iterator[str]:
    """The bytes as text, and where they are packed what is in them."""
    yield data.decode("utf-8", "replace")
    if data.startswith(b"\x1f\x8b"):
        yield from _opened(gzip.decompress(data))
    if data.startswith(b"PK\3\4"):  # a workbook, or any other zip
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield "\n".join(packed.namelist())
            for name in packed.namelist():
                yield from _opened(packed.read(name))
    if data.startswith(b"PAR1"):
        from pyarrow import parquet

        rows = parquet.read_table(io.BytesIO(data)).to_pylist()
        yield json.dumps(rows, ensure_ascii=False, default=str)


def _undone(line: str) -> str:
    """The line with one layer of signs taken off."""
    line = html.unescape(line) if "&" in line else line
    line = unquote_plus(line) if "%" in line else line
    line = (
        _ESCAPED.sub(lambda m: m.group().encode().decode("unicode_escape"), line) if "\\u" in line else line
    )
    return _MARKS.sub(
        "", unicodedata.normalize("NFKC", line) if max(line, default="") >= "\ufb50" else line
    ).lower()


def _decoded(told: str) -> str:
    """What a stretch of base64 holds where it is text; else nothing."""
    try:
        return base64.b64decode(
            told.rstrip("=") + "=" * (-len(told.rstrip("=")) % 4),
            altchars=b"-_" if set(told) & set("-_") else None,
        ).decode()
    except (binascii.Error, ValueError):
        return ""


def variants(secret: str) -> set[str]:
    """A value as it stands and as pages and addresses write it, in lower case."""
    return {
        w.lower()
        for w in (secret, html.escape(secret), quote(secret), quote(secret, safe=""), quote_plus(secret))
    }
