"""Parts of the check, on one core or several; the parts come back in their order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

from django.db import connection, connections

from cairn.shell.workers import end_with

Part = TypeVar("Part")
Result = TypeVar("Result")


def spread(
    work: Callable[[Part], Result], parts: Sequence[Part], *, worth_it: bool = True
) -> Iterator[Result]:
    """`work` on each part. Workers are forked and open the database for themselves.

    Within a transaction, where others cannot see what we see, and where it is not worth it, nothing is forked.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if cores < 2 or len(parts) < 2 or not worth_it or connection.in_atomic_block or os.name != "posix":
        yield from map(work, parts)
        return
    connections.close_all()  # an open database does not go through a fork
    workers = min(cores, len(parts))
    fork = get_context("fork")
    with ProcessPoolExecutor(workers, mp_context=fork, initializer=end_with, initargs=(os.getpid(),)) as pool:
        yield from pool.map(work, parts)
