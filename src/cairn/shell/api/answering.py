"""From an address and what is asked there to the answer, by the functions that write the files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from cairn.errors import NotFound
from cairn.publish.api import answers, document, order
from cairn.publish.api.answers import About
from cairn.publish.api.asked import Asked, read_query
from cairn.publish.api.rows import Found

from .asking import IN_ORDER, which
from .edition import Edition
from .published import Published

Query = Sequence[tuple[str, str]]


def answered(published: Published, address: str, place: str, query: Query) -> bytes:
    """The answer at an address of the document, `place` standing for what its braces hold.

    Raises `NotAllowed` (api-parameter, api-value), `NotFound` (api-not-there), `WorkspaceFault` (api-no-site).
    """
    asked = read_query(address, query)
    edition, kept = published.now()
    key = (f"{address} {place}", tuple(asked.applied.items()))
    answer = kept.get(key)
    if answer is None:
        answer = ANSWERS[address](edition, place, asked).encode("utf-8", errors="replace")
        kept.put(key, answer)
    return answer


def _index(edition: Edition, place: str, asked: Asked) -> str:
    return answers.index(edition.head, edition.about, edition.counts, edition.years)


def _document(edition: Edition, place: str, asked: Asked) -> str:
    return document()


def _incidents(edition: Edition, place: str, asked: Asked) -> str:
    if not asked.applied:
        return _as_file(edition, None)
    condition, given = which(asked, asked.after)
    n = asked.limit or order.USUAL
    rows = edition.rows("incidents", condition + IN_ORDER, [*given, n + 1])
    after = None
    if len(rows) > n:
        of = {**asked.applied, "cursor": order.cursor(order.key_of(rows[n - 1]))}
        after = f"incidents.json?{urlencode(of)}"
    items = _listed(edition, edition.with_attributions(rows[:n]))
    return answers.first_page(edition.head, items, after, asked.applied)


def _after(edition: Edition, place: str, asked: Asked) -> str:
    key = order.key_at(place)
    if key is None:
        raise not_there("page", place, "Begin at incidents.json and follow next.")
    return _as_file(edition, key)


def _as_file(edition: Edition, key: order.Key | None) -> str:
    """A page that ends where the file of it does."""
    condition, given = which(Asked(), key)
    rows = edition.rows("incidents", condition + IN_ORDER, [*given, order.MOST + 1])
    n = order.page_length([row["id"] for row in rows])
    page = edition.with_attributions(rows[:n])
    last = page[-1][0] if page else None
    onward = order.cursor(order.key_of(last)) if last and len(rows) > n else ""
    items = _listed(edition, page)
    if key:
        return answers.further_page(edition.head, items, f"{onward}.json" if onward else None, last)
    return answers.first_page(edition.head, items, f"incidents/after/{onward}.json" if onward else None)


def _listed(edition: Edition, page: Sequence[Found]) -> list[str]:
    return [answers.listed(one, edition.names.own[one[0]["id"]]) for one in page]


def _incidents_csv(edition: Edition, place: str, asked: Asked) -> str:
    condition, given = which(asked)
    return answers.table_csv("incidents", edition.rows("incidents", condition, given))


def _incident(edition: Edition, name: str, asked: Asked) -> str:
    names = edition.names
    if name in names.gone:
        return answers.gone(edition.head, names.gone[name])
    key = names.ids.get(name) or names.moved.get(name)
    if key is None:
        raise not_there("code", name, "incidents.json lists every incident with its address.")
    if name in names.moved:
        (row,) = edition.of("incidents", "id", [key])
        return answers.moved(edition.head, row, names.own[key])
    return answers.one_incident(edition.head, _about(edition, key), name)


def _about(edition: Edition, key: str) -> About:
    ((row, said),) = edition.with_attributions(edition.of("incidents", "id", [key]))
    claims = edition.of("claims", "incident_id", [key])
    links = edition.of("entry_links", "incident_id", [key])
    reports = edition.of("reports", "id", sorted({c["report_id"] for c in claims}))
    entries = edition.of("official_entries", "id", [x["entry_id"] for x in links])
    return About(
        incident=row,
        attributions=said,
        claims=claims,
        reports=sorted(reports, key=lambda r: str(r["id"])),
        entries=answers.entries_of(links, {e["id"]: e for e in entries}),
    )


def _table(name: str) -> Callable[[Edition, str, Asked], str]:
    def answer(edition: Edition, place: str, asked: Asked) -> str:
        return answers.rows_of(edition.head, name, edition.rows(name, *_of_actor(asked)), asked.applied)

    return answer


def _tallies_csv(edition: Edition, place: str, asked: Asked) -> str:
    return answers.table_csv("tallies", edition.rows("tallies", *_of_actor(asked)))


def _of_actor(asked: Asked) -> tuple[str, list[str]]:
    return ("WHERE t.actor_id = ?", [asked.values["actor"]]) if "actor" in asked.values else ("", [])


def _days(edition: Edition, year: str, asked: Asked) -> str:
    return answers.days(edition.head, year, _began(edition, year), edition.umbrellas, edition.coverage)


def _days_csv(edition: Edition, year: str, asked: Asked) -> str:
    return answers.days_csv(year, _began(edition, year), edition.umbrellas, edition.coverage)


def _began(edition: Edition, year: str) -> list[Found]:
    if year not in edition.years:
        raise not_there("year", year, "index.json lists the years of which there is something to tell.")
    return [one for one in edition.days if (one[0]["date_start"] or "")[:4] == year]


def not_there(what: str, value: str, remedy: str) -> NotFound:
    """The error that nothing stands at an address."""
    return NotFound("api-not-there", "nothing is at this address", field=what, value=value, remedy=remedy)


ANSWERS: Mapping[str, Callable[[Edition, str, Asked], str]] = {
    "index.json": _index, "openapi.json": _document, "incidents.json": _incidents, "incidents.csv": _incidents_csv,
    "incidents/after/{page}.json": _after, "incidents/{code}.json": _incident, "tallies.json": _table("tallies"),
    "tallies.csv": _tallies_csv, "actors.json": _table("actors"), "deletions.json": _table("deletions"),
    "days/{year}.json": _days, "days/{year}.csv": _days_csv,
}  # fmt: skip
"""Address, as the document has it -> what answers there."""
