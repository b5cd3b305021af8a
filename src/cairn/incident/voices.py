"""Whose word a claim is: an independent source's, a party's on its own strike, or a party's on its enemy.

Recording rules 9 and 13: a party's account of an enemy is an allegation, its word on whom it killed moves no
status, its denial moves nothing, and its word against its own interest counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cairn.extract.model import Claim
from cairn.sources.kinds import party_of
from cairn.values import folded
from cairn.vocab.actors import actor_named
from cairn.vocab.outlets import names_of

from .model import JoinedAccount
from .origins import QUOTED, own_origin


class Voice(StrEnum):
    """How the one who says it stands to the strike."""

    INDEPENDENT = "independent"
    STRIKER = "striker"  # a party on its own alleged strike
    ENEMY = "enemy"  # a party on what another did


@dataclass(frozen=True, slots=True)
class Speaker:
    """Voice and actor id; the actor is "" for an independent source."""

    voice: Voice = Voice.INDEPENDENT
    party: str = ""
    first_hand: bool = True  # False where another source quotes the party


def speakers(
    accounts: Sequence[JoinedAccount], actors: Iterable[str], partners: Mapping[str, str] = {}
) -> Mapping[str, Speaker]:
    """Claim id to speaker, for every claim. `actors` are those alleged to have struck; `partners` maps an
    actor to the coalition it acts in: one of a side with an alleged striker speaks of its own strike."""
    alleged = tuple(actors)
    sides = {partners.get(a, a) for a in alleged}
    names = {folded(a.source): a.party for a in accounts if a.party and a.source}
    names |= {folded(actor.replace("_", " ")): actor for actor in (*partners, *alleged)}
    return {
        claim_id: _speaker(account, claim, sides, names, partners)
        for account in accounts
        for claim_id, claim in account.claims
    }


def party_origins(accounts: Sequence[JoinedAccount]) -> frozenset[str]:
    """Ids of text origins that are a party's word: whoever copies or quotes its text adds no origin.

    They are those whose first to publish is a party, and those of an organisation that is a party's voice on
    the day, whether its own text is here or only others that repeat it.
    """
    first: dict[str, tuple[str, str, str]] = {}
    for account in accounts:
        rank = (account.published_iso or "9999", account.account_id, account.party)
        origin = own_origin(account)
        first[origin] = min(first.get(origin, rank), rank)
    parties = {
        origin for origin, (day, _, party) in first.items() if party or _speaks_for_a_party(origin, day)
    }
    return frozenset(account.origin_id for account in accounts if own_origin(account) in parties)


def _speaks_for_a_party(origin: str, day: str) -> bool:
    """Whether the origin is a listed organisation that is the voice of a party on this ISO day ("9999": unknown)."""
    if not origin.startswith(QUOTED):
        return False
    published = None if day == "9999" else date.fromisoformat(day[:10])
    return any(party_of(name, "", published) for name in names_of(origin.removeprefix(QUOTED)))


def _speaker(
    account: JoinedAccount,
    claim: Claim,
    sides: set[str],
    names: Mapping[str, str],
    partners: Mapping[str, str],
) -> Speaker:
    quoted = _party_named(claim.attributed_to, names) if claim.attributed_to else ""
    party = quoted or account.party
    if not party:
        return Speaker()
    side = partners.get(party, party)
    blamed = {partners.get(b, b) for b in account.reading.belligerents}
    first_hand = party == account.party
    # An outlet that quotes a party may itself blame anyone; a party's own post shows by whom it blames.
    own = side in sides and (not first_hand or not blamed or side in blamed)
    return Speaker(Voice.STRIKER if own else Voice.ENEMY, party, first_hand)


def _party_named(quoted: str, names: Mapping[str, str]) -> str:
    """The actor a text quotes, by the names of this incident's parties or by the registry; "" for others."""
    return names.get(folded(quoted)) or actor_named(quoted)
