"""Which incident a group of accounts is: ids stay where most of the accounts stay.

Groups that ended and groups that came in their place enter; an incident id for each leaves, with what changed by
that. A group held by a person keeps its id. Any other takes the id of the earlier incident that most of its
accounts had (ties by id), unless a group with more of them takes it; else it gets a new one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from cairn.match.spoken import Spoken


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A group to name: its accounts in the order of the stream, the incident it is held for, and whether it is an
    incident at all or waits in the queue."""

    accounts: Sequence[str]
    held: str
    founds: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What came of it: the incident of every account that is in another one now ("" where it waits), ids that are
    new, and for every id that no group took the incident in which most of its accounts are now."""

    moved: Mapping[str, str] = field(default_factory=dict)
    new: tuple[str, ...] = ()
    dissolved: Mapping[str, str] = field(default_factory=dict)


class Names:
    """The incident of every group by the group's key (a group that waits has none), and the ids in use."""

    def __init__(self, spoken: Spoken) -> None:
        self._spoken = spoken
        self.of: dict[int, str] = {}
        self.in_use: set[str] = set()
        self._earlier: dict[str, tuple[str, ...]] = dict(spoken.lent)

    def rename(self, ended: Collection[int], groups: Mapping[int, Unnamed]) -> Change:
        """Names these groups, given in the order of the stream, in the place of those that ended."""
        free = {self.of.pop(key) for key in ended if key in self.of}
        self.in_use -= free
        given = {key: group.held for key, group in groups.items() if group.held}
        self.in_use.update(given.values())
        for key, incident in self._wishes(groups):
            if key not in given and incident not in self.in_use:
                given[key] = incident
                self.in_use.add(incident)
        new = []
        for key, group in groups.items():
            if key not in given and group.founds:
                given[key] = self._spoken.new_id(group.accounts)
                new.append(given[key])
        self.in_use.update(new)
        self.of |= given
        return self._changed(groups, given, tuple(new))

    def _wishes(self, groups: Mapping[int, Unnamed]) -> list[tuple[int, str]]:
        """Group and earlier incident, the one with most of its accounts first."""
        found = []
        for key, group in groups.items():
            if group.held or not group.founds:
                continue
            votes = Counter(i for a in group.accounts for i in self._earlier.get(a, ()))
            found += [
                (-n, incident, key)
                for incident, n in votes.items()
                if not self._spoken.is_barred(group.accounts, incident)
            ]
        return [(key, incident) for _, incident, key in sorted(found)]

    def _changed(
        self, groups: Mapping[int, Unnamed], given: Mapping[int, str], new: tuple[str, ...]
    ) -> Change:
        moved: dict[str, str] = {}
        left: dict[str, Counter[str]] = {}
        for key, group in groups.items():
            now = given.get(key, "")
            for account in group.accounts:
                before = self._earlier.get(account, ())
                for incident in before:
                    left.setdefault(incident, Counter())[now] += bool(now)
                if before != (now,) and (before or now):
                    moved[account] = now
                self._earlier[account] = (now,) if now else ()
        gone = {i: c for i, c in left.items() if i not in self.in_use}
        dissolved = {i: min(c, key=lambda to: (-c[to], to)) for i, c in sorted(gone.items())}
        return Change(moved, new, dissolved)
