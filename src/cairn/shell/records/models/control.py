"""Who stands how to whom and who held which ground, according to whom: every row is an author's word, or its ground."""

from __future__ import annotations

from django.db import models

from .recorded import Recorded
from .source import Capture


class RelationRow(Recorded):
    """An author's word on how two actors stand to each other; `value` is as `cairn.vocab.relations.Relation`."""

    MAY_CHANGE = ("value", "capture", "capture_row", "version", "live")

    id = models.CharField(primary_key=True, max_length=240)
    value = models.JSONField(default=dict)
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="+")
    capture_row = models.IntegerField(default=0)
    version = models.IntegerField(default=1)
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.id


class DesignationRow(Recorded):
    """That an authority lists an actor as terrorist; `value` is as `cairn.vocab.relations.Designation`."""

    MAY_CHANGE = ("value", "capture", "capture_row", "version", "live")

    id = models.CharField(primary_key=True, max_length=240)
    value = models.JSONField(default=dict)
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="+")
    capture_row = models.IntegerField(default=0)
    version = models.IntegerField(default=1)
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.id


class ControlArea(Recorded):
    """A piece of ground that a team names itself; `value` is as `cairn.control.model.Area`."""

    MAY_CHANGE = ("value", "capture", "capture_row", "version", "live")

    id = models.CharField(primary_key=True, max_length=120)
    parent = models.CharField(max_length=120, blank=True, default="")
    value = models.JSONField(default=dict)
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="+")
    capture_row = models.IntegerField(default=0)
    version = models.IntegerField(default=1)
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.id


class ControlAssertion(Recorded):
    """An author's word on a named area; `value` is as `cairn.control.model.Assertion`."""

    MAY_CHANGE = ("area", "start", "value", "capture", "capture_row", "version", "live")

    id = models.CharField(primary_key=True, max_length=240)
    area = models.CharField(max_length=120)
    start = models.DateField(null=True)
    value = models.JSONField(default=dict)
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="+")
    capture_row = models.IntegerField(default=0)
    version = models.IntegerField(default=1)
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("area", "live")),)

    def __str__(self) -> str:
        return self.id


class ControlLayer(Recorded):
    """One author's drawing of one day. What it draws is an object of its own (`rows_sha256`): one assertion a line,
    with its polygons, as it was read from the capture; so a layer of a thousand polygons is one row."""

    MAY_CHANGE = ("value", "rows_sha256", "features", "capture", "version", "live")

    id = models.CharField(primary_key=True, max_length=240)
    day = models.DateField()
    asserted_by = models.CharField(max_length=240)
    value = models.JSONField(default=dict)
    rows_sha256 = models.CharField(max_length=64)
    features = models.IntegerField(default=0)
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("day", "live")),)

    def __str__(self) -> str:
        return self.id
