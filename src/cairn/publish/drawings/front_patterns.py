"""Patterns that tell states of ground apart: each holder has a colour and a texture, and so has each other state."""

from __future__ import annotations

from cairn.publish.wording.ground_words import HOLDERS
from cairn.publish.wording.markup import Html, element

_TEXTURES = (
    "",
    "M0 6L6 0M-1 1L1 -1M5 7L7 5",
    "M0 3H6",
    "M3 0V6",
    "M0 0L6 6M5 -1L7 1M-1 5L1 7",
    "M0 3H6M3 0V6",
)
_OTHERS = {
    "f-contested": (8, "M0 8L8 0M-1 1L1 -1M7 9L9 7M0 0L8 8M7 -1L9 1M-1 7L1 9"),
    "f-disputed": (8, "M0 0H4V4H0ZM4 4H8V8H4Z"),
    "f-unknown": (8, "M2 1.2a0.8 0.8 0 1 0 0 1.6a0.8 0.8 0 1 0 0 -1.6ZM6 5.2a0.8 0.8 0 1 0 0 1.6a0.8 0.8 0 1 0 0 -1.6Z"),
}  # fmt: skip


def patterns(holders: int) -> Html:
    """The patterns of so many holders, held and held in part, and of every other state."""
    drawn = []
    for n in range(min(holders, HOLDERS)):
        ground = element("rect", {"class": f"p-h{n}", "width": 6, "height": 6})
        lines = [element("path", {"class": "p-line", "d": _TEXTURES[n]})] if _TEXTURES[n] else []
        drawn.append(_pattern(f"f-h{n}", 6, ground, *lines))
        stripe = element("rect", {"class": f"p-h{n}", "width": 5, "height": 10})
        drawn.append(
            _pattern(f"f-p{n}", 10, element("rect", {"class": "p-sheet", "width": 10, "height": 10}), stripe)
        )
    for kind, (size, data) in _OTHERS.items():
        ground = element("rect", {"class": f"p-sheet p-{kind[2:]}-sheet", "width": size, "height": size})
        drawn.append(_pattern(kind, size, ground, element("path", {"class": f"p-{kind[2:]}", "d": data})))
    return element("defs", None, *drawn)


def pattern_of(kind: str) -> str:
    """The fill of a class of `ground_words.state_class`."""
    return f"url(#{kind})"


def _pattern(kind: str, size: int, *inside: Html) -> Html:
    place = {"id": kind, "width": size, "height": size, "patternUnits": "userSpaceOnUse"}
    return element("pattern", place, *inside)
