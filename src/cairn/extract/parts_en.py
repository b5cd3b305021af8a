"""Which people of an English sentence are told as parts of others: "six people, among them two women".

A sentence taken apart and one of its triggers enter, mentions leave. Stands between chains_en and counts_en.
"""

from __future__ import annotations

from collections.abc import Sequence

from cairn.extract.chains_en import chain_after, chain_before, speaks
from cairn.extract.clauses_en import Sentence
from cairn.extract.mention_en import Mention
from cairn.extract.trigger_en import Side
from cairn.vocab.closed import Group

_OPENS_LIST = (":", "–", "—", "(")
_FAR = 14  # words of "were killed in the fighting at the mill:"


def parts_of(s: Sentence, n: int, low: int, high: int, items: Sequence[Mention]) -> list[Mention]:
    """Mentions told as parts of what the n-th trigger counts: a part belongs to the people told just before it."""
    t = s.triggers[n]
    told = [m for m in s.between(low, t.first) if m.first in s.parts] if t.side is Side.BEFORE else []
    parts = [m for m in told if not n or any(whole.first < m.first for whole in items)]
    follows = s.triggers[n + 1] if n + 1 < len(s.triggers) else None
    before_next = follows is not None and follows.side is Side.BEFORE
    theirs = chain_before(s, t.last + 1, follows) if follows and before_next else []
    for m in s.between(t.last + 1, high):
        if m in theirs:
            break  # these are the next verb's people, and so are their parts
        if m.first in s.parts:
            parts.append(m)
    opens = _list_opens(s, t.last + 1, high)
    if opens:
        parts += _listed(s, opens, high, items)
    return [m for m in parts if not m.named and m.min is not None and not speaks(s, m)]


def _list_opens(s: Sentence, low: int, high: int) -> int:
    """The token behind the mark that opens a list right after a verb, or behind a later colon; 0 where none does."""
    if low < len(s.tokens) and s.tokens[low].text in _OPENS_LIST:
        return low + 1
    colon = next((k for k in range(low, min(high, low + _FAR)) if s.tokens[k].text == ":"), 0)
    return colon + 1 if colon and not s.between(low, colon) else 0


def _listed(s: Sentence, start: int, high: int, items: Sequence[Mention]) -> list[Mention]:
    """ "ten people were killed: six women, two of them nurses, and four men": those who add up to the ten; in
    brackets, "5 killed (2 children)", they may be fewer."""
    listed = chain_after(s, start, high)
    people = sum(m.min or 0 for m in listed)
    if len(items) != 1 or not listed:
        return []
    if s.tokens[start - 1].text == "(" and all(m.group is not Group.ALL for m in listed):
        return listed if people <= (items[0].max or items[0].min or 0) else []
    return listed if people in (items[0].min, items[0].max) else []
