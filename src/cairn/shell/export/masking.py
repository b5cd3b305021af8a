"""Blot out withdrawn names, letter for letter, so that every passage keeps its place."""

from __future__ import annotations

import re
from collections.abc import Iterable

MASK = "█"
_MARKS = "[\u0640\u064b-\u0652\u0670]*"
"""Vowel signs and lengthening strokes, which may stand after any Arabic letter."""


class NameMask:
    """Call it with a text: each withdrawn name in it, however the words are spaced, becomes blocks."""

    def __init__(self, names: Iterable[str]) -> None:
        parts = [
            r"\s+".join(_MARKS.join(map(re.escape, word)) + _MARKS for word in n.split())
            for n in sorted(names, key=lambda n: (-len(n), n))
            if n.strip()
        ]
        self.pattern = re.compile("|".join(parts), re.IGNORECASE) if parts else None

    def __call__(self, text: str) -> str:
        """The text, the same length."""
        return self.pattern.sub(lambda m: MASK * len(m.group()), text) if self.pattern else text
