"""The API as files: every answer that asks nothing, at the address where a live server gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cairn.publish.formats.model import Table

from . import answers, order
from .answers import About
from .days import umbrellas, years
from .envelope import Head
from .names import Names, names_of
from .openapi import document
from .rows import Found, by, plain_rows

File = tuple[str, str]
"""The name from the root of the API, and the text."""
_Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class _Made:
    head: Head
    rows: Mapping[str, _Rows]
    names: Names
    attributions: Mapping[str, _Rows]


def api_files(tables: Mapping[str, Table], about: Mapping[str, str]) -> Iterator[File]:
    """Every file of the API. `about` is what the data say of themselves, by the names of `formats.About`."""
    rows = {name: plain_rows(tables[name]) for name in tables}
    made = _Made(
        Head.of(about),
        rows,
        names_of(rows["incidents"], rows["deletions"]),
        by(rows["attributions"], "incident_id"),
    )
    found: list[Found] = [(row, made.attributions.get(row["id"], ())) for row in rows["incidents"]]
    known = years((r["date_start"] for r in rows["incidents"]), rows["coverage"], made.head.as_of)
    yield "openapi.json", document()
    yield "index.json", answers.index(made.head, about, {n: len(r) for n, r in rows.items()}, known)
    yield from _small(made)
    yield from _days(made, found, known)
    yield from _pages(made, found)
    yield from _incidents(made)
    yield from _former(made)


def _small(made: _Made) -> Iterator[File]:
    for name in answers.KINDS:
        if name != "incidents":
            yield f"{name}.json", answers.rows_of(made.head, name, made.rows[name])
        if name in answers.BOTH:
            yield f"{name}.csv", answers.table_csv(name, made.rows[name])


def _days(made: _Made, found: list[Found], known: Iterable[str]) -> Iterator[File]:
    coverage, above = made.rows["coverage"], umbrellas(found)
    began: dict[str, list[Found]] = {}
    for one in found:
        began.setdefault((one[0]["date_start"] or "")[:4], []).append(one)
    for year in known:
        some = began.get(year, [])
        yield f"days/{year}.json", answers.days(made.head, year, some, above, coverage)
        yield f"days/{year}.csv", answers.days_csv(year, some, above, coverage)


def _pages(made: _Made, found: list[Found]) -> Iterator[File]:
    ordered = sorted(found, key=lambda one: order.key_of(one[0]))
    whole = list(order.pages(ordered, [row["id"] for row, _ in ordered]))
    here = ""
    for n, page in enumerate(whole):
        last = page[-1][0] if page else None
        onward = order.cursor(order.key_of(last)) if last and n + 1 < len(whole) else ""
        items = [answers.listed(one, made.names.own[one[0]["id"]]) for one in page]
        if n:
            yield (
                f"incidents/after/{here}.json",
                answers.further_page(made.head, items, f"{onward}.json" if onward else None, last),
            )
        else:
            after = f"incidents/after/{onward}.json" if onward else None
            yield "incidents.json", answers.first_page(made.head, items, after)
        here = onward


def _incidents(made: _Made) -> Iterator[File]:
    rows = made.rows
    claims, links = by(rows["claims"], "incident_id"), by(rows["entry_links"], "incident_id")
    reports = {row["id"]: row for row in rows["reports"]}
    entries = {row["id"]: row for row in rows["official_entries"]}
    for row in rows["incidents"]:
        key = row["id"]
        mine = claims.get(key, [])
        of = About(
            incident=row,
            attributions=made.attributions.get(key, ()),
            claims=mine,
            reports=[reports[r] for r in sorted({c["report_id"] for c in mine} & reports.keys())],
            entries=answers.entries_of(links.get(key, ()), entries),
        )
        name = made.names.own[key]
        yield answers.address_of(name), answers.one_incident(made.head, of, name)


def _former(made: _Made) -> Iterator[File]:
    rows = {row["id"]: row for row in made.rows["incidents"]}
    for name, key in made.names.moved.items():
        yield answers.address_of(name), answers.moved(made.head, rows[key], made.names.own[key])
    for name, stone in made.names.gone.items():
        yield answers.address_of(name), answers.gone(made.head, stone)
