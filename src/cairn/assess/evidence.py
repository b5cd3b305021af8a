"""What bears on a grade, counted by origin: who reports harm, who blames whom, who concedes what.

Accounts and a projection enter, sets of origin ids leave. A party's word about its enemy is set apart, and
so is an attacker's word about whom it killed (rules 9 and 13).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cairn.extract.model import Claim
from cairn.incident.model import JoinedAccount, Projection
from cairn.incident.origins import QUOTED, claim_origins
from cairn.incident.standing import is_belligerent, speaks_of_this
from cairn.incident.voices import Speaker, Voice, party_origins, speakers
from cairn.values import folded
from cairn.vocab.closed import Kind

from .credibility import TrackRecord, TrackRecords
from .model import Concession

HARM = frozenset({Kind.KILLED, Kind.INJURED, Kind.DIED_OF_WOUNDS, Kind.MISSING, Kind.TRAPPED, Kind.RECOVERED})
"""Kinds that tell of people harmed."""

DISPROVED = "disproved"
COMBATANTS_ONLY = frozenset({"belligerent", "combatants_only"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Sets of origins for one incident. `linked` are ids of linked concessions, which are no claims; `waiting` are
    those that a machine alone linked."""

    harm: frozenset[str]
    blamed: Mapping[str, frozenset[str]]
    declared: frozenset[str]
    conceded: Mapping[str, frozenset[str]]
    linked: frozenset[str]
    combatants_only: frozenset[str]
    disproved: frozenset[str]
    parties_on_enemy: frozenset[str]
    attackers_word: bool
    partners: Mapping[str, str]
    named_actors: tuple[str, ...]
    doubted: frozenset[str] = frozenset()
    records: TrackRecords = field(default_factory=dict)
    waiting: tuple[Concession, ...] = ()

    def side(self, actor: str) -> str:
        """The coalition an actor acts in, or the actor itself."""
        return self.partners.get(actor, actor)

    def blaming(self, actor: str) -> frozenset[str]:
        """Independent origins that name the actor, its coalition or a partner in it."""
        mine = [who for a, who in self.blamed.items() if self.side(a) == self.side(actor)]
        return frozenset().union(*mine)

    def declared_by(self, actor: str) -> bool:
        """Whether the actor, or a partner acting for it, says itself that it struck."""
        return actor in self.declared or any(a in self.declared for a in self._speaking_for(actor))

    def conceded_by(self, actor: str) -> frozenset[str]:
        """Claims or linked entries by which the actor, or a partner acting for it, concedes harm."""
        return frozenset(i for a in (actor, *self._speaking_for(actor)) for i in self.conceded.get(a, ()))

    def waiting_for(self, actor: str) -> tuple[Concession, ...]:
        """Words of the actor, or of a partner acting for it, that no person has linked yet."""
        mine = (c for c in self.waiting if c.actor_id == actor or self.partners.get(c.actor_id) == actor)
        return tuple(sorted(mine, key=lambda c: (c.harm, c.entry)))

    def _speaking_for(self, actor: str) -> frozenset[str]:
        """Partners speak for their coalition; it speaks for no one member, nor they for each other."""
        return frozenset(a for a in (*self.conceded, *self.declared) if self.partners.get(a) == actor)

    def rivals(self, actor: str) -> Mapping[str, frozenset[str]]:
        """Other sides that an origin other than this actor's only one blames; a conceding side counts."""
        mine = self.blaming(actor)
        found: dict[str, frozenset[str]] = {}
        for other in {*self.blamed, *self.conceded}:
            if self.side(other) == self.side(actor):
                continue
            theirs = self.blamed.get(other, frozenset()) | self.conceded.get(other, frozenset())
            if theirs and mine and len(theirs | mine) >= 2:
                found[other] = theirs
        return found


def gathered(
    projection: Projection,
    accounts: Sequence[JoinedAccount],
    concessions: Sequence[Concession],
    partners: Mapping[str, str],
    unknown: frozenset[str],
    records: TrackRecords,
) -> Evidence:
    """All that the rules turn on, from the accounts joined and the concessions linked.

    `records` are the track records of organisations; origins of those doubted are left aside.
    """
    alleged = frozenset(a for a in projection.actors if a not in unknown)
    parties = party_origins(accounts)
    told = _Told(claim_origins(accounts), speakers(accounts, alleged, partners), parties, partners)
    for account in sorted(accounts, key=lambda a: a.account_id):
        told.read(account)
    reviewed = [c for c in concessions if c.reviewed]
    for concession in reviewed:
        if concession.harm:
            told.conceded[concession.actor_id].add(_named(concession))
        if concession.declared_strike:
            told.declared.add(concession.actor_id)
    known = _records_of(accounts, told.origins, records)
    doubted = frozenset(origin for origin, (_, record) in known.items() if record.doubted)
    return Evidence(
        harm=frozenset(told.harm) - doubted,
        blamed={a: frozenset(projection.actors[a]) - told.not_independent - doubted for a in alleged},
        declared=frozenset(told.declared),
        conceded={a: frozenset(ids) for a, ids in told.conceded.items()},
        linked=frozenset(_named(c) for c in reviewed if c.harm),
        waiting=tuple(c for c in concessions if not c.reviewed),
        combatants_only=frozenset(told.fighters - told.harm),
        disproved=frozenset(told.disproved),
        parties_on_enemy=frozenset(told.enemies),
        attackers_word=told.attackers_word,
        partners=partners,
        named_actors=tuple(sorted({*alleged, *told.conceded, *(c.actor_id for c in reviewed)})),
        doubted=doubted & frozenset(told.harm),
        records={name: record for origin, (name, record) in sorted(known.items()) if origin in told.harm},
    )


def _named(concession: Concession) -> str:
    return f"concession:{concession.entry or concession.actor_id}"


def _records_of(
    accounts: Sequence[JoinedAccount], origins: Mapping[str, str], records: TrackRecords
) -> dict[str, tuple[str, TrackRecord]]:
    """By origin the organisation behind it, where its track record is known; a private person has none."""
    found = {}
    for account in accounts:
        for claim_id, _ in account.claims:
            origin = origins[claim_id]
            own = account.source if account.source_kind.is_organisation else ""
            name = folded(origin.removeprefix(QUOTED) if origin.startswith(QUOTED) else own)
            if name in records:
                found[origin] = (name, records[name])
    return found


@dataclass(slots=True)
class _Told:
    """Gathers account by account; the order does not matter."""

    origins: Mapping[str, str]
    speakers: Mapping[str, Speaker]
    parties: frozenset[str]
    partners: Mapping[str, str]
    harm: set[str] = field(default_factory=set)
    fighters: set[str] = field(default_factory=set)
    disproved: set[str] = field(default_factory=set)
    declared: set[str] = field(default_factory=set)
    enemies: set[str] = field(default_factory=set)
    not_independent: set[str] = field(default_factory=set)
    conceded: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    attackers_word: bool = False

    def read(self, account: JoinedAccount) -> None:
        """Sort one account's claims about this event by who says them."""
        for claim_id, claim in account.claims:
            if not speaks_of_this(claim):
                continue
            speaker, origin = self.speakers[claim_id], self.origins[claim_id]
            if speaker.voice is Voice.INDEPENDENT and origin not in self.parties:
                self._independent(claim, origin)
            else:
                self._party(claim_id, claim, origin, speaker)

    def _independent(self, claim: Claim, origin: str) -> None:
        if claim.kind in HARM and is_belligerent(claim):
            self.fighters.add(origin)
        elif claim.kind in HARM and claim.max != 0:
            self.harm.add(origin)
        elif claim.kind is Kind.STATUS and claim.value == DISPROVED:
            self.disproved.add(origin)
        elif claim.kind is Kind.STATUS and claim.value in COMBATANTS_ONLY:
            self.fighters.add(origin)

    def _party(self, claim_id: str, claim: Claim, origin: str, speaker: Speaker) -> None:
        self.not_independent.add(origin)
        if speaker.voice is not Voice.STRIKER:
            self.enemies.add(origin)
        elif speaker.first_hand and claim.kind is Kind.CONCESSION:
            self.conceded[speaker.party].add(claim_id)
        elif speaker.first_hand and claim.kind is Kind.ACTOR:
            if self._side(claim.value) == self._side(speaker.party):
                self.declared.add(speaker.party)
        elif is_belligerent(claim) or claim.kind is Kind.STATUS:
            self.attackers_word = True

    def _side(self, actor: str) -> str:
        return self.partners.get(actor, actor)
