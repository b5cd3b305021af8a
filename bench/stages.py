"""The stages of the core, each as one task on what the stage before it kept."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from cairn.archive import canonical, sha256_hex
from cairn.assess import suggest
from cairn.extract.clean import clean
from cairn.extract.language import detect
from cairn.flow import account_id, facts, joined, read
from cairn.incident import project
from cairn.match import match
from cairn.places.gazetteer import shipped
from cairn.sources.tables import read_reports
from cairn.tally import tally
from cairn.tally.model import Definition, Row
from cairn.vocab.closed import AssignmentDecision, State
from fresh import Task, kept

REPORTS = "reports.jsonl"


def _reports(folder: Path) -> list[Any]:
    found: list[Any] = kept(folder, "reports")
    return found


def gazetteer(folder: Path) -> Task:
    """The gazetteer unpacked and indexed."""
    return Task(shipped, len(_reports(folder)), told=lambda g: {"places": len(g)})


def sources(folder: Path) -> Task:
    """Rows out of a file, checked."""
    data = (folder / REPORTS).read_bytes()
    return Task(
        lambda: read_reports(REPORTS, data),
        data.count(b"\n"),
        "reports",
        lambda t: [row.report for row in t.rows],
    )


def archive(folder: Path) -> Task:
    """Each text hashed, each row as canonical bytes and hashed."""
    reports = _reports(folder)
    rows = [{"id": r.id, "url": r.url, "publisher": r.publisher, "text": r.text} for r in reports]
    return Task(
        lambda: [(sha256_hex(r["text"].encode()), sha256_hex(canonical(r))) for r in rows], len(reports)
    )


def clean_and_language(folder: Path) -> Task:
    """Furniture off, language told: a part of `extract`, timed once more by itself."""
    reports = _reports(folder)
    detect("ready")  # the model is loaded once, not for each text
    return Task(lambda: [detect(clean(r.text).text) for r in reports], len(reports))


def extract(folder: Path) -> Task:
    """Everything read of every text, on one core."""
    reports, places = _reports(folder), shipped()
    read(reports[0], places)
    return Task(lambda: [read(r, places) for r in reports], len(reports), "reads")


def join(folder: Path) -> Task:
    """Accounts to origins and incidents."""
    reads = kept(folder, "reads")
    found = [facts(r, a) for r in reads for a in r.extraction.accounts]
    return Task(lambda: match(found), len(reads), "matched", told=lambda m: {"accounts": len(m.assignments)})


def members(folder: Path) -> dict[str, list[Any]]:
    """Per incident the accounts that joined it."""
    by_id = {account_id(r.report.id, a): (r, a) for r in kept(folder, "reads") for a in r.extraction.accounts}
    matched = kept(folder, "matched")
    found: dict[str, list[Any]] = defaultdict(list)
    for row in matched.assignments:
        if row.decision is AssignmentDecision.JOINED:
            found[row.incident_id].append(joined(*by_id[row.account_id], matched.origins[row.account_id]))
    return dict(found)


def incident(folder: Path) -> Task:
    """Each incident as its claims show it."""
    found = members(folder)
    return Task(
        lambda: {i: project(m) for i, m in found.items()},
        len(kept(folder, "reads")),
        "projections",
        told=lambda p: {"incidents": len(p)},
    )


def assess(folder: Path) -> Task:
    """A grade suggested per incident and actor."""
    found, projections = members(folder), kept(folder, "projections")
    return Task(
        lambda: {i: suggest(projections[i], m) for i, m in found.items()},
        len(kept(folder, "reads")),
        "grades",
    )


def tallied(folder: Path) -> Task:
    """One sum per actor over all incidents."""
    projections, grades = kept(folder, "projections"), kept(folder, "grades")
    rows = [
        Row(
            incident_id=i,
            code="",
            grades=tuple((g.actor_id, g.grade, State.SUGGESTED) for g in grades[i] if g.grade),
            incident_grade=None,
            country="",
            admin1_pcode="",
            place_names=(),
            start=p.date.start if p.date else None,
            end=p.date.end if p.date else None,
            killed=p.figures.killed,
            injured=p.figures.injured,
            harm_reported=p.harm_reported,
        )
        for i, p in projections.items()
    ]
    actors = sorted({s.actor_id for found in grades.values() for s in found})
    wanted = [Definition(actors=(a,), basis="suggested") for a in actors]
    return Task(
        lambda: [tally(rows, d) for d in wanted], len(kept(folder, "reads")), told=lambda t: {"sums": len(t)}
    )
