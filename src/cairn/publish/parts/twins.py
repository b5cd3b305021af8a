"""The twins of every page: the same facts as JSON and as CSV, for those who compute.

Enters: an index. Leaves: strings. Keys stay in table order and nothing depends on a clock. The CSV is for eyes, since a
reader double-clicks it: no cell of it is run, and it says that it is UTF-8. The JSON is for programs and alters nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files

from cairn.publish.buckets import conceded_here
from cairn.publish.incident.media import media_twin
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import TallyRow
from cairn.publish.sheet import as_csv as as_csv
from cairn.vocab.labels import say

from .front_page import Door

CLAIM_COLUMNS = (
    "id", "incident_id", "report_id", "origin_id", "source_kind", "published", "kind", "min", "max", "basis",
    "group", "status", "event", "scope", "value", "quote",
)  # fmt: skip
TALLY_COLUMNS = (
    "actor_id", "bucket", "incidents", "killed_min", "killed_max_of_known", "injured_min",
    "injured_max_of_known", "incidents_without_figure", "jointly_attributed", "machine_suggested", "as_of",
    "definition",
)  # fmt: skip


def as_json(found: Index, body: Mapping[str, object], *, preview: bool) -> str:
    """One object: how it may be used first, then the page's rows."""
    head: dict[str, object] = {"generated_at": found.record.generated_at}
    if preview:
        head["notice"] = say("en", "preview_banner")
    release = found.record.release
    head |= {k: v for k, v in (("release", release.get("name")), ("licence", release.get("licence"))) if v}
    parts = (f" {_json(key)}: {_laid_out(value)}" for key, value in {**head, **body}.items())
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _laid_out(value: object) -> str:
    """The value as JSON, a list of rows with each on a line of its own: what changed shows line by line."""
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"  {_json(row)}" for row in value) + "\n ]"
    return _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=list)


def incident_json(found: Index, incident_id: str) -> dict[str, object]:
    """Everything the incident's page shows, as rows of the exported tables."""
    claims = found.claims.get(incident_id, [])
    wanted = {c.get("report_id", "") for c in claims} | set(found.joined.get(incident_id, ()))
    return {
        "incident": found.incidents[incident_id],
        "attributions": found.attributions.get(incident_id, []),
        "claims": claims,
        "reports": [_bare(found.reports[r]) for r in sorted(wanted) if r in found.reports],
        "official_entries": conceded_here(found, incident_id),
        "history": found.history.get(incident_id, []),
        "versions": found.versions.get(incident_id, []),
        "media": media_twin(found, incident_id),
    }


def incident_csv(found: Index, incident_id: str) -> str:
    """One row a claim, with the kind and day of its report beside it."""
    return as_csv(CLAIM_COLUMNS, _claim_rows(found, [incident_id]))


def counted_again(found: Index) -> dict[str, str]:
    """What stands beside the tables to count every sum again: name of the file -> its text."""
    return {
        "tallies.json": _sums(found),
        "recount.py": files("cairn.publish").joinpath("outside/recount.py").read_text("utf-8"),
    }


def _sums(found: Index) -> str:
    """Every sum that is printed, with its definition and members: what `recount.py` beside it counts again."""
    sums = [found.tallies[key] for key in sorted(found.tallies)]
    body = {"generated_at": found.record.generated_at, "count_again": "python recount.py", "tallies": sums}
    return json.dumps(body, ensure_ascii=False, indent=1, default=list) + "\n"


def tally_rows(found: Index, actor: str = "") -> list[dict[str, object]]:
    """Each sum on one line, with the definition without which it means nothing."""
    return flat(found.tallies[key] for key in sorted(found.tallies) if not actor or key[0] == actor)


def flat(tallies: Iterable[TallyRow]) -> list[dict[str, object]]:
    """Sums on one line each, the ends of their ranges in columns of their own."""
    rows: list[dict[str, object]] = []
    for tally in tallies:
        ends: dict[str, object] = {}
        for what, counted in (("killed", tally.get("killed", {})), ("injured", tally.get("injured", {}))):
            ends |= {f"{what}_min": counted.get("min"), f"{what}_max_of_known": counted.get("max_of_known")}
        rows.append({**tally, **ends})
    return rows


def door_rows(doors: Sequence[Door]) -> list[dict[str, object]]:
    """Groups of incidents with their number."""
    return [{"name": d.name, "incidents": d.count, "list": d.href} for d in doors]


def _claim_rows(found: Index, incidents: Iterable[str]) -> Iterable[dict[str, object]]:
    for incident_id in incidents:
        for claim in found.claims.get(incident_id, []):
            report = found.reports.get(claim.get("report_id", ""), {"id": ""})
            yield {**claim, "source_kind": report.get("source_kind"), "published": report.get("published")}


def _bare(report: Mapping[str, object]) -> dict[str, object]:
    """A report without its text, which the page shows by its quotes."""
    return {k: v for k, v in report.items() if k not in ("text", "released_fields")}
