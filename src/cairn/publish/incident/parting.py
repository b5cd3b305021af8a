"""Which page of an incident each voice and each report stands on: a page that is opened on a telephone stays light.

Enters: an index and an incident's id. Leaves: the number of a page for each origin and each report. The sizes are
reckoned from what is said and not from finished markup, so that both languages part alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cairn.publish.rows.index import Index
from cairn.publish.rows.record import ClaimRow

from .marks import CONTEXT, SHOWN_WHOLE

FIRST_ROWS, FIRST_WORDS = 20_000, 34_000
"""Bytes of the table and of the words on the incident's own page."""
MORE_ROWS, MORE_WORDS = 40_000, 55_000
"""And on each page after it."""
_ROW, _CLAIM, _CARD, _QUOTED = 260, 130, 620, 150


@dataclass(frozen=True, slots=True)
class Parting:
    """Pages are counted from 1, the incident's own."""

    origins: Mapping[str, int]
    reports: Mapping[str, int]
    pages: int

    def file(self, page: int, seen_from: int = 0) -> str:
        """The name of a page's file beside the incident's; empty where it is the page that one is on."""
        return "" if page == seen_from else "index.html" if page == 1 else f"words-{page}.html"


def parting(
    found: Index,
    origins: Mapping[str, Iterable[ClaimRow]],
    reports: Mapping[str, Iterable[ClaimRow]],
    first: Iterable[str] = (),
) -> Parting:
    """`origins` and `reports` with their claims, in the order they are shown; `first` are origins that stay on the
    incident's own page while there is room, since its range rests on them."""
    rows = {key: _ROW + _CLAIM * len(list(claims)) for key, claims in origins.items()}
    cards = {key: _card(found, key, list(claims)) for key, claims in reports.items()}
    wanted = [key for key in first if key in rows]
    ordered = {key: rows[key] for key in (*wanted, *rows)}
    on_origins, on_reports = _pages(ordered, FIRST_ROWS, MORE_ROWS), _pages(cards, FIRST_WORDS, MORE_WORDS)
    return Parting(on_origins, on_reports, max([1, *on_origins.values(), *on_reports.values()]))


def _card(found: Index, report_id: str, claims: list[ClaimRow]) -> int:
    text = found.record.texts.get(report_id, "")
    if text:
        whole = len(text.encode("utf-8", "replace"))
        around = sum(CONTEXT * 4 for _ in claims)
        return _CARD + _QUOTED * len(claims) + (whole if len(text) <= SHOWN_WHOLE else min(whole, around))
    said = sum(len(c.get("quote", "").encode("utf-8", "replace")) for c in claims)
    return _CARD + _QUOTED * len(claims) + said


def _pages(sizes: Mapping[str, int], first: int, more: int) -> dict[str, int]:
    """Each on the page it still fits on; what alone is larger than a page has one to itself."""
    found: dict[str, int] = {}
    page, used = 1, 0
    for key, size in sizes.items():
        if used and used + size > (first if page == 1 else more):
            page, used = page + 1, 0
        found[key] = page
        used += size
    return found
