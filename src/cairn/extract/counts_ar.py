"""Reads Arabic sentences for harm to people: killed, injured, missing, trapped, recovered, the named dead.

A text enters as it stands, claims leave with offsets into it. The text is folded for reading, cut into
sentences, and each is walked by extract/harm_ar.py. Words and bounds stand in vocab/data/ar_casualties.toml.

Policy: a vague word gives no number, or the least it can mean ("dozens" is at least twenty); killed and
injured in one figure bound both from above only; a family is an unknown number; a denied harm is no claim;
what follows بينهم is a part of the figure before it and never added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cairn.extract.clean import Cleaned, fold_char, fold_for_reading
from cairn.extract.model import Claim
from cairn.values import Passage
from cairn.vocab.closed import Basis, Event, Group, Kind
from cairn.vocab.load import of_words

from .cues_ar import cues
from .harm_ar import HarmReader
from .headlines_ar import headlines_between
from .itemised_ar import item_claims, opens_items
from .lists_ar import PeopleList, numbered_lists
from .names_ar import is_list_break
from .people_ar import Word, words_of
from .people_forms_ar import noun_of
from .scope import unless_huge
from .settle_ar import Told, settled
from .story_ar import Story

_HEADLINE = 20
"""A text of so few words is little more than a headline."""
_LEAD = 300
"""So many characters hold what a text is about; behind them stands more of what is recalled."""
_FURTHER_DOWN = 0.04
_LISTED = re.compile(r"\n\s*1\D")
_SENTENCE_ENDS = frozenset(".!?؟؛\n|…")


def claims_ar(text: str) -> list[Claim]:
    """Every claim about harm to people in an Arabic text, `text[claim.start:claim.end]` its words."""
    folded = fold_for_reading(text)
    words = words_of(folded.text)
    if not any(_tells(word.text) for word in words):
        return []
    lists = list(numbered_lists(words, cues())) if _LISTED.search(folded.text) else []
    told = [Told(_stored(claim, folded, text), 0) for one in lists for claim in _of_list(one, words)]
    story = Story(cues())
    sentences = list(_sentences(_outside(words, lists)))
    for number, (sentence, ends_line) in enumerate(sentences, start=1):
        listed = story.item(sentence)
        if any(_tells(word.text) for word in sentence):
            around = story.context(sentence)
            reader = HarmReader(sentence, around, cues())
            by = folded.span(*around.attributed).of(text).strip() if around.attributed else ""
            for n, claim in enumerate(reader.read()):
                again = len(told) - n + 1 + reader.again[n] if n in reader.again else 0
                told.append(Told(_stored(claim, folded, text, by), again, number, story.is_background))
        elif listed is not None:
            items = item_claims(sentence, story.context(sentence), listed, cues())
            told += [Told(_stored(claim, folded, text), 0, number) for claim in items]
        else:
            story.passed(sentence)
        if ends_line:
            story.new_paragraph()
    told.sort(key=lambda one: one.claim.start)
    other_news = headlines_between(sentences)
    is_short = len(words) <= _HEADLINE
    return [_of_period(claim) for claim in settled(told, is_short=is_short, other_news=other_news)]


def _of_period(claim: Claim) -> Claim:
    """The claim as its size and its place in the text tell it: what stands further down is less sure."""
    event = unless_huge(claim)
    lower = _FURTHER_DOWN if claim.start > _LEAD and claim.event is not Event.CUMULATIVE else 0.0
    if event is claim.event and not lower:
        return claim
    return replace(claim, event=event, confidence=round(max(0.05, claim.confidence - lower), 3))


def _outside(words: Sequence[Word], lists: Sequence[PeopleList]) -> list[Word]:
    """The words that stand in no numbered list."""
    inside = {at for one in lists for at in range(one.first, one.last)}
    return [word for at, word in enumerate(words) if at not in inside] if inside else list(words)


def _of_list(one: PeopleList, words: Sequence[Word]) -> Iterator[Claim]:
    """The claims of a numbered list: how many, how many children by their age, and the names of the dead."""
    start, end = words[one.first].start, words[one.last - 1].end
    top = None if one.is_cut else one.count
    yield Claim(one.kind, start, end, one.count, top, Basis.LIST, confidence=0.7)
    if one.children:
        most = one.children if one.aged == one.count and not one.is_cut else None
        yield Claim(
            one.kind, start, end, one.children, most, Basis.LIST, group=Group.CHILDREN, confidence=0.6
        )
    for first, last in one.names if one.kind is Kind.KILLED else ():
        yield Claim(Kind.VICTIM, words[first].start, words[last - 1].end, confidence=0.5)


@of_words(maxsize=65_536)
def _tells(word: str) -> bool:
    """Whether a word says harm to people by itself; a sentence without one is not read further."""
    known = cues()
    noun = noun_of(word)
    return (
        known.trigger(word) is not None
        or word in known.own_death
        or word in known.own_injury
        or (noun is not None and noun.kind is not None)
    )


def _stored(claim: Claim, folded: Cleaned, text: str, by: str = "") -> Claim:
    """The claim with its passage in the text that was given, and whom that quotes for it."""
    start, end = _whole_words(text, folded.span(claim.start, claim.end))
    value = text[start:end] if claim.kind is Kind.VICTIM else claim.value
    return replace(claim, start=start, end=end, value=value, attributed_to=by)


def _whole_words(text: str, passage: Passage) -> tuple[int, int]:
    """The passage with the letters and marks behind it that folding drops: the hamza of "شهداء"."""
    end = passage.end
    while end < len(text) and not fold_char(text[end]):
        end += 1
    return passage.start, end


def _sentences(words: Sequence[Word]) -> Iterator[tuple[list[Word], bool]]:
    """The words between two marks that end a sentence, and whether a line ends with them; a line break ends
    one unless names are listed."""
    texts = [word.text for word in words]
    now: list[Word] = []
    for at, word in enumerate(words):
        listed = word.text == "\n" and now and is_list_break(texts, at, cues())
        if word.text == ":" and opens_items(texts, at):
            yield [*now, word], False
            now = []
        elif word.text not in _SENTENCE_ENDS or listed:
            now.append(word)
        elif now or word.text == "\n":
            yield now, word.text == "\n"
            now = []
    if now:
        yield now, True
