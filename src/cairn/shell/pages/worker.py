"""The worker that reads one page after the other: it holds nothing, reaches nowhere, and may die.

Asked on stdin (a line of JSON with path and size, then the bytes), it answers on stdout (a line of JSON). Pages are
written by strangers, so a fault of a parser must harm nothing but this process: it has no database, no key, no
network and no file it may write, and little memory and time. `reader` starts it and starts it anew.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from cairn.errors import RowRejected
from cairn.sources.page import ReadPage, read_page, too_heavy

MEMORY = 1 << 30
"""Bytes of addresses, all told."""
SECONDS = 20
"""Of one processor, for one page."""
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.spawn", "ctypes.",
              "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "shutil.")  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Answer until nobody asks any more."""
    asks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints does not speak in our name
    _shut_in()
    while line := asks.readline():
        ask = json.loads(line)
        data = asks.read(ask["size"])
        _allow_seconds()
        answers.write(json.dumps(_answer(ask["path"], data)).encode() + b"\n")
        answers.flush()


def _answer(path: str, data: bytes) -> dict[str, Any]:
    try:
        return {"page": _plain(read_page(path, data))}
    except RowRejected as fault:
        return {"fault": fault_json(fault)}
    except (RecursionError, MemoryError) as fault:
        return {"fault": fault_json(too_heavy(f"{type(fault).__name__} in the parser", len(data)))}
    except Exception as fault:  # noqa: BLE001 (a parser given hostile bytes may raise anything; it is told, not hidden)
        return {"fault": fault_json(too_heavy(f"{type(fault).__name__} in the parser", len(data)))}


def _plain(page: ReadPage) -> dict[str, Any]:
    report = page.report
    told = {name: getattr(report, name) for name in report.__slots__}
    told["published"] = report.published.isoformat() if report.published else None
    return {"report": told, "text_by": page.text_by, "notes": [fault_json(note) for note in page.notes]}


def fault_json(fault: RowRejected) -> dict[str, Any]:
    """A fault as plain values."""
    value = None if fault.value is None else str(fault.value)
    return {
        "code": fault.code,
        "message": fault.message,
        "field": fault.field,
        "value": value,
        "remedy": fault.remedy,
    }


def _shut_in() -> None:
    sys.addaudithook(_refuse_to_reach)
    try:
        import resource
    except ImportError:  # Windows: the time limit of the one who asks remains
        return
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):  # a system that does not know this limit, or has a lower one already
            continue


def _allow_seconds() -> None:
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS, hard))


def _refuse_to_reach(event: str, args: tuple[Any, ...]) -> None:
    """No network, no other program, no file written: not even where a library means well."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"the reader of pages does not do {event}")
    if event == "open" and isinstance(args[2], int) and args[2] & _WRITES:
        raise PermissionError("the reader of pages writes no file")


if __name__ == "__main__":
    main()
