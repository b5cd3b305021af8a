"""Makes a joiner that holds very many accounts already, so that the next ones can be joined one by one.

Accounts enter, a joiner leaves: the one that `Joiner.take` makes of them. Which of them meet is found on disk
(duck.py). Worker processes, which see the accounts as they lie in memory, compare them, and refuse early most pairs
that come to nothing (bounds.py). Nobody's word is heard here. Needs the extra `duckdb`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from math import log
from multiprocessing import get_context
from pathlib import Path

from cairn.match.background import Background
from cairn.match.bounds import Bounds
from cairn.match.duck import BlockTable
from cairn.match.facts import Facts, prepared, tells_of_an_event
from cairn.match.joiner import Joiner
from cairn.match.judge import weights
from cairn.match.model import AccountFacts
from cairn.match.scored import KEPT, scored
from cairn.match.surroundings import Surroundings

_AT_ONCE = 200_000  # pairs that a worker looks at, at once


def loaded(accounts: Iterable[AccountFacts], frozen: Background, folder: Path, workers: int = 2) -> Joiner:
    """A joiner that holds these accounts, with what is rare counted in `frozen`; `folder` is empty and is used.

    Raises `MissingExtra` where DuckDB is not installed.
    """
    every = list(accounts)
    facts = [prepared(a) for a in every if tells_of_an_event(a)]
    joiner = _Loaded(frozen, facts)
    meeting = _meeting(facts, joiner.around, folder, workers)
    joiner.take_scored(facts, _judged(facts, meeting, joiner.around, workers))
    joiner.take(every)
    return joiner


class _Loaded(Joiner):
    """A joiner whose blocks hold accounts already that it is given afterwards."""

    def __init__(self, frozen: Background, facts: Iterable[Facts]) -> None:
        super().__init__(frozen)
        for f in facts:
            self._blocks.add(f, lambda _: ())


def _meeting(facts: Sequence[Facts], around: Surroundings, folder: Path, workers: int) -> array[int]:
    """The pairs to compare, each as `a << 32 | b`."""
    table = BlockTable(folder, around, threads=workers)
    table.fill(facts)
    found = array("Q", (a << 32 | b for a, b in table.pairs()))
    table.close()
    return found


_given: list[tuple[Sequence[Facts], array[int], Surroundings]] = []  # what worker processes are forked with


def _judged(
    facts: Sequence[Facts], meeting: array[int], around: Surroundings, workers: int
) -> Iterator[tuple[int, int, int]]:
    """The pairs worth keeping, with how likely each is."""
    _given[:] = [(facts, meeting, around)]
    starts = range(0, len(meeting), _AT_ONCE)
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
        for found in pool.map(_look, starts):
            yield from zip(found[::3], found[1::3], found[2::3], strict=True)
    _given.clear()


def _look(start: int) -> array[int]:
    """Some of the pairs: both positions and how likely, one after the other, of those worth keeping."""
    facts, meeting, around = _given[0]
    fitted, found = weights(), array("q")
    bounds, floor = Bounds(around, fitted), log(KEPT / (1 - KEPT))
    outlines = {}
    for key in meeting[start : start + _AT_ONCE]:
        a, b = key >> 32, key & 0xFFFFFFFF
        for n in (a, b):
            if n not in outlines:
                outlines[n] = bounds.outline(facts[n])
        hopeless = not bounds.can_reach(outlines[a], outlines[b], floor)
        if not hopeless and (likely := scored(facts[a], facts[b], around, fitted)):
            found.extend((a, b, likely))
    return found
