"""The same as the pages of conflicts, periods, places and organisations, for those who compute: JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cairn.publish.parts import twins
from cairn.publish.parts.organisation_page import Organisation, origins, party_told, said_of
from cairn.publish.parts.scope import Scope, Sums
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import IncidentRow

from .folder import SiteFolder

SAID_COLUMNS = ("incident_id", "code", "killed_min", "killed_max")


def scope_twin(
    folder: SiteFolder,
    sums: Sums,
    path: str,
    scope: Scope | None,
    rows: Sequence[IncidentRow],
    names: Mapping[str, str],
    *,
    preview: bool,
) -> None:
    """JSON and CSV of one scope; without a scope, of incidents that no sum is made of."""
    found = sums.found
    made = sums.of(scope, (), [row["id"] for row in rows]) if scope else []
    body: dict[str, object] = {
        "names": names,
        "incidents": [{"id": row["id"], "code": row.get("code")} for row in rows],
        "tallies": [{k: v for k, v in row.items() if k != "lines"} for row in made],
    }
    folder.add(f"{path}.json", twins.as_json(found, body, preview=preview))
    folder.add(f"{path}.csv", twins.as_csv(twins.TALLY_COLUMNS, twins.flat(made)))


def organisation_twin(found: Index, folder: SiteFolder, one: Organisation, *, preview: bool) -> None:
    """JSON and CSV of an organisation."""
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


def _said(found: Index, one: Organisation) -> Iterator[dict[str, object]]:
    for key, row in found.incidents.items():
        if key in one.claims:
            said = said_of(found, one, key, "en")
            yield {
                "incident_id": key,
                "code": row.get("code"),
                "killed_min": said.low,
                "killed_max": said.high,
            }
