"""A text with the words of its claims marked: `text[start:end]` of each claim, escaped, with an anchor.

Enters: a stored text and claims with code-point offsets into it. Leaves: HTML. Where claims overlap the
text is cut at every edge, so each letter appears once and every claim still has its own anchor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cairn.publish.wording.markup import Html, text

SHOWN_WHOLE = 6_000
"""Texts up to this many characters are shown whole; longer ones around their claims."""
CONTEXT = 280
"""Characters kept on either side of a claim in a longer text."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One claim's stretch of the text; `anchor` is the id of its place in the page, `back` an address to which its words
    lead back; empty, they lead nowhere."""

    start: int
    end: int
    anchor: str
    kind: str
    back: str = ""


def marked(words: str, marks: Sequence[Mark], *, gap: str = "[…]", whole: int = SHOWN_WHOLE) -> Html:
    """The words with every mark in its place; all of them up to `whole` characters, else those around each mark.

    Raises `ValueError` where a mark reaches past the text.
    """
    ordered = sorted(marks, key=lambda m: (m.start, -m.end, m.anchor))
    for mark in ordered:
        if not 0 <= mark.start <= mark.end <= len(words):
            raise ValueError(
                f"the mark {mark.anchor} ({mark.start} to {mark.end}) is not in the text of {len(words)}"
            )
    parts: list[str] = []
    at = 0
    for start, end in _windows(len(words), ordered, whole):
        if start > at:
            parts.append(f'<span class="gap">{text(gap)}</span>')
        inside = [
            m
            for m in ordered
            if (m.start < end and m.end > start) or (m.start == m.end and start <= m.start <= end)
        ]
        parts.append(_stretch(words, start, end, inside))
        at = end
    if at < len(words):
        parts.append(f'<span class="gap">{text(gap)}</span>')
    return Html("".join(parts))


def _windows(length: int, marks: Sequence[Mark], whole: int) -> list[tuple[int, int]]:
    """What is shown of a text: all of a short one, else the surroundings of each mark, merged."""
    if length <= whole:
        return [(0, length)]
    if not marks:
        return [(0, CONTEXT * 4)]
    windows: list[tuple[int, int]] = []
    for mark in marks:
        start, end = max(0, mark.start - CONTEXT), min(length, mark.end + CONTEXT)
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(windows[-1][1], end))
        else:
            windows.append((start, end))
    return windows


def _stretch(words: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    edges = sorted({start, end, *(e for m in marks for e in (m.start, m.end) if start < e < end)})
    begun: set[str] = set()
    parts: list[str] = []
    for left, right in pairwise(edges):
        over = [m for m in marks if m.start <= left and m.end >= right]
        if not over:
            parts.append(text(words[left:right]))
            continue
        new = [m.anchor for m in over if m.anchor not in begun]
        begun.update(new)
        kinds = " ".join(dict.fromkeys(f"k-{m.kind}" for m in over))
        own = f' id="{text(new[0])}"' if new else ""
        rest = "".join(f'<span id="{text(anchor)}"></span>' for anchor in new[1:])
        inside = leading_back(text(words[left:right]), next((m.back for m in over if m.back), ""))
        parts.append(f'<mark{own} class="{text(kinds)}">{rest}{inside}</mark>')
    return "".join(parts)


def leading_back(words: Html, back: str) -> Html:
    """Marked words as a link to where their claim is told."""
    return Html(f'<a href="{text(back)}">{words}</a>') if back else words
