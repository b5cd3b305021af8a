"""How hard the tests are to press: a little in every run, for hours where `make torture` asks for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TORTURE = bool(os.environ.get("CAIRN_TORTURE"))
TESTS = Path(__file__).resolve().parents[1]

only_here = pytest.mark.skipif(
    sys.platform != "linux" or bool(os.environ.get("CAIRN_DATABASE")),
    reason="the disk beneath SQLite on Linux is watched; a PostgreSQL server sees to its own",
)


def pressed(little: int, much: int) -> int:
    """The number for this run."""
    return much if TORTURE else little


def played(module: str, *args: object, **environment: str) -> list[dict[str, Any]]:
    """Run one of the programs here to its end; returns its lines."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("CAIRN_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", f"faults.{module}", *map(str, args)],
        cwd=TESTS,
        env={**env, **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def told(figure: str) -> None:
    """A figure for whoever runs the long campaign: a line of the file that CAIRN_TORTURE names."""
    if TORTURE:
        with open(os.environ["CAIRN_TORTURE"], "a", encoding="utf-8") as figures:
            figures.write(f"{figure}\n")
