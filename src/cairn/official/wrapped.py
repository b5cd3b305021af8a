"""Sentences that a text breaks over lines, made whole in their place: readers take the end of a line for an end."""

from __future__ import annotations

import re

_WRAPPED = re.compile(r"^([^\n]{50,1000}[^\n.:;!?])\n(?=[a-z0-9])", re.MULTILINE)


def unwrapped(text: str) -> str:
    """The text, as long as before, a space for each break after a long line that ends no sentence and before one that
    goes on in small letters or with a number. Lists of short lines stay as they are."""
    return _WRAPPED.sub(r"\1 ", text)
