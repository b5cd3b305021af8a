"""Reads a sanctions list in the form of OpenSanctions' targets.simple.csv: its rows enter, designations leave.

Only a listing that says it is for terrorism is a designation here, and only of a group we know by name: all others are
told as notes and are no fault. The day on which a collector first saw an entry is not the day of a listing, so no day
is read; it stands in the source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from cairn.errors import RowRejected
from cairn.values import folded
from cairn.vocab.actors import Actor
from cairn.vocab.relations import designation_from

from .actors_rows import ActorsTable, Said
from .actors_words import tables
from .raw_row import BadRow, RawRow


def is_sanctions(columns: Iterable[object]) -> bool:
    """Whether a table has the columns of such a list."""
    return {str(c).strip().lower() for c in columns} >= set(tables()["sanctions"]["needed"])


def read_sanctions(
    rows: Iterable[RawRow | BadRow], actors: Mapping[str, Actor], find: Callable[[str], str]
) -> ActorsTable:
    """The designations of our actors in such a list. `find` gives the id behind the name of an authority."""
    groups = _groups(actors.values())
    said: dict[str, Said] = {}
    rejected: list[Mapping[str, str]] = []
    notes: list[Mapping[str, str]] = []
    others: Counter[str] = Counter()
    for row in rows:
        if isinstance(row, BadRow):
            rejected.append(row.as_dict())
            continue
        cells = {str(c).strip().lower(): str(v or "").strip() for c, v in row.cells.items()}
        try:
            for told in _designations(row, cells, groups, actors, find):
                said.setdefault(told.told.id, told)
        except RowRejected as why:
            if why.code == "sanctions-nobody-here":
                others[why.code] += 1
            else:
                notes.append({**why.as_dict(), "row": str(row.row)})
    if others:
        notes.append(_nobody(others.total()))
    return ActorsTable(tuple(said.values()), tuple(rejected), tuple(notes))


def _designations(
    row: RawRow,
    cells: Mapping[str, str],
    groups: Mapping[str, str],
    actors: Mapping[str, Actor],
    find: Callable[[str], str],
) -> Iterator[Said]:
    """A designation for each list that names the row. Raises `RowRejected` with what the note on the row says."""
    actor = _who(cells, groups)
    datasets = _parts(cells["dataset"])
    programmes = "; ".join(
        part for c in tables()["sanctions"]["programmes"] for part in _parts(cells.get(c, ""))
    )
    single = programmes if len(datasets) == 1 else ""
    listed = [d for d in datasets if _says_terror(f"{d} {single}")]
    if not listed:
        raise RowRejected(
            "sanctions-not-for-terrorism",
            f"{actor} is listed, and the row does not say which list does so for terrorism",
            field="dataset",
            value=cells["dataset"],
            remedy="Nothing need be done; write the designation in a table of its own where it is one.",
        )
    seen = cells.get("first_seen", "")[:10]
    for dataset in listed:
        name = dataset.replace("_", " ")
        told = designation_from(
            {
                "id": f"{actor}:designated:{name}:{cells['id']}"[:200],
                "actor": actor,
                "authority": find(name) or name,
                "list": single or name,
                "source": f"{name}, entry {cells['id']}"
                + (f", first seen by its collector {seen}" if seen else ""),
            },
            actors,
        )
        yield Said(str(row.row), told)


def _who(cells: Mapping[str, str], groups: Mapping[str, str]) -> str:
    """Our actor whom the row names: by its name, else by the aliases where these name one alone."""
    if cells["schema"] in tables()["sanctions"]["bodies"]:
        if found := groups.get(folded(cells["name"])):
            return found
        named = {groups[key] for alias in _parts(cells["aliases"]) if (key := folded(alias)) in groups}
        if len(named) == 1:
            return named.pop()
        if named:
            raise RowRejected(
                "sanctions-names-several",
                f"its aliases name {' and '.join(sorted(named))}",
                field="aliases",
                value=cells["name"],
                remedy="Write the designation in a table of its own, with the actor that is meant.",
            )
    raise RowRejected("sanctions-nobody-here", "nobody of ours", field="name", value=cells["name"])


def _groups(actors: Iterable[Actor]) -> dict[str, str]:
    """Folded name -> id of every group and body; a state, a coalition and a loose set of groups are on no such list.
    A name that two have is nobody's."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for actor in actors:
        if actor.kind in ("state", "coalition") or actor.generic:
            continue
        for key in {folded(name) for name in (*actor.names.values(), *actor.aliases)}:
            if found.setdefault(key, actor.id) != actor.id:
                twice.add(key)
    return {key: actor for key, actor in found.items() if key not in twice}


def _says_terror(words: str) -> bool:
    told = words.casefold()
    return any(word in told for word in tables()["sanctions"]["terror"])


def _parts(cell: str) -> list[str]:
    return [part for p in cell.split(";") if (part := p.strip())]


def _nobody(count: int) -> dict[str, Any]:
    return {
        "row": "0",
        **RowRejected(
            "sanctions-nobody-here",
            f"{count:,} rows name none of the groups that are listed here",
            field="name",
            value="",
            remedy="Add the actor first where one of them is meant: `cairn add FILE --as actors`.",
        ).as_dict(),
    }
