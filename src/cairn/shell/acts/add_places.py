"""Take in places, coverage and other lists that are looked things up in; each row keeps its id."""

from __future__ import annotations

from cairn.archive import sha256_hex
from cairn.places.gazetteer import shipped
from cairn.places.model import Place
from cairn.shell.records.convert import place_json, place_of
from cairn.shell.records.models import Capture, CoverageRow, PlaceRow
from cairn.shell.workspace import Workspace
from cairn.sources.coverage import read_coverage
from cairn.sources.places_files import read_places

from .act import recorded
from .add_reports import Added, keep_capture, keep_rejected, whole_file


def add_places(
    ws: Workspace, name: str, data: bytes, *, dry_run: bool = False, strict: bool = False
) -> Added:
    """Add a gazetteer file (GeoNames, OCHA units, places of a register); raises `FileRefused`."""
    places, faults = read_places(name, data, _known)
    aside = [{**_row_of(f.message, data), **f.as_dict()} for f in faults]
    rejected = [r for r in aside if r["code"] not in NO_PLACE]
    notes = [r for r in aside if r["code"] in NO_PLACE]
    if strict and rejected:
        raise whole_file(rejected)
    before = PlaceRow.objects.in_bulk([p.id for p in places])
    values = {p.id: place_json(p) for p in places}
    fresh = [key for key in values if key not in before]
    changed = {
        key: [
            f"{k}: {before[key].value.get(k)} -> {v}"
            for k, v in value.items()
            if before[key].value.get(k) != v
        ]
        for key, value in values.items()
        if key in before and before[key].value != value
    }
    result = Added(len(fresh), len(values) - len(fresh) - len(changed), changed, rejected, "places", notes)
    sha = sha256_hex(data)
    unseen = rejected and not Capture.objects.filter(sha256=sha).exists()
    if dry_run or not (fresh or changed or unseen):
        return result
    with ws.objects.keeping() as kept:
        kept.put(data)
        detail = {"capture": sha, "new": len(fresh), "changed": len(changed)}
        with recorded("add-places", detail=detail) as act:
            keep_rejected(rejected, keep_capture(sha, len(data), name))
            PlaceRow.objects.bulk_create(
                [PlaceRow(id=k, value=values[k], act=act) for k in fresh], batch_size=500
            )
            for key in changed:
                row = before[key]
                row.value, row.version, row.act = values[key], row.version + 1, act
                row.save()
    return result


def _known(id: str) -> Place | None:
    """The place of that id that was added, or that ships."""
    row = PlaceRow.objects.filter(pk=id).first()
    return place_of(row.value) if row else shipped().get(id)


NO_PLACE = ("places-no-point", "places-no-name")
"""A register row that says nothing of where a name lies is no fault: it is told as a note."""


def _row_of(message: str, data: bytes) -> dict[str, str]:
    """The number of the row a message speaks of, and its line of the file, verbatim."""
    number = "".join(c for c in message.partition(":")[0] if c.isdigit()) or "0"
    lines = data.decode("utf-8-sig").splitlines()
    return {"row": number, "raw": lines[int(number) - 1] if 0 < int(number) <= len(lines) else ""}


def add_coverage(
    ws: Workspace, name: str, data: bytes, *, dry_run: bool = False, strict: bool = False
) -> Added:
    """Add a table of `actor,country,from,to,level`: what was monitored in full, in part, not at all."""
    table = read_coverage(name, data)
    rows = table.levels
    rejected = [row.as_dict() for row in table.rejected]
    if strict and rejected:
        raise whole_file(rejected)
    before = {(c.actor, c.country, c.from_day, c.to_day): c.level for c in CoverageRow.objects.order_by("id")}
    fresh = {key: level for key, level in rows.items() if key not in before}
    changed = {
        " ".join(map(str, key)): [f"level: {before[key]} -> {level}"]
        for key, level in rows.items()
        if key in before and before[key] != level
    }
    result = Added(len(fresh), len(rows) - len(fresh) - len(changed), changed, rejected, what="coverage")
    unseen = rejected and not Capture.objects.filter(sha256=sha256_hex(data)).exists()
    if dry_run or not (fresh or changed or unseen):
        return result
    with ws.objects.keeping() as kept:
        sha = kept.put(data)
        with recorded("add-coverage", detail={"capture": sha, "rows": len(rows)}) as act:
            keep_rejected(rejected, keep_capture(sha, len(data), name))
            for (actor, country, first, last), level in rows.items():
                CoverageRow.objects.update_or_create(
                    actor=actor,
                    country=country,
                    from_day=first,
                    to_day=last,
                    defaults={"level": level, "act": act},
                )
    return result
