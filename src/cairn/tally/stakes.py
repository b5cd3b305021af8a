"""What a decision would change in the totals: the dead that one answer would add to a sum, or take from it.

Rows of the record and the accounts behind them enter; for each question that waits, the change of both ends of the
killed leaves, if it were answered yes. The record itself is not touched: an incident is projected again with the
account, without it, or with another's accounts, graded by the same rules, and the sum taken over its kin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from cairn.assess import suggest
from cairn.assess.model import NO_EXPERIENCE, Experience
from cairn.incident import project
from cairn.incident.model import JoinedAccount
from cairn.tally.model import Definition, Row
from cairn.tally.sum import tally
from cairn.vocab.closed import COUNT_KINDS, State, Status


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """What would be added to the minimum and to the maximum of the killed; below nought what would be taken."""

    min: int = 0
    max: int = 0

    @property
    def weight(self) -> int:
        """How far it moves the totals, whichever way: what a queue is ordered by."""
        return max(abs(self.min), abs(self.max))

    def __str__(self) -> str:
        return "nothing" if not self.weight else f"{self.min:+d} to {self.max:+d}"


class Stakes:
    """The record as it adds up now, to be asked what would become of it.

    `rows` are every incident as a tally sees it, `accounts` those joined to each, `overrides` what persons set.
    """

    def __init__(
        self,
        rows: Iterable[Row],
        accounts: Mapping[str, Sequence[JoinedAccount]],
        overrides: Mapping[str, Mapping[str, object]] | None = None,
        *,
        definition: Definition | None = None,
        experience: Experience = NO_EXPERIENCE,
    ) -> None:
        self._rows = {row.incident_id: row for row in rows}
        self._accounts = accounts
        self._overrides = overrides or {}
        self._definition = definition or Definition()
        self._experience = experience
        self._kin = _families(self._rows)

    def if_joined(self, account: JoinedAccount, incident: str, leaves: Iterable[str] = ()) -> Change:
        """If this account belonged to the incident, and no longer to those it `leaves`."""
        told = {incident: [*self._without(account.account_id, incident), account]}
        told |= {other: self._without(account.account_id, other) for other in leaves if other != incident}
        return self._change(told)

    def if_merged(self, gone: str, kept: str) -> Change:
        """If the one were a part of the other."""
        both = {a.account_id: a for i in (kept, gone) for a in self._accounts.get(i, ())}
        return self._change({kept: list(both.values()), gone: []}, renamed={gone: kept})

    def if_graded(self, incident: str) -> Change:
        """If a person set the grades that are suggested: what the sum of all that persons set would gain."""
        row = self._rows[incident]
        if row.state is not State.SUGGESTED:
            return Change()
        stands = replace(
            row, state=State.SET, grades=tuple((actor, grade, State.SET) for actor, grade, _ in row.grades)
        )
        return self._between([row], [stands], replace(self._definition, basis="set"))

    def if_civilian(self, incident: str) -> Change:
        """If those whose status is contested were civilians: they enter the minimum too."""
        accounts = [_as_civilians(a) for a in self._accounts.get(incident, ())]
        return self._change({incident: accounts})

    def has_contested(self, incident: str) -> bool:
        """Whether some figure of the incident waits for a person to say whose dead they are."""
        return any(
            claim.status is Status.CONTESTED and claim.kind in COUNT_KINDS
            for account in self._accounts.get(incident, ())
            for _, claim in account.claims
        )

    def _without(self, account: str, incident: str) -> list[JoinedAccount]:
        return [a for a in self._accounts.get(incident, ()) if a.account_id != account]

    def _change(
        self, told: Mapping[str, Sequence[JoinedAccount]], renamed: Mapping[str, str] = MappingProxyType({})
    ) -> Change:
        """What becomes of the sum when these incidents hold these accounts, the rest of their kin as they are."""
        touched = [i for i in told if i in self._rows]
        kin = {k: self._rows[k] for i in touched for k in self._kin[i]}
        now = {i: self._told(i, self._accounts.get(i, ())) for i in touched}
        then = {i: self._told(i, told[i]) for i in touched}
        before = [now.get(k) or row for k, row in kin.items()]
        after = [row for k in kin if (row := then[k] if k in then else kin[k]) is not None]
        after = [replace(row, parent_id=renamed.get(row.parent_id, row.parent_id)) for row in after]
        return self._between(before, after, self._definition)

    def _told(self, incident: str, accounts: Sequence[JoinedAccount]) -> Row | None:
        """The incident's row as these accounts tell it; grades that a person set stay. None where nobody tells."""
        row, set_ = self._rows[incident], self._overrides.get(incident, {})
        if not accounts and not set_:
            return None
        shown = project(accounts, set_)
        grades = row.grades
        if row.state is State.SUGGESTED:
            hints = suggest(shown, accounts, experience=self._experience)
            grades = tuple((h.actor_id, h.grade, State.SUGGESTED) for h in hints if h.grade is not None)
        return replace(
            row,
            grades=grades,
            killed=shown.figures.killed,
            injured=shown.figures.injured,
            harm_reported=shown.harm_reported,
            start=shown.date.start if shown.date else None,
            end=shown.date.end if shown.date else None,
        )

    def _between(self, before: Sequence[Row], after: Sequence[Row], definition: Definition) -> Change:
        was, now = (tally(rows, definition).killed for rows in (before, after))
        return Change(now.min - was.min, now.max_of_known - was.max_of_known)


def _as_civilians(account: JoinedAccount) -> JoinedAccount:
    claims = tuple(
        (key, replace(claim, status=Status.CIVILIAN) if claim.status is Status.CONTESTED else claim)
        for key, claim in account.claims
    )
    return replace(account, claims=claims)


def _families(rows: Mapping[str, Row]) -> dict[str, frozenset[str]]:
    """Incident -> itself with every umbrella above and every part below: what a sum must see together."""
    below: dict[str, list[str]] = defaultdict(list)
    for row in rows.values():
        below[row.parent_id].append(row.incident_id)
    found = {}
    for key in rows:
        top, above = key, {key}
        while (parent := rows[top].parent_id) in rows and parent not in above:
            above.add(parent)
            top = parent
        family, open_ = {top}, [top]
        while open_:
            for part in below[open_.pop()]:
                if part not in family:
                    family.add(part)
                    open_.append(part)
        found[key] = frozenset(family)
    return found
