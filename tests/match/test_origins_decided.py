"""What persons say of two accounts' origins: closed, over the rules, and never against itself."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import CairnError
from cairn.incident.origins import BY_HAND
from cairn.match.origins import origins
from cairn.match.origins_decided import DecidedOrigin
from match.invented import account

NAMES = "abcde"


def said(*words: str) -> list[DecidedOrigin]:
    """`said("a=b", "b!c", "c?d")`: same, apart, unsure."""
    answers = {"=": "same", "!": "apart", "?": "unsure"}
    return [DecidedOrigin(w[0], w[2], answers[w[1]]) for w in words]


def traced(*words: str, shared: str = "") -> dict[str, str]:
    """Bare origins of five accounts; those in `shared` have one owner."""
    accounts = [account(n, source="Valley Desk" if n in shared else f"Desk of {n}") for n in NAMES]
    return {key: of.removeprefix(BY_HAND) for key, of in origins(accounts, said(*words))[0].items()}


def test_who_is_the_same_as_the_same_is_the_same() -> None:
    of = traced("a=b", "b=c")
    assert of["a"] == of["b"] == of["c"] != of["d"]


def test_the_same_brings_along_those_a_rule_had_tied() -> None:
    of = traced("c=a", shared="ab")
    assert of["a"] == of["b"] == of["c"]


def test_apart_wins_over_the_rule_and_leaves_the_others_together() -> None:
    of = traced("a!b", shared="abc")
    assert of["a"] == of["c"] != of["b"]


def test_unsure_leaves_it_to_the_rules() -> None:
    assert traced("a?b", shared="ab") == traced(shared="ab")


def test_the_last_word_on_a_pair_counts_whichever_way_round() -> None:
    of = traced("a=b", "b!a")
    assert of["a"] != of["b"]


def test_a_contradiction_is_refused_with_its_code() -> None:
    with pytest.raises(CairnError) as refused:
        traced("a=b", "b=c", "a!c")
    assert refused.value.code == "origin-contradiction"


def test_another_answer_is_refused() -> None:
    with pytest.raises(CairnError) as refused:
        origins([account("a")], [DecidedOrigin("a", "b", "perhaps")])
    assert refused.value.code == "origin-answer"


def test_the_reason_says_that_a_person_decided() -> None:
    _, why = origins([account("a"), account("b")], said("a=b"))
    assert "A person decided" in why["b"]


PAIRS = [f"{a}{sign}{b}" for a in NAMES for b in NAMES if a < b for sign in "=!?"]


@given(st.lists(st.sampled_from(PAIRS), max_size=12), st.sampled_from(["", "ab", "abcd"]))
def test_every_word_of_a_person_holds_or_all_are_refused(words: list[str], shared: str) -> None:
    last = {w[0] + w[2]: w[1] for w in words}
    with suppress(CairnError):  # a contradiction, which a test of its own refuses
        of = traced(*words, shared=shared)
        for pair, sign in last.items():
            assert sign == "?" or (of[pair[0]] == of[pair[1]]) == (sign == "=")
