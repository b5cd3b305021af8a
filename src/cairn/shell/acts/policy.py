"""What a person may do to what: the two-person rule, and limits on values. Raises `NotAllowed`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from difflib import get_close_matches

from cairn.errors import NotAllowed, NotFound
from cairn.shell.records.judged import parents
from cairn.shell.records.models import Assessment, Incident, MediaTelling, Person, Release
from cairn.values import Precision, Range
from cairn.vocab.closed import Grade, Role, StrikeStatus

MOST_PEOPLE = 10_000_000
"""More than any incident has harmed: a slip of the keyboard, and more than a column may hold."""


def may_release(approver: Person, assessment: Assessment) -> None:
    """A second person releases (rule 1)."""
    if approver.id == assessment.person_id:
        raise NotAllowed(
            "same-person",
            "who sets an assessment may not release it",
            field="as",
            value=approver.name,
            remedy="Ask a second person to release it.",
        )


def may_show(approver: Person, telling: MediaTelling) -> None:
    """A second person lets a picture be seen (rule 1)."""
    if approver.id == telling.person_id:
        raise NotAllowed(
            "same-person",
            "who tells what a picture shows may not release it",
            field="as",
            value=approver.name,
            remedy="Ask a second person to look at it and release it.",
        )


def kin(incident: Incident) -> dict[str, object]:
    """Its umbrella record and its parts, frozen like the rest: a later change waits for the next version."""
    above, key = parents(), str(incident.id)
    return {
        "parent": above.get(key, ""),
        "children": sorted(i for i, parent in above.items() if parent == key),
    }


def may_release_kin(assessment: Assessment) -> None:
    """Who releases an umbrella record, or a part of one, releases just that tie, or a sum counts twice (rule 17)."""
    now = kin(assessment.incident)
    if any(assessment.fields.get(name, now[name]) != value for name, value in now.items()):
        raise NotAllowed(
            "parts-changed",
            "the umbrella record or its parts changed after this version was set",
            field="version",
            value=assessment.n,
            remedy="Set the assessment again, look at its parts, then release that version.",
        )


def may_disappear(incident: Incident) -> None:
    """What two persons put out does not leave the public sums by one person's merge (rule 1)."""
    if Release.objects.filter(assessment__incident=incident, live=True).exists():
        raise NotAllowed(
            "incident-released",
            "this incident is released, and a merge would take it out of the public sums",
            field="incident",
            value=incident.id,
            remedy="Take its release back first (`cairn explain` names the act, `cairn undo` takes it back).",
        )


def known_grade(value: str) -> Grade:
    """The grade of this name."""
    try:
        return Grade(value.strip().lower())
    except ValueError as e:
        raise NotAllowed(
            "grade-unknown",
            "there is no such grade",
            field="grade",
            value=value,
            remedy=f"One of {', '.join(Grade)}.",
        ) from e


def known_strike_status(value: str) -> StrikeStatus:
    """The strike status of this name."""
    try:
        return StrikeStatus(value.strip().lower())
    except ValueError as e:
        raise NotAllowed(
            "strike-status-unknown",
            "there is no such strike status",
            field="strike_status",
            value=value,
            remedy=f"One of {', '.join(StrikeStatus)}.",
        ) from e


def known_role(value: str) -> Role:
    """The role of this name."""
    try:
        return Role(value.strip().lower())
    except ValueError as e:
        raise NotAllowed(
            "role-unknown",
            "there is no such role",
            field="role",
            value=value,
            remedy=f"One of {', '.join(Role)}.",
        ) from e


def known_actors(given: Iterable[str], known: Collection[str]) -> None:
    """Every actor that is judged is one this workspace knows. Raises `NotFound`."""
    for actor in sorted(set(given) - set(known)):
        near = get_close_matches(actor, sorted(known), n=5)
        hint = f"Near it: {', '.join(near)}. " if near else ""
        raise NotFound(
            "actor-unknown",
            "no actor has this id",
            field="actor",
            value=actor,
            remedy=f"{hint}`cairn export actors` lists all.",
        )


def readable(fields: Mapping[str, object]) -> None:
    """Each value is one of its kind: a day, degrees on the globe, a known precision, a count that can be."""
    for name in ("date_start", "date_end"):
        if fields.get(name) and not _is_day(fields[name]):
            raise _unreadable(name, fields, "this is no day", "Write days as YYYY-MM-DD.")
    start, end = fields.get("date_start"), fields.get("date_end")
    if start and end and str(end) < str(start):
        raise _unreadable("date_end", fields, "the last day is before the first", "Mend the two days.")
    for name, most in (("lat", 90), ("lon", 180)):
        value = fields.get(name)
        if isinstance(value, int | float) and not -most <= value <= most:
            raise _unreadable(name, fields, "this is off the globe", f"Write degrees from -{most} to {most}.")
    precision = fields.get("place_precision")
    if precision and precision not in set(Precision):
        raise _unreadable(
            "place_precision", fields, "there is no such precision", f"One of {', '.join(Precision)}."
        )
    for name, value in fields.items():
        if name.endswith(("_min", "_max")) and isinstance(value, int) and value > MOST_PEOPLE:
            raise _unreadable(name, fields, "no incident harms so many", "Mend the figure.")


def _is_day(value: object) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _unreadable(name: str, fields: Mapping[str, object], message: str, remedy: str) -> NotAllowed:
    return NotAllowed("value-unreadable", message, field=name, value=fields[name], remedy=remedy)


def in_order(fields: Mapping[str, object]) -> None:
    """What we set has min <= max, and counts of people."""
    for name in ("killed", "injured"):
        low, high = fields.get(f"{name}_min"), fields.get(f"{name}_max")
        try:
            Range(low if isinstance(low, int) else None, high if isinstance(high, int) else None)
        except ValueError as e:
            raise NotAllowed(
                "range-out-of-order",
                str(e),
                field=name,
                value=f"{low} to {high}",
                remedy="Mend the two figures.",
            ) from e
