"""Most pairs are refused unseen: a bound is never below the full comparison, and the groups are the joiner's."""

from __future__ import annotations

import random
from array import array
from dataclasses import replace
from datetime import timedelta

import pytest

from cairn.match import AccountFacts
from cairn.match.background import background
from cairn.match.bounds import Bounds
from cairn.match.candidates import pairs
from cairn.match.compare import levels
from cairn.match.facts import prepared
from cairn.match.joiner import Joiner
from cairn.match.judge import weights
from cairn.match.sift import Pairs, Sifted
from cairn.match.surroundings import Surroundings
from cairn.values import Precision
from match.invented import DAY, account, place
from match.many import VICTIMS, WORDS, invented

SAID = (
    "the {w} family was hit at night in {p}",
    "shells on the {w} of {p}",
    "قصف على {w} في {p} مساء",
    "عائلة {w} في بلدة {p}",
)
AT = (
    place("Tell Marsun", 35.0, 36.0, name_en="Tell Marsun"),
    place("تل مرسون", 35.01, 36.0, name_en="Tell Marsun"),
    place("Marsun", 35.05, 36.02),
    place("Old Ferry", 35.8, 36.9),
    place("Lower Province", 35.2, 36.3, Precision.PROVINCE),
)


def of_all_kinds(n: int, seed: int) -> list[AccountFacts]:
    """Accounts in two scripts, with and without each thing that is compared, some of them copies."""
    r = random.Random(seed)
    found: list[AccountFacts] = []
    for k in range(n):
        at = r.choice((None, *AT))
        said = r.choice(SAID).format(w=r.choice(WORDS), p=r.choice(AT).name)
        one = account(
            f"a{k}",
            on=r.choice((None, DAY, DAY + timedelta(days=r.randrange(60)))),
            told=r.random() < 0.5,
            at=at,
            killed=r.choice((None, 1, 2, 9)),
            injured=r.choice((None, 0, 4, 5)),
            victims=r.choice(((), (), (r.choice(VICTIMS),))),
            actors=r.choice(((), ("north",), ("south",))),
            means=r.choice(((), ("airstrike",), ("mine",))),
            text=r.choice([f.text for f in found])
            if found and r.random() < 0.2
            else f"{said} {' '.join(r.choices(WORDS, k=6))}",
            source=r.choice(("one", "two", "")),
        )
        time, hit = r.choice(("", "night", "noon")), r.choice(((), ("school",), ("clinic",)))
        reading = replace(one.reading, time=time, infrastructure=hit)
        found.append(replace(one, reading=reading, places=r.choice(((), ("Old Ferry",), ("تل مرسون",)))))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_no_bound_is_below_what_the_full_comparison_comes_to(seed: int) -> None:
    facts = [prepared(a) for a in of_all_kinds(160, seed)]
    around, fitted = Surroundings(facts), weights()
    bounds = Bounds(around, fitted)
    outlines = [bounds.outline(f) for f in facts]
    for a in range(len(facts)):
        for b in range(a):
            comes_to = fitted.log_odds(levels(facts[a], facts[b], around))
            assert bounds.can_reach(outlines[a], outlines[b], comes_to)


def test_bounds_refuse_most_pairs_that_do_not_join() -> None:
    facts = [prepared(a) for a in of_all_kinds(160, 4)]
    around, fitted = Surroundings(facts), weights()
    bounds = Bounds(around, fitted)
    outlines = [bounds.outline(f) for f in facts]
    met = pairs(facts, around)
    assert sum(bounds.can_reach(outlines[a], outlines[b], 0.0) for a, b in met) < 0.8 * len(met)


@pytest.mark.parametrize(
    "accounts", [of_all_kinds(300, 5), invented(600, 12)], ids=["all kinds", "busy days"]
)
def test_groups_are_those_of_the_joiner(accounts: list[AccountFacts]) -> None:
    facts = [prepared(a) for a in accounts]
    frozen, fitted = background(facts), weights()
    joiner, around = Joiner(frozen), Surroundings(frozen=frozen)
    joiner.take(accounts)
    keys = array("Q", [a << 32 | b for a, b in pairs(facts, around)])
    sifted = Sifted(facts, Pairs(facts, keys, around, Bounds(around, fitted), fitted), fitted.join_at)
    mine = {frozenset(group.members) for group in sifted.groups()}
    assert mine == {frozenset(group.members) for group in joiner.groups.values()}
    assert len(mine) < len(facts)
