"""Blot out withdrawn names, letter for letter, so that every passage keeps its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

MASK = "█"
BETWEEN = r"(?:[\s._+-]|%20)+"
"""What may stand between the parts of a name: a handle or an address writes no spaces."""
_MARKS = "[\u0640\u064b-\u0652\u0670]*"
"""Vowel signs and lengthening strokes, which may stand after any Arabic letter."""


class NameMask:
    """Call it with a text: each withdrawn name in it, however its parts are joined, becomes blocks."""

    def __init__(self, names: Iterable[str]) -> None:
        parts = [
            BETWEEN.join(_MARKS.join(map(re.escape, word)) + _MARKS for word in n.split())
            for n in sorted(names, key=lambda n: (-len(n), n))
            if n.strip()
        ]
        self.pattern = re.compile("|".join(parts), re.IGNORECASE) if parts else None

    def __call__(self, text: str) -> str:
        """The text, the same length."""
        return self.pattern.sub(lambda m: MASK * len(m.group()), text) if self.pattern else text

    def throughout(self, value: Any) -> Any:
        """The value with every text in its lists and objects masked; keys stay."""
        if self.pattern is None:
            return value
        if isinstance(value, str):
            return self(value)
        if isinstance(value, Mapping):
            return {key: self.throughout(v) for key, v in value.items()}
        return [self.throughout(v) for v in value] if isinstance(value, list | tuple) else value
