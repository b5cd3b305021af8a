"""Under which name an incident is asked for: its own address, and every former one, which goes on answering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from cairn.publish.rows.former import former_of
from cairn.publish.rows.record import TombstoneRow
from cairn.publish.rows.slugs import slugs

from .rows import Row


@dataclass(frozen=True)
class Names:
    """`own` gives the name by id, `ids` the id by name; `moved` the id by a former name, `gone` the row of what was
    withdrawn by each of its names."""

    own: Mapping[str, str]
    ids: Mapping[str, str]
    moved: Mapping[str, str]
    gone: Mapping[str, Row]


def names_of(incidents: Iterable[Row], deletions: Iterable[Row]) -> Names:
    """The names of incidents, in the order of their table. Of a row `id`, `code` and `codes` are asked."""
    rows = list(incidents)
    own = slugs({row["id"]: row["code"] or row["id"] for row in rows})
    stones = {row["id"]: row for row in deletions if row["id"]}
    former = former_of(rows, own, cast(Iterable[TombstoneRow], stones.values()))
    return Names(
        own=own,
        ids={name: key for key, name in own.items()},
        moved={name: key for key, some in former.of.items() for name, _ in some},
        gone={name: stones[stone["id"]] for name, stone in former.gone},
    )
