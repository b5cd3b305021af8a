"""A lock that ends with its process, however the process ends, and leaves nothing to clear away."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_held: set[int] = set()


@contextmanager
def held(path: Path, *, shared: bool = False, wait: bool = False) -> Iterator[bool]:
    """Hold the lock of this name, alone or `shared` with others who share it; yields whether it is held.

    Without `wait` it is not held where another has it. Raises `OSError` where the file cannot be made.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    _held.add(handle)
    try:
        yield _take(handle, shared=shared, wait=wait)
    finally:
        if handle in _held:
            _held.discard(handle)
            os.close(handle)


def _take(handle: int, *, shared: bool, wait: bool) -> bool:
    if sys.platform == "win32":  # the database's own locks remain
        return shared
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def _let_go() -> None:
    """In a forked worker: the lock is its parent's, and must end with the parent though the worker live on."""
    while _held:
        os.close(_held.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
