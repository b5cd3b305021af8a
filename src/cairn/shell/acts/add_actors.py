"""Take in who is who: a team's own actors, and what anybody says of actors; each word with its author and its row.

A file holds actors (TOML), relations and designations (TOML or a table), or is a sanctions list. The same twice changes
nothing, a changed row shows its difference and makes a version. A word that a later file no longer holds stands:
nobody unsays by silence. A row that says `withdrawn` takes it back, also where it ships.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cairn.archive import sha256_hex
from cairn.errors import CairnError, FileRefused
from cairn.shell.records.actors import (
    designation_json,
    designations_of,
    registry_with,
    relation_json,
    relations_of,
)
from cairn.shell.records.models import Act, Capture, DesignationRow, Rejected, RelationRow
from cairn.shell.records.stated import Json, first_told, tell_anew
from cairn.shell.store.files import write_whole
from cairn.shell.workspace import Workspace
from cairn.sources.actors_files import is_table, read_table, read_toml, toml_of
from cairn.sources.actors_rows import ActorsTable, Said, Word
from cairn.vocab.actors import Actor, own_actors
from cairn.vocab.relations import Relation

from .act import recorded
from .take_in import Added, keep_capture, keep_rejected, whole_file

Row = RelationRow | DesignationRow
ROWS: Mapping[str, type[Row]] = {"relations": RelationRow, "designations": DesignationRow}


@dataclass(frozen=True, slots=True)
class _File:
    """What a file holds: the team's own actors where it lists them, and what it says of actors."""

    table: ActorsTable
    text: str = ""
    actors: tuple[Actor, ...] | None = None


@dataclass(slots=True)
class _Words:
    """Words of one kind that are new, changed or as they stand, and each change in words a person can check."""

    model: type[Row]
    new: list[Said] = field(default_factory=list)
    moved: list[Said] = field(default_factory=list)
    same: int = 0
    changes: dict[str, list[str]] = field(default_factory=dict)


def add_actors(
    ws: Workspace, name: str, data: bytes, *, dry_run: bool = False, strict: bool = False
) -> Added:
    """Add a file of actors, of relations, or of designations. Actors take the place of those of the file before.

    Raises `FileRefused` (actors-file-unreadable, actor-list-invalid, actor-spoken-of, actors-columns-unknown and the
    codes of `rows_of`), and with `strict` for any row set aside.
    """
    found = _read(ws, name, data)
    rejected = found.table.rejected
    if strict and rejected:
        raise whole_file(rejected)
    words = [w for what in ROWS if (w := _words(ws, what, _of(what, found.table.said)))]
    lists_anew = found.actors is not None and found.text != ws.actors_toml
    result = _result(ws, found, words)
    sha = sha256_hex(data)
    unseen = _unseen(sha, rejected)
    if dry_run or not (lists_anew or unseen or any(w.new or w.moved for w in words)):
        return result
    with ws.objects.keeping() as kept:
        kept.put(data)
        changed = sorted(key for w in words for key in w.changes)
        detail: Json = {"capture": sha, "new": sum(len(w.new) for w in words), "changed": changed}
        if lists_anew:
            detail["actors"] = [a.id for a in found.actors or ()]
        with recorded("add-actors" if lists_anew else "add-relations", detail=detail) as act:
            capture = keep_capture(sha, len(data), name)
            keep_rejected(unseen, capture)
            for some in words:
                _keep(some, capture, act)
        if lists_anew:  # after the commit: a file without its act would pass for one that was added before
            write_whole(ws.root / "actors.toml", found.text.encode())
    return result


def _read(ws: Workspace, name: str, data: bytes) -> _File:
    if is_table(name):
        return _File(read_table(name, data, registry_with(ws.own_actors)))
    toml = toml_of(name, data)
    if "actor" not in toml and ("relation" in toml or "designation" in toml):
        return _File(read_toml(toml, registry_with(ws.own_actors)))
    text = data.decode("utf-8-sig")
    try:
        own = own_actors(text)
    except CairnError as e:
        raise FileRefused(e.code, e.message, field=e.field, value=e.value, remedy=e.remedy) from e
    listed = registry_with(own)
    _refuse_orphans(ws, listed)
    return _File(read_toml(toml, listed), text, own)


def _refuse_orphans(ws: Workspace, listed: Mapping[str, Actor]) -> None:
    """Raises `FileRefused` where the list leaves out an actor of whom a row of ours still tells."""
    told = {
        r.value[name]
        for model, names in ((RelationRow, ("subject", "object")), (DesignationRow, ("actor",)))
        for r in model.objects.filter(live=True).iterator(chunk_size=2000)
        for name in names
    }
    if gone := sorted(told - set(listed)):
        raise FileRefused(
            "actor-spoken-of",
            f"the list leaves out {', '.join(gone[:12])}, of whom relations or designations were added",
            field="actor",
            value=gone[0],
            remedy="Keep the actor in the list, or take those rows back first: the same rows with `withdrawn` yes.",
        )


def _of(what: str, said: Iterable[Said]) -> list[Said]:
    return [one for one in said if isinstance(one.told, Relation) == (what == "relations")]


def _words(ws: Workspace, what: str, said: Sequence[Said]) -> _Words | None:
    """What the file says of this kind beside what stands in the workspace."""
    if not said:
        return None
    found = _Words(ROWS[what])
    told: Sequence[Word] = relations_of(ws) if what == "relations" else designations_of(ws)
    stands = {word.id: word for word in told}
    ours = set(found.model.objects.values_list("id", flat=True))
    for one in said:
        key, before = one.told.id, stands.get(one.told.id)
        if one.withdrawn and before is None:
            found.same += 1
        elif before is None and key not in ours:
            found.new.append(one)
        elif before is not None and not one.withdrawn and _json(before) == _json(one.told):
            found.same += 1
        else:
            found.moved.append(one)
            found.changes[key] = _changes(before, one)
    return found


def _changes(before: Word | None, one: Said) -> list[str]:
    if one.withdrawn:
        return ["taken back"]
    if before is None:
        return ["stands again"]
    old, new = _json(before), _json(one.told)
    return [f"{k}: {_shown(old[k])} -> {_shown(told)}" for k, told in new.items() if old[k] != told]


def _json(word: Word) -> Json:
    return relation_json(word) if isinstance(word, Relation) else designation_json(word)


def _shown(value: object) -> str:
    shown = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return (shown if len(shown) <= 80 else shown[:77] + "...") or "not told"


def _result(ws: Workspace, found: _File, words: Sequence[_Words]) -> Added:
    what = [what for what, model in ROWS.items() if any(w.model is model for w in words)]
    new, same = sum(len(w.new) for w in words), sum(w.same for w in words)
    changed = {key: told for w in words for key, told in w.changes.items()}
    if found.actors is not None:
        what.insert(0, "actors")
        before = {a.id for a in ws.own_actors}
        fresh = [a.id for a in found.actors if a.id not in before]
        new, same = new + len(fresh), same + len(found.actors) - len(fresh)
        if before and found.text != ws.actors_toml:
            changed["actors.toml"] = [f"{len(found.actors)} actors in place of {len(before)}"]
    table = found.table
    named = " and ".join(what) or "relations and designations"
    return Added(new, same, changed, table.rejected, named, table.notes)


def _unseen(sha: str, rejected: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """What was not set aside before for the same reason."""
    known = set(Rejected.objects.filter(capture_id=sha).values_list("page", "row", "code"))
    return [
        r
        for r in rejected
        if (r["row"].rpartition(" ")[0], int(r["row"].rpartition(" ")[2]), r["code"]) not in known
    ]


def _keep(words: _Words, capture: Capture, act: Act) -> None:
    """Write it: inside the open act. What is taken back of what ships is a row of ours that does not live."""
    moved = {one.told.id: one for one in words.moved}
    stands = {str(row.pk): row for row in words.model.objects.filter(pk__in=list(moved))}
    fresh = [*words.new, *(one for key, one in moved.items() if key not in stands)]
    made: list[Any] = [
        words.model(
            id=one.told.id,
            value=first_told(_json(one.told), act.id),
            capture=capture,
            capture_row=_number(one),
            live=not one.withdrawn,
        )
        for one in fresh
    ]
    words.model.objects.bulk_create(made, batch_size=500)
    for key, row in stands.items():
        one = moved[key]
        tell_anew(row, _json(one.told), act.id, live=not one.withdrawn)
        row.capture, row.capture_row = capture, _number(one)
        row.save()


def _number(one: Said) -> int:
    return int(one.row.rpartition(" ")[2])
