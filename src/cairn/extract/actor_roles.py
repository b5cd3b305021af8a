"""Judges the part each named actor plays: its name and the words around it enter, a role leaves.

An actor counts as the alleged attacker where it stands as an agent: before or after a word of an attack
("Russian air strikes", "قصف قوات النظام"), after "by" or "belonging to", or joined by "and" to one that
does. A grammar is not parsed: rules look a few words to each side, within one sentence. Cue words stand in
vocab/data/actors.toml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .actor_accused import is_accused, is_accuser
from .actor_names import act_nouns, act_verbs, countries, cue, cue_pairs, is_act, weapon_words
from .phrases import Word, any_stem

BACK, AHEAD = 7, 5
"""How many words before and after a name are looked at."""
APPOSITION = 14
"""So many words may explain a name between commas."""
ATTACKER, TARGET, SOURCE, VICTIM_SIDE, PRESENT = "attacker", "target", "source", "victim_side", "present"
LAUNCHED, INTERCEPTED = "launched", "intercepted"
"""Whose missile or drone was shot down, and who shot it down: what fell is neither's attack (rule 18)."""
NEAR_INTERCEPTION = 9
"""So many words from a word of interception its two sides are named."""
WHERE = 6
"""So many words before a country's name a word may stand that makes it a place."""
COMMA = re.compile(r"[,،;:؛|]")


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor's name in the words, first to last; `adjective` where it says only "Russian". `role` is empty where the
    words tell none; `manner` is how an attacker's part is put; `beside` says that the act is told in passing; `follows`
    that it is named as the followers of the actor before."""

    actor: str
    first: int
    last: int
    adjective: bool
    role: str = ""
    manner: str = ""
    beside: bool = False
    follows: bool = False

    @property
    def strikes(self) -> bool:
        """Whether it is said to have struck."""
        return self.role == ATTACKER


def judged(text: str, words: Sequence[Word], m: Mention, before: Mention | None) -> Mention:
    """The mention with its role. `before` is the actor named before it in the same sentence."""
    if _next_is(words, m.last + 1, "after_not"):
        return replace(m, role=TARGET)
    if is_where(text, words, m):
        return replace(m, role=PRESENT)
    side = _in_interception(words, m)
    if side:
        return replace(m, role=side)
    if is_accused(words, m.first, m.last):
        return replace(m, role=ATTACKER, manner="accused", beside=_is_beside(words, m))
    if is_accuser(words, m.first, m.last):
        return replace(m, role=SOURCE)
    if _is_idle(words, m):
        return m
    if any(any_stem(words[k].norm, cue("acting_names")) for k in range(m.first, m.last + 1)):
        return _attacker(words, m)
    latin = words[m.first].norm.isascii()
    tests = (_ahead, _back) if latin else (_back, _ahead)
    for test in tests:
        role = test(text, words, m, before)
        if role is not None:
            return _attacker(words, m) if role == ATTACKER else replace(m, role=role)
    return replace(m, role=SOURCE) if _speaks(words, m) else m


def joined_by_and(words: Sequence[Word], mentions: list[Mention]) -> list[Mention]:
    """The mentions, those joined by "and" to an attacker made attackers too: "قوات النظام وروسيا"."""
    done: list[Mention] = []
    for m in mentions:
        last = done[-1] if done else None
        if last and last.strikes and m.role != PRESENT and not m.strikes and _is_joined(words, last, m):
            m = replace(m, role=ATTACKER, manner=last.manner, beside=last.beside)
        done.append(m)
    return done


def attack_near(words: Sequence[Word], k: int) -> bool:
    """Whether a word of an attack stands near word `k`, in its sentence."""
    near = words[max(0, k - 12) : k + 6]
    return any(w.sentence == words[k].sentence and is_act(w.norm) for w in near)


def is_where(text: str, words: Sequence[Word], m: Mention) -> bool:
    """Whether it is a country's name that says where: "a strike in Turkey", "on the border with Iran", "بتركيا"."""
    country = countries().at(words, m.first)
    if country is None or country.last != m.last or _names_an_act(text, words, m):
        return False
    if m.adjective and not _stands_alone(text, words, m):
        return False
    norm = words[m.first].norm
    if norm[0] == "ب" and countries().at((words[m.first]._replace(norm=norm[1:]),), 0):
        return True
    for k in range(m.first - 1, max(-1, m.first - 1 - WHERE), -1):
        if words[k].sentence != words[m.first].sentence or COMMA.search(
            text, words[k].end, words[k + 1].start
        ):
            return False
        if any_stem(words[k].norm, cue("where")):
            return True
        if words[k].norm not in cue("between_where") and countries().at(words, k) is None:
            return False
    return False


def _stands_alone(text: str, words: Sequence[Word], m: Mention) -> bool:
    """Whether "US" is no adjective here: "in the US killed two", not "in US and Iraqi strikes"."""
    k = m.last + 1
    if k >= len(words) or words[k].sentence != words[m.last].sentence:
        return True
    ends = COMMA.search(text, words[m.last].end, words[k].start)
    return bool(ends) or words[k].norm in act_verbs() or words[k].norm in cue("breaks")


def _names_an_act(text: str, words: Sequence[Word], m: Mention) -> bool:
    """Whether a Latin name stands before the noun of its act: "killed in Israel's air strikes"."""
    k = m.last + 1
    while k < len(words) and words[k].norm in cue("before_act"):
        k += 1
    if k >= len(words) or words[k].sentence != words[m.first].sentence or not words[k].norm.isascii():
        return False
    named = words[k].norm in act_nouns() or words[k].norm in weapon_words()
    return named and not COMMA.search(text, words[m.last].end, words[k].start)


def _attacker(words: Sequence[Word], m: Mention) -> Mention:
    return replace(m, role=ATTACKER, manner=_manner(words, m), beside=_is_beside(words, m))


def _manner(words: Sequence[Word], m: Mention) -> str:
    """How the part is put: accused, alleged, claimed, or stated in the text's own voice."""
    sentence = words[m.first].sentence
    near = [w.norm for w in words[max(0, m.first - 14) : m.last + 6] if w.sentence == sentence]
    for manner in ("accused", "alleged", "claimed"):
        if not cue(manner).isdisjoint(near):
            return manner
    return "stated"


def _is_beside(words: Sequence[Word], m: Mention) -> bool:
    """Whether the act is told in passing: of the same hour elsewhere, or of years of war."""
    sentence = words[m.first].sentence
    before = [w.norm for w in words[max(0, m.first - 10) : m.first] if w.sentence == sentence]
    after = [w.norm for w in words[m.last + 1 : m.last + 10] if w.sentence == sentence]
    return not cue("same_hour").isdisjoint(before) or not cue("all_along").isdisjoint((*before[-7:], *after))


def _is_idle(words: Sequence[Word], m: Mention) -> bool:
    """Whether it only flies by or scouts, is denied to be there, or is one of two sides of a fight."""
    sentence = words[m.first].sentence
    before = [w.norm for w in words[max(0, m.first - 5) : m.first] if w.sentence == sentence]
    if not cue("idle").isdisjoint(before[-4:]) or not cue("none_there").isdisjoint(before):
        return True
    return not cue("two_sides").isdisjoint(before[-2:])


def _in_interception(words: Sequence[Word], m: Mention) -> str:
    """The side taken in an interception told near by; empty where there is none."""
    sentence = words[m.first].sentence
    first = max(0, m.first - NEAR_INTERCEPTION)
    near = words[first : m.last + 1 + NEAR_INTERCEPTION]
    told = any(any_stem(w.norm, cue("intercepts")) and w.sentence == sentence for w in near)
    pairs = cue_pairs("intercepts")
    if not told and not any((a.norm, b.norm) in pairs for a, b in pairwise(near) if a.sentence == sentence):
        return ""
    latin = words[m.first].norm.isascii()
    beside = words[m.last + 1 : m.last + 3] if latin else words[max(0, m.first - 2) : m.first]
    flew = any(any_stem(w.norm, cue("flew")) and w.sentence == sentence for w in beside)
    return LAUNCHED if flew else INTERCEPTED


def _speaks(words: Sequence[Word], m: Mention) -> bool:
    near = (*words[max(0, m.first - 2) : m.first], *words[m.last + 1 : m.last + 3])
    return any(w.norm in cue("said") and w.sentence == words[m.first].sentence for w in near)


def _ahead(text: str, words: Sequence[Word], m: Mention, before: Mention | None) -> str | None:
    """Whether an act of attack follows the name: "Russian air strikes", "قسد تقصف", "قيام قسد بقصف"."""
    latin = words[m.first].norm.isascii()
    start = _past_apposition(text, words, m.last) if latin else m.last + 1
    for k in range(start, min(len(words), start + (AHEAD if latin else 4))):
        if words[k].sentence != words[m.first].sentence or (
            k > start and COMMA.search(text, words[k - 1].end, words[k].start)
        ):
            return None
        norm = words[k].norm
        if norm in cue("breaks") or norm in cue("idle"):
            return None
        if norm in act_verbs() or (latin and (norm in act_nouns() or norm in weapon_words())):
            return ATTACKER
        if not latin and k <= m.last + 2 and norm[0] == "ب" and norm[1:] in act_nouns() | act_verbs():
            return ATTACKER
    return None


def _past_apposition(text: str, words: Sequence[Word], last: int) -> int:
    """The word after what a name is explained by: "Russia, a top ally of the government, bombed"."""
    if not text.startswith(",", words[last].end):
        return last + 1
    for k in range(last + 2, min(len(words), last + APPOSITION)):
        if words[k].sentence != words[last].sentence:
            break
        if text.startswith(",", words[k - 1].end) and words[k].norm in act_verbs():
            return k
    return len(words)


def _back(text: str, words: Sequence[Word], m: Mention, before: Mention | None) -> str | None:
    """Whether the words before make it an agent or a target: "قصف قوات النظام", "strikes by", "against"."""
    latin = words[m.first].norm.isascii()
    reach = 4 if m.adjective else BACK
    for k in range(m.first - 1, max(-1, m.first - 1 - reach), -1):
        norm = words[k].norm
        of = k + 1 == m.first - 1 and words[k + 1].norm in cue("of_whom")
        if words[k].sentence != words[m.first].sentence or (
            not of and COMMA.search(text, words[k].end, words[k + 1].start)
        ):
            return None
        if before is not None and k <= before.last:
            return None
        if of and words[k].number is not None:  # "three of the army" are its dead
            return VICTIM_SIDE
        role = _by_cue(words, k)
        if role is not None:
            return role or None
        if not latin and is_act(norm):
            return ATTACKER
    return None


def _by_cue(words: Sequence[Word], k: int) -> str | None:
    """What a cue at word `k` makes of the actor after it; empty where it says that no role can be told."""
    norm = words[k].norm
    if norm == "by" or _phrase_ends(words, k, "by"):
        first = k if norm == "by" else k - 1
        return "" if _next_is(words, first - 1, "not_by") else ATTACKER
    if any_stem(norm, cue("victim_nouns")):
        return VICTIM_SIDE
    if any_stem(norm, cue("target_nouns")):
        return ATTACKER if _from_their_areas(words, k) else TARGET
    if any_stem(norm, cue("belongs")):
        owned = any(
            any_stem(w.norm, cue("target_nouns") | cue("victim_nouns")) for w in words[max(0, k - 5) : k]
        )
        return TARGET if owned else ATTACKER if attack_near(words, k) else ""
    if norm in cue("target"):
        return TARGET
    return "" if norm in cue("said") else None


def _from_their_areas(words: Sequence[Word], k: int) -> bool:
    """Whether the words say fire came out of areas held by the actor: "من مناطق سيطرة قسد"."""
    before = words[max(0, k - 3) : k + 1]
    if any(w.norm in cue("inside") for w in words[max(0, k - 2) : k]):  # fire fell there
        return False
    areas = any(any_stem(w.norm, cue("from_areas")) for w in before)
    return areas and any(w.norm in cue("out_of") for w in before) and attack_near(words, k)


def _is_joined(words: Sequence[Word], left: Mention, right: Mention) -> bool:
    gap = right.first - left.last - 1
    if gap < 0 or gap > 2 or words[left.last].sentence != words[right.first].sentence:
        return False
    between = [w.norm for w in words[left.last + 1 : right.first]]
    first = words[right.first].norm if not between else between[0]
    return "and" in between or (not first.isascii() and first.startswith("و") and first not in act_verbs())


def _next_is(words: Sequence[Word], k: int, name: str) -> bool:
    return 0 <= k < len(words) and words[k].norm in cue(name)


def _phrase_ends(words: Sequence[Word], k: int, name: str) -> bool:
    return k > 0 and (words[k - 1].norm, words[k].norm) in cue_pairs(name)
