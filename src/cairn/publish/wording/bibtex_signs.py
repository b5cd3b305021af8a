"""Text as BibTeX takes it: none of its own signs left."""

from __future__ import annotations

from .controls import shown

_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    sign: f"\\{sign}" for sign in "&%$#_{}"
}


def escaped(text: str) -> str:
    """Text in which no sign of BibTeX's own is left, on one line."""
    return "".join(_SPECIAL.get(sign, sign) for sign in " ".join(shown(text).split()))
