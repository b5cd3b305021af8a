"""Refusals that name the judgement in the way: what was said, by whom, in which act, and how to take it back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from cairn.errors import NotAllowed
from cairn.match.closed import Word
from cairn.shell.records import find


def refuse_yes(words: Sequence[Word], account: str, incident: str) -> None:
    """An account joins no incident that somebody else said it is not of, nor one apart from where it surely is.

    Raises `NotAllowed` (judged-no, account-barred).
    """
    if not words:
        return
    if (
        words[0].kind == "join"
        and words[0].subject == account
        and words[0].answer == "no"
        and len(words) == 1
    ):
        raise NotAllowed(
            "judged-no",
            f"{told(words[0])}: two persons' words would contradict each other",
            field="join",
            value=account,
            remedy=take_back(words[0]),
        )
    raise NotAllowed(
        "account-barred",
        f"the account is surely in an incident that is not this one: {'; '.join(map(told, words))}",
        field="join",
        value=account,
        remedy=f"Take it out of {name(words[-1].other)} first, or: {take_back(words[0])}",
    )


def refuse_merge(words: Sequence[Word], gone: str, kept: str) -> None:
    """Two incidents that are not one by somebody's word stay two.

    Raises `NotAllowed` (judged-different, merge-barred).
    """
    if not words:
        return
    if words[0].kind == "different":
        raise NotAllowed(
            "judged-different",
            f"{told(words[0])}: what was said to be two is not merged",
            field="merge_into",
            value=kept,
            remedy=take_back(words[0]),
        )
    raise NotAllowed(
        "merge-barred",
        f"an account of one may not be in the other: {'; '.join(map(told, words))}",
        field="merge_into",
        value=kept,
        remedy=f"{take_back(words[0])} Or take the account out of {name(gone)} and {name(kept)} first.",
    )


def told(word: Word) -> str:
    """`Lina Example said that b-1#1 does not belong to C-0A1B2C3D (act 12)`."""
    one = word.subject if word.kind == "join" else name(word.subject)
    two = name(word.other)
    said = {
        ("join", "yes"): f"said that {one} belongs to {two}",
        ("join", "no"): f"said that {one} does not belong to {two}",
        ("join", "unsure"): f"could not tell whether {one} belongs to {two}",
        ("join", "moved"): f"took {one} from {two} to another incident",
        ("different", "no"): f"said that {one} and {two} are different events",
        ("different", "unsure"): f"could not tell whether {one} and {two} are one event",
        ("merge", "yes"): f"made {one} a part of {two}",
        ("parent", "yes"): f"set {two} over {one}",
    }
    return f"{word.person} {said[word.kind, word.answer]} (act {word.act})"


def take_back(word: Word) -> str:
    """What to do about it."""
    return f"Ask {word.person}, or take it back: cairn undo {word.act}."


def name(incident: str) -> str:
    """The incident's own code, by its id, whatever it is merged into."""
    return find.code(uuid.UUID(incident))
