"""Rebuild what the live claims make of each incident, and suggest grades. Only what differs is written."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from cairn.archive.seal import row_hash
from cairn.assess import suggest
from cairn.assess.suggest import case_of
from cairn.incident import project
from cairn.incident.model import POLICY, Projection
from cairn.shell.records import load
from cairn.shell.records.convert import Json, projection_json, suggestion_json
from cairn.shell.records.experience import experience, graded
from cairn.shell.records.models import Act, Incident, IncidentProjection, PastProjection

from .act import recorded
from .link_concessions import conceded_by_links
from .read_reports import Progress


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def project_incidents(progress: Progress, only: Iterable[str] | None = None) -> int:
    """Project all incidents, or `only` those named; returns how many came out differently."""
    members = load.joined_accounts(only)
    overrides = load.overrides()
    before = dict(IncidentProjection.objects.values_list("incident_id", "value_sha256"))
    wanted = {str(i) for i in Incident.objects.values_list("id", flat=True)} if only is None else set(only)
    linked = conceded_by_links(None if only is None else wanted)
    alone = {
        i: case_of(
            suggest(project(members.get(i, []), overrides.get(i, {})), members.get(i, []), linked.get(i, ()))
        )
        for i in sorted(wanted & set(graded()))
    }
    known = experience(alone)  # what the rules alone make of the graded ones is what precedents are kept by
    changed: list[tuple[str, Json, str, list[Json]]] = []
    for n, incident_id in enumerate(sorted(wanted), start=1):
        accounts = members.get(incident_id, [])
        own = overrides.get(incident_id, {})
        if accounts or own:
            projection = project(accounts, own)
            said = linked.get(incident_id, ())
            grades = [suggestion_json(s) for s in suggest(projection, accounts, said, experience=known)]
        else:
            projection, grades = Projection(), []
        value = projection_json(projection)
        sha = row_hash((POLICY, value, grades))
        if before.get(uuid.UUID(incident_id)) != sha:
            changed.append((incident_id, value, sha, grades))
        if n % 200 == 0 or n == len(wanted):
            progress("Projecting incidents", n, len(wanted))
    if changed:
        _save(changed)
    return len(changed)


def _save(changed: list[tuple[str, Json, str, list[Json]]]) -> None:
    detail = {"policy": POLICY, "incidents": len(changed)}
    with recorded("project-incidents", detail=detail) as act:
        _keep_the_former([i for i, *_ in changed], act)
        IncidentProjection.objects.bulk_create(
            [
                IncidentProjection(
                    incident_id=uuid.UUID(i),
                    policy=POLICY,
                    value=value,
                    value_sha256=sha,
                    suggestions=grades,
                    act=act,
                )
                for i, value, sha, grades in changed
            ],
            batch_size=300,
            update_conflicts=True,
            unique_fields=["incident"],
            update_fields=["policy", "value", "value_sha256", "suggestions", "act"],
        )


def _keep_the_former(incidents: list[str], act: Act) -> None:
    """What stood until now is kept, so that any past moment can be shown again."""
    rows = IncidentProjection.objects.filter(incident_id__in=incidents).exclude(act=act)
    PastProjection.objects.bulk_create(
        [
            PastProjection(
                incident_id=row.incident_id,
                policy=row.policy,
                value=row.value,
                value_sha256=row.value_sha256,
                suggestions=row.suggestions,
                begun_id=row.act_id,
                act=act,
            )
            for row in rows.iterator(chunk_size=300)
        ],
        batch_size=300,
    )
