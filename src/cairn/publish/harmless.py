"""Cells that no spreadsheet runs: what would begin a formula is given an apostrophe, and the file says UTF-8.

A reader double-clicks a CSV; the program takes what begins with `=`, `+`, `-` or `@` for a formula, and a formula may
fetch, send or start something. The sign is looked for behind blanks, quotes, marks that are not seen and full-width
forms, and behind a semicolon, a tab or a line's end within a text: where the program parts cells there, what follows
begins a cell. Numbers are numbers: their column says so, and no text is taken for one.
"""

from __future__ import annotations

import re

BOM = "\ufeff"
"""At the head of a sheet: without it, Excel reads UTF-8 as the letters of its own country."""
_UNSEEN = (
    r"[\s\x00-\x1f\x7f-\xa0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    r"\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\"“”‟″＂\U000e0000-\U000e0fff]*"
)
_SIGNS = r"[=+\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−]"
_FIRST = re.compile(rf"\A{_UNSEEN}{_SIGNS}|\A[\t\r\n]")
_WITHIN = re.compile(rf"([;\t\r\n\v\f\x85\u2028\u2029；]{_UNSEEN})(?={_SIGNS})")
_ANY = re.compile(rf"{_SIGNS}|\A[\t\r\n]")


def harmless(cell: str) -> str:
    """The text with an apostrophe before every sign that would begin a formula; unchanged where there is none."""
    if not _ANY.search(cell):
        return cell
    told = _WITHIN.sub(r"\1'", cell)
    return "'" + told if begins(cell) else told


def begins(cell: str) -> bool:
    """Whether the text itself, behind what is not seen, begins with such a sign, or with a tab or a line's end."""
    return _FIRST.match(cell) is not None
