"""Joins very many accounts at once, in bounded memory and on several cores: a first load of a large archive.

Accounts enter as often as they are asked for, an incident id for each leaves. The blocks of all of them stand in
a table on disk (duck.py). Stretches of days are then joined one beside the other in worker processes, each with
a margin of days on both sides, by the same comparison and the same grouping as everywhere (sift.py). An account
takes the group that it is in within the stretch of its own day; one without a day goes with the stretch whose
accounts it shares most blocks with (docs/decisions/0039). Memory holds one stretch a worker, never all accounts.

Nobody's word is heard here: what persons said is heard when the accounts are joined again one by one.
"""

from __future__ import annotations

import pickle
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from cairn.match.background import Background, background
from cairn.match.bounds import Bounds
from cairn.match.cluster import Group
from cairn.match.duck import BlockTable
from cairn.match.facts import Facts, prepared, tells_of_an_event
from cairn.match.judge import weights
from cairn.match.model import AccountFacts, Overfull
from cairn.match.naming import Names, Unnamed
from cairn.match.scored import anchored
from cairn.match.sift import Pairs, Sifted
from cairn.match.spoken import Spoken
from cairn.match.surroundings import Surroundings

Accounts = Callable[[], Iterable[AccountFacts]]
"""Gives all accounts, the same each time it is asked."""


_NOWHERE = 20_000  # accounts that share nothing with any day, joined at once


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is held at once: stretches of `days` with `margin` more on both sides, and so many workers."""

    days: int = 60
    margin: int = 15
    workers: int = 2
    memory: str = "1GB"  # of DuckDB


@dataclass(frozen=True, slots=True)
class Bulk:
    """The incident of every account that is in one ("" where it waits), in no order, and what was not compared."""

    incidents: dict[str, str]
    overfull: tuple[Overfull, ...]


def join_in_bulk(accounts: Accounts, folder: Path, plan: Plan | None = None) -> Bulk:
    """Joins them; `folder` is empty and takes what does not fit in memory: its files are left to the caller.

    Raises `MissingExtra` where DuckDB is not installed.
    """
    plan = plan or Plan()
    around = Surroundings(frozen=background(_events(accounts)))
    table = BlockTable(folder, around, plan.memory, plan.workers)
    shelf = _Shelf(folder / "accounts.pickled")
    table.fill(shelf.keep(_events(accounts), around))
    stretches = _stretches(shelf, plan, dict(table.shares_most(plan.days)))
    incidents: dict[str, str] = {}
    given = (around.background, shelf.file, shelf.starts)
    fork = get_context("fork")
    with ProcessPoolExecutor(plan.workers, mp_context=fork, initializer=_begin, initargs=given) as pool:
        tasks = (_Task(own, margin, table.pairs_of([*own, *margin])) for own, margin in stretches)
        for found in _few_at_once(pool, tasks, plan.workers):
            incidents |= found
    overfull = table.overfull()
    table.close()
    return Bulk(incidents, overfull)


@dataclass(frozen=True, slots=True)
class _Task:
    """A stretch: positions of the accounts whose group it tells, of those beside them, and the pairs to compare."""

    own: Sequence[int]
    margin: Sequence[int]
    pairs: array[int]


class _Shelf:
    """All accounts on disk, each to be had by its position; their days in memory."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.starts = array("Q")
        self.by_day: dict[int, array[int]] = defaultdict(partial(array, "I"))
        self.undated = array("I")

    def keep(self, facts: Iterable[Facts], around: Surroundings) -> Iterator[Facts]:
        """Puts each on the shelf and hands it on."""
        with self.file.open("wb") as out:
            for pos, f in enumerate(facts):
                self.starts.append(out.tell())
                out.write(pickle.dumps(f.account))
                day = f.day.start.toordinal() if f.dated and f.day else None
                (self.undated if day is None else self.by_day[day]).append(pos)
                yield f
                around.forget()


def _stretches(
    shelf: _Shelf, plan: Plan, placed: dict[int, int]
) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Own accounts and those of the margins, stretch by stretch; last those that share nothing with any day."""
    undated: dict[int, list[int]] = defaultdict(list)
    for pos in shelf.undated:
        undated[placed.get(pos, -1)].append(pos)
    for n in sorted({day // plan.days for day in shelf.by_day}):
        first, last = n * plan.days, (n + 1) * plan.days
        own = [pos for day in range(first, last) for pos in shelf.by_day.get(day, ())]
        beside = (*range(first - plan.margin, first), *range(last, last + plan.margin))
        yield own + undated.pop(n, []), [pos for day in beside for pos in shelf.by_day.get(day, ())]
    left = undated.get(-1, [])
    for n in range(0, len(left), _NOWHERE):
        yield left[n : n + _NOWHERE], ()


def _few_at_once(pool: ProcessPoolExecutor, tasks: Iterator[_Task], workers: int) -> Iterator[dict[str, str]]:
    """Results in order; no more tasks wait than there are workers, for each holds its pairs."""
    running: list[Future[dict[str, str]]] = []
    for task in tasks:
        running.append(pool.submit(_join, task))
        if len(running) > workers:
            yield running.pop(0).result()
    for one in running:
        yield one.result()


_given: dict[str, Any] = {}  # of a worker, put there once when it begins


def _begin(frozen: Background, file: Path, starts: array[int]) -> None:
    _given.update(frozen=frozen, file=file, starts=starts)


def _join(task: _Task) -> dict[str, str]:
    """The incident of each own account of a stretch."""
    positions = [*task.own, *task.margin]
    around, fitted = Surroundings(frozen=_given["frozen"]), weights()
    facts = _fetched(positions)
    keys = _local(task.pairs, positions)
    pairs = Pairs(facts, keys, around, Bounds(around, fitted), fitted)
    incidents = _named(facts, Sifted(facts, pairs, fitted.join_at).groups())
    return {f.id: incidents.get(f.id, "") for f in facts[: len(task.own)]}


def _local(pairs: array[int], positions: Sequence[int]) -> array[int]:
    """The pairs by where their accounts stand in the stretch, as sift.py takes them."""
    at = {pos: n for n, pos in enumerate(positions)}
    both = ((at[a], at[b]) for a, b in zip(pairs[::2], pairs[1::2], strict=True))
    return array("Q", sorted(min(pair) << 32 | max(pair) for pair in both))


def _named(facts: Sequence[Facts], groups: Iterable[Group]) -> dict[str, str]:
    """The incident of every account that is in one."""
    names, unnamed = Names(Spoken((), ())), dict[int, Unnamed]()
    for key, group in enumerate(groups):
        ids = [f.id for f in sorted((facts[n] for n in group.members), key=lambda f: f.order)]
        unnamed[key] = Unnamed(ids, "", len(ids) > 1 or anchored(facts[group.members[0]]))
    return dict(names.rename((), unnamed).moved)


def _fetched(positions: Sequence[int]) -> list[Facts]:
    found = []
    with Path(_given["file"]).open("rb") as shelf:
        for pos in positions:
            shelf.seek(_given["starts"][pos])
            found.append(prepared(pickle.load(shelf)))  # noqa: S301 - our own file of a moment ago
    return found


def _events(accounts: Accounts) -> Iterator[Facts]:
    return (prepared(a) for a in accounts() if tells_of_an_event(a))
