"""Tolls in an English sentence: "the death toll rose to nine", "the number of those killed has reached 11".

Tokens enter, a trigger leaves that holds its own figure. Stands beside triggers_en, which asks it first.
"""

from __future__ import annotations

from collections.abc import Sequence

from cairn.extract.cues_en import cues, phrase_at
from cairn.extract.numbers_en import PUNCT, TIME, Token, quantity_at
from cairn.extract.trigger_en import Side, Trigger, figure_of
from cairn.vocab.closed import Event, Kind

_FARTHEST = 45
_REACH = 14
_ENDS = frozenset(["after", "when", "while", "because", "where", "who", "which"])


def toll_at(tokens: Sequence[Token], i: int) -> Trigger | None:
    """ "the death toll rose to nine", "put the number of the dead at six"."""
    lex = cues()
    if tokens[i].low in lex.corrects:
        return _corrected(tokens, i)
    size = int(tokens[i].low in lex.toll)
    if tokens[i].low == "number":
        size = phrase_at(tokens, i, lex.toll_phrases)
    if not size:
        return _number_of_those(tokens, i) if tokens[i].low == "number" else _ordinal_of_a_toll(tokens, i)
    moved = any(t.low in lex.toll_moves for t in tokens[max(0, i - 4) : i + size])
    for at in range(i + size, min(len(tokens), i + size + _REACH)):
        if tokens[at].text in (".", ";") or tokens[at].low in lex.single or tokens[at].low in _ENDS:
            return None
        moved = moved or tokens[at].low in lex.toll_moves
        q = quantity_at(tokens, at) if at == i + size or tokens[at - 1].low in lex.toll_links else None
        if q and not q.vague:
            figure = figure_of(q.first, q.last, q.min, q.max, "toll", False, None, q.over)
            return Trigger(i, q.last, _toll_kind(tokens, i, size), Side.TOLL, figure, moved)
    return _number_of_those(tokens, i) if tokens[i].low == "number" else None


def _corrected(tokens: Sequence[Token], i: int) -> Trigger | None:
    """ "the toll was revised down to five", "later corrected to nine"."""
    for at in range(i + 1, min(len(tokens), i + 9)):
        if tokens[at].text in (".", ";", ","):
            return None
        q = quantity_at(tokens, at) if tokens[at - 1].low == "to" else None
        ends = q is not None and (q.last + 1 >= len(tokens) or tokens[q.last + 1].kind == PUNCT)
        if q and ends and not q.vague:
            figure = figure_of(q.first, q.last, q.min, q.max, "toll", False, None, q.over)
            return Trigger(i, q.last, _toll_kind(tokens, i, 1), Side.TOLL, figure, moved=True)
    return None


def _number_of_those(tokens: Sequence[Token], i: int) -> Trigger | None:
    """ "the number of shepherds who had been killed along the ridge has climbed to 26"."""
    lex = cues()
    harmed = next((lex.harmed[t.low] for t in tokens[i + 1 : i + 9] if t.low in lex.harmed), None)
    if harmed is None or i + 1 >= len(tokens) or tokens[i + 1].low != "of":
        return None
    moved = False
    for at in range(i + 2, min(len(tokens), i + _FARTHEST)):
        if tokens[at].text in (".", ";"):
            return None
        moved = moved or tokens[at].low in lex.toll_moves or tokens[at].low == "reached"
        q = quantity_at(tokens, at) if moved and tokens[at - 1].low in ("to", "reached", "at") else None
        if q and not q.vague:
            figure = figure_of(q.first, q.last, q.min, q.max, "toll", False, None, q.over)
            return Trigger(i, q.last, harmed, Side.TOLL, figure, moved)
    return None


def _ordinal_of_a_toll(tokens: Sequence[Token], i: int) -> Trigger | None:
    """ "the 33rd reporter to be killed": a count of a period, told by its last."""
    token = tokens[i]
    if token.kind != TIME or not token.low.endswith(("st", "nd", "rd", "th")) or not token.low[:-2].isdigit():
        return None
    after = [t.low for t in tokens[i + 1 : i + 10]]
    dies = next((k for k, w in enumerate(after) if w in ("killed", "die", "martyred")), None)
    if dies is None or "to" not in after[:dies]:
        return None
    number = int(token.low[:-2])
    figure = figure_of(i, i, number, number, "toll", False, None)
    return Trigger(i, i + 1 + dies, Kind.KILLED, Side.TOLL, figure, event=Event.CUMULATIVE)


def _toll_kind(tokens: Sequence[Token], i: int, size: int) -> Kind:
    """What a toll counts: as it is named, else as the nearest word of harm before it, else the killed."""
    lex = cues()
    for token in reversed(tokens[max(0, i - 25) : i + size]):
        if token.low in lex.toll_injured:
            return Kind.INJURED
        if token.low in lex.counted or token.low in ("death", "martyr", "killed", "died", "martyred"):
            return lex.counted.get(token.low, Kind.KILLED)
    return Kind.KILLED


def corrects(tokens: Sequence[Token], t: Trigger) -> bool:
    """Whether a trigger puts a toll right, so that the figures before it hold no longer."""
    return t.side is Side.TOLL and tokens[t.first].low in cues().corrects
