"""Joins very many accounts at once, in bounded memory and on several cores: a first load of a large archive.

Accounts enter, an incident id for each leaves. They are put on disk (shelf.py), what is rare among them is counted
(counts.py), and their blocks stand in a table on disk (duck.py). Stretches of days are then joined one beside the
other, each with a margin of days on both sides, by the same comparison and the same grouping as everywhere
(sift.py); all but the table is the work of worker processes. An account takes the group that it is in within the
stretch of its own day; one without a day goes with the stretch whose accounts it shares most blocks with
(docs/decisions/0039). Memory holds one stretch a worker, never all accounts.

Nobody's word is heard here: what persons said is heard when the accounts are joined again one by one.
"""

from __future__ import annotations

import pickle
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from multiprocessing import get_context
from pathlib import Path

from cairn.match.background import Background
from cairn.match.bounds import Bounds
from cairn.match.cluster import Group
from cairn.match.counts import Counts
from cairn.match.duck import BlockTable, write_blocks
from cairn.match.facts import Facts, tells_of_an_event
from cairn.match.judge import weights
from cairn.match.model import AccountFacts, Overfull
from cairn.match.naming import Names, Unnamed
from cairn.match.scored import anchored
from cairn.match.shelf import Shelf
from cairn.match.sift import Pairs, Sifted
from cairn.match.spoken import Spoken
from cairn.match.surroundings import Surroundings

Accounts = Callable[[], Iterable[AccountFacts]]
"""Gives all accounts."""

_NOWHERE = 20_000  # accounts that share nothing with any day, joined at once
_AT_ONCE = 5_000  # accounts that a worker counts, or finds the blocks of, at once


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


def join_in_bulk(
    accounts: Accounts, folder: Path, plan: Plan | None = None, tell: Callable[[str], None] = lambda _: None
) -> Bulk:
    """Joins them; `folder` is empty and takes what does not fit in memory: its files are left to the caller.

    `tell` is told in words how far it is. Raises `MissingExtra` where DuckDB is not installed.
    """
    plan = plan or Plan()
    shelf = Shelf(folder / "accounts.pickled")
    shelf.fill(a for a in accounts() if tells_of_an_event(a))
    tell(f"{len(shelf):,} accounts tell of an event")
    begin = _Worker(shelf, folder)
    with ProcessPoolExecutor(
        plan.workers, mp_context=get_context("fork"), initializer=_begin, initargs=(begin,)
    ) as pool:
        frozen = _counted(pool, begin)
        tell("counted what is rare")
        for _ in pool.map(_write_blocks, begin.slices()):
            pass
        table = BlockTable(folder, Surroundings(frozen=frozen), plan.memory, plan.workers)
        table.load()
        tell("found the blocks")
        stretches = _stretches(table, plan)
        tasks = (_Task(own, beside, table.pairs_of([*own, *beside])) for own, beside in stretches)
        incidents: dict[str, str] = {}
        for found in _few_at_once(pool, tasks, plan.workers):
            incidents |= found
            tell(f"joined {len(incidents):,} of {len(shelf):,}")
    overfull = table.overfull()
    table.close()
    return Bulk(incidents, overfull)


def _counted(pool: ProcessPoolExecutor, begin: _Worker) -> Background:
    """What is rare, of all accounts; the workers find it in a file."""
    counts = Counts()
    for part in pool.map(_count, begin.slices()):
        counts.take(part)
    frozen = counts.background()
    begin.background.write_bytes(pickle.dumps(frozen))
    return frozen


@dataclass(frozen=True, slots=True)
class _Task:
    """A stretch: positions of the accounts whose group it tells, of those beside them, and the pairs to compare, by
    position, one after the other."""

    own: Sequence[int]
    beside: Sequence[int]
    pairs: array[int]


def _stretches(table: BlockTable, plan: Plan) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Own accounts and those beside them, stretch by stretch; last those that share nothing with any day."""
    by_day: dict[int, array[int]] = defaultdict(partial(array, "I"))
    undated: dict[int, array[int]] = defaultdict(partial(array, "I"))
    placed = dict(table.shares_most(plan.days))
    for pos, day in table.days():
        (undated[placed.get(pos, -1)] if day is None else by_day[day]).append(pos)
    for n in sorted({day // plan.days for day in by_day}):
        first, last = n * plan.days, (n + 1) * plan.days
        own = [pos for day in range(first, last) for pos in by_day.get(day, ())]
        beside = (*range(first - plan.margin, first), *range(last, last + plan.margin))
        yield [*own, *undated.pop(n, ())], [pos for day in beside for pos in by_day.get(day, ())]
    left = undated.get(-1, array("I"))
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


class _Worker:
    """What a worker process is given when it is forked, and what it makes of it for all its tasks."""

    def __init__(self, shelf: Shelf, folder: Path) -> None:
        self.shelf, self.folder = shelf, folder
        self.background = folder / "background.pickled"
        self.weights = weights()

    def slices(self) -> list[range]:
        """Positions of all accounts, some thousands at a time."""
        return [range(n, min(n + _AT_ONCE, len(self.shelf))) for n in range(0, len(self.shelf), _AT_ONCE)]

    @cached_property
    def around(self) -> Surroundings:
        """What is rare, as it was counted."""
        return Surroundings(frozen=pickle.loads(self.background.read_bytes()))  # noqa: S301 - our own file

    @cached_property
    def bounds(self) -> Bounds:
        """What was learned of days, places and figures is of use to the next stretch."""
        return Bounds(self.around, self.weights)


_given: list[_Worker] = []  # of a worker process, put there once when it begins


def _begin(worker: _Worker) -> None:
    _given[:] = [worker]


def _count(positions: range) -> Counts:
    return Counts(_given[0].shelf.prepared(positions))


def _write_blocks(positions: range) -> None:
    worker = _given[0]
    write_blocks(worker.folder, positions.start, worker.shelf.prepared(positions), worker.around)
    worker.around.forget()


def _join(task: _Task) -> dict[str, str]:
    """The incident of each own account of a stretch."""
    worker, positions = _given[0], sorted((*task.own, *task.beside))
    facts = list(worker.shelf.prepared(positions))
    at = {pos: n for n, pos in enumerate(positions)}
    both = zip(task.pairs[::2], task.pairs[1::2], strict=True)
    keys = array("Q", (at[a] << 32 | at[b] for a, b in both))
    pairs = Pairs(facts, keys, worker.around, worker.bounds, worker.weights)
    incidents = _named(facts, Sifted(facts, pairs, worker.weights.join_at).groups())
    worker.around.forget()
    own = (facts[at[pos]].id for pos in task.own)
    return {account: incidents.get(account, "") for account in own}


def _named(facts: Sequence[Facts], groups: Iterable[Group]) -> dict[str, str]:
    """The incident of every account that is in one."""
    names, unnamed = Names(Spoken((), ())), dict[int, Unnamed]()
    for key, group in enumerate(groups):
        ids = [f.id for f in sorted((facts[n] for n in group.members), key=lambda f: f.order)]
        unnamed[key] = Unnamed(ids, "", len(ids) > 1 or anchored(facts[group.members[0]]))
    return dict(names.rename((), unnamed).moved)
