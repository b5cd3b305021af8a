"""Words as they may be shown: without the characters that act on what stands round them.

A control character can rewrite a terminal and breaks a drawing; an override turns "12" into "21" for the eye; an
embedding that nobody closes turns the rest of the line. What is stored, given as data and hashed is never changed by
this: only what is drawn for people. Source: Unicode Standard Annex 9, and Unicode Technical Report 36.
"""

from __future__ import annotations

import re

NEVER = "\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff\U000e0001-\U000e007f"
"""As a class of `re`: control characters, overrides of direction, half characters, tags that nobody sees."""
TURNING = "\u202a-\u202c\u2066-\u2069"
"""As a class of `re`: what begins and ends a stretch of another direction."""

_NEVER = re.compile(f"[{NEVER}]")
_TURNING = re.compile(f"[{TURNING}]")
_BEGINS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}


def shown(words: str) -> str:
    """The words with a replacement character for each that may not be shown, and every turn of direction closed."""
    words = _NEVER.sub("\ufffd", words)
    return closed(words) if _TURNING.search(words) else words


def closed(words: str) -> str:
    """The words with every stretch of another direction ended in them, and no end of one that began outside."""
    parts: list[str] = []
    open_ends: list[str] = []
    for letter in words:
        end = _BEGINS.get(letter)
        if end:
            open_ends.append(end)
        elif letter in "\u202c\u2069":
            if letter not in open_ends or (letter == "\u202c" and open_ends[-1] != letter):
                continue
            while open_ends.pop() != letter:
                pass
        parts.append(letter)
    return "".join(parts) + "".join(reversed(open_ends))


def without_controls(page: str) -> str:
    """A whole page with a replacement character for each that may not be shown; turns of direction stay as they are."""
    return _NEVER.sub("\ufffd", page)
