"""What the claims made of each incident, now or at any past moment: every projection that was is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cairn.assess.model import Suggestion
from cairn.incident.model import Projection

from .convert import projection_of, suggestion_of
from .models import IncidentProjection, PastProjection
from .moment import Moment


@dataclass(frozen=True, slots=True)
class Projected:
    """An incident's projection, the grades that were suggested with it, and when it came out so."""

    projection: Projection
    suggestions: list[Suggestion]
    at: datetime


def projected_at(then: Moment | None, only: Iterable[str] | None = None) -> Mapping[str, Projected]:
    """Incident id -> its projection at that moment, of all incidents there were or of `only` those named."""
    now = IncidentProjection.objects.all()
    past = PastProjection.objects.none()
    if then is not None:
        past = PastProjection.objects.filter(begun_id__lte=then.act, act_id__gt=then.act)
        now = now.filter(act_id__lte=then.act)
    found: dict[str, Projected] = {}
    for rows, made in ((past, "begun__at"), (now, "act__at")):
        asked = rows if only is None else rows.filter(incident_id__in=list(only))
        columns = asked.values_list("incident_id", "value", "suggestions", made)
        for key, value, hints, at in columns.iterator(500):
            found[str(key)] = Projected(projection_of(value), [suggestion_of(h) for h in hints], at)
    return found
