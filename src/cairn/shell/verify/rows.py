"""Rows side by side with the seals of the acts that wrote them: what was edited, added, deleted, put back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from django.db.models import Exists, F, Max, Min, OuterRef, QuerySet

from cairn.archive.check import check_lines
from cairn.archive.findings import Finding, Findings
from cairn.archive.seal import Line, read_lines
from cairn.shell.records.models import Act, Seal
from cairn.shell.records.models.recorded import Recorded
from cairn.shell.records.seals import columns, key_text, liner, recorded_tables

AT_ONCE = 20_000
"""Rows in one part of the work, more or less: an act's rows of one table are never divided."""
ASKED_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a table that acts with ids from `first` up to, not including, `end` wrote."""

    table: str
    first: int
    end: int


@dataclass(slots=True)
class Checked:
    """What a part came to."""

    findings: Findings = field(default_factory=Findings)
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Writer:
    """The act that a seal is of."""

    seq: int | None
    at: str
    kind: str

    def __str__(self) -> str:
        return f"act {self.seq} ({self.kind}, {self.at})"


def parts() -> list[Part]:
    """The work, divided: ranges of acts for each table."""
    ends = Act.objects.aggregate(first=Min("id"), last=Max("id"))
    first, end = min(ends["first"] or 1, 1), (ends["last"] or 0) + 1  # no id is too low to be looked at
    found = []
    for table, model in recorded_tables().items():
        pieces = model.objects.count() // AT_ONCE + 1
        edges = [first + (end - first) * n // pieces for n in range(pieces + 1)]
        found += [Part(table, a, b) for a, b in pairwise(edges) if a < b]
    return found


def check_part(part: Part) -> Checked:
    """Hold each row against the line that its act sealed, and each line against the row."""
    try:
        return _checked(part, recorded_tables()[part.table], ())
    except (ValueError, TypeError):  # a column holds what none can: find the rows, and check the others
        return _without_unreadable(part)


def _checked(part: Part, model: type[Recorded], left_out: Collection[object]) -> Checked:
    done = Checked()
    groups = groupby(_rows(model, part, left_out), key=itemgetter(0))
    writer, rows = next(groups, (None, None))
    for act, who, text in _seals(part):
        while writer is not None and writer < act:
            _unsealed(model, writer, _lines(model, rows), done)
            writer, rows = next(groups, (None, None))
        mine = _lines(model, rows) if writer == act else iter(())
        _check_act(model, who, text, mine, left_out, done)
        if writer == act:
            writer, rows = next(groups, (None, None))
    while writer is not None:
        _unsealed(model, writer, _lines(model, rows), done)
        writer, rows = next(groups, (None, None))
    return done


def _without_unreadable(part: Part) -> Checked:
    model = recorded_tables()[part.table]
    fixed, changing = columns(model)
    line_of, bad = liner(model), []
    keys = model.objects.filter(sealed_in_id__gte=part.first, sealed_in_id__lt=part.end)
    for key in keys.order_by("pk").values_list("pk", flat=True):
        try:
            line_of(model.objects.filter(pk=key).values_list(*fixed, *changing)[0])
        except (ValueError, TypeError):
            bad.append(key)
    done = _checked(part, model, bad)
    for key in bad:
        seq = model.objects.filter(pk=key).values_list("sealed_in__seq", flat=True)[0]
        what = f"Row {key} of {part.table} cannot be read: a column holds what none can."
        done.findings.add(Finding("row-edited", what, f"{part.table} {key}", seq))
    return done


def check_strays() -> Findings:
    """Rows that no act at all stands behind, and seals of tables that are none."""
    findings = Findings()
    for table, model in recorded_tables().items():
        stray = model.objects.filter(~Exists(Act.objects.filter(id=OuterRef("sealed_in_id"))))
        for key in stray.values_list("pk", flat=True)[:1000]:
            what = f"Row {key} of {table} names an act that is not there."
            findings.add(Finding("row-added", what, f"{table} {key}"))
    for table, model in recorded_tables().items():
        if any(column.name == "act" for column in model._meta.fields):
            _check_named_acts(table, model, findings)
    for table, seq in Seal.objects.exclude(table__in=recorded_tables()).values_list("table", "act__seq")[
        :1000
    ]:
        findings.add(
            Finding("seal-unreadable", f"Act {seq} seals a table {table!r}, which is none.", table, seq)
        )
    return findings


def _check_named_acts(table: str, model: type[Recorded], findings: Findings) -> None:
    """The act that a row bears in a column of its own sealed that row: no other act may have taken its number."""
    every: QuerySet[Any] = model._default_manager.all()
    others = every.exclude(act_id=F("sealed_in_id")).order_by("act_id", "pk")
    for act, rows in groupby(others.values_list("act_id", "pk").iterator(chunk_size=2000), itemgetter(0)):
        text = Seal.objects.filter(act_id=act, table=table).values_list("lines", flat=True).first()
        try:
            sealed = read_lines(text or "")
        except (ValueError, TypeError):
            continue  # the seal's own fault, which is told as such
        for _, key in rows:
            if key_text(key) not in sealed:
                what = f"Row {key} of {table} bears the number of another act than the one that wrote it."
                findings.add(Finding("row-edited", what, f"{table} {key}"))


def _rows(model: type[Recorded], part: Part, left_out: Collection[object]) -> Iterator[tuple[Any, ...]]:
    fixed, changing = columns(model)
    rows = model.objects.filter(sealed_in_id__gte=part.first, sealed_in_id__lt=part.end)
    rows = rows.exclude(pk__in=left_out) if left_out else rows
    return (
        rows.order_by("sealed_in_id").values_list("sealed_in_id", *fixed, *changing).iterator(chunk_size=2000)
    )


def _seals(part: Part) -> Iterator[tuple[int, Writer, str]]:
    rows = Seal.objects.filter(table=part.table, act_id__gte=part.first, act_id__lt=part.end).order_by(
        "act_id"
    )
    columns_ = ("act_id", "act__seq", "act__at", "act__kind", "lines")
    for act, seq, at, kind, lines in rows.values_list(*columns_).iterator(chunk_size=100):
        yield act, Writer(seq, _iso(at), kind), lines


def _lines(model: type[Recorded], rows: Iterable[tuple[Any, ...]] | None) -> Iterator[Line]:
    line = liner(model)
    return (line(values[1:]) for values in rows or ())


def _check_act(
    model: type[Recorded],
    who: Writer,
    text: str,
    rows: Iterator[Line],
    left_out: Collection[object],
    done: Checked,
) -> None:
    table = str(model._meta.model_name)
    try:
        sealed = read_lines(text)
    except (ValueError, TypeError) as e:
        done.findings.add(
            Finding("seal-unreadable", f"The seal of {who} over {table}: {e}.", table, who.seq, who.at)
        )
        sealed = {}
    for line in rows:
        done.rows += 1
        was = sealed.pop(line.key, None)
        if was is None:
            what = f"Row {line.key} of {table} was not among those that {who} wrote."
            done.findings.add(Finding("row-added", what, f"{table} {line.key}", who.seq, who.at))
        elif line != was:
            how = check_lines(line, was, model.MAY_CHANGE)
            what = f"Row {line.key} of {table} is not as {who} wrote it: {how}."
            done.findings.add(Finding("row-edited", what, f"{table} {line.key}", who.seq, who.at))
    for key in left_out:
        sealed.pop(key_text(key), None)
    for keys in _chunks(list(sealed)):
        _look_later(model, who, {key: sealed[key] for key in keys}, done)


def _unsealed(model: type[Recorded], act: int, rows: Iterator[Line], done: Checked) -> None:
    """Rows that say an act wrote them which sealed none of their table."""
    table = str(model._meta.model_name)
    found = Act.objects.filter(id=act).values_list("seq", "at", "kind").first()
    who = Writer(found[0], _iso(found[1]), found[2]) if found else None
    for line in rows:
        done.rows += 1
        if who is not None:  # otherwise it is a stray, which is told once for all
            what = f"Row {line.key} of {table} says that {who} wrote it, which wrote nothing there."
            done.findings.add(Finding("row-added", what, f"{table} {line.key}", who.seq, who.at))


def _look_later(model: type[Recorded], who: Writer, sealed: dict[str, Line], done: Checked) -> None:
    """Lines whose rows some other act has written since: the row must be there, later, its fixed columns the same."""
    fixed, changing = columns(model)
    table, line_of = str(model._meta.model_name), liner(model)
    keys = [key_value(model, key) for key in sealed]
    rows = model.objects.filter(pk__in=keys).values_list("sealed_in_id", "sealed_in__seq", *fixed, *changing)
    for act, seq, *values in rows.iterator(chunk_size=ASKED_AT_ONCE):
        line = line_of(values)
        was = sealed.pop(line.key, None)
        if was is None or who.seq is None:
            continue
        key = f"{table} {line.key}"
        if seq is None or seq <= who.seq:
            what = (
                f"Row {line.key} of {table} stands as act {seq} wrote it, and {who} wrote it anew after that."
            )
            done.findings.add(Finding("row-put-back", what, key, who.seq, who.at))
        elif line.fixed != was.fixed and _sealed_so(act, table, line):
            what = f"Row {line.key} of {table} was written by {who}, and act {seq} wrote what may never change anew."
            done.findings.add(Finding("row-rewritten", what, key, seq))
    for key in sealed:
        what = f"Row {key} of {table}, written by {who}, is gone."
        done.findings.add(Finding("row-deleted", what, f"{table} {key}", who.seq, who.at))


def _sealed_so(act: int, table: str, line: Line) -> bool:
    """Whether the later act sealed the row as it is: if not, the row was edited, and that is told there."""
    text = Seal.objects.filter(act_id=act, table=table).values_list("lines", flat=True).first()
    try:
        return text is not None and read_lines(text).get(line.key) == line
    except (ValueError, TypeError):
        return False


def key_value(model: type[Recorded], text: str) -> object:
    """The primary key that `key_text` spelled."""
    column = model._meta.pk
    target = getattr(column, "target_field", column)
    value = json.loads(text) if text.startswith('"') else text
    return target.to_python(value)


def _chunks(keys: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(keys), ASKED_AT_ONCE):
        yield keys[at : at + ASKED_AT_ONCE]


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""
