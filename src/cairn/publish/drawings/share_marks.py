"""The shapes that tell authors apart in a chart of shares: told by form, so that no colour need be seen."""

from __future__ import annotations

from cairn.publish.wording.markup import Html, element

SHAPES = (
    "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z",  # circle
    "M-4.5 -4.5H4.5V4.5H-4.5Z",  # square
    "M0 -6L5.5 4.5H-5.5Z",  # triangle
    "M0 -6.3L6.3 0L0 6.3L-6.3 0Z",  # diamond
    "M0 6L5.5 -4.5H-5.5Z",  # triangle on its point
    "M-2 -6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z",  # cross
    "M0 -6.5L1.9 -2L6.3 -2L2.8 0.9L4 5.5L0 2.8L-4 5.5L-2.8 0.9L-6.3 -2L-1.9 -2Z",  # star
    "M-6 -3.5H6V3.5H-6Z",  # bar
)


def shape_of(n: int) -> str:
    """The outline of the author's shape about (0, 0); where there are more authors than shapes, they come again."""
    return SHAPES[n % len(SHAPES)]


def mark(n: int, x: str, y: float) -> Html:
    """The shape at `x` (a length in per cent) and `y`; a second round of shapes is hollow."""
    kind = "s-mark" if n < len(SHAPES) else "s-mark s-hollow"
    path = element("path", {"class": kind, "d": shape_of(n)})
    return element("svg", {"x": x, "y": f"{y:.1f}", "overflow": "visible"}, path)


def key(n: int) -> Html:
    """The shape as it stands in a legend, beside its author's name."""
    kind = "s-mark" if n < len(SHAPES) else "s-mark s-hollow"
    path = element("path", {"class": kind, "d": shape_of(n)})
    box = {"class": "shape", "viewBox": "-8 -8 16 16", "width": 16, "height": 16, "aria-hidden": "true"}
    return element("svg", box, path)
