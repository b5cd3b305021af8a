"""Reads a toll that an Arabic text breaks down line by line: "والقتلى هم:", and below it one line for each side.

The folded words of a heading or a line enter, the harm that the heading tells of or the line's claims leave. Such
a line holds no word of harm of its own. Lists of names are read by extract/lists_ar.py and extract/names_ar.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from cairn.extract.model import Claim
from cairn.vocab.closed import Kind

from .chains_ar import HARMED, chain_at
from .context_ar import Context
from .cues_ar import Cues
from .people_ar import People, Word, people_at
from .people_forms_ar import noun_of
from .told_ar import Teller

_SIGNS = frozenset({"-", "•", "*", "_"})
_ARE = frozenset({"هم", "وهم"})
_NEAR = 4
"""So many words at most stand between the people of a heading and its "are:", or a figure and its breakdown."""


def is_item(texts: Sequence[str]) -> bool:
    """Whether a line opens with a sign of lists."""
    return len(texts) > 1 and texts[0] in _SIGNS


def listed_in(texts: Sequence[str]) -> Kind | None:
    """Of which harm the people are that a heading says it lists: "والقتلى والشهداء هم:"; None for other words."""
    if list(texts[-1:]) != [":"] or texts[-2] not in _ARE:
        return None
    for text in reversed(texts[-2 - _NEAR : -2]):
        noun = noun_of(text)
        if noun is not None and noun.kind in HARMED and noun.definite:
            return noun.kind
    return None


def opens_items(texts: Sequence[str], at: int) -> bool:
    """Whether the colon `texts[at]` ends a heading whose first item goes on in its line: "والقتلى هم: – 35 مدنيا"."""
    if texts[at] != ":" or listed_in(texts[: at + 1]) is None or not is_item(texts[at + 1 :]):
        return False
    return _counted(texts, at + 2) is not None


def item_claims(words: Sequence[Word], around: Context, kind: Kind, cues: Cues) -> list[Claim]:
    """The claims of one line: whom it counts, and who of them are children, women or men."""
    teller = Teller(words, around, cues)
    texts = teller.texts
    people = _counted(texts, 1)
    if people is None:
        return []
    chain = chain_at(texts, people, kind, cues)
    teller.say(kind, chain, 1)
    for at in range(chain.last, min(chain.last + _NEAR, len(texts) - 1)):
        parts = people_at(texts, at + 1) if texts[at] in cues.subset else None
        if parts is not None and parts.noun is not None:
            teller.groups(kind, chain_at(texts, parts, kind, cues), teller.side, part=True)
            break
    return teller.claims


def _counted(texts: Sequence[str], at: int) -> People | None:
    """The people counted at `at`, also without a noun: "2 من فيلق الشام"."""
    people = people_at(texts, at) if at < len(texts) else None
    of_side = people is not None and list(texts[people.last : people.last + 1]) == ["من"]
    return people if people is not None and (people.noun is not None or of_side) else None
