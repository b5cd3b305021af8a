"""What persons said and what stands, for accounts that come one by one.

Standing incidents and words of persons enter; which incidents are kept together, who is barred from where and
which ids only lend themselves leave. `decisions.Rulings` is the judge; here is only when to ask it again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from cairn.match.closed import Closed
from cairn.match.decisions import Rulings, closed, first_id
from cairn.match.model import Decided, Standing


class Spoken:
    """What is settled of the accounts known so far. An incident is held where it says so or a person spoke of it.

    `members` maps a held incident to those of its accounts that are known, `bars` an account to the incidents
    and accounts it may not be with, `lent` an account to the incidents that rules put it in.
    """

    def __init__(self, standing: Sequence[Standing], decided: Sequence[Decided] | Closed) -> None:
        self._closed = decided if isinstance(decided, Closed) else closed(decided)
        mentioned = {one for pair in (*self._closed.answers, *self._closed.barred) for one in pair}
        mentioned.update(
            *((w.subject, w.other, *w.subject_parts, *w.other_parts) for w in self._closed.words)
        )
        self._held = [s for s in standing if s.held or s.incident_id in mentioned]
        self.loose = [s for s in standing if not (s.held or s.incident_id in mentioned)]
        self._mentioned = mentioned.union(*(s.account_ids for s in self._held))
        self.lent: dict[str, tuple[str, ...]] = {}
        for s in self.loose:
            for account in s.account_ids:
                self.lent[account] = (*self.lent.get(account, ()), s.incident_id)
        self._taken: set[str] = {s.incident_id for s in self.loose}
        self._judge(())

    def hear(self, fresh: Iterable[str], known: Callable[[], Collection[str]]) -> bool:
        """Takes note of accounts just come; whether anything is settled otherwise now that `known` are known."""
        if not self._mentioned:
            return False
        if any(a in self._mentioned or first_id(a) in self._mentioned for a in fresh):
            self._judge(known())
            return True
        return False

    def incidents_of(self, account: str) -> tuple[str, ...]:
        """The held incidents that the account surely belongs to."""
        return self._incidents.get(account, ())

    @property
    def members(self) -> Mapping[str, Sequence[str]]:
        """Held incidents, with those of their accounts that are known."""
        return self._rulings.members

    def answers_of(self, account: str) -> Mapping[str, str]:
        """What persons said of the account, by incident."""
        return self._answers.get(account, {})

    @property
    def unsure(self) -> Collection[str]:
        """Accounts that somebody looked at in vain: such an account founds no incident by itself."""
        return self._rulings.unsure

    def is_barred(self, accounts: Iterable[str], incident: str) -> bool:
        """Whether one of the accounts may not be in the incident."""
        barred = self._rulings.barred
        return bool(barred) and any((a, incident) in barred for a in accounts)

    def new_id(self, accounts: Sequence[str]) -> str:
        """The id of a new incident of these accounts, named after the first: never one in use or barred."""
        return self._rulings.new_id(accounts)

    def _judge(self, known: Collection[str]) -> None:
        rulings = self._rulings = Rulings(known, self._held, self._closed)
        self._taken |= rulings.taken
        rulings.taken = self._taken
        incidents: dict[str, list[str]] = defaultdict(list)
        for incident, accounts in rulings.members.items():
            for account in accounts:
                incidents[account].append(incident)
        self._incidents = {account: tuple(sorted(found)) for account, found in incidents.items()}
        self._answers: dict[str, dict[str, str]] = defaultdict(dict)
        for (account, incident), answer in rulings.answers.items():
            self._answers[account][incident] = answer
        self.settled = {*self._incidents, *self._answers}
        self.bars: dict[str, set[str]] = defaultdict(set, rulings.bars_by_account(known))
        for account, incident in rulings.barred:
            self.bars[account].add(incident)
