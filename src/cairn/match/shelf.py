"""All accounts on disk, each to be had by its position: what does not fit in memory.

Accounts that tell of an event enter in any order; by position they leave again, prepared to be compared.
"""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

from cairn.match.facts import Facts, prepared
from cairn.match.model import AccountFacts


class Shelf:
    """A file of accounts, and where each begins. It may be read by several processes once it is filled."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._starts = array("Q")

    def __len__(self) -> int:
        return len(self._starts)

    def fill(self, accounts: Iterable[AccountFacts]) -> None:
        """Puts them on the shelf, in the order they come."""
        with self._file.open("wb") as out:
            for account in accounts:
                self._starts.append(out.tell())
                out.write(pickle.dumps(account, pickle.HIGHEST_PROTOCOL))

    def prepared(self, positions: Iterable[int]) -> Iterator[Facts]:
        """The accounts at these positions, in this order."""
        with self._file.open("rb") as shelf:
            for pos in positions:
                if shelf.tell() != self._starts[pos]:
                    shelf.seek(self._starts[pos])
                yield prepared(pickle.load(shelf))  # noqa: S301 - our own file of a moment ago
