"""Tables as text, and the page that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

_ABOVE = """# What was timed

Made by `make bench` on one machine and one day, both named below; do not edit by hand. Seconds are of that machine:
"CPU s" are of one processor, all threads added up, which other work on the machine changes little; "seconds" are by the
clock, and a busy machine makes them more. What carries over is a ratio: a peer's on the same texts in the same run, or
a stage's to one plain regular expression over all the texts. Every figure was taken in a process of its own, the
fastest of three for what is quick; memory is the peak of that process, and what it held before the work began.

A peer has its own purpose, often a wider one: it is here to say what the common tool would cost. How right the readings
are is in the [README](../README.md), by `cairn evaluate`.
"""


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Lines of text: first and last column to the left, numbers to the right."""
    cells = [list(head), *([str(value) for value in row] for row in rows)]
    widths = [max(len(row[k]) for row in cells) for k in range(len(head))]
    last = len(head) - 1
    return "\n".join(
        "  ".join(
            c.ljust(widths[k]) if k in (0, last) else c.rjust(widths[k]) for k, c in enumerate(row)
        ).rstrip()
        for row in cells
    )


def as_page(parts: Sequence[tuple[str, str]]) -> str:
    """The page, each table under its heading."""
    found = [_ABOVE]
    for title, told in parts:
        found.append(f"## {title[0].upper()}{title[1:]}\n\n```\n{told}\n```\n")
    return "\n".join(found)


def put_part(page: Path, title: str, above: str, told: str) -> None:
    """Put a table with its words into the page, in the place of the part of this title, or at its end."""
    begin, end = f"## {title}", "\n## "
    before, found, after = page.read_text("utf-8").partition(begin)
    rest = after.partition(end)[2] if found else ""
    part = f"{begin}\n\n{above}\n\n```\n{told}\n```\n"
    page.write_text(before.rstrip() + "\n\n" + part + (end + rest if rest else ""), "utf-8")
