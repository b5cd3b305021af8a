"""Rows that are evidence: written only inside an act, stamped with it, never deleted.

`sealed_in` names the act that wrote the row as it stands now; the act's seal holds the row's hash. So a row
that was changed, added or taken away behind an act's back no longer fits any seal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextvars import ContextVar
from typing import Any, ClassVar, NoReturn, TypeVar

from django.db import models

open_act: ContextVar[int | None] = ContextVar("open_act", default=None)
"""The id of the act at work: set by `acts.act.recorded`, read by every write of a recorded row."""

_Row = TypeVar("_Row", bound=models.Model)


def _act() -> int:
    act = open_act.get()
    if act is None:
        raise RuntimeError("a recorded row is written inside an act")
    return act


def _never() -> NoReturn:
    raise RuntimeError("a recorded row is never deleted: write that it no longer lives")


class RecordedRows(models.QuerySet[_Row]):
    """The same writes as ever, each stamped with the act at work."""

    def bulk_create(
        self,
        objs: Iterable[_Row],
        batch_size: int | None = None,
        ignore_conflicts: bool = False,
        update_conflicts: bool = False,
        update_fields: Collection[str] | None = None,
        unique_fields: Collection[str] | None = None,
    ) -> list[_Row]:
        """Stamped; a row that was there already is stamped anew where it is updated."""
        rows, act = list(objs), _act()
        for row in rows:
            row.sealed_in_id = act  # type: ignore[attr-defined]
        fields = [*update_fields, "sealed_in"] if update_conflicts and update_fields else update_fields
        return super().bulk_create(
            rows, batch_size, ignore_conflicts, update_conflicts, fields, unique_fields
        )

    def update(self, **values: Any) -> int:
        """Stamped; `bulk_update` comes through here too."""
        values.pop("sealed_in_id", None)
        return super().update(**{**values, "sealed_in": _act()})

    def delete(self) -> NoReturn:
        """Refused."""
        _never()


class Recorded(models.Model):
    """A row of evidence. `MAY_CHANGE` names the columns that a later act may write anew; all others stay for
    ever as they were first written, and a seal that says otherwise is a forgery."""

    MAY_CHANGE: ClassVar[tuple[str, ...]] = ()
    sealed_in = models.ForeignKey("records.Act", on_delete=models.PROTECT, related_name="+")

    objects = RecordedRows.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stamped."""
        self.sealed_in_id = _act()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "sealed_in"}
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        _never()
