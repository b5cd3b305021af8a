"""Where an English sentence lists the harmed: "among those killed were", "the victims were named as".

Tokens enter, a trigger leaves. Stands beside triggers_en, which asks it first. What follows such words is a list
of people by name, which counts them, or parts of people counted elsewhere ("among the dead were two children").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cairn.extract.cues_en import cues
from cairn.extract.mention_en import Mention
from cairn.extract.names_en import people_words
from cairn.extract.numbers_en import PUNCT, WORD, Token, quantity_at
from cairn.extract.trigger_en import Side, Trigger
from cairn.extract.who_en import who
from cairn.vocab.closed import Basis, Group, Kind

_REACH = 9
_COLONS = frozenset([":", "–", "—"])


def list_at(tokens: Sequence[Token], i: int) -> Trigger | None:
    """The trigger that opens a list of the harmed at token `i`, or that puts those before it on such a list."""
    low = tokens[i].low
    some = _some_of_the_harmed(tokens, i)
    if some:
        return some
    if low in ("among", "amongst"):
        return _among(tokens, i)
    if low in ("names", "identities") and i + 1 < len(tokens) and tokens[i + 1].low == "of":
        harmed = _harmed_at(tokens, i + 2)
        opens = _opens(tokens, harmed[0] + 1, names=True) if harmed else None
        return Trigger(i, opens, harmed[1], Side.AFTER, listed=True) if harmed and opens else None
    if _opens_sentence_of_dead(tokens, i):
        return Trigger(i, i + 1, cues().harmed[low], Side.AFTER, listed=True)
    if low in ("those", "victims", "dead", "deceased", "martyrs"):
        harmed = _harmed_at(tokens, i)
        opens = _opens(tokens, harmed[0] + 1, names=False) if harmed else None
        return Trigger(i, opens, harmed[1], Side.AFTER, listed=True) if harmed and opens else None
    return None


def _some_of_the_harmed(tokens: Sequence[Token], i: int) -> Trigger | None:
    """ "Six of the dead were children": some of people counted elsewhere."""
    if i + 3 >= len(tokens) or tokens[i + 1].low != "of":
        return None
    q, harmed = quantity_at(tokens, i), _harmed_at(tokens, i + 2)
    if q is None or harmed is None or q.min is None or q.vague:
        return None
    last, kind = harmed
    head = next(
        (k for k in range(last + 2, min(len(tokens), last + 5)) if tokens[k].low in people_words().plural), 0
    )
    if not head or tokens[last + 1].low not in ("were", "are"):
        return None
    group, status = who(tokens, last + 2, head)
    if group is Group.ALL:
        return None
    some = Mention(q.first, head, q.min, q.max, Basis.STATED, group, status, tokens[head].low)
    return Trigger(i, head, kind, Side.ITSELF, some, listed=True)


def _opens_sentence_of_dead(tokens: Sequence[Token], i: int) -> bool:
    """ "Killed were Karim Badri and Omar Tal"."""
    if tokens[i].low not in cues().harmed or (i and tokens[i - 1].kind != PUNCT) or i + 2 >= len(tokens):
        return False
    return tokens[i + 1].low in ("were", "are") and tokens[i + 2].capital


def _among(tokens: Sequence[Token], i: int) -> Trigger | None:
    harmed = _harmed_at(tokens, i + 1)
    if harmed is None:
        return None
    last, kind = harmed
    for back in range(i - 1, max(-1, i - 5), -1):
        if tokens[back].low in cues().auxiliaries:
            return Trigger(i, last, kind, Side.BEFORE, listed=True)  # "Karim was among the dead"
        if tokens[back].low not in cues().put_on_lists:
            break
    for at in range(last + 1, min(len(tokens), last + _REACH)):
        if tokens[at].low in ("were", "was", "are", "is"):
            return Trigger(i, at, kind, Side.AFTER, listed=True)
        if tokens[at].kind == PUNCT:
            return None
    return None


def _harmed_at(tokens: Sequence[Token], i: int) -> tuple[int, Kind] | None:
    """Last token and kind of "those killed", "the victims", "civilians who were injured" from token `i` on."""
    harmed = cues().harmed
    for at in range(i, min(len(tokens), i + 6)):
        kind = harmed.get(tokens[at].low)
        if kind is not None:
            known = at == i or any(t.low in ("the", "those", "these", "who") for t in tokens[i:at])
            return (at, kind) if known else None
        if tokens[at].low not in cues().listed_whom:
            return None
    return None


def _opens(tokens: Sequence[Token], i: int, *, names: bool) -> int | None:
    """The token that opens the list: a colon, "include", or the "as" of "were named as"; None where none stands near."""
    for at in range(i, min(len(tokens), i + _REACH)):
        token = tokens[at]
        if token.low in ("include", "included", "includes", "including"):
            return at
        if token.low == "as" and any(
            t.low in ("named", "identified", "listed") for t in tokens[max(i, at - 2) : at]
        ):
            return at
        if token.text in _COLONS:
            return at if names or token.text == ":" else None
        if token.kind != WORD or token.low in cues().single or token.low in cues().boundaries - {"as"}:
            return None
    return None


def labelled_at(tokens: Sequence[Token], i: int, starts: Mapping[int, Mention]) -> Trigger | None:
    """ "Killed: 4 (two women, one boy and a man)": a form's line, whose bare number is the whole of what follows."""
    kind = cues().harmed.get(tokens[i].low)
    if kind is None or i + 2 >= len(tokens) or tokens[i + 1].text != ":":
        return None
    told = starts.get(i + 2)
    if told is None or told.head or told.basis is not Basis.STATED:
        return None
    return Trigger(i, told.last, kind, Side.TOLL, told)


def identified_at(tokens: Sequence[Token], i: int, starts: Mapping[int, Mention]) -> Trigger | None:
    """ "the dead were three farmers": people told by their number behind those harmed."""
    harmed = _harmed_at(tokens, i) if tokens[i].low == "the" else None
    if harmed is None or (i and tokens[i - 1].low in ("of", "among", "amongst")):
        return None
    last, kind = harmed
    told = starts.get(last + 2)
    if last + 2 >= len(tokens) or tokens[last + 1].low not in ("were", "are") or told is None:
        return None
    if told.named:
        return Trigger(i, last + 1, kind, Side.AFTER, listed=True)
    counted = told.head and told.basis is Basis.STATED and not told.anaphor
    return Trigger(i, last + 1, kind, Side.AFTER) if counted else None
