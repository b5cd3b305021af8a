"""Frees a stored text of what is not its words, and keeps where every character stood.

A stored text enters; a `Cleaned` leaves: the characters to read, each with its place in the stored text.
`clean` drops page furniture line by line and empties login walls and error pages (furniture.py).
`fold_for_reading` gives one shape to each letter and closes words that were broken to slip past a
platform's filters. It is for reading only: posts are shown as written (recording rule 5).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cairn.values import Passage

from .furniture import own_stretches

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad"
_LETTER = "\u0621-\u063a\u0641-\u064a\u0671-\u06d3"
_MARK = re.compile(f"[{_MARKS}]")
_INNER = rf" .,،*/\\\\•·…'’_|^~+{_MARKS}-"
_TATWEEL_BREAK = re.compile(  # a word broken by tatweel together with points, commas, stars or spaces
    rf"(?<=[{_LETTER}{_MARKS}])[{_INNER}]{{0,12}}\u0640[\u0640{_INNER}]{{0,40}}(?=[{_LETTER}])"
)
_LAST_LETTERS = re.compile(r"[\u0621-\u0628\u062a-\u063a\u0641-\u064a]*$")  # all but the one that ends words
_STAR_BREAK = re.compile(rf"(?<=[{_LETTER}])(?:[*•·^~+\\=]{{1,4}}|\|)(?=[{_LETTER}])")
_POINT_BREAK = re.compile(
    rf"(?<![{_LETTER}])([{_LETTER}]{{1,7}})([./'’…-]{{1,3}})([{_LETTER}]{{1,6}})(?![{_LETTER}])"
)
_ADDRESS = frozenset({"د", "أ", "ا", "م"})  # doctor, professor, engineer: their point is no break
_SPACED_OUT = re.compile(rf"(?<![{_LETTER}\w])[{_LETTER}](?: [{_LETTER}]){{3,12}}(?![{_LETTER}\w])")
_LATIN_BREAK = re.compile(rf"(?<=[{_LETTER}])([lIoOaA])(?=[{_LETTER}])")
_LOOK_ALIKE = {"l": "ا", "I": "ا", "o": "ه", "O": "ه", "a": "ا", "A": "ا"}
_NEVER_FIRST = frozenset("\u0621\u0624\u0626\u0629\u0649")  # no word begins with one of these
_RUN_ON = re.compile(
    rf"(?<=[{_LETTER}]{{3}})(?<!ال)(?<!لل)(?<!لا)إ"
)  # behind an article only, or at the front
_WELDED = re.compile(f"[ة](?=[{_LETTER}])")  # two words run together: this letter ends a word
_SHAPES = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك",
    "گ": "ك", "ە": "ه", "ھ": "ه", "ۀ": "ه", "ء": "", "ـ": "", "٫": ".", "٬": ",", "٪": "%",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"', "’": "'", "‘": "'", "´": "'", "`": "'",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "‒": "-",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text to read, and for each of its characters the place of the stored character it stands for.

    `offsets` rise or stay (one ligature may give two letters). `length` is that of the stored text.
    """

    text: str
    offsets: Sequence[int]
    length: int

    def span(self, start: int, end: int) -> Passage:
        """Where `text[start:end]` stands in the stored text, from its first to its last character.

        Raises `ValueError` where the stretch is not within the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"not within the cleaned text: {start} to {end} of {len(self.text)}")
        if start == end:
            at = self.offsets[start] if start < len(self.offsets) else self.length
            return Passage(at, at)
        return Passage(self.offsets[start], self.offsets[end - 1] + 1)

    def part(self, start: int, end: int) -> Cleaned:
        """The stretch `text[start:end]` alone, still pointing into the same stored text."""
        return Cleaned(self.text[start:end], self.offsets[start:end], self.length)


def clean(text: str) -> Cleaned:
    """The lines of a text that are its own words; nothing where it is a login wall or an error page."""
    kept = own_stretches(text)
    if len(kept) and kept[0][0] == 0 and all(a[1] == b[0] for a, b in pairwise(kept)):
        return Cleaned(text[: kept[-1][1]], range(kept[-1][1]), len(text))
    return Cleaned(
        "".join(text[a:b] for a, b in kept), [at for a, b in kept for at in range(a, b)], len(text)
    )


def fold_for_reading(text: str) -> Cleaned:
    """The text with one shape per letter and broken words closed, for matching against word lists.

    Arabic marks, tatweel and invisible characters go; alef, ya, ta marbuta and hamza are unified; digits of
    any script become 0-9; Latin is lower case; line breaks stay. Never shown, never stored.
    """
    shapes = list(map(_FOLDED.__getitem__, text))
    if "ة" in text:
        for hit in _WELDED.finditer(text):
            shapes[hit.start()] += " "
    for hit in _RUN_ON.finditer(text) if "إ" in text else ():
        shapes[hit.start()] = " " + shapes[hit.start()]
    gone, swapped = _undone(text)
    for at, shape in swapped.items():
        shapes[at] = shape
    for at in gone:
        shapes[at] = ""
    folded = "".join(shapes)
    if len(folded) == len(text) and "" not in shapes:
        return Cleaned(folded, range(len(text)), len(text))
    return Cleaned(folded, [at for at, shape in enumerate(shapes) for _ in shape], len(text))


_KEPT = 8192  # more kinds of characters than any corpus of reports has


class _Folded(dict[str, str]):
    """The shape of every character met so far, worked out when it is first met."""

    def __missing__(self, char: str) -> str:
        shape = fold_char(char)
        if len(self) < _KEPT:
            self[char] = shape
        return shape


_FOLDED = _Folded()


def fold_char(char: str) -> str:
    """One character as compared: its declared shape; empty where dropped, two letters for a ligature."""
    if char in _SHAPES:
        return _SHAPES[char]
    if char == "\n" or char.isascii():
        return char.lower()
    if _MARK.match(char) or unicodedata.combining(char):
        return ""
    if char.isspace():
        return "\n" if char in "\u2028\u2029\x85" else " "
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    plain = unicodedata.normalize("NFKC", char)
    shape = "".join(_SHAPES.get(c, c) for c in plain).lower() if plain != char else char.lower()
    return "".join(c for c in shape if not unicodedata.combining(c)) if plain != char else shape


def folded_word(word: str) -> str:
    """A word of a list as `fold_for_reading` would give it."""
    return fold_for_reading(word).text


def _undone(text: str) -> tuple[set[int], dict[int, str]]:
    """What stands inside broken words: places to drop, and look-alikes to swap."""
    gone: set[int] = set()
    if "\u0640" in text:
        for hit in _TATWEEL_BREAK.finditer(text):
            if _joins(text, hit):
                gone.update(range(*hit.span()))
    for hit in _STAR_BREAK.finditer(text):
        gone.update(range(*hit.span()))
    points = [hit for hit in _POINT_BREAK.finditer(text) if _short(hit)]
    habit = any(_inside_word(hit) for hit in points)  # one word surely so broken: then all tight points are
    for hit in points if habit else ():
        gone.update(range(*hit.span(2)))
    for hit in _SPACED_OUT.finditer(text):
        gone.update(at for at in range(*hit.span()) if text[at] == " ")
    return gone, {hit.start(): _LOOK_ALIKE[hit[1]] for hit in _LATIN_BREAK.finditer(text)}


def _short(hit: re.Match[str]) -> bool:
    """Whether both sides of a point or slash are short enough to be parts of one word."""
    return hit[2] != "/" or len(hit[1]) + len(hit[3]) <= 5


def _inside_word(hit: re.Match[str]) -> bool:
    """Whether a point surely stands inside a word: no word is that short, or begins so, and no sentence ends there."""
    left, right = hit[1], hit[3]
    if right[0] in _NEVER_FIRST:
        return True
    return (len(right) == 1 and right != "و") or (len(left) <= 2 and len(right) <= 4 and left not in _ADDRESS)


def _joins(text: str, hit: re.Match[str]) -> bool:
    """Whether a stretch with tatweel breaks a word, rather than ending one word before the next begins."""
    inside = hit.group()
    parts = inside.split(" ")
    if len(parts) == 1 or ("\u0640" in parts[0] and "\u0640" in parts[-1]):
        return True
    before = _LAST_LETTERS.search(text[max(0, hit.start() - 5) : hit.start()])
    return before is not None and len(before.group()) <= 3
