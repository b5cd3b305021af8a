"""What persons decided and what stands, as the joining must obey it.

Words of persons, closed (match/closed.py), and standing incidents enter; for each incident its sure members,
and for each account the incidents it may not join, leave. A person's word wins over everything else.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import NAMESPACE_URL, uuid5

from cairn.errors import CairnError
from cairn.match.closed import Closed, Word
from cairn.match.model import Decided, Standing

_ANSWERS = ("yes", "no", "unsure")


def closed(decided: Sequence[Decided]) -> Closed:
    """Answers on accounts and incidents, the later over the earlier, as one person's.

    Raises `CairnError` (match-answer) where an answer is none of yes, no, unsure.
    """
    for word in decided:
        if word.answer not in _ANSWERS:
            raise CairnError(
                "match-answer", "an answer is yes, no or unsure", field="answer", value=word.answer
            )
    return Closed(Word("join", w.account_id, w.incident_id, w.answer) for w in decided)


class Rulings:
    """Everything that is settled before a machine compares anything.

    `members` maps an incident to the accounts that surely belong to it; `barred` are (account, incident)
    that never join; `answers` holds the answer that counts for each pair; `unsure` are accounts that somebody
    looked at in vain. Incidents are named by where their ids lead through merges.
    """

    def __init__(
        self, known: Collection[str], standing: Sequence[Standing], decided: Sequence[Decided] | Closed
    ) -> None:
        self.closed = decided if isinstance(decided, Closed) else closed(decided)
        told = self.closed.answers.items()
        self.answers = {pair: "no" if word.answer == "moved" else word.answer for pair, word in told}
        self.barred = self.closed.barred
        self.unsure = {account for (account, _), answer in self.answers.items() if answer == "unsure"}
        self.members: dict[str, list[str]] = {}
        for incident in sorted(standing, key=lambda s: s.incident_id):
            root = self.closed.resolve(incident.incident_id)
            stays = {a for a in incident.account_ids if a in known and (a, root) not in self.barred}
            self.members[root] = sorted(stays.union(self.members.get(root, ())))
        self._add_told(known)
        self.taken = set(self.members)

    def _add_told(self, known: Collection[str]) -> None:
        """A yes makes a member; an incident not standing yet also keeps the account that seeds its id."""
        settled = {a for members in self.members.values() for a in members}
        settled |= {account for (account, _), answer in self.answers.items() if answer == "yes"}
        seeds = {first_id(account): account for account in known}
        for (account, incident), answer in sorted(self.answers.items()):
            if answer != "yes" or account not in known:
                continue
            if incident not in self.members:
                seed = seeds.get(incident, account)
                keeps = seed not in settled and (seed, incident) not in self.barred
                self.members[incident] = [seed] if keeps else []
            if account not in self.members[incident]:
                self.members[incident].append(account)

    def bars_by_account(self, known: Collection[str]) -> dict[str, set[str]]:
        """For each barred account those that seed an incident it was barred from: the two stay apart."""
        seeds = {first_id(account): account for account in known}
        apart: dict[str, set[str]] = {}
        for account, incident in self.barred:
            seed = seeds.get(incident)
            if seed and seed != account and incident not in self.members:
                apart.setdefault(account, set()).add(seed)
                apart.setdefault(seed, set()).add(account)
        return apart

    def new_id(self, accounts: Sequence[str]) -> str:
        """The id of a new incident of these accounts, named after the first: never one taken, merged or barred."""
        found, n = first_id(accounts[0]), 2
        while self._is_spoken_for(found, accounts):
            found, n = str(uuid5(NAMESPACE_URL, f"cairn:incident:{accounts[0]}/{n}")), n + 1
        self.taken.add(found)
        return found

    def _is_spoken_for(self, found: str, accounts: Sequence[str]) -> bool:
        leads_elsewhere = self.closed.resolve(found) != found
        return leads_elsewhere or found in self.taken or any((a, found) in self.barred for a in accounts)


def first_id(founder: str) -> str:
    """The id an incident gets from the account that founds it: the same on every machine."""
    return str(uuid5(NAMESPACE_URL, f"cairn:incident:{founder}"))
