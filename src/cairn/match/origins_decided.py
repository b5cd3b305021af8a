"""What persons decided on origins, as the rules must obey it: two accounts have one origin, or two.

Origins found by rule and decisions enter; origins that obey leave. "Same" is closed: who is the same as the same is
the same. "Apart" wins over every rule. Where the two contradict one another, nothing is guessed: it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cairn.errors import CairnError
from cairn.incident.origins import BY_HAND

ANSWERS = ("same", "apart", "unsure")


@dataclass(frozen=True, slots=True)
class DecidedOrigin:
    """A person's word on two accounts: `same` source, `apart`, or `unsure`, which leaves it to the rules."""

    account_id: str
    other_id: str
    answer: str


def obeying(
    ordered: Sequence[str], by_rule: Mapping[str, str], decided: Iterable[DecidedOrigin]
) -> tuple[dict[str, str], dict[str, tuple[str, str, str]]]:
    """Origin by account, and by account a person moved: the account it was tied to or told from, a sentence, the answer.

    `ordered` are the accounts in order of time. Accounts said to be the same go where the first of them stands by
    rule. One said to be apart from an account that stands there already founds an origin of its own. Whatever a person
    decided on is marked BY_HAND: all its claims then have that origin, whomever they quote. Raises `CairnError`
    (origin-answer, origin-contradiction).
    """
    words = _last_words(decided)
    rank = {key: n for n, key in enumerate(ordered)}
    leader = _closed(words, rank)
    apart = _apart(words, leader)
    origins = dict(by_rule)
    for key in ordered:
        unit = leader.get(key, key)
        if unit != key:
            origins[key] = origins[unit]
        elif key in apart:
            there = {origins[other] for other in apart[key] if rank.get(other, len(rank)) < rank[key]}
            wanted = BY_HAND + by_rule[key]
            origins[key] = f"{BY_HAND}origin:{key}" if wanted in there else wanted
        elif key in leader:
            origins[key] = BY_HAND + by_rule[key]
    return origins, _told(words, rank)


def refuse_contradiction(decided: Iterable[DecidedOrigin]) -> None:
    """Raises `CairnError` (origin-answer, origin-contradiction) where the words of persons cannot stand together."""
    words = _last_words(decided)
    _apart(words, _closed(words, {}))


def _last_words(decided: Iterable[DecidedOrigin]) -> dict[tuple[str, str], str]:
    """The last word on each pair, whichever way round it was said."""
    words: dict[tuple[str, str], str] = {}
    for word in decided:
        if word.answer not in ANSWERS:
            raise CairnError(
                "origin-answer",
                "an answer on two origins is same, apart or unsure",
                field="answer",
                value=word.answer,
                remedy="Say same, apart or unsure.",
            )
        if word.account_id == word.other_id:
            continue
        one, other = sorted((word.account_id, word.other_id))
        words[one, other] = word.answer
    return words


def _closed(words: Mapping[tuple[str, str], str], rank: Mapping[str, int]) -> dict[str, str]:
    """For each account said to be the same as another, the first of all that are; those not here come last."""
    up: dict[str, str] = {}

    def top(key: str) -> str:
        while up.get(key, key) != key:
            up[key] = up.get(up[key], up[key])
            key = up[key]
        return key

    for (one, other), answer in sorted(words.items()):
        if answer == "same":
            a, b = sorted((top(one), top(other)), key=lambda key: (rank.get(key, len(rank)), key))
            up[b] = up.setdefault(a, a)
    return {key: top(key) for key in list(up)}


def _apart(words: Mapping[tuple[str, str], str], leader: Mapping[str, str]) -> dict[str, set[str]]:
    """For each account, or the first of its closed group, those it is told from."""
    found: dict[str, set[str]] = {}
    for (one, other), answer in words.items():
        if answer != "apart":
            continue
        a, b = leader.get(one, one), leader.get(other, other)
        if a == b:
            raise CairnError(
                "origin-contradiction",
                "two accounts are said to have one origin and to have two",
                field="account",
                value=f"{one} {other}",
                remedy="Take one of the decisions back (`cairn undo`), then decide again.",
            )
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return found


def _told(words: Mapping[tuple[str, str], str], rank: Mapping[str, int]) -> dict[str, tuple[str, str, str]]:
    told: dict[str, tuple[str, str, str]] = {}
    for pair, answer in sorted(words.items(), key=lambda word: (word[1] == "same", word[0])):
        if answer == "unsure" or not all(key in rank for key in pair):
            continue
        early, late = sorted(pair, key=lambda key: rank[key])
        one = "one origin with" if answer == "same" else "another origin than"
        told[late] = early, f"A person decided that it has {one} {early}.", answer
    return told
