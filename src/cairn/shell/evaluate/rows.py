"""Rows of a file of JSON Lines: a path enters, its objects leave one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cairn.errors import FileRefused

Row = dict[str, Any]


def rows_of(path: Path) -> Iterator[Row]:
    """One object a line, empty lines passed over. Raises `FileRefused` (evaluate-not-jsonl) at a line that is none."""
    for n, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            if line.strip():
                yield json.loads(line)
        except ValueError as e:
            raise FileRefused(
                "evaluate-not-jsonl",
                f"the file is no JSON Lines: {e}",
                field="line",
                value=f"{path.name}:{n}",
                remedy="One JSON object a line, UTF-8.",
            ) from e
