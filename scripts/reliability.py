"""Draws how far a reading's confidence can be trusted: the scores of `cairn evaluate readings --json`, as an SVG.

    cairn evaluate readings --json ... > scores.json
    python scripts/reliability.py scores.json docs/images/reliability.svg

A dot for each tenth of confidence: how sure the readings in it were, and how many were right. On the line, confidence
is kept; above it, it is too modest; below, too bold. The size of a dot is the number of readings.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

SIZE, EDGE = 360, 48
INK, QUIET, MARK = "#1f2933", "#9aa5b1", "#0b6e6e"


def main(scores: Path, picture: Path) -> None:
    bins = json.loads(scores.read_text("utf-8"))["reliability"]
    picture.write_text(drawn(bins), "utf-8")


def drawn(bins: list[dict[str, float]]) -> str:
    """The plot. A bin has n, confidence and right."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE + 2 * EDGE} {SIZE + 2 * EDGE}" '
        'role="img" font-family="system-ui, sans-serif" font-size="13">',
        "<title>Confidence of readings, and the share whose lowest figures are right</title>",
        f"<desc>{described(bins)}</desc>",
        f'<rect width="{SIZE + 2 * EDGE}" height="{SIZE + 2 * EDGE}" fill="#ffffff"/>',
        f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="{QUIET}" stroke-dasharray="4 4"/>',
        f'<path d="M{x(0)} {y(1)}V{y(0)}H{x(1)}" stroke="{INK}" fill="none"/>',
    ]
    for tenth in range(0, 11, 2):
        at = tenth / 10
        parts.append(f'<text x="{x(at)}" y="{y(0) + 18}" text-anchor="middle" fill="{INK}">{at:.1f}</text>')
        parts.append(f'<text x="{x(0) - 8}" y="{y(at) + 4}" text-anchor="end" fill="{INK}">{at:.1f}</text>')
    for b in bins:
        radius = 3 + 1.4 * math.sqrt(b["n"])
        at = f'cx="{x(b["confidence"])}" cy="{y(b["right"])}"'
        parts.append(f'<circle {at} r="{radius:.1f}" fill="{MARK}" fill-opacity="0.65"/>')
        parts.append(
            f'<text x="{x(b["confidence"])}" y="{y(b["right"]) - radius - 4:.1f}" text-anchor="middle" '
            f'fill="{INK}">{b["n"]:.0f}</text>'
        )
    middle = EDGE + SIZE / 2
    parts.append(
        f'<text x="{middle}" y="{SIZE + 2 * EDGE - 8}" text-anchor="middle" fill="{INK}">confidence</text>'
    )
    parts.append(
        f'<text x="14" y="{middle}" text-anchor="middle" fill="{INK}" transform="rotate(-90 14 {middle})">'
        "share right</text></svg>"
    )
    return "\n".join(parts) + "\n"


def described(bins: list[dict[str, float]]) -> str:
    """The plot in words, for whoever cannot see it."""
    return "; ".join(f"{b['n']:.0f} readings at {b['confidence']:.2f}: {b['right']:.2f} right" for b in bins)


def x(share: float) -> float:
    """Where a share stands from left to right."""
    return round(EDGE + share * SIZE, 1)


def y(share: float) -> float:
    """Where a share stands from bottom to top."""
    return round(EDGE + (1 - share) * SIZE, 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
