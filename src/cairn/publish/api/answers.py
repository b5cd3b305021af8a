"""Every answer of the API, each made of rows of the public tables and nothing else.

A live server and the files of a site call the same functions with the same rows; so the bytes are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cairn.publish.formats.model import Table
from cairn.publish.formats.public import public_fields
from cairn.publish.formats.text import csv

from . import days as of_days
from .envelope import Head, answer
from .rows import Found, Row, encode
from .words import said

KINDS = ("incidents", "tallies", "actors", "deletions")
"""Answers at the root of the API, beside `index` and `openapi`."""
BOTH = ("incidents", "tallies", "days")
"""Those that are there as CSV, too."""


@dataclass(frozen=True, slots=True)
class About:
    """One incident with all that hangs on it."""

    incident: Row
    attributions: Sequence[Row] = ()
    claims: Sequence[Row] = ()
    reports: Sequence[Row] = ()
    entries: Sequence[Row] = ()


def address_of(name: str) -> str:
    """The address of an incident by its name, seen from the root of the API."""
    return f"incidents/{name}.json"


def listed(found: Found, name: str) -> str:
    """An incident as it stands in a list: its row, its address seen from the root of the API, its attributions."""
    row, attributions = found
    return encode({**row, "address": address_of(name), "attributions": list(attributions)})


def first_page(
    head: Head, items: Iterable[str], after: str | None, applied: Mapping[str, str] | None = None
) -> str:
    """The beginning of a list of incidents, or a page of one that was asked for by parameters."""
    return answer(head, items, after=after, applied=applied)


def further_page(head: Head, items: Iterable[str], after: str | None, last: Row | None) -> str:
    """A page further on. It is of the moment at which the last of its incidents changed."""
    return answer(head, items, after=after, as_of=(last["last_changed"] if last else "") or "")


def one_incident(head: Head, about: About, name: str) -> str:
    """An incident with its claims, their reports, and what parties say of it themselves."""
    row = about.incident
    item = {
        **row,
        "address": address_of(name),
        "attributions": list(about.attributions),
        "claims": list(about.claims),
        "report_rows": list(about.reports),  # `reports` is their number
        "entries": list(about.entries),
    }
    return answer(head, [encode(item)], as_of=row["last_changed"] or "")


def entries_of(links: Iterable[Row], entries: Mapping[str, Row]) -> list[Row]:
    """The entries of parties that links of an incident lead to, each with how much of it the incident takes up."""
    return [
        {
            **entries[x["entry_id"]],
            "allocation_min": x["allocation_min"],
            "allocation_max": x["allocation_max"],
        }
        for x in links
        if x["entry_id"] in entries
    ]


def moved(head: Head, row: Row, name: str) -> str:
    """The answer at a former code or at the id of an incident: `next` leads to where it is."""
    return answer(
        head,
        (),
        after=f"{name}.json",
        as_of=row["last_changed"] or "",
        more={"moved": {"id": row["id"], "to": name}},
    )


def gone(head: Head, stone: Row) -> str:
    """The answer at the address of an incident that was withdrawn: that it was, and when."""
    told = {"id": stone["id"], "day": stone["day"]}
    return answer(
        head, (), as_of=f"{stone['day']}T00:00:00Z" if stone["day"] else "", more={"withdrawn": told}
    )


def rows_of(head: Head, name: str, rows: Iterable[Row], applied: Mapping[str, str] | None = None) -> str:
    """All rows of a small table: tallies, actors, deletions."""
    more: dict[str, object] = {"definition": said("answer.deletions")} if name == "deletions" else {}
    return answer(head, map(encode, rows), applied=applied, more=more)


def days(head: Head, year: str, found: Sequence[Found], above: set[str], coverage: Sequence[Row]) -> str:
    """Every day of a year, with its definition and what was monitored in it."""
    rows = of_days.days(year, found, above, coverage)
    moments = [row["last_changed"] or "" for row, attributions in found if of_days.counts(row, attributions)]
    watched = [c for c in coverage if (c["from"] or "")[:4] <= year <= (c["to"] or "")[:4]]
    more = {"year": year, "definition": said("answer.days"), "coverage": watched}
    return answer(head, map(encode, rows), as_of=max(moments, default=""), more=more)


def days_csv(year: str, found: Sequence[Found], above: set[str], coverage: Sequence[Row]) -> str:
    """The same as CSV for programs."""
    return csv(Table("days", of_days.FIELDS, of_days.days(year, found, above, coverage)))


def table_csv(name: str, rows: Sequence[Row]) -> str:
    """Rows of a public table as CSV for programs."""
    return csv(Table(name, public_fields(name), rows))


def index(head: Head, about: Mapping[str, str], counts: Mapping[str, int], years: Sequence[str]) -> str:
    """What there is: every address with what stands there, and the whole tables as files."""
    items: list[dict[str, object]] = [
        {"address": f"{name}.{form}", "told": said(f"what.{name}")}
        for name in ("index", "openapi", *KINDS)
        for form in (("json", "csv") if name in BOTH else ("json",))
    ]
    items.append({"address": address_of("{code}"), "told": said("what.incident")})
    for year in years:
        items += [{"address": f"days/{year}.{form}", "told": said("what.days")} for form in ("json", "csv")]
    items += [
        {"address": f"../../data/{name}.jsonl", "told": said("what.table"), "rows": n}
        for name, n in counts.items()
    ]
    names = ("title", "citation", "address", "version", "method", "description")
    more = {("site" if n == "address" else n): about[n] for n in names if about.get(n)}
    return answer(head, map(encode, items), more=more)
