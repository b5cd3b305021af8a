"""Which publication stands: the one whose file is in the folder of the site, taken up when another takes its place."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from pathlib import Path
from threading import Lock, Thread

from cairn.errors import WorkspaceFault

from .edition import Edition

FILE = "data/cairn.sqlite"
KEPT = 32_000_000
"""Bytes of answers that are kept for whoever asks the same again, while the publication stands."""
Mark = tuple[int, ...]
Asked = tuple[str, tuple[tuple[str, str], ...]]


class Kept:
    """Answers of one publication, the longest unasked let go first."""

    def __init__(self, most: int = KEPT) -> None:
        self.most, self.held = most, 0
        self._answers: OrderedDict[Asked, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: Asked) -> bytes | None:
        """The answer that was given before; None where none is kept."""
        with self._lock:
            if asked in self._answers:
                self._answers.move_to_end(asked)
            return self._answers.get(asked)

    def put(self, asked: Asked, answer: bytes) -> None:
        """Keep an answer. One that would take up more than a quarter of all is not kept."""
        with self._lock:
            if asked in self._answers or len(answer) * 4 > self.most:
                return
            self._answers[asked] = answer
            self.held += len(answer)
            while self.held > self.most:
                self.held -= len(self._answers.popitem(last=False)[1])


class Published:
    """The publication of the site in `folder`. While another is put in its place and read, the one before answers."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE
        self._lock = Lock()
        self._seen: Mark = ()
        self._now: tuple[Edition, Kept] | None = None

    def now(self) -> tuple[Edition, Kept]:
        """The publication that stands and its answers. Raises `WorkspaceFault` (api-no-site)."""
        if self._now is None:
            with self._lock:
                return self._now or self._first()
        mark = self._mark()
        if mark and mark != self._seen and self._lock.acquire(blocking=False):
            Thread(target=self._turn, args=(mark,), daemon=True).start()
        return self._now

    def _first(self) -> tuple[Edition, Kept]:
        mark = self._mark()
        try:
            self._take_up(mark)
        except sqlite3.Error as e:
            raise WorkspaceFault(
                "api-no-site",
                "there is no published site here whose data can be read",
                field="site",
                value=FILE,
                remedy="Run `cairn publish`; behind another server, let CAIRN_SITE name the folder of the site.",
            ) from e
        assert self._now is not None  # noqa: S101  # taken up just now
        return self._now

    def _turn(self, mark: Mark) -> None:
        """Read another publication, the lock held, and let it answer."""
        try:
            self._take_up(mark)
        except sqlite3.Error:
            self._seen = mark  # not a file of ours: the next one will be
        finally:
            self._lock.release()

    def _take_up(self, mark: Mark) -> None:
        made = Edition(self.file)
        if (
            self._mark() == mark or self._now is None
        ):  # else the file went while it was opened: the next who asks sees
            self._now, self._seen = (made.made_ready(), Kept()), mark

    def _mark(self) -> Mark:
        """What tells one file from another; empty where none stands."""
        try:
            found = self.file.stat()
        except OSError:
            return ()
        return (found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size)
