"""Counts of people harmed in an English text: the text enters, its claims leave, each with its passage.

Top of the English reader (numbers, people, triggers, chains and sums below it). Every number a sentence
gives becomes a claim: the total it states or adds up to (group all); its parts (children, women, men) beside
it, never added to it; belligerents apart from everyone else; and the people it names. Which of these make up
an account's range is a policy, and stands in extract/reading.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cairn.extract.chains_en import between_verbs, chain_after, chain_before, comitative, is_apart
from cairn.extract.clauses_en import Sentence, sentence_of
from cairn.extract.context_en import (
    attributed_to,
    denied_until,
    event_after,
    is_item,
    listed_kind,
    other_day,
    own_since,
    own_until,
    tells_a_day,
)
from cairn.extract.cues_en import cues
from cairn.extract.figures_en import FURTHER, claims_of
from cairn.extract.mention_en import Mention
from cairn.extract.model import Claim
from cairn.extract.numbers_en import sentences_en, tokens_en
from cairn.extract.parts_en import parts_of
from cairn.extract.people_en import after_dateline, mentions_en
from cairn.extract.scope import unless_huge
from cairn.extract.settle_en import Told, added_up, of_the_same
from cairn.extract.sums_en import Count, count_of
from cairn.extract.tolls_en import corrects
from cairn.extract.trigger_en import Side, Trigger
from cairn.extract.triggers_en import triggers_en
from cairn.vocab.closed import Basis, Event, Group, Kind
from cairn.vocab.load import of_words

_NEAR = 400
_FAR_DOWN = 1_500
_HARMED = frozenset(["wounded", "injured"])
_OF_THINGS_TOO = frozenset(["neutralised", "neutralized", "eliminated"])
_PURE_CONJUNCTION = frozenset(
    ["and", "or", "&", "/", "“", "”", "‘", "’", '"', "both", "others", "seriously", ","]
)


def claims_en(text: str) -> list[Claim]:
    """Every claim of harm to people in an English text, in order of where it stands.

    Offsets count code points of `text` as given. `min` and `max` are people; either may be unknown. Kinds:
    killed, injured, missing, trapped, recovered, died_of_wounds, victim (`value` is the name as written). A
    negated or merely possible harm gives no claim. A figure of a period has event cumulative, one of another
    event has event other, and `scope` holds the words that say so. `scope` is FURTHER for "a further three",
    and LUMPED where killed and injured are told in one number, which is then the most of each.
    """
    found: list[Claim] = []
    told_of = (Event.THIS, "")
    listing: Kind | None = None
    dated = False
    for start, end in sentences_en(text):
        words = text[start:end]
        low = words.lower()
        before, told_of = told_of, event_after(told_of, words, low)
        if listing is not None and told_of[0] is Event.THIS and is_item(words):
            told_of = before
        if told_of[0] is Event.THIS and (dated or any(c.event is Event.THIS for c in found)):
            told_of = other_day(words, text[:start])
        dated = dated or tells_a_day(low)
        if _harm().search(low.replace("*", "")):
            found += _claims_of(text, start, end, told_of)
            listing = listed_kind(words) or (listing if is_item(words) else None)
        elif listing is not None and is_item(words):
            found += _item(text, start, end, told_of, listing)
        else:
            listing = None
    return [_weighed(c) for c in _distinct(_with_further(found))]


def _weighed(claim: Claim) -> Claim:
    """Less sure where a figure is of another event, or stands far down, where other stories are told."""
    less = (0.2 if claim.event is Event.OTHER else 0.0) + (0.2 if claim.start > _FAR_DOWN else 0.0)
    return replace(claim, confidence=round(max(0.05, claim.confidence - less), 2)) if less else claim


@of_words()
def _harm() -> re.Pattern[str]:
    """Sentences without one of these stems hold no claim and are not taken apart."""
    return re.compile("|".join(map(re.escape, cues().stems)))


def _with_further(claims: Sequence[Claim]) -> list[Claim]:
    """Adds the new total where a text says "a further three" soon after a first figure of the same kind."""
    found: list[Claim] = []
    last: dict[Kind, Claim] = {}
    for claim in claims:
        found.append(claim)
        if claim.group is not Group.ALL or claim.event is not Event.THIS or claim.min is None:
            continue
        before = last.get(claim.kind)
        if (
            claim.scope == FURTHER
            and before
            and claim.basis is not Basis.VAGUE
            and claim.start - before.end <= _NEAR
        ):
            total = before.figure + claim.figure
            sum_claim = replace(claim, start=before.start, min=total.min, max=total.max, basis=Basis.SUM)
            found.append(replace(sum_claim, event=Event.UPDATE, scope=""))
        last[claim.kind] = claim
    return found


def _item(text: str, start: int, end: int, told_of: tuple[Event, str], kind: Kind) -> list[Claim]:
    """The people of a list's item under "the dead are as follows:", told without a verb."""
    tokens = tokens_en(text, start, end)
    s = sentence_of(tokens, mentions_en(tokens), [])
    first = next((m for m in s.mentions if m.basis in (Basis.STATED, Basis.IMPLIED) and not m.anaphor), None)
    count = count_of(s, [first]) if first else None
    if first is None or count is None:
        return []
    heading = Trigger(first.first, first.first, kind, Side.ITSELF, first)
    parts = [m for m in s.mentions if m.first in s.parts and m.min is not None]
    event, scope = told_of
    return [replace(c, event=event, scope=scope) for c in claims_of(s, heading, count, False, parts)]


def _claims_of(text: str, start: int, end: int, told_of: tuple[Event, str]) -> list[Claim]:
    tokens = tokens_en(text, start, end)
    mentions = after_dateline(tokens, mentions_en(tokens))
    s = sentence_of(tokens, mentions, triggers_en(tokens, mentions))
    denied = max(denied_until(tokens), *(t.first for t in s.triggers if corrects(tokens, t)), 0)
    claims = [c for told in _told(s, denied) for c in _claims_told(s, told)]
    if not claims:
        return []
    event, scope = told_of
    who = attributed_to(s, text, start, end)
    if event is not Event.THIS:
        spans = [(c.start - start, c.end - start) for c in claims]
        since, again = own_until(text[start:end], scope, spans), own_since(text[start:end], scope, spans)
        return [
            replace(c, event=event, scope=scope, attributed_to=who)
            if since < c.end - start and c.start - start < again
            else replace(c, event=unless_huge(c), attributed_to=who)
            for c in claims
        ]
    return [replace(c, event=unless_huge(c), attributed_to=who) for c in claims]


def _told(s: Sentence, denied: int) -> list[Told]:
    """What the triggers of a sentence tell, from token `denied` on; "others" hurt beside soldiers are soldiers too."""
    found: list[Told] = []
    for n in range(len(s.triggers)):
        told = _of_trigger(s, n) if s.triggers[n].last >= denied else None
        if told is not None:
            found.append(of_the_same(told, found[-1]) if found else told)
    return added_up(s, found)


def _claims_told(s: Sentence, told: Told) -> Iterator[Claim]:
    t = told.trigger
    for kind in (t.kind, Kind.INJURED) if t.both else (t.kind,):  # "casualties" are the dead and the injured
        for claim in claims_of(s, replace(t, kind=kind), told.count, told.lumped, told.parts):
            yield replace(claim, event=Event.UPDATE if t.moved else t.event)


def _of_trigger(s: Sentence, n: int) -> Told | None:
    """Whom the n-th trigger of a sentence counts; None where it counts nobody."""
    t = s.triggers[n]
    low = s.triggers[n - 1].last + 1 if n else 0
    high = s.triggers[n + 1].first if n + 1 < len(s.triggers) else len(s.tokens)
    if t.side in (Side.ITSELF, Side.TOLL):
        counts = t.figure and not t.figure.negated and not _is_subject_too(s, n)
        return _itself(s, t, n, high) if counts else None
    chain = _chain(s, n, low, high)
    lumped = False
    if not chain:
        chain, lumped = _shared(s, n)
    elif _lumps_next(s, n) or _lumped_before(s, n):
        lumped = True
    if any(m.negated for m in chain) or _is_afterthought(s, t):
        return None
    if t.kind is Kind.KILLED and chain and all(m.head in _HARMED for m in chain):
        t = replace(t, kind=Kind.DIED_OF_WOUNDS)  # "three of the wounded died"
    count = count_of(s, chain) or _somebody(s, t, low)
    if count is None:
        return None
    if is_apart(s, n, count.items):
        count = replace(count, items=(replace(count.items[0], further=True), *count.items[1:]))
    return Told(t, count, parts_of(s, n, low, high, count.items), lumped)


def _is_afterthought(s: Sentence, t: Trigger) -> bool:
    """ "died after sustaining wounds": how somebody died, and no second person."""
    if t.kind is not Kind.INJURED or not any(
        o.kind in (Kind.KILLED, Kind.DIED_OF_WOUNDS) for o in s.triggers
    ):
        return False
    before = [x.low for x in s.tokens[max(0, t.first - 3) : t.first]]
    return "after" in before


def _chain(s: Sentence, n: int, low: int, high: int) -> list[Mention]:
    """The people of the n-th trigger, between the triggers beside it."""
    t = s.triggers[n]
    if t.side is Side.AFTER:
        found = chain_after(s, t.last + 1, high)
        follows = s.triggers[n + 1] if n + 1 < len(s.triggers) else None
        theirs = between_verbs(s, t, follows) if follows and follows.side is Side.BEFORE else []
        return [m for m in found if m not in theirs]
    before = s.triggers[n - 1] if n else None
    if before and before.side is Side.AFTER and before.last < low:
        return between_verbs(s, before, t) + _theirs_apart(s, n, high)
    if before and before.side is Side.BEFORE and comitative(s, before, t.first):
        return between_verbs(s, before, t) + _theirs_apart(s, n, high)
    return chain_before(s, low, t) + _theirs_apart(s, n, high)


def _theirs_apart(s: Sentence, n: int, high: int) -> list[Mention]:
    """Who shares the fate told by the n-th trigger, without the people of the next verb."""
    found = comitative(s, s.triggers[n], high)
    follows = s.triggers[n + 1] if n + 1 < len(s.triggers) else None
    if not found or follows is None or follows.side is not Side.BEFORE:
        return found
    theirs = between_verbs(s, s.triggers[n], follows)
    return [m for m in found if m not in theirs] if len(found) > 1 else found


def _itself(s: Sentence, t: Trigger, n: int, high: int) -> Told | None:
    """A noun that counts, "five martyrs", or a toll."""
    figure = t.figure
    if figure is None or (t.both and figure.basis is Basis.VAGUE):
        return None
    count = Count(figure.min, figure.max, figure.basis, (figure,), ())
    lumped = t.both or (t.side is Side.ITSELF and _lumps_next(s, n))
    return Told(t, count, parts_of(s, n, t.first, high, count.items), lumped)


def _is_subject_too(s: Sentence, n: int) -> bool:
    """ "five martyrs were killed": the verb claims it, the noun not again."""
    if n + 1 >= len(s.triggers) or s.triggers[n].side is Side.TOLL:
        return False
    t, after = s.triggers[n], s.triggers[n + 1]
    return after.side is Side.BEFORE and after.kind is t.kind and after.first - t.last <= 4


def _lumped_before(s: Sentence, n: int) -> bool:
    """ "killing and injuring seven people": the number stands behind the second verb and is of both."""
    if not n or s.triggers[n].side is not Side.AFTER or s.triggers[n - 1].side is not Side.AFTER:
        return False
    return _lumps_next(s, n - 1) and not s.between(s.triggers[n - 1].last + 1, s.triggers[n].first)


def _lumps_next(s: Sentence, n: int) -> bool:
    """ "were killed and injured", "35 martyrs and wounded": one number for both."""
    if n + 1 >= len(s.triggers):
        return False
    t, after = s.triggers[n], s.triggers[n + 1]
    if {t.kind, after.kind} != {Kind.KILLED, Kind.INJURED} or after.figure is not None:
        return False
    gap = s.tokens[t.last + 1 : after.first]
    joined = (
        0 < len(gap) <= 3
        and all(g.low in _PURE_CONJUNCTION for g in gap)
        and any(g.low in ("and", "or", "&", "/") for g in gap)
    )
    if any(g.low == "others" for g in gap):
        return False
    counted = t.figure is not None and t.figure.basis is Basis.STATED
    if counted and s.tokens[after.first].low in ("injuries", "deaths", "fatalities"):
        return False  # "three martyrs and injuries"
    takes_after = after.side is Side.AFTER and any(after.last < m.first <= after.last + 3 for m in s.mentions)
    return joined and not (takes_after and t.side is not Side.AFTER)


def _shared(s: Sentence, n: int) -> tuple[list[Mention], bool]:
    """The people of the trigger beside this one, where one number serves for both."""
    if n and _lumps_next(s, n - 1) and s.triggers[n].side is not Side.AFTER:
        before = s.triggers[n - 1]
        if before.figure is not None:
            return [before.figure], True
        low = s.triggers[n - 2].last + 1 if n > 1 else 0
        return _chain(s, n - 1, low, s.triggers[n].first), True
    if _lumps_next(s, n) and s.triggers[n + 1].side is Side.AFTER:
        high = s.triggers[n + 2].first if n + 2 < len(s.triggers) else len(s.tokens)
        return chain_after(s, s.triggers[n + 1].last + 1, high), True
    if n and _lumps_next(s, n - 1):
        high = s.triggers[n + 1].first if n + 1 < len(s.triggers) else len(s.tokens)
        return chain_after(s, s.triggers[n].last + 1, high), True
    return [], False


def _somebody(s: Sentence, t: Trigger, low: int) -> Count | None:
    """ "A beekeeper was killed": the verb's number says one, though the noun is in no list."""
    if t.side is not Side.BEFORE or t.kind not in (Kind.KILLED, Kind.INJURED, Kind.DIED_OF_WOUNDS):
        return None
    if s.tokens[t.first].low in _OF_THINGS_TOO:
        return None  # "a device was neutralised"
    window = s.tokens[max(low, t.first - 14) : t.first]
    if not any(w.low == "was" for w in window[-5:]):
        return None
    article = next((w for w in window if w.low in ("a", "an")), None)
    if article is None or any(w.low in ("who", "that", "it", "which") for w in window):
        return None
    first = s.tokens.index(article)
    if first and s.tokens[first - 1].low in (
        "in",
        "by",
        "at",
        "on",
        "of",
        "after",
        "to",
        "from",
        "for",
        "with",
    ):
        return None
    person = Mention(first, t.first - 1, 1, 1, Basis.IMPLIED)
    return Count(1, 1, Basis.IMPLIED, (person,), ())


def _distinct(claims: Sequence[Claim]) -> list[Claim]:
    seen: dict[tuple[object, ...], Claim] = {}
    for c in claims:
        seen.setdefault((c.kind, c.start, c.end, c.group, c.min, c.max, c.value), c)
    return sorted(seen.values(), key=lambda c: (c.start, c.end))
