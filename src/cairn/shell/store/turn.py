"""Wait for one's turn at a file that only one process may write at a time, but not for ever."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cairn.errors import WorkspaceFault

from . import files, lock

PATIENCE = 30.0
"""Seconds. An append takes a fraction of one."""


@contextmanager
def turn(path: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of this name, waiting for it. Raises `WorkspaceFault` (`log-busy`) once patience is over."""
    deadline = time.monotonic() + patience
    while True:
        try:
            holding = lock.held(path)
            mine = holding.__enter__()
        except OSError as e:
            raise files.fault(e, path) from e
        try:
            if mine or sys.platform == "win32":
                yield
                return
        finally:
            holding.__exit__(None, None, None)
        if time.monotonic() >= deadline:
            raise WorkspaceFault(
                "log-busy",
                f"another command has held the log for {patience:.0f} seconds",
                field="path",
                value=path,
                remedy="Wait until it is done, then run the same command again: nothing is lost.",
            )
        time.sleep(0.02)
