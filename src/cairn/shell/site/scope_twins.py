"""The same as the pages of conflicts, periods, places and organisations, for those who compute: JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cairn.publish.parts import twins
from cairn.publish.parts.conflict_page import NOWHERE, conflicts
from cairn.publish.parts.organisation_page import organisations, origins, party_told, said_of
from cairn.publish.parts.period_page import periods
from cairn.publish.parts.place_page import places
from cairn.publish.parts.scope import Scope, Sums
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import IncidentRow

from .folder import SiteFolder

SAID_COLUMNS = ("incident_id", "code", "killed_min", "killed_max")


@dataclass(frozen=True, slots=True)
class _Part:
    path: str
    scope: Scope | None
    rows: Sequence[IncidentRow]
    names: dict[str, str]


def scope_twins(found: Index, folder: SiteFolder, made: Sums, *, preview: bool) -> None:
    """JSON and CSV of every scope with a page, and of every organisation."""
    for part in _parts(found):
        ids = [row["id"] for row in part.rows]
        sums = made.of(part.scope, (), ids) if part.scope else []
        body: dict[str, object] = {
            "names": part.names,
            "incidents": [{"id": row["id"], "code": row.get("code")} for row in part.rows],
            "tallies": [{k: v for k, v in row.items() if k != "lines"} for row in sums],
        }
        folder.add(f"{part.path}.json", twins.as_json(found, body, preview=preview))
        folder.add(f"{part.path}.csv", twins.as_csv(twins.TALLY_COLUMNS, twins.flat(sums)))
    for one in organisations(found):
        rows = list(_said(found, one))
        told = origins(found, one)
        about: dict[str, object] = {
            "name": one.name,
            "kinds": one.kinds,
            "languages": one.languages,
            "party": party_told(found, one) or None,
            "reports": [r["id"] for r in one.reports],
            "origins": {"alone": told.alone, "first": told.first, "carried": told.carried},
            "said": rows,
        }
        folder.add(f"sources/{one.slug}.json", twins.as_json(found, about, preview=preview))
        folder.add(f"sources/{one.slug}.csv", twins.as_csv(SAID_COLUMNS, rows))


def _said(found: Index, one: Any) -> Iterator[dict[str, object]]:
    for key, row in found.incidents.items():
        if key in one.claims:
            said = said_of(found, one, key, "en")
            yield {
                "incident_id": key,
                "code": row.get("code"),
                "killed_min": said.low,
                "killed_max": said.high,
            }


def _parts(found: Index) -> Iterable[_Part]:
    every = conflicts(found)
    if len(every) > 1:  # the list of them: every incident, once
        yield _Part("conflicts/index", Scope(), list(found.incidents.values()), {})
    for one in every:
        path = "conflicts/index" if len(every) == 1 else f"conflicts/{one.key}"
        names = {lang: one.called(lang) for lang in ("en", "ar")}
        yield _Part(path, None if one.key == NOWHERE else one.scope, one.rows, names)
    for period in periods(found).all:
        yield _Part(f"periods/{period.key}", period.scope, period.rows, {"iso": period.key})
    for place in places(found).all:
        yield _Part(place.path, place.scope, place.rows, {"en": place.name, "ar": place.name_ar})
