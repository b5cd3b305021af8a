"""Where an incident leads that a rule made and a later run dissolved: its codes go on resolving, for ever.

Nothing is stored of this. Such an incident has no account and no person's word left; it leads to the incident in
which most of the accounts it once had are now.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from django.db.models import QuerySet

from .models import Assessment, AssignmentRow, Incident, IncidentProjection, Judgement


def touched() -> frozenset[str]:
    """Ids of incidents that a live word of a person is about: no rule moves their accounts."""
    said = Judgement.objects.filter(live=True)
    named = set(said.filter(subject_kind="incident").values_list("subject", flat=True))
    others = set(said.exclude(other="").values_list("other", flat=True))
    set_ = {str(i) for i in Assessment.objects.filter(live=True).values_list("incident_id", flat=True)}
    return frozenset(named | others | set_)


def dissolved() -> Mapping[str, str]:
    """Incident id -> the incident it leads to, for all that have no account and no person's word left."""
    # Three plain questions and one difference of sets: as one question with a NOT IN, it took a hundred times as long.
    here = IncidentProjection.objects.filter(incident__merged_into__isnull=True)
    full = {str(i) for i in _joined().values_list("incident_id", flat=True).distinct()}
    empty = {str(i) for i in here.values_list("incident_id", flat=True)} - full - touched()
    if not empty:
        return {}
    once: dict[str, set[str]] = defaultdict(set)
    former = AssignmentRow.objects.filter(incident_id__in=empty, decision="joined")
    for incident, account in former.values_list("incident_id", "account_id").iterator(2000):
        once[str(incident)].add(account)
    now: dict[str, set[str]] = defaultdict(set)
    asked = {account for accounts in once.values() for account in accounts}
    for account, incident in _joined().filter(account_id__in=asked).values_list("account_id", "incident_id"):
        now[account].add(str(incident))
    led = {key: Counter(i for a in accounts for i in now.get(a, ())) for key, accounts in once.items()}
    return {key: min(n, key=lambda i: (-n[i], i)) for key, n in led.items() if n}


def follow(incident: Incident) -> Incident:
    """The incident, or the one that it leads to."""
    if _joined().filter(incident=incident).exists():
        return incident
    to = dissolved().get(str(incident.id))
    return Incident.objects.get(id=to) if to else incident


def _joined() -> QuerySet[AssignmentRow]:
    return AssignmentRow.objects.filter(live=True, decision="joined", account__live=True)
