"""Take a filled desk sheet in: every decision is one act by a named person; the same sheet twice is once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from cairn.archive import sha256_hex
from cairn.errors import CairnError, NotAllowed, RowRejected
from cairn.shell.export.record import names_of
from cairn.shell.records import find
from cairn.shell.records.models import Act, Assessment, Capture, Incident, Release
from cairn.shell.sheets.layout import ACCOUNTS, CLAIMS, DUPLICATES, INCIDENTS, LINKS
from cairn.shell.sheets.read import Filled, read_sheet
from cairn.shell.workspace import Workspace
from cairn.values import Range

from . import policy
from .act import person, recorded
from .add_reports import Added, keep_capture, keep_rejected, whole_file
from .correct_claim import add_claim, correct_claim
from .join_by_hand import join_by_hand
from .link_by_hand import decide_on_sheet
from .merge_incidents import merge, say_of_two, set_parent
from .release import release, withdraw
from .set_assessment import Decision, set_assessment, standing_assessment

FIGURES = ("killed_min", "killed_max", "injured_min", "injured_max")
WORDS = ("date_start", "date_end", "place_name", "place_precision")


@dataclass(slots=True)
class _Tally:
    new: int = 0
    same: int = 0
    changed: dict[str, list[str]] = field(default_factory=dict)
    rejected: list[dict[str, str]] = field(default_factory=list)


def add_judgements(
    ws: Workspace, name: str, data: bytes, *, dry_run: bool = False, strict: bool = False
) -> Added:
    """Apply a sheet: claims, then joins, umbrella records and links, then what is set, then releases and withdrawals.

    A row that cannot be done is set aside with its reason and the rest goes in; raises `FileRefused` for a
    file that is no desk sheet, and with `strict` for any row that cannot be done: nothing went in then.
    """
    rows = read_sheet(name, data)
    told = _Tally()
    with ws.objects.keeping() as kept, transaction.atomic():
        for row, work in _steps(ws, rows):
            _do(row, work, told)
        if strict and told.rejected:
            raise whole_file(told.rejected)
        unseen = told.rejected and not Capture.objects.filter(sha256=sha256_hex(data)).exists()
        if (told.new or unseen) and not dry_run:
            sha = kept.put(data)
            detail = {"capture": sha, "decisions": told.new, "rejected": len(told.rejected)}
            with recorded("add-judgements", detail=detail):
                keep_rejected(told.rejected, keep_capture(sha, len(data), name))
        if dry_run:
            transaction.set_rollback(True)
    return Added(told.new, told.same, told.changed, told.rejected, what="decisions")


Work = Callable[[], list[str]]


def _steps(ws: Workspace, rows: Sequence[Filled]) -> list[tuple[Filled, Work]]:
    """Every decision as a thunk, in the order in which they make sense."""
    claims = [r for r in rows if r.page == CLAIMS.title]
    pairs = [r for r in rows if r.page == DUPLICATES.title]
    accounts = [r for r in rows if r.page == ACCOUNTS.title]
    incidents = [r for r in rows if r.page == INCIDENTS.title]
    links = [r for r in rows if r.page == LINKS.title]
    known = frozenset(names_of(ws))
    steps: list[tuple[Filled, Work]] = [(r, lambda r=r: _claim(ws, r)) for r in claims]  # type: ignore[misc]
    steps += [(r, lambda r=r: _join(r)) for r in accounts]  # type: ignore[misc]
    steps += [(r, lambda r=r: _pair(r)) for r in pairs]  # type: ignore[misc]
    steps += [(r, lambda r=r: _merge(r)) for r in incidents if r["merge_into"]]  # type: ignore[misc]
    steps += [(r, lambda r=r: _parent(r)) for r in incidents if r["parent"]]  # type: ignore[misc]
    steps += [(r, lambda r=r: _link(r)) for r in links]  # type: ignore[misc]
    for group in _grouped([r for r in incidents if _sets(r)]):
        steps.append((group[0], lambda g=group: _set(g, known)))  # type: ignore[misc]
    for row in [r for r in incidents if r["release_by"]]:
        own = _grouped([r for r in incidents if _sets(r) and r["incident"] == row["incident"]])
        steps.append((row, lambda r=row, own=own: _release(r, own)))  # type: ignore[misc]
    steps += [(r, lambda r=r: _withdraw(r)) for r in incidents if r["withdraw_by"]]  # type: ignore[misc]
    return steps


def _do(row: Filled, work: Work, told: _Tally) -> None:
    """One decision in a savepoint of its own: done, done before, or set aside."""
    before = Act.objects.count()
    try:
        with transaction.atomic():
            differences = work()
    except CairnError as error:
        raw = " | ".join(f"{k}={v}" for k, v in row.cells.items())
        told.rejected.append({"row": f"{row.page} {row.row}", "raw": raw, **error.as_dict()})
        return
    if Act.objects.count() == before:
        told.same += 1
        return
    told.new += 1
    if differences:
        told.changed[f"{row.page} {row.row}"] = differences


def _sets(row: Filled) -> bool:
    names = (
        *FIGURES,
        *WORDS,
        "lat",
        "lon",
        "actor",
        "grade",
        "strike_status",
        "role",
        "summary_en",
        "summary_ar",
    )
    return any(row[n] for n in names)


def _grouped(rows: Sequence[Filled]) -> list[list[Filled]]:
    """Rows of one incident signed by one person are one decision, a grade per row."""
    groups: dict[tuple[str, str], list[Filled]] = {}
    for row in rows:
        groups.setdefault((row["incident"], row["set_by"]), []).append(row)
    return list(groups.values())


def _set(group: Sequence[Filled], known: Collection[str]) -> list[str]:
    decision = _decision(group)
    policy.known_actors({*decision.grades, *decision.statuses, *decision.roles}, known)
    incident = find.incident(decision.incident)
    if standing_assessment(incident, decision) is None:
        _refuse_conflict(group[0], incident, decision)
    before = _latest(incident)
    made = set_assessment(decision)
    return _differences(before, made) if before and before.id != made.id else []


def _latest(incident: Incident) -> Assessment | None:
    return Assessment.objects.filter(incident=incident, live=True).order_by("-n").first()


def _decision(group: Sequence[Filled]) -> Decision:
    fields: dict[str, Any] = {}
    grades: dict[str, str] = {}
    statuses: dict[str, str] = {}
    roles: dict[str, str] = {}
    said: dict[str, str] = {}
    for row in group:
        fields |= {n: _figure(row, n) for n in FIGURES if row[n]}
        fields |= {n: row[n] for n in WORDS if row[n]}
        fields |= {n: _degrees(row, n) for n in ("lat", "lon") if row[n]}
        said |= {n: row[n] for n in ("summary_en", "summary_ar") if row[n]}
        actor = row["actor"] or row["actor_machine"]
        if row["actor"] and not any(row[n] for n in ("grade", "strike_status", "role")):
            raise _bad(row, "grade", "an actor is named and nothing is said of it", "Give the grade.")
        for name, given in (("grade", grades), ("strike_status", statuses), ("role", roles)):
            if row[name]:
                if not actor:
                    raise _bad(row, "actor", "a grade belongs to an actor", "Name the actor's id.")
                given[actor] = row[name]
    first = group[0]
    why = next((r["why"] for r in group if r["why"]), "")
    return Decision(
        first["incident"], first["set_by"], why, fields, grades, statuses, said.get("summary_en"),
        said.get("summary_ar"), roles,
    )  # fmt: skip


def _refuse_conflict(row: Filled, incident: Incident, decision: Decision) -> None:
    """Somebody else set a newer version since this sheet was written: both must look."""
    newer = Assessment.objects.filter(incident=incident, live=True, n__gt=_seen(row)).order_by("-n")
    other = newer.exclude(person=person(decision.person)).first()
    if other is not None:
        own = {n: decision.fields.get(n, getattr(other, n)) for n in FIGURES}
        raise _conflict(row, other, f"this sheet says {_words(own, decision.grades)}")


def _conflict(row: Filled, other: Assessment, mine: str) -> NotAllowed:
    theirs = _words(
        {n: getattr(other, n) for n in FIGURES}, {a.actor: a.grade for a in other.attributions.all()}
    )
    return NotAllowed(
        "desk-conflict",
        f"{other.person.name} set version {other.n} after this sheet was written: {theirs}; {mine}",
        field="version_seen",
        value=row["version_seen"],
        remedy="Write a new sheet with `cairn queue`, look at both, and decide again.",
    )


def _words(figures: Mapping[str, int | None], grades: Mapping[str, str]) -> str:
    """`killed 4 to 6, injured unknown to 3, russia fair`."""
    told = {n: "unknown" if v is None else str(v) for n, v in figures.items()}
    ends = [f"{n} {told[f'{n}_min']} to {told[f'{n}_max']}" for n in ("killed", "injured")]
    return ", ".join([*ends, *(f"{actor} {grade}" for actor, grade in sorted(grades.items()))])


def _seen(row: Filled) -> int:
    """The version that stood when the sheet was written."""
    try:
        return int(row["version_seen"] or 0)
    except ValueError as e:
        raise _bad(row, "version_seen", "this is no version", "Leave the column as it was written.") from e


def _differences(before: Assessment, after: Assessment) -> list[str]:
    found = [
        f"{n}: {getattr(before, n)} -> {getattr(after, n)}"
        for n in FIGURES
        if getattr(before, n) != getattr(after, n)
    ]
    old = {a.actor: a.grade for a in before.attributions.all()}
    new = {a.actor: a.grade for a in after.attributions.all()}
    return found + [f"grade {k}: {old.get(k)} -> {v}" for k, v in sorted(new.items()) if old.get(k) != v]


def _claim(ws: Workspace, row: Filled) -> list[str]:
    values: dict[str, Any] = {n: row[n] for n in ("min", "max", "group", "status", "event") if row[n]}
    values |= {n: None for n in ("min", "max") if row[n].lower() == "unknown"}
    if row["claim"]:
        correct_claim(row["claim"], values, who=row["decided_by"], why=row["why"])
    else:
        add_claim(
            ws,
            row["report"],
            row["words"],
            {**values, "kind": row["kind"]},
            who=row["decided_by"],
            why=row["why"],
        )
    return []


def _join(row: Filled) -> list[str]:
    """`belongs_to` alone is a yes there, and takes the account from where the row has it."""
    there, signed = row["belongs_to"], {"who": row["decided_by"], "why": row["why"]}
    answer = row["join"] or ("yes" if there else "")
    leaving = str(find.incident(row["incident"]).id) if there and row["incident"] else ""
    join_by_hand(row["account"], there or row["incident"], answer, leaving=leaving, **signed)
    return []


def _pair(row: Filled) -> list[str]:
    """Whether two incidents are one: a yes is a merge, as any other."""
    signed = {"who": row["decided_by"], "why": row["why"]}
    if row["answer"].lower() == "same":
        merge(row["other"], row["incident"], **signed)
    else:
        say_of_two(row["incident"], row["other"], row["answer"], **signed)
    return []


def _link(row: Filled) -> list[str]:
    """Whether an entry of a party speaks of an incident; the share is unknown where no cell gives one."""
    low, high = (_figure(row, n) if row[n] else None for n in ("killed_min", "killed_max"))
    try:
        share = Range(low, high)
    except ValueError as e:
        raise _bad(row, "killed_max", str(e), "Mend the two figures.") from e
    decide_on_sheet(
        row["entry"], row["incident"], row["answer"], who=row["decided_by"], why=row["why"], killed=share
    )
    return []


def _merge(row: Filled) -> list[str]:
    merge(row["incident"], row["merge_into"], who=row["set_by"], why=row["why"])
    return []


def _parent(row: Filled) -> list[str]:
    set_parent(row["incident"], row["parent"], who=row["set_by"], why=row["why"])
    return []


def _release(row: Filled, own: Sequence[Sequence[Filled]]) -> list[str]:
    """A signature is of what its sheet shows: what the sheet itself sets (`own`), else the version it saw."""
    incident = find.incident(row["incident"])
    latest = _latest(incident)
    if latest is not None and not Release.objects.filter(assessment=latest, live=True).exists():
        set_here = [standing_assessment(incident, _decision(group)) for group in own]
        if own and latest not in set_here:
            raise _conflict(row, latest, "what this sheet sets did not go in, or is older than that")
        if not own and latest.n > _seen(row):
            raise _conflict(row, latest, "who signs must have seen it")
    release(row["incident"], who=row["release_by"], why=row["release_why"])
    return []


def _withdraw(row: Filled) -> list[str]:
    withdraw("incident", row["incident"], who=row["withdraw_by"], why=row["withdraw_why"])
    return []


def _figure(row: Filled, name: str) -> int | None:
    if row[name].lower() == "unknown":
        return None
    try:
        return int(row[name])
    except ValueError as e:
        raise _bad(row, name, "this is no whole number", "Write a whole number, or unknown.") from e


def _degrees(row: Filled, name: str) -> float:
    try:
        return float(row[name])
    except ValueError as e:
        raise _bad(row, name, "this is no number of degrees", "Write degrees with a point: 35.95.") from e


def _bad(row: Filled, name: str, message: str, remedy: str) -> RowRejected:
    return RowRejected("sheet-cell", message, field=name, value=row[name], remedy=remedy)
