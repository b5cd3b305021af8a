"""Former addresses: codes that were merged, renamed or withdrawn go on answering (rule 3, R10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .record import TombstoneRow
from .slugs import slugs as slugs_of


@dataclass(frozen=True)
class Former:
    """Slug and code of every address that leads elsewhere: by incident, and of what was withdrawn."""

    of: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)
    gone: tuple[tuple[str, TombstoneRow], ...] = ()


def former_of(
    incidents: Iterable[Mapping[str, Any]], slugs: Mapping[str, str], stones: Iterable[TombstoneRow]
) -> Former:
    """The former addresses of incidents in their order. Each leads to one place: an incident's own comes first."""
    taken = {slug.casefold() for slug in slugs.values()}
    of = {row["id"]: list(_free([row["id"], *(row.get("codes") or ())], taken)) for row in incidents}
    gone = [
        (slug, stone)
        for stone in sorted(stones, key=lambda s: s["id"])
        for slug, _ in _free([stone["id"], *(stone.get("codes") or ())], taken)
    ]
    return Former(of, tuple(gone))


def _free(codes: Sequence[str], taken: set[str]) -> Iterator[tuple[str, str]]:
    for code in dict.fromkeys(codes):
        slug = slugs_of({code: code})[code]
        if slug.casefold() not in taken:
            taken.add(slug.casefold())
            yield slug, code
