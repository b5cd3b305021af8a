"""Which entry a row without an id is: rows of a sheet and what is kept of its incident and party enter, rows leave.

Several rows of one incident and party are numbered (`KEY`, `KEY#2`), and a sheet that was sorted anew, or from which a
row was taken, numbers them otherwise. A row therefore keeps the number under which its words are kept.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cairn.archive import sha256_hex
from cairn.shell.records.models import OfficialEntry
from cairn.sources.official_model import SheetRow
from cairn.sources.official_words import known_cells
from cairn.sources.register_cells import text_of

from .gather_official import cells_text

_NUMBERED = re.compile(r"#\d+$")
_WORD_FOR_WORD = 1_000_000


def known_rows(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """The rows in their order, each under the key of the entry that it is."""
    groups: dict[str, list[SheetRow]] = defaultdict(list)
    for row in rows:
        if not text_of(known_cells(row.cells), "id"):
            groups[_base(row.key)].append(row)
    numbered: dict[str, list[OfficialEntry]] = defaultdict(list)
    for entry in OfficialEntry.objects.filter(id__contains="#").order_by("id").iterator(chunk_size=2000):
        numbered[_base(entry.id)].append(entry)
    unsure = {base: some for base, some in groups.items() if len(some) > 1 or numbered[base]}
    firsts = OfficialEntry.objects.in_bulk(list(unsure))
    keys: dict[int, str] = {}
    for base, some in unsure.items():
        keys |= _keys(base, some, [*([firsts[base]] if base in firsts else ()), *numbered[base]])
    return [replace(row, key=keys.get(row.row, row.key)) for row in rows]


def _base(key: str) -> str:
    return _NUMBERED.sub("", key)


def _keys(base: str, rows: Sequence[SheetRow], kept: Sequence[OfficialEntry]) -> dict[int, str]:
    """Row number -> key: the entry it is most like, the only one left, or else a new number."""
    scored = ((_likeness(row, entry), row.row, entry.id) for row in rows for entry in kept)
    found: dict[int, str] = {}
    for score, row, key in sorted(scored, key=lambda one: (-one[0], *one[1:])):
        if score and row not in found and key not in found.values():
            found[row] = key
    left = [row.row for row in rows if row.row not in found]
    free = [entry.id for entry in kept if entry.id not in found.values()]
    if len(left) == len(free) == 1:
        return found | {left[0]: free[0]}
    taken = {entry.id for entry in kept}
    names = (name for n in range(1, len(rows) + len(kept) + 2) if (name := _name(base, n)) not in taken)
    return found | dict(zip(left, names, strict=False))


def _name(base: str, n: int) -> str:
    return base if n == 1 else f"{base}#{n}"


def _likeness(row: SheetRow, entry: OfficialEntry) -> int:
    """How many cells the two have alike; 0 where neither place nor first statement is the same."""
    words = cells_text(row.cells)
    if sha256_hex(words.encode()) in {own["cells"] for own in entry.value.get("rows", ())}:
        return _WORD_FOR_WORD
    now, then = json.loads(words), json.loads(entry.cells or "{}")
    if row.place != entry.value["place"] and _first(now) != _first(then):
        return 0
    return sum(name in then and then[name] == told for name, told in now.items())


def _first(cells: dict[str, Any]) -> object:
    """What its first statement is told by; itself, which is like nothing else, where it has none."""
    listed = known_cells(cells).get("statements")
    return listed[0] if isinstance(listed, list) and listed else object()
