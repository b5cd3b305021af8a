"""Reads who is said to have struck: a text enters, actor claims, denials and concessions leave.

Every actor named is claimed once as an attacker or once otherwise, with its role (attacker, target, source,
victim_side, launched, intercepted, present) and how an attacker's part is put (stated, accused, alleged, claimed,
conceded). Only alleged attackers are of this event; the rest are claimed with event OTHER. How the words around tell a
role stands in actor_roles.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from cairn.vocab.actors import Actor
from cairn.vocab.closed import Event, Kind

from .actor_names import ADJECTIVE, PROXY, actor_matches, cue, own_acts, quote_stops, quotes
from .actor_roles import (
    ATTACKER,
    COMMA,
    INTERCEPTED,
    LAUNCHED,
    PRESENT,
    Mention,
    attack_near,
    joined_by_and,
    judged,
)
from .model import Claim
from .phrases import Match, Word, words_of

QUOTE_REACH = 60
"""How many words to each side of a name "according to" is looked for."""
NEAR_BEST = 0.1
"""An alleged attacker counts for the account if its claim is at most this much less sure than the surest."""
TOLD_BESIDE = 0.2
"""So much less sure is an attacker of which is told in passing: of the same hour elsewhere, of years of war."""


def claims_actors(
    text: str, language: str, own: tuple[Actor, ...] = (), day: date | None = None, whole: str = ""
) -> list[Claim]:
    """ACTOR claims, `value` the actor's id: event THIS for alleged attackers, OTHER for the rest.

    DENIAL and CONCESSION claims follow where an actor is plainly said to deny or accept a strike.
    `attributed_to` holds whom the sentence quotes. `own` are a team's actors beside those that ship;
    `day` is that of the telling, for an army that changed hands; `whole` the text of which this is one account.
    Nothing raises.
    """
    words = words_of(text)
    matches = actor_matches(words, own, day, whole)
    if not matches:
        return []
    mentions = joined_by_and(words, [judged(text, words, m, b) for m, b in _mentions(words, matches)])
    positions = _positions(text, words, mentions)
    conceding = {c.value for c in positions if c.kind is Kind.CONCESSION}
    told = list(quotes().find(words)) if any(m.strikes for m in mentions) else []
    claims: dict[tuple[str, bool], Claim] = {}
    for m in mentions:
        if m.actor in conceding and not m.adjective and m.role != PRESENT:
            m = replace(m, role=ATTACKER, manner="conceded")
        if m.adjective and m.role not in (ATTACKER, LAUNCHED, INTERCEPTED):
            continue
        claim = _claim(text, words, m, told)
        known = claims.get((m.actor, m.strikes))
        if known is None or claim.confidence > known.confidence:
            claims[m.actor, m.strikes] = claim
    for leader, m in pairwise(mentions):
        if m.follows and m.strikes and (leader.actor, True) in claims:  # as sure as the one they follow
            sure = max(claims[leader.actor, True].confidence, claims[m.actor, True].confidence)
            claims[m.actor, True] = replace(claims[m.actor, True], confidence=sure)
    attackers = {actor for actor, strikes in claims if strikes}
    kept = [c for (actor, strikes), c in claims.items() if strikes or actor not in attackers]
    return sorted([*kept, *positions], key=lambda c: (c.start, c.kind, c.value))


def belligerents(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Ids of the actors that an account's claims allege struck, surest first, far less sure ones left out."""
    alleged = [c for c in claims if c.kind is Kind.ACTOR and c.event is not Event.OTHER]
    best = max((c.confidence for c in alleged), default=0.0)
    alleged.sort(key=lambda c: (-c.confidence, c.start))
    return tuple(dict.fromkeys(c.value for c in alleged if c.confidence >= best - NEAR_BEST))


def _claim(text: str, words: Sequence[Word], m: Mention, told: Sequence[Match]) -> Claim:
    sentence = words[m.first].sentence
    sure = 0.8 - min(0.4, 0.04 * sentence) - TOLD_BESIDE * m.beside if m.strikes else 0.5
    return Claim(
        Kind.ACTOR,
        words[m.first].start,
        words[m.last].end,
        event=Event.THIS if m.strikes else Event.OTHER,
        value=m.actor,
        attributed_to=_quoted(text, words, m.first, told) if m.strikes else "",
        confidence=round(max(0.1, sure), 2),
        role=m.role or PRESENT,
        manner=m.manner,
    )


def _mentions(words: Sequence[Word], matches: Sequence[Match]) -> list[tuple[Mention, Mention | None]]:
    """Every actor named, with the one named before it in the same sentence."""
    found: list[tuple[Mention, Mention | None]] = []
    last: Mention | None = None
    for match in matches:
        m = Mention(
            match.value.rstrip(ADJECTIVE + PROXY),
            match.first,
            match.last,
            adjective=match.value.endswith(ADJECTIVE),
            follows=match.value.endswith(PROXY),
        )
        same = last is not None and words[last.first].sentence == words[m.first].sentence
        found.append((m, last if same else None))
        last = m
    return found


def _positions(text: str, words: Sequence[Word], mentions: Sequence[Mention]) -> list[Claim]:
    """Plain denials and concessions, one of each per actor."""
    found: dict[tuple[Kind, str], Claim] = {}
    speech = cue("denied") | cue("conceded") | cue("said")
    told_in = {w.sentence for w in words if w.norm in speech}
    for m in mentions:
        if m.adjective or m.role == PRESENT or words[m.first].sentence not in told_in:
            continue
        verb_may_lead = not words[m.first].norm.isascii()  # "نفى الجيش" but "the army denied"
        near = range(max(0, m.first - 4) if verb_may_lead else m.first, min(len(words), m.last + 5))
        around = [k for k in near if words[k].sentence == words[m.first].sentence]
        kind = _position(words, m, around)
        if kind:
            start, end = words[around[0]].start, words[around[-1]].end
            found.setdefault((kind, m.actor), Claim(kind, start, end, value=m.actor, confidence=0.6))
    return list(found.values())


def _position(words: Sequence[Word], m: Mention, around: Sequence[int]) -> Kind | None:
    """What the words around a name say of its own stand: "denied striking", "said it struck"."""
    said = {c for c in ("denied", "conceded", "said") if any(words[k].norm in cue(c) for k in around)}
    if "denied" in said and attack_near(words, m.first):
        return Kind.DENIAL
    if "conceded" in said and (attack_near(words, m.first) or _own_act(words, m)):
        return Kind.CONCESSION
    if "said" in said and _own_act(words, m):
        return Kind.CONCESSION
    return None


def _own_act(words: Sequence[Word], m: Mention) -> bool:
    after = words[m.last + 1 : m.last + 13]
    return any(
        own_acts().at(after, i) for i in range(len(after)) if after[i].sentence == words[m.first].sentence
    )


def _quoted(text: str, words: Sequence[Word], at: int, told: Sequence[Match]) -> str:
    """Whom the sentence quotes after "according to", up to a comma or eight words."""
    sentence = words[at].sentence
    from_, to = (
        bisect_left(told, at + reach, key=lambda m: m.first) for reach in (-QUOTE_REACH, QUOTE_REACH)
    )
    for match in told[from_:to]:
        first = last = match.last + 1
        if first >= len(words):
            break
        named = words[first].norm not in quote_stops()
        if named and words[match.first].sentence == sentence == words[first].sentence:
            while last + 1 < len(words) and words[last + 1].sentence == sentence and last - first < 7:
                ends = COMMA.search(text, words[last].end, words[last + 1].start)
                if ends or words[last + 1].norm in quote_stops():
                    break
                last += 1
            return text[words[first].start : words[last].end]
    return ""
