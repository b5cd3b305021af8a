"""Wait for one's turn at a file that only one process may write at a time, but not for ever."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from cairn.errors import WorkspaceFault

from . import files, lock

PATIENCE = 30.0
"""Seconds. An append takes a fraction of one."""


@contextmanager
def turn(path: Path) -> Iterator[None]:
    """Hold the lock of this name, waiting for it. Raises `WorkspaceFault` (`log-busy`) after `PATIENCE` seconds."""
    deadline = time.monotonic() + PATIENCE
    while True:
        with ExitStack() as stack:
            try:
                mine = stack.enter_context(lock.held(path))
            except OSError as e:
                raise files.fault(e, path) from e
            if mine or sys.platform == "win32":  # there, the database's own locks remain
                yield
                return
        if time.monotonic() >= deadline:
            raise WorkspaceFault(
                "log-busy",
                f"another command has held the log for {PATIENCE:.0f} seconds",
                field="path",
                value=path,
                remedy="Wait until it is done, then run the same command again: nothing is lost.",
            )
        time.sleep(0.02)
