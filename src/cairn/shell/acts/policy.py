"""What a person may do to what: the two-person rule, and limits on values. Raises `NotAllowed`."""

from __future__ import annotations

from collections.abc import Mapping

from cairn.errors import NotAllowed
from cairn.shell.records.models import Assessment, Person
from cairn.values import Range
from cairn.vocab.closed import Grade, Role, StrikeStatus


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
