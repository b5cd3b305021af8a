"""Parts of a site written by several processes into one folder, or by this one where it is not worth more."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

from cairn.shell.workers import end_with

from .folder import SiteFolder

T = TypeVar("T")
Work = Callable[[], T]
_given: tuple[SiteFolder, Sequence[Work[object]]] | None = None  # what workers are forked with


def spread(folder: SiteFolder, parts: Sequence[Work[T]], *, worth_it: bool) -> Iterator[T]:
    """What each part returns, in order; all of them write into `folder`.

    Workers are forked and have all that is in memory; only names and sizes of files come back. Nothing is forked by a
    thread of a server, where other threads may hold what a worker needs; and no part may touch a database.
    """
    global _given
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if not worth_it or cores < 2 or os.name != "posix" or not _is_main_thread():
        for part in parts:
            yield part()
        return
    _given = (folder, parts)
    gc.collect()
    gc.freeze()  # so that no worker copies the record only to look through it for rubbish
    try:
        fork = get_context("fork")
        with ProcessPoolExecutor(
            cores, mp_context=fork, initializer=end_with, initargs=(os.getpid(),)
        ) as pool:
            for sizes, kept, told in pool.map(_one, range(len(parts))):
                folder.written_elsewhere(sizes, kept)
                yield told  # type: ignore[misc]  # the n-th part gave it
    finally:
        gc.unfreeze()
        _given = None


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def _one(n: int) -> tuple[dict[str, int], list[str], object]:
    if _given is None:
        raise RuntimeError("a worker was not given its work")
    folder, parts = _given
    folder.kept.clear()
    folder.sizes.clear()  # of this worker: the names of all are held together by the one that forked it
    told = parts[n]()
    return dict(folder.sizes), list(folder.kept), told
