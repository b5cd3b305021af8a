"""Tells the lines of a captured page that are its own words from what the page puts around them.

A stored text enters, the stretches of it that are to be read leave, in order; none where it is a login wall or an
error page. Stands below clean. Menus, buttons, share lines, headlines of other articles, lines told twice and the
second of two translations go. The words are in vocab/data/furniture.toml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cairn.vocab.load import load_toml, of_words

_MARK = re.compile(
    r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]"
)
_ARABIC = re.compile(r"[\u0620-\u064a\u0671-\u06d3]")
_LATIN = re.compile(r"[A-Za-z]")
_DIGIT = re.compile(r"\d")
_BREAKS = re.compile(r"[^\w\s]|\u0640")
_DOTS = ("…", "...")
_ENDS = (".", "!", "؟", "?", ":", "…", "،", ",")
_LEAST_TWICE = 25
"""A line with fewer characters may be told twice and mean it: a heading, a name."""
_LEAST_BLOCK = 60
"""So many characters in each of two scripts, and neither over three times the other, are a text and its translation."""
_STAMP = re.compile(r"https?://|pic\.twitter|\(@\w")


@dataclass(frozen=True, slots=True)
class _Line:
    """`bare` is the line as compared: no marks, no outer space, lower case."""

    start: int
    end: int
    bare: str
    is_furniture: bool


@dataclass(frozen=True, slots=True)
class _Rules:
    lines: frozenset[str]
    starts: tuple[str, ...]
    shapes: re.Pattern[str]
    tails: frozenset[str]
    asides: frozenset[str]
    walls: tuple[str, ...]
    wall_length: int
    tail_after: int
    paragraph: int
    menu_lines: int
    menu_width: int
    events: re.Pattern[str]


@of_words()
def _rules() -> _Rules:
    data = load_toml("furniture")
    return _Rules(
        lines=_folded(data["lines"]),
        starts=tuple(
            bare(start) + (" " if start.endswith(" ") else "") for start in data["starts"] + data["pointers"]
        ),
        shapes=re.compile("|".join(f"(?:{shape})" for shape in data["shapes"]), re.IGNORECASE),
        tails=_folded(data["tails"]),
        asides=_folded(data["asides"]),
        walls=tuple(data["walls"]),
        wall_length=data["wall_length"],
        tail_after=data["tail_after"],
        paragraph=data["paragraph"],
        menu_lines=data["menu_lines"],
        menu_width=data["menu_width"],
        events=re.compile(
            "|".join(re.escape(bare(word)) for word in load_toml("accounts")["bulletin"]["events"])
        ),
    )


def _folded(words: Sequence[str]) -> frozenset[str]:
    return frozenset(bare(word) for word in words)


def bare(line: str) -> str:
    """A line as compared with the lists."""
    return _MARK.sub("", line).strip().casefold()


def own_stretches(text: str) -> list[tuple[int, int]]:
    """The first and the last place, plus one, of each stretch of the text that is its own words."""
    if is_wall(text):
        return []
    at = 0
    lines: list[_Line] = []
    for line in text.splitlines(keepends=True):
        words = bare(line)
        if words or not lines or lines[-1].bare:  # of blank lines the first is enough
            lines.append(_Line(at, at + len(line), words, _is_furniture(words)))
        at += len(line)
    for step in (_without_menus, _without_asides, _without_furniture, _without_links, _once, _one_language):
        if len(lines) > 1 or step in (_without_furniture, _once):
            lines = step(lines)
    if not any(line.bare for line in lines):
        return []
    return [stretch for line in lines for stretch in _first_time(text, line)]


def is_wall(text: str) -> bool:
    """Whether a short text holds the words of a login wall or an error page."""
    if len(text) > _rules().wall_length:
        return False
    low = bare(text)
    return any(wall in low for wall in _rules().walls)


def _is_furniture(line: str) -> bool:
    rules = _rules()
    if not line:
        return False
    if line in rules.lines or line.startswith(rules.starts):
        return True
    return len(line) < 500 and bool(rules.shapes.fullmatch(line))


def _without_furniture(lines: list[_Line]) -> list[_Line]:
    return [line for line in lines if not line.is_furniture]


def _without_menus(lines: list[_Line]) -> list[_Line]:
    """Without what stands between the entries of a menu: in a long run of short lines, a quarter of them known."""
    rules = _rules()
    gone: set[int] = set()
    run: list[int] = []
    for n in range(len(lines) + 1):
        if n < len(lines) and _may_be_entry(lines[n].bare):
            run.append(n)
            continue
        known = [at for at in run if lines[at].bare in rules.lines]
        written = sum(bool(lines[at].bare) for at in run)
        if written >= rules.menu_lines and len(known) * 4 >= written:
            gone.update(at for at in run if known[0] <= at <= known[-1])
        run = []
    return [line for n, line in enumerate(lines) if n not in gone]


def _may_be_entry(line: str) -> bool:
    if len(line) > _rules().menu_width or line.endswith(_ENDS) or _DIGIT.search(line):
        return False
    return not _rules().events.search(_BREAKS.sub("", line))  # what tells of harm is no entry of a menu


def _without_asides(lines: list[_Line]) -> list[_Line]:
    """Without what points to other articles: to the end of the page, or the short lines in the middle of it."""
    rules = _rules()
    paragraphs = [
        n
        for n, line in enumerate(lines)
        if len(line.bare) >= rules.paragraph and not line.bare.endswith(_DOTS)
    ]
    last = paragraphs[-1] if paragraphs else -1
    kept: list[_Line] = []
    size, is_aside = 0, False
    for n, line in enumerate(lines):
        words = line.bare.rstrip(":")
        is_tail = words in rules.tails
        if is_tail and size >= rules.tail_after and (paragraphs[0] < n if paragraphs else True):
            break
        if is_tail or words in rules.asides:
            is_aside = n < last or (size >= rules.tail_after and words in rules.asides)
            if is_aside:
                continue
        elif is_aside and n in paragraphs:
            is_aside = False
        if not is_aside:
            kept.append(line)
            size += 0 if line.is_furniture else len(line.bare)
    return kept


def _without_links(lines: list[_Line]) -> list[_Line]:
    """Without headlines of other articles: two or more short lines, cut off with dots, below a paragraph."""
    rules = _rules()
    first = next((n for n, line in enumerate(lines) if len(line.bare) >= rules.paragraph), len(lines))
    cut = {
        n
        for n, line in enumerate(lines)
        if n > first and len(line.bare) < rules.paragraph and line.bare.endswith(_DOTS)
    }
    return [line for n, line in enumerate(lines) if n not in cut] if len(cut) > 1 else lines


def _once(lines: list[_Line]) -> list[_Line]:
    """Each line once, and of a line that says the same several times over its first time."""
    seen: set[str] = set()
    kept = []
    for line in lines:
        if len(line.bare) >= _LEAST_TWICE:
            if line.bare in seen:
                continue
            seen.add(line.bare)
        kept.append(line)
    return kept


def _first_time(text: str, line: _Line) -> list[tuple[int, int]]:
    """A line; of one that says the same thing several times over, the first time and the line's end."""
    if len(line.bare) < 2 * _LEAST_TWICE:
        return [(line.start, line.end)]
    raw = text[line.start : line.end].rstrip()
    for begins in (0, raw.find(" | ") + 3, raw.find(" - ") + 3):
        again = raw.find(raw[begins : begins + _LEAST_TWICE], begins + _LEAST_TWICE)
        if again > 0:
            told, rest = raw[begins:again], raw[again:]
            if (told * (len(rest) // len(told) + 1)).startswith(rest):
                return [(line.start, line.start + again), (line.start + len(raw), line.end)]
    return [(line.start, line.end)]


def _one_language(lines: list[_Line]) -> list[_Line]:
    """Without the Latin lines of a post that is told in Arabic and again in a translation."""
    arabic: list[_Line] = []
    latin: list[_Line] = []
    for line in lines:
        letters = len(_ARABIC.findall(line.bare)), len(_LATIN.findall(line.bare))
        if max(letters) < 15 or _STAMP.search(line.bare):
            continue
        (arabic if letters[0] > letters[1] else latin).append(line)
    if not arabic or not latin or not (arabic[-1].end <= latin[0].start or latin[-1].end <= arabic[0].start):
        return lines
    sizes = [sum(len(line.bare) for line in some) for some in (arabic, latin)]
    if min(sizes) < _LEAST_BLOCK or max(sizes) > 3 * min(sizes):
        return lines
    gone = {line.start for line in latin}
    return [line for line in lines if line.start not in gone]
