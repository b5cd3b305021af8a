"""Everything the renderer may read, out of the database: the one door between the record and its pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from cairn import __version__
from cairn.publish.rows.record import Compared, Record
from cairn.shell.records import load
from cairn.shell.records.convert import moment_text
from cairn.shell.records.load import SAID
from cairn.shell.records.models import Act
from cairn.shell.workspace import Workspace
from cairn.vocab.labels import terms

from .backlog import backlog, link_acts, taken_out
from .history import history, tombstones
from .incidents import Incidents
from .media import media
from .names import actors_of as actors_of
from .names import names_of as names_of
from .site_actors import site_actors
from .site_control import site_control
from .site_parties import comparisons, site_parties
from .sources import Said
from .standing import standing_of
from .tallies import coverage, coverage_row, site_tallies
from .versions import summaries, versions, weighed
from .waiting import Desk, suspicion_rows
from .without_names import without_names


def site_record(ws: Workspace, *, basis: str, compared: Mapping[str, Compared] | None = None) -> Record:
    """The record for a site, without the names that were withdrawn. `basis` is `best` for the preview and `released` for
    the public site; `compared` is declared and alleged, where it is not of all days."""
    said, incidents, standing = Said(ws), Incidents(basis), standing_of(ws)
    names = names_of(ws)
    config = ws.config
    named = bool(config.get("name_deciders", False))
    attributions = list(incidents.attributions(names))
    if basis == "released" and not named:  # a reason is written for the desk, and may name people
        attributions = [a | {"why": ""} for a in attributions]
    rows = list(incidents.incidents())
    best = incidents.upon("best") if basis == "released" else incidents
    if basis == "released":  # what waits is counted, and only counted
        shown = {row["id"] for row in rows}
        rows += [{"id": i["id"], "state": "suggested"} for i in best.incidents() if i["id"] not in shown]
    claims, assignments = _said(said, incidents, frozen=basis == "released")
    hidden = _only_in_withdrawn(said)
    concerned = sorted({a["actor_id"] for a in attributions})
    said_themselves = site_parties(ws)
    accepting = {e["actor"] for e in said_themselves["official_entries"] if e["outcome"] == "credible"}
    if compared is None:
        compared = comparisons(incidents, sorted({*concerned, *accepting} - {"", "unknown"}), standing, names)
    may_be_one = [] if basis == "released" else suspicion_rows(Desk(ws, incidents))
    grounds = {**site_control(ws, _rows(rows)), **site_actors(ws, said.mask)}
    record = Record(
        generated_at=last_change(),
        reports=_rows(r | {"text": None} for r in said.reports() if r["id"] not in hidden),
        accounts=_rows(said.accounts()),
        claims=_rows(claims),
        assignments=_rows(list(assignments)),
        suspicions=_rows(may_be_one),
        incidents=_rows(rows),
        attributions=_rows(attributions),
        **said_themselves,
        **grounds,
        comparisons=compared,
        history=_rows(history(named=named)),
        versions=_rows(versions({str(h.incident.id) for h in incidents.held}, named=named)),
        weighed=_rows(weighed(incidents.held)),
        media=_rows(media()),
        summaries=_rows(summaries(incidents.held, named=named)),
        tallies=_rows(site_tallies(incidents, concerned, names, standing)),
        coverage=_rows(coverage_row(c) for c in coverage()),
        tombstones=_rows(tombstones()),
        backlog=_rows(backlog(best, last_change())),
        taken_out=_rows(taken_out()),
        link_acts=_rows(link_acts()),
        texts=said.texts,
        actors=names,
        terms=terms(),
        release=cast(Any, {"software": f"Cairn {__version__}", "log": ws.origin, **_release(config)}),
        salt=str(config.get("salt", "")),
    )
    return without_names(record, said.mask)


def _only_in_withdrawn(said: Said) -> frozenset[str]:
    """Reports that tell of a withdrawn incident and of no other: they leave with it."""
    gone = load.withdrawn("incident")
    if not gone:
        return frozenset()
    joined = [
        (a["report_id"], a["incident_id"])
        for a in said.assignments(findings=False)
        if a["decision"] == "joined"
    ]
    kept = {report for report, incident in joined if incident not in gone}
    return frozenset(report for report, _ in joined) - kept


def _said(said: Said, incidents: Incidents, *, frozen: bool) -> tuple[list[Any], list[Any]]:
    """Claims and assignments as they stand, or beneath a released figure those it was set upon: what came
    or was corrected since has not been through two persons (rule 1)."""
    assignments = list(
        said.assignments(findings=not frozen)
    )  # why a report joined is told in the preview alone
    if not frozen:
        return list(said.claims()), assignments
    held = {str(h.incident.id): h.assessment.fields for h in incidents.held if h.assessment}
    kept = {key: fields[SAID] for key, fields in held.items() if SAID in fields}
    claims = [*said.claims(but=kept), *said.claims_set(kept)]
    assignments = [
        a for a in assignments if a["incident_id"] not in kept or a["account_id"] in kept[a["incident_id"]]
    ]
    return claims, assignments


def last_change() -> str:
    """The moment of the last act: pages carry it instead of a clock, so the same record gives the same bytes."""
    row = Act.objects.order_by("-id").values_list("at", flat=True).first()
    return moment_text(row) if row else ""


def _release(config: dict[str, object]) -> dict[str, str]:
    names = ("title_en", "title_ar", "contact", "licence", "address", "about_en", "about_ar")
    return {name: str(config[name]) for name in names if config.get(name)}


def _rows(rows: Any) -> Any:
    """Rows as the renderer's typed dicts; the table specification holds their shape, not this cast."""
    return list(rows)
