"""Reads who is said to have struck: a text enters, actor claims, denials and concessions leave.

An actor counts as the alleged attacker where it stands as an agent: before or after a word of an attack
("Russian air strikes", "قصف قوات النظام"), after "by" or "belonging to", or joined by "and" to one that
does. Named as a target, a source or in passing it is claimed with event OTHER. Names and cue words stand in
vocab/data/actors.toml. A grammar is not parsed: rules look a few words to each side, within one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cairn.vocab.actors import Actor, actors
from cairn.vocab.closed import Event, Kind
from cairn.vocab.load import load_toml, load_words, of_words

from .model import Claim
from .phrases import Match, PhraseTable, Word, any_stem, words_of

QUOTE_REACH = 60
"""How many words to each side of a name "according to" is looked for."""
BACK, AHEAD = 7, 5
"""How many words before and after a name are looked at."""
NEAR_BEST = 0.2
"""An alleged attacker counts for the account if its claim is at most this much less sure than the surest."""

_COMMA = re.compile(r"[,،;:؛|]")
_ADJECTIVE = "~"
_SKIP = ""
_OCCUPIER = "?"


@dataclass(frozen=True, slots=True)
class _Mention:
    """An actor's name in the words: `strikes` is True, False or None where the words do not tell."""

    actor: str
    first: int
    last: int
    adjective: bool
    strikes: bool | None = None


def claims_actors(text: str, language: str, own: tuple[Actor, ...] = ()) -> list[Claim]:
    """ACTOR claims, `value` the actor's id: event THIS for alleged attackers, OTHER for the rest.

    DENIAL and CONCESSION claims follow where an actor is plainly said to deny or accept a strike.
    `attributed_to` holds whom the sentence quotes. `own` are a team's actors beside those that ship.
    Nothing raises.
    """
    words = words_of(text)
    mentions = _joined_by_and(words, [_judged(text, words, m, before) for m, before in _mentions(words, own)])
    claims: dict[tuple[str, bool], Claim] = {}
    for m in mentions:
        if m.adjective and not m.strikes:
            continue
        claim = _claim(text, words, m)
        known = claims.get((m.actor, bool(m.strikes)))
        if known is None or claim.confidence > known.confidence:
            claims[m.actor, bool(m.strikes)] = claim
    attackers = {actor for actor, strikes in claims if strikes}
    kept = [c for (actor, strikes), c in claims.items() if strikes or actor not in attackers]
    return sorted([*kept, *_positions(text, words, mentions)], key=lambda c: (c.start, c.kind, c.value))


def belligerents(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Ids of the actors that an account's claims allege struck, surest first, far less sure ones left out."""
    alleged = [c for c in claims if c.kind is Kind.ACTOR and c.event is not Event.OTHER]
    best = max((c.confidence for c in alleged), default=0.0)
    alleged.sort(key=lambda c: (-c.confidence, c.start))
    return tuple(dict.fromkeys(c.value for c in alleged if c.confidence >= best - NEAR_BEST))


def _claim(text: str, words: Sequence[Word], m: _Mention) -> Claim:
    sentence = words[m.first].sentence
    sure = 0.8 - min(0.4, 0.04 * sentence) if m.strikes else 0.5
    return Claim(
        Kind.ACTOR,
        words[m.first].start,
        words[m.last].end,
        event=Event.THIS if m.strikes else Event.OTHER,
        value=m.actor,
        attributed_to=_quoted(text, words, m.first) if m.strikes else "",
        confidence=round(sure, 2),
    )


def _occupier(matches: Sequence[Match]) -> str:
    """Whom "the occupation" without a name means: the one the text calls so, else the list's default."""
    called = [m.value for m in matches if m.value in load_words("actors", "occupation.candidates")]
    return called[0].removesuffix(_ADJECTIVE) if called else str(load_toml("actors")["occupation"]["default"])


def _mentions(words: Sequence[Word], own: tuple[Actor, ...]) -> list[tuple[_Mention, _Mention | None]]:
    """Every actor named, with the one named before it in the same sentence."""
    found: list[tuple[_Mention, _Mention | None]] = []
    last: _Mention | None = None
    matches = [m for m in _names(own).find(words) if m.value != _SKIP]
    occupier = _occupier(matches)
    for match in matches:
        actor = occupier if match.value == _OCCUPIER else match.value.removesuffix(_ADJECTIVE)
        m = _Mention(
            actor, match.first, match.last, match.value.endswith(_ADJECTIVE) or match.value == _OCCUPIER
        )
        same = last is not None and words[last.first].sentence == words[m.first].sentence
        found.append((m, last if same else None))
        last = m
    return found


def _judged(text: str, words: Sequence[Word], m: _Mention, before: _Mention | None) -> _Mention:
    if _next_is(words, m.last + 1, "after_not"):
        return replace(m, strikes=False)
    latin = words[m.first].norm.isascii()
    tests = (_ahead, _back) if latin else (_back, _ahead)
    for test in tests:
        strikes = test(text, words, m, before)
        if strikes is not None:
            return replace(m, strikes=strikes)
    return m


def _ahead(text: str, words: Sequence[Word], m: _Mention, before: _Mention | None) -> bool | None:
    """Whether an act of attack follows the name: "Russian air strikes", "قسد تقصف"."""
    latin = words[m.first].norm.isascii()
    for k in range(m.last + 1, min(len(words), m.last + 1 + (AHEAD if latin else 3))):
        if words[k].sentence != words[m.first].sentence or _COMMA.search(
            text, words[k - 1].end, words[k].start
        ):
            return None
        norm = words[k].norm
        if norm in _cue("breaks"):
            return None
        if norm in _verbs() or (latin and (norm in _nouns() or norm in _weapon_words())):
            return True
    return None


def _back(text: str, words: Sequence[Word], m: _Mention, before: _Mention | None) -> bool | None:
    """Whether the words before make it an agent or a target: "قصف قوات النظام", "strikes by", "against"."""
    latin = words[m.first].norm.isascii()
    reach = 4 if m.adjective else BACK
    for k in range(m.first - 1, max(-1, m.first - 1 - reach), -1):
        norm = words[k].norm
        if words[k].sentence != words[m.first].sentence or _COMMA.search(
            text, words[k].end, words[k + 1].start
        ):
            return None
        if before is not None and k <= before.last:
            return None
        if norm == "by" or _phrase_ends(words, k, "by"):
            return not _next_is(words, k - 1, "not_by") or None
        if any_stem(norm, _cue("target_nouns")):
            return _from_their_areas(words, k)
        if any_stem(norm, _cue("belongs")):
            owned = any(any_stem(w.norm, _cue("target_nouns")) for w in words[max(0, k - 2) : k])
            return False if owned else _attack_near(words, k) or None
        if norm in _cue("target"):
            return False
        if norm in _cue("said"):
            return None
        if not latin and _is_act(norm):
            return True
    return None


def _from_their_areas(words: Sequence[Word], k: int) -> bool:
    """Whether the words say fire came out of areas held by the actor: "من مناطق سيطرة قسد"."""
    before = words[max(0, k - 3) : k + 1]
    areas = any(any_stem(w.norm, _cue("from_areas")) for w in before)
    return areas and any(w.norm in _cue("out_of") for w in before) and _attack_near(words, k)


def _attack_near(words: Sequence[Word], k: int) -> bool:
    near = words[max(0, k - 12) : k + 6]
    return any(w.sentence == words[k].sentence and _is_act(w.norm) for w in near)


@of_words(maxsize=50_000)
def _is_act(norm: str) -> bool:
    return any_stem(norm, _nouns() | _verbs() | _weapon_words())


def _joined_by_and(words: Sequence[Word], mentions: list[_Mention]) -> list[_Mention]:
    """The mentions, those joined by "and" to an attacker made attackers too: "قوات النظام وروسيا"."""
    done: list[_Mention] = []
    for m in mentions:
        last = done[-1] if done else None
        if last and last.strikes and m.strikes is not True and _is_joined(words, last, m):
            m = replace(m, strikes=True)
        done.append(m)
    return done


def _is_joined(words: Sequence[Word], left: _Mention, right: _Mention) -> bool:
    gap = right.first - left.last - 1
    if gap < 0 or gap > 2 or words[left.last].sentence != words[right.first].sentence:
        return False
    between = [w.norm for w in words[left.last + 1 : right.first]]
    first = words[right.first].norm if not between else between[0]
    return "and" in between or (not first.isascii() and first.startswith("و") and first not in _verbs())


def _positions(text: str, words: Sequence[Word], mentions: Sequence[_Mention]) -> list[Claim]:
    """Plain denials and concessions, one of each per actor."""
    found: dict[tuple[Kind, str], Claim] = {}
    for m in mentions:
        if m.adjective:
            continue
        verb_may_lead = not words[m.first].norm.isascii()  # "نفى الجيش" but "the army denied"
        near = range(max(0, m.first - 4) if verb_may_lead else m.first, min(len(words), m.last + 5))
        around = [k for k in near if words[k].sentence == words[m.first].sentence]
        kind = _position(words, m, around)
        if kind:
            start, end = words[around[0]].start, words[around[-1]].end
            found.setdefault((kind, m.actor), Claim(kind, start, end, value=m.actor, confidence=0.6))
    return list(found.values())


def _position(words: Sequence[Word], m: _Mention, around: Sequence[int]) -> Kind | None:
    """What the words around a name say of its own stand: "denied striking", "said it struck"."""
    said = {cue for cue in ("denied", "conceded", "said") if any(words[k].norm in _cue(cue) for k in around)}
    if "denied" in said and _attack_near(words, m.first):
        return Kind.DENIAL
    if "conceded" in said and (_attack_near(words, m.first) or _own_act(words, m)):
        return Kind.CONCESSION
    if "said" in said and _own_act(words, m):
        return Kind.CONCESSION
    return None


def _own_act(words: Sequence[Word], m: _Mention) -> bool:
    after = words[m.last + 1 : m.last + 9]
    return any(
        _own_acts().at(after, i) for i in range(len(after)) if after[i].sentence == words[m.first].sentence
    )


def _quoted(text: str, words: Sequence[Word], at: int) -> str:
    """Whom the sentence quotes after "according to", up to a comma or eight words."""
    inside = [
        w for w in words[max(0, at - QUOTE_REACH) : at + QUOTE_REACH] if w.sentence == words[at].sentence
    ]
    for i in range(len(inside)):
        match: Match | None = _quotes().at(inside, i)
        if match and match.last + 1 < len(inside):
            first, last = match.last + 1, match.last + 1
            while last + 1 < len(inside) and last - first < 7:
                if _COMMA.search(text, inside[last].end, inside[last + 1].start):
                    break
                last += 1
            return text[inside[first].start : inside[last].end]
    return ""


def _next_is(words: Sequence[Word], k: int, cue: str) -> bool:
    return 0 <= k < len(words) and words[k].norm in _cue(cue)


def _phrase_ends(words: Sequence[Word], k: int, cue: str) -> bool:
    return k > 0 and (words[k - 1].norm, words[k].norm) in _cue_pairs(cue)


@of_words(maxsize=64)
def _cue(name: str) -> frozenset[str]:
    phrases = load_words("actors", f"cues.{name}")
    singles = [words_of(p) for p in phrases]
    return frozenset(_bare(s[0].norm) for s in singles if len(s) == 1) | frozenset(
        s[0].norm for s in singles if len(s) == 1
    )


@of_words(maxsize=8)
def _cue_pairs(name: str) -> frozenset[tuple[str, str]]:
    pairs = [words_of(p) for p in load_words("actors", f"cues.{name}")]
    return frozenset((p[0].norm, p[1].norm) for p in pairs if len(p) == 2)


@of_words(maxsize=4)
def _singles(name: str) -> frozenset[str]:
    return frozenset(
        _bare(w.norm) for p in load_words("weapons", name) if len(words_of(p)) == 1 for w in words_of(p)
    )


def _nouns() -> frozenset[str]:
    return _singles("attack.nouns")


def _verbs() -> frozenset[str]:
    return _singles("attack.verbs")


@of_words()
def _weapon_words() -> frozenset[str]:
    groups = load_toml("weapons")["weapon"]
    return frozenset(
        _bare(w.norm) for g in groups for p in g["words"] if len(words_of(p)) == 1 for w in words_of(p)
    )


def _bare(norm: str) -> str:
    return norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm


@of_words()
def _own_acts() -> PhraseTable:
    return PhraseTable((p, "own") for p in load_words("actors", "cues.own_act"))


@of_words()
def _quotes() -> PhraseTable:
    return PhraseTable((p, "quoted") for p in load_words("actors", "cues.quoted"))


@of_words(maxsize=8)
def _names(own: tuple[Actor, ...]) -> PhraseTable:
    listed = [(alias, a.id) for a in (*actors().values(), *own) for alias in (*a.aliases, *a.names.values())]
    beside = [(word, a.id + _ADJECTIVE) for a in (*actors().values(), *own) for word in a.adjectives]
    stepped_over = [(p, _SKIP) for p in load_words("actors", "not_actors.phrases")]
    unnamed = [(p, _OCCUPIER) for p in load_words("actors", "occupation.words")]
    return PhraseTable([*stepped_over, *listed, *beside, *unnamed])
