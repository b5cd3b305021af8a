"""Registers of other recorders: their incidents as they came in, apart from ours (docs/decisions)."""

from __future__ import annotations

from django.db import models

from .recorded import Recorded
from .source import Capture


class Register(Recorded):
    """One recorder's register, by the name it goes by here."""

    name = models.CharField(primary_key=True, max_length=60)

    def __str__(self) -> str:
        return self.name


class RegisterEntry(Recorded):
    """The identity of one incident of a register: `REGISTER:REF`, `ref` being its recorder's own id.

    What it says stands in its versions; the latest is `version`. Others may refer to it for ever.
    """

    MAY_CHANGE = ("version",)

    id = models.CharField(primary_key=True, max_length=261)
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=200)
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.id


class RegisterVersion(Recorded):
    """What an entry said when it came in the `n`th time: `cells` is the row as written, as JSON text.

    Text and not a JSON column: both databases keep it to the byte, whatever signs the recorder wrote.
    """

    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="+")
    n = models.IntegerField()
    cells = models.TextField()
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="+")
    capture_row = models.IntegerField()

    class Meta:
        ordering = ("entry_id", "n")
        constraints = (models.UniqueConstraint(fields=("entry", "n"), name="one_register_version"),)

    def __str__(self) -> str:
        return f"{self.entry_id} v{self.n}"


class RegisterCode(Recorded):
    """A code an entry goes by or went by; a code that one row drops later still leads to it.

    `folded` is the code as compared. `how`: code, part (of a code that holds several), previous.
    """

    MAY_CHANGE = ("how",)

    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=200)
    folded = models.CharField(max_length=400, db_index=True)
    how = models.CharField(max_length=10)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("entry", "folded"), name="one_register_code"),
            models.CheckConstraint(
                condition=models.Q(how__in=["code", "part", "previous"]), name="register_code_how"
            ),
        )

    def __str__(self) -> str:
        return self.code
