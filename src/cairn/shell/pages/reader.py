"""Reads saved pages in worker processes with limits: a page enters, a report or a fault leaves, whatever the page does.

A worker that takes too long or dies is put an end to, its page is set aside, and the next page gets a new one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime
from queue import SimpleQueue
from threading import Timer
from types import SimpleNamespace
from typing import Any, TypeVar

from cairn.errors import RowRejected
from cairn.sources.page import LARGEST_PAGE, ReadPage, too_heavy
from cairn.sources.report import Report
from cairn.vocab.closed import SourceKind

WALL_SECONDS = 60.0
"""On the clock, for one page: also for a page that makes a worker wait instead of work."""
_KEPT = ("PATH", "PYTHONPATH", "SYSTEMROOT", "LANG", "LC_ALL")  # no key and no workspace among them

Outcome = ReadPage | RowRejected
_Item = TypeVar("_Item")
_Done = TypeVar("_Done")


class PageReader:
    """One worker, started when it is first needed. Used by one thread at a time."""

    def __init__(self) -> None:
        self._worker: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> PageReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, path: str, data: bytes) -> Outcome:
        """The report of a page, or why there is none."""
        if len(data) > LARGEST_PAGE:
            return too_heavy(f"it holds more than {LARGEST_PAGE:,} bytes", len(data))
        answer = self._ask(path, data)
        if answer is None:
            self._end()
            return too_heavy("its reader ran out of time or memory", len(data))
        if "fault" in answer:
            return _fault(answer["fault"])
        return _page(answer["page"])

    def _ask(self, path: str, data: bytes) -> Any:
        worker = self._worker or self._start()
        if worker.stdin is None or worker.stdout is None:
            raise RuntimeError("a worker is asked through pipes")
        limit = Timer(WALL_SECONDS, worker.kill)
        limit.start()
        try:
            worker.stdin.write(json.dumps({"path": path, "size": len(data)}).encode() + b"\n" + data)
            worker.stdin.flush()
            line = worker.stdout.readline()
        except OSError:  # it died while it was being asked
            return None
        finally:
            limit.cancel()
        return json.loads(line) if line.endswith(b"\n") else None

    def _start(self) -> subprocess.Popen[bytes]:
        env = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self._worker = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-m", "cairn.shell.pages.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=env,
        )
        return self._worker

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        for pipe in (worker.stdin, worker.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was still to be written to a dead worker
                    continue
        worker.wait()


def read_all(
    items: Iterable[_Item], work: Callable[[PageReader, _Item], _Done], workers: int | None = None
) -> Iterator[_Done]:
    """`work` for every item, in their order, with as many workers as there are cores."""
    count = workers or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)
    with ExitStack() as stack:
        idle: SimpleQueue[PageReader] = SimpleQueue()
        for _ in range(count):
            idle.put(stack.enter_context(PageReader()))

        def one(item: _Item) -> _Done:
            reader = idle.get()
            try:
                return work(reader, item)
            finally:
                idle.put(reader)

        pool = stack.enter_context(ThreadPoolExecutor(count))
        yield from pool.map(one, items)


def _page(told: Any) -> ReadPage:
    fields = told["report"]
    published = datetime.fromisoformat(fields["published"]) if fields["published"] else None
    report = Report(**{**fields, "published": published, "source_kind": SourceKind(fields["source_kind"])})
    return ReadPage(report, told["text_by"], tuple(map(_fault, told["notes"])))


def _fault(told: Any) -> RowRejected:
    """A fault that the worker found, as it told it."""
    it = SimpleNamespace(**told)
    return RowRejected(it.code, it.message, field=it.field, value=it.value, remedy=it.remedy)
