"""Worker processes end with the process they work for, also where that one is killed and cannot tell them."""

from __future__ import annotations

import os
import threading
import time

EVERY = 0.5
"""Seconds between two looks."""


def end_with(parent: int) -> None:
    """To be called first in a worker: from now on it ends by itself once `parent` is no longer above it."""
    if os.name == "posix":  # elsewhere a process keeps the number of a parent that is gone
        threading.Thread(target=_watch, args=(parent,), name="ends with its parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(EVERY)
    os._exit(1)
