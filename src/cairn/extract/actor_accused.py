"""Tells whom a text says that somebody accuses of an attack: "accused Russia of bombing", "يتهم الأهالي قسد بقصف".

Words and the name of an actor in them enter, a yes leaves. Stands below actor_roles; the words are in
vocab/data/actors.toml.
"""

from __future__ import annotations

from collections.abc import Sequence

from .actor_names import cue, is_act
from .phrases import Word

_ACCUSER = 7
"""So many words before a name the word of accusing may stand."""
_PASSIVE = 4
"""So many behind it where the name is its subject: "Russia has been accused"."""
_CHARGE = 8
"""So many words behind the accusation name the attack."""


def is_accused(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether the actor named in `words[first]` to `words[last]` is accused of an attack by somebody."""
    own = words[first].sentence
    near = words[max(0, first - _ACCUSER) : first]
    before = [_bare(w.norm if w.sentence == own else "") for w in near]
    behind = [w.norm if w.sentence == own else "" for w in words[last + 1 : last + _CHARGE + _PASSIVE]]
    if words[first].norm.isascii():
        if before[-1:] == ["by"]:
            return False
        told = not cue("accuses").isdisjoint(before) and behind[:1] in (["of"], ["for"])
        return (told or _is_passive(behind)) and _tells_attack(behind)
    charge = behind[1] if len(behind) > 1 and behind[0].startswith("ال") else "".join(behind[:1])
    accused = not cue("accuses").isdisjoint(before) and charge.startswith("ب") and len(charge) > len("به")
    held = not cue("holds").isdisjoint(before) and not cue("responsible").isdisjoint((charge, *behind[:1]))
    return (accused or held) and _tells_attack(behind)


def is_accuser(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether the actor is the one who accuses: "اتهمت تركيا قسد", "was accused by Iran". Ask `is_accused` first."""
    before = [_bare(w.norm) for w in words[max(0, first - 2) : first] if w.sentence == words[first].sentence]
    if words[first].norm.isascii():
        behind = words[last + 1].norm if last + 1 < len(words) else ""
        return behind in cue("accuses") or (before[-1:] == ["by"] and before[0] in cue("accuses"))
    return bool(before) and before[-1] in cue("accuses")


def _is_passive(behind: Sequence[str]) -> bool:
    """Whether "was accused of" or "has been blamed by residents for" follows."""
    for at in range(1, min(_PASSIVE, len(behind))):
        if behind[at] in cue("accuses") and behind[at - 1] in cue("passive"):
            return any(word in ("of", "for") for word in behind[at + 1 : at + 5])
    return False


def _tells_attack(behind: Sequence[str]) -> bool:
    charge = behind[:_CHARGE]
    return any(is_act(norm) or is_act(norm[1:]) or norm in cue("killing") for norm in charge if norm)


def _bare(norm: str) -> str:
    """An Arabic word without "and"."""
    return norm[1:] if norm[:1] == "و" and len(norm) > 3 else norm
