"""Words of harm in an English sentence: tokens and mentions enter, triggers leave, each with its side.

Stands between people_en (who is mentioned) and chains_en (who was harmed). A trigger takes the people before
it ("five were killed"), after it ("killing five"), or is itself the noun that counts them ("five martyrs").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cairn.extract.counted_en import is_offspring
from cairn.extract.cues_en import cues, phrase_at, stands_at
from cairn.extract.lists_en import identified_at, labelled_at, list_at
from cairn.extract.mention_en import Mention
from cairn.extract.numbers_en import PUNCT, Quantity, Token, quantity_at
from cairn.extract.tolls_en import toll_at
from cairn.extract.trigger_en import Side, Trigger, figure_of
from cairn.vocab.closed import Basis, Kind

_PLURAL = 2
_RELATIVE = frozenset(["that", "which", "who", "to"])
_BEFORE_NOUN = frozenset(
    ["of", "his", "her", "their", "the", "from", "with", "by", "serious", "severe", "minor", "critical", "a"]
)
_STOPS = (",", ";", "(", "–", "-", ".", "&", "+")


def triggers_en(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Trigger]:
    """The triggers of one sentence, left to right, none overlapping another."""
    starts = {m.first: m for m in mentions}
    inside = {at: m for m in mentions for at in range(m.first, m.last + 1)}
    found: list[Trigger] = []
    at = 0
    while at < len(tokens):
        trigger = None if tokens[at].kind == PUNCT else _trigger_at(tokens, at, starts, inside)
        if trigger is None:
            at += 1
            continue
        found.append(trigger)
        at = max(at, trigger.last) + 1
    return found


def _trigger_at(
    tokens: Sequence[Token], i: int, starts: Mapping[int, Mention], inside: Mapping[int, Mention]
) -> Trigger | None:
    lex = cues()
    low = tokens[i].low
    first = (
        toll_at(tokens, i)
        or labelled_at(tokens, i, starts)
        or identified_at(tokens, i, starts)
        or list_at(tokens, i)
    )
    if first:
        return first
    told = inside.get(i)
    if told and told.first < i < told.last and low in lex.single and told.basis is Basis.STATED:
        return Trigger(told.first, i, lex.single[low][0], Side.ITSELF, told)  # "three injured children"
    if told and told.head == low and low in lex.single and told.first + 3 <= i:
        return None  # "three of the wounded": whom, not what
    if told and told.first < i < told.last and low in lex.single and told.basis is Basis.IMPLIED:
        return None  # "an injured man died": which man, not what befell him
    if low in lex.counted or low in lex.both:
        counted = _counted_at(tokens, i, inside)
        if counted and _doubted(tokens, counted.first):
            return None
        if counted:
            return counted
        if _is_second(tokens, i):
            return Trigger(i, i, lex.counted[low], Side.BEFORE)
        if low in lex.several and _is_told(tokens, i):
            figure = figure_of(i, i, _PLURAL, None, low, True, inside.get(i - 1))
            return Trigger(i, i, lex.counted[low], Side.ITSELF, figure)
    if low in lex.of and (noun := _noun_of(tokens, i)):
        return noun
    if low in lex.suffers and (last := _suffered(tokens, i)):
        return _verb(tokens, i, last, Kind.INJURED, "subject", starts, inside)
    for words, kind, form in lex.phrases:
        if words[0] == low and stands_at(tokens, i, words):
            return _verb(tokens, i, i + len(words) - 1, kind, form, starts, inside)
    if low in lex.single:
        kind, form = lex.single[low]
        return _verb(tokens, i, i, kind, form, starts, inside)
    return None


def _suffered(tokens: Sequence[Token], i: int) -> int | None:
    """The last token of "sustained various injuries", "suffered a broken leg"."""
    for at in range(i + 1, min(len(tokens), i + 5)):
        if tokens[at].low in cues().suffered:
            return at
        if tokens[at].kind == PUNCT:
            return None
    return None


def _noun_of(tokens: Sequence[Token], i: int) -> Trigger | None:
    """ "the death of", "the lives of", and the first half of "the death and injury of"."""
    lex = cues()
    low = tokens[i].low
    after = [t.low for t in tokens[i + 1 : i + 4]]
    if low in ("life", "lives") and not any(t.low in lex.takes for t in tokens[max(0, i - 3) : i]):
        return None
    if after[:1] in (["of"], ["to"]) and not (lex.of[low] is Kind.RECOVERED and after[0] == "to"):
        return Trigger(i, i + 1, lex.of[low], Side.AFTER)
    if len(after) == 3 and after[0] in ("and", "or") and after[1] in lex.of and after[2] == "of":
        return Trigger(i, i, lex.of[low], Side.AFTER)
    return None


def _is_second(tokens: Sequence[Token], i: int) -> bool:
    """ "several injuries and deaths": the number before the first noun serves the second too."""
    lex = cues()
    if i < 2 or tokens[i - 1].low not in ("and", "or") or tokens[i].low not in lex.counted:
        return False
    first = lex.counted.get(tokens[i - 2].low)
    if not any(quantity_at(tokens, k) for k in range(max(0, i - 6), i - 2)):
        return False
    return first is not None and first is not lex.counted.get(tokens[i].low)


def _is_told(tokens: Sequence[Token], i: int) -> bool:
    """ "resulted in deaths": harm is told, though not how much; "the deaths" only speaks of it again."""
    lex = cues()
    before = [t.low for t in tokens[max(0, i - 2) : i]]
    after = tokens[i + 1].low if i + 1 < len(tokens) else ""
    known = any(w in lex.speaks_again for w in before)
    if before[-1:] == ["of"] and before[:1] and before[0] in ("number", "toll", "rate", "risk", "casualties"):
        return False  # "raised the number of deaths" counts nobody
    named = tokens[i].capital and i + 1 < len(tokens) and tokens[i + 1].capital  # "Martyrs Hospital"
    return not known and not named and after not in ("of", "’", "'", "to", "were", "are") and bool(before)


def _counted_at(tokens: Sequence[Token], i: int, inside: Mapping[int, Mention]) -> Trigger | None:
    """A noun of harm with its number: "five martyrs", "two civilian deaths", "dozens of wounded"."""
    lex = cues()
    low = tokens[i].low
    kind = lex.counted.get(low, Kind.KILLED)
    mention = inside.get(i)
    if (
        mention
        and mention.head == low
        and mention.min is not None
        and (mention.first != mention.last or mention.group.value != "all")
    ):
        if _says_of_one(tokens, mention):
            return None
        return Trigger(mention.first, i, kind, Side.ITSELF, mention, both=low in lex.both)
    for back in range(1, 6):
        if i - back < 0 or (tokens[i - back].kind == PUNCT and tokens[i - back].text not in "“”‘’\"'"):
            break
        q = quantity_at(tokens, i - back)
        if q and is_offspring(tokens, q.first):
            return None  # "mother of three killed by a sniper"
        if q and q.last < i and all(_modifies(tokens[k], inside.get(k)) for k in range(q.last + 1, i)):
            q = _with_leads(tokens, q)
            basis = inside[q.last].basis if q.last in inside else None
            figure = figure_of(q.first, i, q.min, q.max, low, q.vague, inside.get(i - 1), q.over)
            return (
                Trigger(q.first, i, kind, Side.ITSELF, figure, both=low in lex.both)
                if basis or figure
                else None
            )
    return None


def _says_of_one(tokens: Sequence[Token], m: Mention) -> bool:
    """ "is also a martyr", "the martyr of the town": of somebody told elsewhere."""
    if m.min != 1 or m.basis is Basis.STATED:
        return False
    before = tokens[m.first - 1].low if m.first else ""
    there = m.first > 1 and tokens[m.first - 2].low == "there"
    return m.anaphor or (not there and before in ("is", "as", "also", "born", "became", "becomes"))


def _with_leads(tokens: Sequence[Token], q: Quantity) -> Quantity:
    """The same quantity with the words that bend it: of "nine", "at least nine"."""
    for first in range(max(0, q.first - 4), q.first):
        longer = quantity_at(tokens, first)
        if longer and longer.last >= q.last:
            return longer
    return q


def _modifies(token: Token, mention: Mention | None) -> bool:
    """Whether a word may stand between a number and a noun of harm: "two civilian deaths"."""
    if token.low in ("of", "were", "was"):
        return token.low == "of"
    if mention and mention.head in ("civilian", "child", "martyr"):
        return True
    return token.low in cues().modifiers or token.text in '“”‘’"'


def _verb(
    tokens: Sequence[Token], first: int, last: int, kind: Kind, form: str,
    starts: Mapping[int, Mention], inside: Mapping[int, Mention],
) -> Trigger | None:  # fmt: skip
    if _irreal(tokens, first):
        return None
    if kind is Kind.RECOVERED and not any(
        t.low in cues().needs for t in tokens[max(0, first - 12) : last + 8]
    ):
        return None
    if form in ("gerunds", "finite"):
        before = tokens[first - 1].low if first else ""
        noun = before in _BEFORE_NOUN or (before in ("and", "or") and tokens[first].low.startswith("wound"))
        if tokens[first].low in ("lost", "losing") and not any(k in starts for k in (last + 1, last + 2)):
            return None  # "lost contact with five people"
        if form == "finite" and (noun or before in _RELATIVE):
            return None  # "died of wounds he had", "attacks that kill civilians"
        return Trigger(first, last, kind, Side.AFTER)
    if (
        tokens[first].low.startswith("bur")
        and kind is Kind.TRAPPED
        and not any(t.low in cues().buried_under for t in tokens[max(0, first - 12) : last + 12])
    ):
        return None  # "the seven were buried at noon"
    if kind is Kind.TRAPPED and first and tokens[first - 1].low in ("from", "out"):
        return None  # pulled out from under the rubble
    if form == "subject":
        wounds = phrase_at(tokens, last + 1, cues().wounds) if kind is Kind.KILLED else 0
        return Trigger(first, last + wounds, Kind.DIED_OF_WOUNDS if wounds else kind, Side.BEFORE)
    side: Side | None = _participle_side(tokens, first, last, starts, inside)
    if side is not None and _is_noun(tokens, first, last, inside):
        side = None
    return Trigger(first, last, kind, side) if side is not None else None


def _is_noun(tokens: Sequence[Token], first: int, last: int, inside: Mapping[int, Mention]) -> bool:
    """ "those killed were members of", "the injured paramedics": no harm is told here, only meant."""
    lex = cues()
    before = tokens[first - 1].low if first else ""
    after = tokens[last + 1].low if last + 1 < len(tokens) else ""
    if before in ("those", "the") and after not in lex.auxiliaries and last + 1 not in inside:
        return True  # "the names of those killed"
    if after in ("was", "were", "include", "included", "are") and before not in lex.auxiliaries:
        mention = inside.get(first - 1)
        return mention is None or mention.basis is not Basis.STATED
    noun = inside.get(last + 1)
    adjective = noun is not None and noun.first == noun.last and not noun.named
    return adjective and before in lex.before_adjectives


def _irreal(tokens: Sequence[Token], first: int) -> bool:
    """Negated or only possible: "were not killed", "could have been killed"."""
    lex = cues()
    if _doubted(tokens, first):
        return True
    for back in range(1, 5):
        if first - back < 0:
            return False
        word = tokens[first - back].low
        if word in lex.irreal:
            return word != "no" or back == 1
        if word == "or" and back == 2 and tokens[first - 1].low == "be":
            return True  # "to surrender or be killed"
        if word not in lex.auxiliaries and word not in lex.between and not word.endswith("ly"):
            return False
    return False


def _doubted(tokens: Sequence[Token], first: int) -> bool:
    """ "denied reports of", "whether", "threatened to": in one clause with the harm, before it."""
    lex = cues()
    for at in range(first - 1, max(-1, first - 13), -1):
        if phrase_at(tokens, at, lex.doubts):
            return True
        noun = tokens[at].low == "reports" and tokens[at + 1].low == "of"
        if tokens[at].text in (",", ";", "–") or (tokens[at].low in lex.reporting and not noun):
            return False
    return False


def _participle_side(
    tokens: Sequence[Token],
    first: int,
    last: int,
    starts: Mapping[int, Mention],
    inside: Mapping[int, Mention],
) -> Side:
    """Passive or active: "five were killed" and "five killed in a raid" against "the raid killed five"."""
    lex = cues()
    for at in range(first - 1, max(-1, first - 10), -1):
        if tokens[at].low in lex.auxiliaries:
            return Side.BEFORE
        if tokens[at].low in ("have", "has", "had", "having"):
            return Side.AFTER  # "the strike has killed"
        word = tokens[at].low
        if word not in lex.between and not word.endswith("ly") and word not in ("“", "”", ",", "‘", "’"):
            break
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is None:
        return Side.BEFORE
    follows = next((starts[k] for k in range(last + 1, min(len(tokens), last + 3)) if k in starts), None)
    between = tokens[last + 1 : follows.first] if follows else ()
    if follows and after.text not in _STOPS and all(t.kind == PUNCT or t.low == "the" for t in between):
        return Side.AFTER
    if after.low in ("the", "a", "an", "his", "her", "their", "its") and not (
        first - 1 in inside and tokens[first - 1].low in ("people", "persons", "civilians")
    ):
        return Side.AFTER  # "gunmen murdered the mayor"
    if first - 1 in inside or first == 0 or after.low in lex.passive_before:
        return Side.BEFORE
    if after.low in ("and", "or", "&"):
        return Side.AFTER if tokens[first - 1].low not in ("and", "or") else Side.BEFORE
    return Side.AFTER
