"""The API as files: every answer that asks nothing, at the address where a live server gives it.

The incidents of one page of the list go together, each with its own answer and what leads to it: a site that is written
anew draws the pages on which something moved, and the few answers that are of all incidents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cairn.publish.formats.model import Table

from . import answers, order
from .answers import About
from .days import umbrellas, years
from .envelope import Head
from .names import names_of
from .openapi import document
from .rows import Found, Row, by, plain_rows

File = tuple[str, str]
"""The name from the root of the API, and the text."""
OF_A_PAGE = ("incidents", "attributions", "claims", "reports", "entry_links", "official_entries")
"""The tables that the answers of a page are made of."""
_OF_ALL = ("incidents", "attributions", "coverage", "tallies", "actors", "deletions")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list: the ids of its incidents in order, each one's name and former names; the cursors at which it
    begins and ends, empty for the beginning and the end of the list."""

    ids: tuple[str, ...]
    names: tuple[tuple[str, tuple[str, ...]], ...]
    here: str
    onward: str


class Held:
    """Rows of the public tables as the answers of a page ask for them: of that page's incidents, or of more."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        rows = {name: plain_rows(tables[name]) for name in OF_A_PAGE}
        self.incidents = {row["id"]: row for row in rows["incidents"]}
        self.reports = {row["id"]: row for row in rows["reports"]}
        self.entries = {row["id"]: row for row in rows["official_entries"]}
        self.attributions, self.claims, self.links = (
            by(rows[name], "incident_id") for name in ("attributions", "claims", "entry_links")
        )

    def about(self, key: str) -> About:
        """One incident with all that hangs on it."""
        claims = self.claims.get(key, [])
        return About(
            incident=self.incidents[key],
            attributions=self.attributions.get(key, ()),
            claims=claims,
            reports=[self.reports[r] for r in sorted({c["report_id"] for c in claims} & self.reports.keys())],
            entries=answers.entries_of(self.links.get(key, ()), self.entries),
        )


def api_files(tables: Mapping[str, Table], about: Mapping[str, str]) -> Iterator[File]:
    """Every file of the API. `about` is what the data say of themselves, by the names of `formats.About`."""
    yield from files_of_all(tables, about)
    held = Held(tables)
    for page in pages_of(tables["incidents"].rows, tables["deletions"].rows):
        yield from page_files(Head.of(about), held, page)


def files_of_all(tables: Mapping[str, Table], about: Mapping[str, str]) -> Iterator[File]:
    """The answers that are of all incidents or of none: what there is, sums, days, what was withdrawn."""
    head, rows = Head.of(about), {name: plain_rows(tables[name]) for name in _OF_ALL}
    said = by(rows["attributions"], "incident_id")
    found: list[Found] = [(row, said.get(row["id"], ())) for row in rows["incidents"]]
    known = years((r["date_start"] for r in rows["incidents"]), rows["coverage"], head.as_of)
    yield "openapi.json", document()
    yield "index.json", answers.index(head, about, {n: len(t.rows) for n, t in tables.items()}, known)
    for name in answers.KINDS:
        if name != "incidents":
            yield f"{name}.json", answers.rows_of(head, name, rows[name])
        if name in answers.BOTH:
            yield f"{name}.csv", answers.table_csv(name, rows[name])
    yield from _days(head, found, known, rows["coverage"])
    for name, stone in names_of(rows["incidents"], rows["deletions"]).gone.items():
        yield answers.address_of(name), answers.gone(head, stone)


def pages_of(incidents: Iterable[Row], deletions: Iterable[Row]) -> list[Page]:
    """The list of incidents as it is cut into pages. Of an incident its id, code, former codes and last change are
    asked."""
    withdrawn = [row for row in deletions if row.get("id")]
    names, ordered = names_of(incidents, withdrawn), sorted(incidents, key=order.key_of)
    former: dict[str, list[str]] = {}
    for name, key in names.moved.items():
        former.setdefault(key, []).append(name)
    made, here = list[Page](), ""
    whole = list(order.pages(ordered, [row["id"] for row in ordered]))
    for n, rows in enumerate(whole, 1):
        onward = order.cursor(order.key_of(rows[-1])) if n < len(whole) else ""
        ids = tuple(row["id"] for row in rows)
        made.append(
            Page(ids, tuple((names.own[key], tuple(former.get(key, ()))) for key in ids), here, onward)
        )
        here = onward
    return made


def head_of(head: Head, page: Page, rows: Sequence[Row]) -> Head:
    """The head of a page's answers. Their moments are those of its incidents; that of the whole record stands where the
    list begins, and in an answer about an incident of which no change is told."""
    of_all = not page.here or not all(row.get("last_changed") for row in rows)
    return head if of_all else Head("", head.licence)


def page_files(head: Head, held: Held, page: Page) -> Iterator[File]:
    """A page of the list, the answers about its incidents, and what leads to each from its former names."""
    found = [held.about(key) for key in page.ids]
    items = [
        answers.listed((of.incident, of.attributions), name)
        for of, (name, _) in zip(found, page.names, strict=True)
    ]
    if page.here:
        after = f"{page.onward}.json" if page.onward else None
        last = found[-1].incident
        yield f"incidents/after/{page.here}.json", answers.further_page(head, items, after, last)
    else:
        after = f"incidents/after/{page.onward}.json" if page.onward else None
        yield "incidents.json", answers.first_page(head, items, after)
    for of, (name, former) in zip(found, page.names, strict=True):
        yield answers.address_of(name), answers.one_incident(head, of, name)
        for old in former:
            yield answers.address_of(old), answers.moved(head, of.incident, name)


def _days(
    head: Head, found: list[Found], known: Iterable[str], coverage: list[dict[str, Any]]
) -> Iterator[File]:
    above = umbrellas(found)
    began: dict[str, list[Found]] = {}
    for one in found:
        began.setdefault((one[0]["date_start"] or "")[:4], []).append(one)
    for year in known:
        some = began.get(year, [])
        yield f"days/{year}.json", answers.days(head, year, some, above, coverage)
        yield f"days/{year}.csv", answers.days_csv(year, some, above, coverage)
