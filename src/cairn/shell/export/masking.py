"""Blot out withdrawn names, letter for letter, so that every passage keeps its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cairn.publish.allowed.names import address_without, masked, pattern_of


class NameMask:
    """Call it with a text: each withdrawn name in it, however its parts are joined, becomes blocks."""

    def __init__(self, names: Iterable[str]) -> None:
        self.pattern = pattern_of(names)

    def __call__(self, text: str) -> str:
        """The text, the same length."""
        return masked(text, self.pattern)

    def address(self, address: str) -> str:
        """The address, or "" where a withdrawn name stands in it."""
        return address_without(address, self.pattern)

    def throughout(self, value: Any) -> Any:
        """The value with every text in its lists and objects masked; keys stay."""
        if self.pattern is None:
            return value
        if isinstance(value, str):
            return self(value)
        if isinstance(value, Mapping):
            return {key: self.throughout(v) for key, v in value.items()}
        return [self.throughout(v) for v in value] if isinstance(value, list | tuple) else value
