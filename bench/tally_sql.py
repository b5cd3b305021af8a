"""Sums of a register by Cairn beside plain SQL over the same file: every belligerent, year, set of grades, province.

`python bench/tally_sql.py FILE...` reads register files (default: those beside this project), puts their rows into
SQLite as they are written, sums them with the statements below, which share no code with Cairn, and compares each
sum with that of `cairn tally --grade-of incident`: in this process for all combinations, by the command line for some.
Actors are asked for by the register's own name and by names and aliases of ours in turn, provinces by the register's
spelling, by our names and by P-code. Exit 1 where one differs.

The rules that the SQL is written from: an incident counts once, where its recorder says that civilian harm was
reported; it counts for whom it is filed under, on its first day, in the province its first readable column names; a
null is no nought; each end of a figure adds to its own sum as it is written.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from time import perf_counter
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "shared/data/register"
FILES = [DATA / "incidents-to-2020.jsonl", DATA / "incidents-2021-on.jsonl"]
FIGURES = ("killed", "injured", "children_killed", "women_killed", "men_killed", "belligerents_killed",
           "children_injured", "women_injured", "men_injured")  # fmt: skip
WHOSE = {"killed": "figure", "injured": "injured_figure"}
GRADES = (
    ("Confirmed", "Fair"), ("Confirmed",), ("Fair",), ("Weak",), ("Contested",), ("Discounted",),
    ("Confirmed", "Fair", "Weak"), ("Confirmed", "Fair", "Weak", "Contested"),
)  # fmt: skip
SPELT = {
    "SY01": ("Damascus", "دمشق"),
    "SY02": ("Aleppo", "حلب"),
    "SY03": ("Rural Damascus", "Rif Dimashq", "ريف دمشق"),
    "SY04": ("Homs", "حمص"),
    "SY05": ("Hama", "Hama Governorate", "حماة"),
    "SY06": ("Lattakia", "Latakia", "اللاذقية"),
    "SY07": ("Idleb", "Idlib", "idlib", "Idlib Governorate", "Ma'arat al-Numan", "إدلب"),
    "SY08": ("Al-Hasakeh", "Al Hassakah", "Al-Hasakah", "Al-Hassakah", "Al Hasakah", "Hasakah", "Hassakah",
             "Hasakah Governorate", "الحسكة"),
    "SY09": ("Deir-ez-Zor", "Deir Ezzor", "Deir ez-Zor", "دير الزور"),
    "SY10": ("Tartous", "Tartus", "طرطوس"),
    "SY11": ("Ar-Raqqa", "Raqqa", "Ar Raqqah", "الرقة"),
    "SY12": ("Dar'a", "Daraa", "Dara'a", "Daraa governorate", "درعا"),
    "SY13": ("As-Sweida", "Al Suwayda", "As-Suwayda", "السويداء"),
    "SY14": ("Quneitra", "Quneitra District", "القنيطرة"),
}  # fmt: skip
"""P-code -> spellings of one province: what the SQL knows of places, and what Cairn is asked by. The first is OCHA's."""

DISTRICTS = {"Ma'arat al-Numan", "Kobani", "Quneitra District"}
"""Spellings above that are a district's: they count to its province, and do not name it."""


@dataclass(frozen=True)
class Asked:
    """One combination: the register's name of a belligerent, a year, grades, a P-code; empty is any."""

    label: str
    year: str
    grades: tuple[str, ...]
    province: str = ""


def database(rows: Sequence[Mapping[str, Any]]) -> sqlite3.Connection:
    """The rows as tables: one incident a row, every figure two columns, null where nothing is written."""
    db = sqlite3.connect(":memory:")
    ends = [f"{name}_{end}" for name in FIGURES for end in ("min", "max")]
    db.execute(f"CREATE TABLE incident (id PRIMARY KEY, day, grade, harm, first, second, {', '.join(ends)})")
    db.execute("CREATE TABLE filed (incident, name)")
    db.execute("CREATE TABLE spelling (name PRIMARY KEY, pcode)")
    names = [(spelling, code) for code, spellings in SPELT.items() for spelling in spellings]
    db.executemany("INSERT INTO spelling VALUES (?, ?)", [*names, ("Kobani", "SY02")])
    for row in rows:
        figures = [end for name in FIGURES for end in (row.get(name) or [None, None])]
        told = [
            row["id"],
            row["date"],
            row["grade"],
            row["harm_reported"],
            row["admin_en"],
            row["governorate_en"],
        ]
        values = [*told, *figures]
        db.execute(f"INSERT INTO incident VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608
        db.executemany("INSERT INTO filed VALUES (?, ?)", [(row["id"], name) for name in row["belligerents"]])
    db.execute("CREATE INDEX of_incident ON filed (incident)")
    return db


def by_sql(db: sqlite3.Connection, asked: Asked) -> dict[str, int]:
    """The sum in plain SQL."""
    sums = ["count(DISTINCT id) AS incidents"]
    sums += [
        "total((SELECT count(DISTINCT name) FROM filed WHERE incident = id AND name <> 'Unknown') > 1) AS joint"
    ]
    for name in FIGURES:
        sums += [f"total({name}_min) AS {name}_min", f"total({name}_max) AS {name}_max"]
        sums += [f"total({name}_min IS NULL AND {name}_max IS NULL) AS {name}_none"]
    where, given = ["harm = 'Yes'", f"grade IN ({', '.join('?' * len(asked.grades))})"], [*asked.grades]
    if asked.label:
        where.append("EXISTS (SELECT 1 FROM filed WHERE incident = id AND name = ?)")
        given.append(asked.label)
    if asked.year:
        where.append("strftime('%Y', day) = ?")
        given.append(asked.year)
    if asked.province:
        pcode = "(SELECT pcode FROM spelling WHERE name = {})"
        where.append(f"coalesce({pcode.format('first')}, {pcode.format('second')}) = ?")
        given.append(asked.province)
    found = db.execute(f"SELECT {', '.join(sums)} FROM incident WHERE {' AND '.join(where)}", given)  # noqa: S608
    return {column[0]: int(n) for column, n in zip(found.description, found.fetchone(), strict=True)}


def as_sql(told: Mapping[str, Any]) -> dict[str, int]:
    """What `cairn tally --json` says, by the names of the SQL; a group that gives no figure at all gives none."""
    found = {"incidents": told["incidents"], "joint": told["jointly_attributed"]}
    for name in FIGURES:
        group, _, outcome = name.rpartition("_")
        part = told["subgroups"].get(group, {}).get(outcome) if group else told[name]
        part = part or {"min": 0, "max_of_known": 0, "incidents_without_figure": told["incidents"]}
        found |= {f"{name}_min": part["min"], f"{name}_max": part["max_of_known"]}
        found[f"{name}_none"] = (
            part["incidents_without_figure"] if group else told[f"incidents_without_{WHOSE[name]}"]
        )
    return found


def combinations(rows: Sequence[Mapping[str, Any]]) -> Iterator[Asked]:
    """Every belligerent, year and set of grades; every belligerent, province and set; every province and year."""
    labels = ["", *sorted({name for row in rows for name in row["belligerents"]})]
    years = ["", *sorted({row["date"][:4] for row in rows if row["date"]})]
    provinces = ["", *SPELT]
    seen = dict.fromkeys(Asked(a, y, g) for a, y, g in product(labels, years, GRADES))
    seen |= dict.fromkeys(Asked(a, "", g, p) for a, g, p in product(labels, GRADES, provinces))
    seen |= dict.fromkeys(Asked(a, y, GRADES[0], p) for a, y, p in product(labels, years, provinces))
    yield from seen


class Cairn:
    """Cairn with these rows as one register, asked in this process."""

    def __init__(self, workspace: Path) -> None:
        from cairn.shell.workspace import open_workspace

        self.ws = open_workspace(workspace)
        from cairn.shell.export.names import names_of
        from cairn.shell.export.registers import tally_rows_of
        from cairn.shell.records.load import gazetteer
        from cairn.shell.records.registers import against, registers, registry_of

        (self.register,) = registers()
        self.known, self.registry = against(self.ws), registry_of(self.ws)
        self.rows, self.gazetteer, self.names = (
            tally_rows_of(self.register, self.known),
            gazetteer,
            names_of(self.ws),
        )

    def spellings(self, label: str) -> list[str]:
        """Every way to ask for this belligerent: as the register has it, and by our id, names and aliases."""
        actor = self.registry.get(self.known.actor(label))
        told = [actor.id, *actor.names.values(), *actor.aliases] if actor else []
        return [label, *(name for name in told if self.known.actor(name) == actor.id)]

    def tally(self, asked: Asked, actor: str, place: str) -> dict[str, Any]:
        """The object that `cairn tally --json` prints."""
        from datetime import date

        from cairn.shell.export.asked import checked
        from cairn.shell.export.tallies import tally_json
        from cairn.shell.records.registers import units
        from cairn.tally import tally
        from cairn.tally.model import Definition
        from cairn.vocab.closed import Grade

        definition = Definition(
            actors=(actor,) if actor else (),
            place=place,
            from_day=date(int(asked.year), 1, 1) if asked.year else None,
            to_day=date(int(asked.year), 12, 31) if asked.year else None,
            grades=tuple(Grade(g.lower()) for g in asked.grades),
        )
        definition = replace(definition, grade_of="incident", register=self.register)
        definition = checked(definition, self.rows, self.registry, self.gazetteer, units())
        return tally_json(tally(self.rows, definition), self.names)


def by_command(workspace: Path, asked: Asked, actor: str, place: str) -> dict[str, Any]:
    """The same, of the command itself."""
    words = [
        "--workspace",
        str(workspace),
        "--grade-of",
        "incident",
        "--grades",
        ",".join(asked.grades).lower(),
    ]
    words += ["--actor", actor] if actor else []
    words += ["--place", place] if place else []
    words += ["--from", f"{asked.year}-01-01", "--to", f"{asked.year}-12-31"] if asked.year else []
    cairn = Path(sys.executable).with_name("cairn")
    done = subprocess.run([cairn, "tally", *words, "--json"], capture_output=True, text=True, check=False)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> int:
    """Compare, print what differs and how long it took; 1 where something differs."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("files", nargs="*", type=Path, default=FILES)
    asked.add_argument(
        "--commands", type=int, default=12, help="So many combinations go through the command line."
    )
    asked.add_argument("--every", type=int, default=1, help="Of the others, every so many.")
    given = asked.parse_args()
    if missing := [str(path) for path in given.files if not path.is_file()]:
        print(f"no register to sum: {', '.join(missing)}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        return compared(given.files, Path(folder), given.commands, given.every)


def compared(files: Sequence[Path], folder: Path, commands: int, every: int) -> int:
    """Put the files in a new workspace as one register, and hold every combination against SQL."""
    os.environ["CAIRN_KEY"] = str(folder / "key")
    text = "".join(path.read_text("utf-8").rstrip("\n") + "\n" for path in files)
    rows = [json.loads(line) for line in text.splitlines()]
    db, workspace, joined = database(rows), folder / "ws", folder / "register.jsonl"
    joined.write_text(text, "utf-8")
    command = Path(sys.executable).with_name("cairn")
    subprocess.run([command, "init", str(workspace)], check=True, capture_output=True)
    began = perf_counter()
    adding = [str(command), "add", str(joined), "--as", "register", "--workspace", str(workspace)]
    subprocess.run(adding, check=True, capture_output=True)
    print(f"{len(rows):,} rows into the register: {perf_counter() - began:.1f} s")
    began, cairn = perf_counter(), Cairn(workspace)
    print(f"all rows read for a sum: {perf_counter() - began:.1f} s")
    chance = random.Random(6)  # noqa: S311  (which names to ask by)
    ways = list(combinations(rows))[::every]
    sample = chance.sample(ways, min(commands, len(ways)))
    wrong = with_incidents = 0
    for n, one in enumerate([*ways, *sample]):
        names, places = cairn.spellings(one.label), places_of(one.province)
        actor, place = names[n % len(names)], places[n % len(places)]
        through = (
            by_command(workspace, one, actor, place) if n >= len(ways) else cairn.tally(one, actor, place)
        )
        told, sql = as_sql(through), by_sql(db, one)
        with_incidents += bool(sql["incidents"])
        if differing := {k: (v, sql[k]) for k, v in told.items() if v != sql[k]}:
            wrong += 1
            print(f"differs: {one}, asked as {actor!r} {place!r}: (cairn, SQL) {differing}")
    print(
        f"{len(ways):,} combinations in this process and {len(sample)} by the command, {with_incidents:,} of them with "
        f"incidents: {wrong} differ from SQL"
    )
    return 1 if wrong else 0


def places_of(province: str) -> list[str]:
    """Every way to ask for a province: its P-code and every spelling that is its own."""
    return [province, *(s for s in SPELT[province] if s not in DISTRICTS)] if province else [""]


if __name__ == "__main__":
    raise SystemExit(main())
