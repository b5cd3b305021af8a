"""The live judgements on accounts and incidents as the words that the core closes over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cairn.match.closed import Closed, Word

from .models import AssignmentRow, Judgement
from .moment import Moment, standing_at

KINDS = ("join", "merge", "different", "parent")
"""The kinds of judgement that say which accounts and incidents belong together."""


def words() -> Iterator[Word]:
    """Every live word, in the order in which they were said."""
    rows = Judgement.objects.filter(kind__in=KINDS, live=True).select_related("person", "act").order_by("id")
    for row in rows.iterator(chunk_size=2000):
        answer = str(row.value.get("answer", "yes"))
        if row.kind == "join" and row.act.kind == "merge" and answer == "no":
            continue  # how a merge emptied an incident before merges were words of their own
        yield word(row, answer)


def word(row: Judgement, answer: str) -> Word:
    """One judgement as the core's value."""
    value = row.value
    return Word(
        kind=row.kind,
        subject=row.subject,
        other=row.other,
        answer="moved" if value.get("moved") else answer,
        person=row.person.name,
        id=row.id,
        act=row.act_id,
        subject_parts=tuple(value.get("subject_parts", ())),
        other_parts=tuple(value.get("other_parts", ())),
    )


def closed() -> Closed:
    """All that follows from the live words."""
    return Closed(words())


def parents(then: Moment | None = None) -> dict[str, str]:
    """Incident id -> its umbrella record, both by where they lead: what is merged brings its own along."""
    own = standing_at(Judgement.objects.filter(kind__in=("merge", "parent")), then).order_by("id")
    return Closed(word(row, "yes") for row in own.select_related("person")).parents


def merged(then: Moment | None = None) -> dict[str, str]:
    """Incident id -> the one it went into, as persons had said by then."""
    rows = standing_at(Judgement.objects.filter(kind="merge"), then).order_by("id")
    return dict(rows.values_list("subject", "other"))


def held_in(*incidents: str) -> dict[str, set[str]]:
    """Incident id -> the accounts joined to it now."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = AssignmentRow.objects.filter(live=True, decision="joined", incident_id__in=incidents)
    for incident, account in rows.values_list("incident_id", "account_id"):
        found[str(incident)].add(account)
    return found
