"""Who did what, when and why. Nothing here is ever changed or erased; an undo is a further row."""

from __future__ import annotations

from django.db import models

from .recorded import Recorded


class Person(models.Model):
    """Somebody who decides, by the name they sign with."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class Act(models.Model):
    """One change of state, and one leaf of the log: `record` holds its canonical bytes, `sha256` their hash.

    The record commits to who, why, what and the rows written through the salt, and holds no personal data
    itself, so that a lawful erasure of `detail` and `salt` leaves the history standing. `seq` is its place in
    the log, given when it is sealed; an act without one is not yet over.
    """

    id = models.BigAutoField(primary_key=True)
    seq = models.BigIntegerField(unique=True, null=True)
    kind = models.CharField(max_length=40)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="acts")
    at = models.DateTimeField()
    why = models.TextField(blank=True, default="")
    detail = models.JSONField(default=dict)
    salt = models.BinaryField(max_length=32)
    record = models.BinaryField(default=b"")
    sha256 = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Seal(models.Model):
    """The rows of one table that one act wrote: a line per row (archive/seal.py), whose digest the act's
    record commits to."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="seals")
    table = models.CharField(max_length=40)
    rows = models.IntegerField()
    lines = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("act", "table"), name="one_seal_per_table"),)

    def __str__(self) -> str:
        return f"{self.act_id} {self.table}"


class Outbox(models.Model):
    """An act that the log does not hold yet: written with the act, gone when the log's checkpoint covers it."""

    act = models.OneToOneField(Act, primary_key=True, on_delete=models.PROTECT, related_name="outbox")
    seq = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return f"to be logged: {self.seq}"


class Judgement(Recorded):
    """A person's decision on one thing. `undoes` names an earlier judgement this one takes back.

    `subject` is an id of `subject_kind` (account, incident, claim, report); `other` is the second thing
    where two are judged together; `value` is what was decided, as JSON.
    """

    MAY_CHANGE = ("live",)

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="judgements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="judgements")
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    subject_kind = models.CharField(max_length=12)
    subject = models.CharField(max_length=240, db_index=True)
    other = models.CharField(max_length=240, blank=True, default="", db_index=True)
    value = models.JSONField(default=dict)
    why = models.TextField(blank=True, default="")
    live = models.BooleanField(default=True)
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("kind", "live")),)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Withdrawal(Recorded):
    """Something that leaves every view at once: an incident, a report, a claim, a person's name (rule 3).

    What it was stays in the sealed record; what the tombstone says is `public_note`, never the thing itself.
    """

    MAY_CHANGE = ("live",)

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="withdrawals")
    subject_kind = models.CharField(max_length=12)
    subject = models.CharField(max_length=1000)
    public_note = models.TextField(blank=True, default="")
    live = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("subject_kind", "subject"), condition=models.Q(live=True), name="one_live_withdrawal"
            ),
        )

    def __str__(self) -> str:
        return f"withdrawn {self.subject_kind}"
