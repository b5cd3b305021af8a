"""One English sentence taken apart: tokens, mentions and triggers enter, the sentence with its clauses and parts leaves.

Stands between triggers_en and chains_en. Parts told after "including" or "of whom" are subsets of people told before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cairn.extract.cues_en import cues, phrase_at
from cairn.extract.mention_en import Mention
from cairn.extract.numbers_en import Token
from cairn.extract.trigger_en import Trigger

_CLOSERS = {"–": "–", "—": "—", "(": ")"}
_RELATIVE = frozenset(["where", "as", "when", "who"])


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence taken apart."""

    tokens: Sequence[Token]
    mentions: Sequence[Mention]
    triggers: Sequence[Trigger]
    parts: frozenset[int]  # first tokens of mentions told after "including" and the like
    breaks: tuple[int, ...]  # tokens where a clause begins

    def between(self, low: int, high: int) -> list[Mention]:
        """Mentions that lie wholly in tokens `low` to `high`, the last not included."""
        return [m for m in self.mentions if m.first >= low and m.last < high]


def sentence_of(
    tokens: Sequence[Token], mentions: Sequence[Mention], triggers: Sequence[Trigger]
) -> Sentence:
    """The sentence with its subsets and clause breaks found."""
    at_trigger = {k for t in triggers for k in range(t.first, t.last + 1)}
    taken = at_trigger | {k for m in mentions for k in range(m.first, m.last + 1)}
    breaks = tuple(k for k in range(len(tokens)) if k not in taken and _opens_clause(tokens, k))
    listed = {k for t in triggers if t.listed for k in range(t.first, t.last + 1)}
    return Sentence(tokens, mentions, triggers, _parts(tokens, mentions, at_trigger, listed), breaks)


def _opens_clause(tokens: Sequence[Token], k: int) -> bool:
    lex = cues()
    if tokens[k].low == "as" and "well" in (t.low for t in tokens[max(0, k - 1) : k + 2]):
        return False  # "as well as" lists, it opens nothing
    return tokens[k].low in lex.boundaries or (tokens[k].low in lex.reporting and not is_passive(tokens, k))


def is_passive(tokens: Sequence[Token], k: int) -> bool:
    lex = cues()
    return any(tokens[b].low in lex.auxiliaries for b in range(max(0, k - 3), k))


def _parts(
    tokens: Sequence[Token], mentions: Sequence[Mention], at_trigger: set[int], listed: set[int]
) -> frozenset[int]:
    """First tokens of the mentions that are told as parts of others; `listed` are the words that open a list."""
    lex = cues()
    starts = {m.first: m for m in mentions}
    inside, closer = False, ""
    found = {m.first for m in mentions if not m.named and _is_some_of_them(tokens, m)}
    for k, token in enumerate(tokens):
        if k in listed:
            inside = False
        elif token.low in lex.subset_words or _opens_parts(tokens, k):
            inside = True
            closer = _CLOSERS.get(
                next((t.text for t in reversed(tokens[max(0, k - 3) : k]) if t.text in _CLOSERS), ""), ""
            )
        elif inside and _opens_clause(tokens, k) and token.low not in _RELATIVE:
            inside = False  # "sources, including the clinic, said that three people died"
        elif inside and (k in at_trigger or token.low in ("was", "were", "had", ";") or token.text == closer):
            inside = token.low in ("was", "were") and tokens[k - 1].low in ("who", "whom")
        elif token.low in ("all", "mostly") and k and tokens[k - 1].text in (",", *_CLOSERS):
            inside, closer = (
                True,
                _CLOSERS.get(tokens[k - 1].text, ""),
            )  # "five people, all women and children"
        elif inside and k in starts and starts[k].head not in ("others", "other"):
            found.add(k)
    return frozenset(found)


def _is_some_of_them(tokens: Sequence[Token], m: Mention) -> bool:
    """ "four of them", "four of them women"."""
    ends = range(m.first + 1, m.last + 1) if m.head else (m.last + 1,)
    return any(of_them(tokens, k) for k in ends)


def _opens_parts(tokens: Sequence[Token], k: int) -> bool:
    """ "among them", "of which"; but "as a result of which" opens no parts."""
    cause = k > 0 and tokens[k - 1].low in ("result", "consequence", "because", "course")
    return not cause and phrase_at(tokens, k, cues().subset_phrases) > 0


def of_them(tokens: Sequence[Token], i: int) -> bool:
    """ "four of them", "19 of whom": part of people already counted."""
    return (
        i + 1 < len(tokens)
        and tokens[i].low == "of"
        and tokens[i + 1].low.startswith(("them", "whom", "those", "these"))
    )
