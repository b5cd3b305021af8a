"""The page of what waits: allegations by month of arrival, how far they have come, how old the oldest is.

Enters: an index and a language. Leaves: sentences, a drawing and a table. They are allegations, never deaths, and no
count is parted by party, country or place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cairn.publish.drawings.charts import ceiling, drawing
from cairn.publish.rows.backlog import BacklogRow
from cairn.publish.rows.index import Index
from cairn.publish.wording.figures import month_words
from cairn.publish.wording.markup import Html, element
from cairn.publish.wording.page_words import words

COLUMNS = ("month", "arrived", "released", "waiting", "suggested", "set")
_TALL = 120


@dataclass(frozen=True, slots=True)
class BacklogPage:
    """What waits in sentences, the drawing, and each month with its counts in the order of `COLUMNS`."""

    told: tuple[str, ...]
    drawing: Html
    rows: tuple[tuple[str, tuple[int, ...]], ...]


def backlog_page(found: Index, lang: str) -> BacklogPage:
    """All of it, the newest month first in the table."""
    rows = sorted(found.record.backlog, key=lambda r: r["month"])
    table = [(month_words(lang, r["month"]), tuple(_counts(r))) for r in reversed(rows)]
    return BacklogPage(tuple(_told(found, rows, lang)), _drawing(rows, lang), tuple(table))


def waiting(found: Index) -> int:
    """How many allegations await assessment: by month where that is told, else as the record counts them."""
    rows = found.record.backlog
    return sum(r.get("suggested", 0) + r.get("set", 0) for r in rows) if rows else found.record.awaiting


def _counts(row: BacklogRow) -> list[int]:
    found = dict(row)
    return [n if isinstance(n := found.get(name), int) else 0 for name in COLUMNS[1:]]


def _told(found: Index, rows: Sequence[BacklogRow], lang: str) -> list[str]:
    suggested, set_ = sum(r.get("suggested", 0) for r in rows), sum(r.get("set", 0) for r in rows)
    waits = waiting(found)
    if not waits:
        return [words(lang, "backlog.nothing")]
    told = [words(lang, "backlog.now", n=waits)]
    if rows:
        told.append(words(lang, "backlog.now_states", suggested=suggested, set=set_))
        told.append(_oldest(rows, found.record.generated_at[:7] or rows[-1]["month"], lang))
    return told


def _oldest(rows: Sequence[BacklogRow], now: str, lang: str) -> str:
    month = next(r["month"] for r in rows if r.get("suggested", 0) + r.get("set", 0))
    waited = 12 * (int(now[:4]) - int(month[:4])) + int(now[5:7]) - int(month[5:7])
    key = "oldest" if waited > 0 else "oldest_now"
    return words(lang, f"backlog.{key}", month=month_words(lang, month), n=waited)


def _drawing(rows: Sequence[BacklogRow], lang: str) -> Html:
    if not rows:
        return Html("")
    most = max(r.get("waiting", 0) for r in rows)
    top, wide = ceiling(max(1, most)), 100 / len(rows)
    drawn: list[Html] = []
    for n, row in enumerate(rows):
        tall = (_TALL - 14) * row.get("waiting", 0) / top
        if tall:
            told = words(lang, "backlog.bar", month=month_words(lang, row["month"]), n=row.get("waiting", 0))
            place = {"x": f"{n * wide + 0.1 * wide:.2f}%", "width": f"{0.8 * wide:.2f}%"}
            high = {"y": f"{_TALL - tall:.1f}", "height": f"{tall:.1f}"}
            drawn.append(
                element("rect", {"class": "c-partial", **place, **high}, element("title", None, told))
            )
        if row["month"].endswith("-01") or n == 0:
            spot = {"class": "c-tick", "x": f"{n * wide:.2f}%", "y": _TALL + 17, "direction": "ltr"}
            drawn.append(element("text", spot, row["month"][:4]))
    drawn.append(element("line", {"class": "c-axis", "x1": "0", "x2": "100%", "y1": _TALL, "y2": _TALL}))
    drawn.append(element("text", {"class": "c-tick", "x": "0", "y": "10", "direction": "ltr"}, str(top)))
    ends = {"a": month_words(lang, rows[0]["month"]), "b": month_words(lang, rows[-1]["month"])}
    title, told = words(lang, "backlog.drawing"), words(lang, "backlog.desc", n=most, **ends)
    return drawing(title, told, _TALL + 24, drawn)
