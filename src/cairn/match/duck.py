"""The blocks of very many accounts as a table in DuckDB, on disk: the same pairs, in bounded memory.

Accounts enter in any order, each with the blocks it stands in; pairs to compare leave, and which blocks are
over-full. What meets is what meets in candidates.py: two accounts that share a block in which one of them is
among the first. Needs the extra `duckdb`.
"""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any

from cairn.errors import MissingExtra
from cairn.match.candidates import CAPS, drawn, keys, kind_of
from cairn.match.compare import FAR_DAYS
from cairn.match.facts import Facts
from cairn.match.model import Overfull
from cairn.match.surroundings import Surroundings

_NEVER = -9_999_999  # the day of an account without one: never far from any

_KINDS = {kind: n for n, kind in enumerate(CAPS)}

_PAIRS = f"""
SELECT DISTINCT least(a.pos, b.pos) AS one, greatest(a.pos, b.pos) AS two
FROM ranked a
JOIN ranked b ON a.block = b.block AND a.rank < b.rank
JOIN kinds k ON k.kind = a.kind AND a.rank <= k.cap
JOIN accounts x ON x.pos = a.pos
JOIN accounts y ON y.pos = b.pos
WHERE (k.name <> 'day' OR NOT (x.placed AND y.placed))
  AND (k.name <> 'place' OR NOT (x.dated AND y.dated))
  AND (k.name <> 'month-day' OR x.monthly OR y.monthly)
  AND (x.starts = {_NEVER} OR y.starts = {_NEVER}
       OR greatest(x.starts - y.ends, y.starts - x.ends) <= {FAR_DAYS})
"""  # noqa: S608 - numbers of ours


class BlockTable:
    """Accounts by position, and the blocks of each. Spills to `folder`; DuckDB holds `memory` at most."""

    def __init__(self, folder: Path, around: Surroundings, memory: str = "1GB", threads: int = 2) -> None:
        """Raises `MissingExtra` where DuckDB is not installed."""
        self._folder, self._around = folder, around
        self._db = _connected(folder, memory, threads)
        self._db.execute("CREATE TABLE keys (block BIGINT, kind UTINYINT, pos UINTEGER, draw BIGINT)")
        self._db.execute(
            "CREATE TABLE accounts (pos UINTEGER, placed BOOLEAN, dated BOOLEAN, monthly BOOLEAN, "
            "starts INTEGER, ends INTEGER)"
        )
        self._db.execute("CREATE TABLE kinds (kind UTINYINT, name VARCHAR, cap INTEGER)")
        self._db.executemany(
            "INSERT INTO kinds VALUES (?, ?, ?)", [(n, k, CAPS[k]) for k, n in _KINDS.items()]
        )

    def fill(self, facts: Iterable[Facts]) -> None:
        """Takes all accounts in, by the position they come in at."""
        write_blocks(self._folder, 0, facts, self._around)
        self.load()

    def load(self) -> None:
        """Takes in what `write_blocks` wrote, and ranks the accounts of every block."""
        for table in ("keys", "accounts"):
            for file in sorted(self._folder.glob(f"{table}-*.csv")):
                self._db.execute(f"COPY {table} FROM '{_quoted(file)}' (FORMAT csv, HEADER false)")
                file.unlink()
        self._db.execute(
            "CREATE TABLE ranked AS SELECT block, kind, pos, "
            "row_number() OVER (PARTITION BY block ORDER BY draw, pos) AS rank "
            "FROM keys WHERE block IN (SELECT block FROM keys GROUP BY block HAVING count(*) > 1)"
        )
        self._db.execute("DROP TABLE keys")

    def days(self) -> Iterator[tuple[int, int | None]]:
        """Every account with its first day as an ordinal, None where its day is not known to within a week; in order."""
        return self._rows("SELECT pos, CASE WHEN dated THEN starts END FROM accounts ORDER BY pos")

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Positions (smaller first) of all accounts to compare, sorted."""
        return self._rows(f"{_PAIRS} ORDER BY one, two")

    def pairs_of(self, positions: Iterable[int]) -> array[int]:
        """The pairs among these accounts alone, in order, one position after the other."""
        self._db.execute("CREATE OR REPLACE TABLE asked (pos UINTEGER)")
        file = self._folder / "asked.csv"
        file.write_text("\n".join(map(str, positions)), "ascii")
        self._db.execute(f"COPY asked FROM '{_quoted(file)}' (FORMAT csv, HEADER false)")
        there = "(SELECT r.* FROM ranked r JOIN asked USING (pos))"
        found = array("I")
        among = _PAIRS.replace("FROM ranked", f"FROM {there}").replace("JOIN ranked", f"JOIN {there}")
        for one, two in self._rows(f"{among} ORDER BY one, two"):
            found.append(one)
            found.append(two)
        return found

    def shares_most(self, days: int) -> Iterator[tuple[int, int]]:
        """Each account without a day, with the stretch of so many days whose accounts it shares most blocks with."""
        return self._rows(
            f"""
            SELECT pos, stretch FROM (
              SELECT u.pos, x.starts // {days} AS stretch, count(*) AS n
              FROM ranked u JOIN accounts y ON y.pos = u.pos AND NOT y.dated
              JOIN ranked d ON d.block = u.block AND least(d.rank, u.rank) <= 64
              JOIN accounts x ON x.pos = d.pos AND x.dated
              GROUP BY u.pos, stretch)
            QUALIFY row_number() OVER (PARTITION BY pos ORDER BY n DESC, stretch) = 1
            """  # noqa: S608 - a number of ours
        )

    def overfull(self) -> tuple[Overfull, ...]:
        """By kind, the blocks that hold more accounts than they may, the fullest first. A block is named by its
        kind and number: what it was is not kept."""
        rows = self._rows(
            "SELECT name, block, max(rank), any_value(cap) FROM ranked JOIN kinds USING (kind) "
            "GROUP BY name, block HAVING max(rank) > any_value(cap) ORDER BY 3 DESC, 1, 2"
        )
        return tuple(Overfull(f"{name}|{block}", n, cap) for name, block, n, cap in rows)

    def close(self) -> None:
        """Lets the table go."""
        self._db.close()

    def _rows(self, query: str) -> Iterator[Any]:
        cursor = self._db.cursor().execute(query)
        while rows := cursor.fetchmany(50_000):
            yield from rows


def write_blocks(folder: Path, begin: int, facts: Iterable[Facts], around: Surroundings) -> None:
    """Writes the blocks of some accounts where the table loads them from; the first one has the position `begin`.

    Several processes may write into one folder, each its own accounts.
    """
    keys_file, accounts_file = folder / f"keys-{begin}.csv", folder / f"accounts-{begin}.csv"
    with keys_file.open("w", newline="") as for_keys, accounts_file.open("w", newline="") as for_accounts:
        write_keys, write_account = csv.writer(for_keys).writerows, csv.writer(for_accounts).writerow
        for pos, f in enumerate(facts, begin):
            days = (f.day.start.toordinal(), f.day.end.toordinal()) if f.day else (_NEVER, _NEVER)
            write_account((pos, f.at is not None, f.dated, f.month_day is not None, *days))
            draw = drawn(f.id)
            write_keys((number(key), _KINDS[kind_of(key)], pos, draw) for key in keys(f, around))


def number(key: str) -> int:
    """A block's key as a number: 63 bits, the same on every machine."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big") >> 1


def _connected(folder: Path, memory: str, threads: int) -> Any:
    try:
        duckdb: Any = import_module("duckdb")
    except ImportError as e:
        raise MissingExtra(
            "match-no-duckdb",
            "joining in bulk needs DuckDB, which is not installed",
            field="extra",
            value="duckdb",
            remedy="pip install 'cairn-record[duckdb]'",
        ) from e
    return duckdb.connect(
        str(folder / "blocks.duckdb"),
        config={"memory_limit": memory, "threads": threads, "temp_directory": str(folder)},
    )


def _quoted(file: Path) -> str:
    return str(file).replace("'", "''")
