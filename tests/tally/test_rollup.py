"""Whose strikes count for whom: invented coalitions, members for a time, and partners who never count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.words_of import COUNTRIES, LONG, day, tangle, within_on
from cairn.actors import Standing, Viewpoint, standing
from cairn.tally import tally
from cairn.tally.model import Definition, Member, Row, Tally
from cairn.tally.rollup import grouped
from cairn.tally.words import definition_line, lines
from cairn.values import Range
from cairn.vocab.closed import Grade, State
from cairn.vocab.relations import Relation
from tally.rows import DAY, row

JOINED, LEFT = date(2031, 1, 1), date(2031, 12, 31)


def told(
    subject: str,
    kind: str,
    other: str,
    start: date | None = None,
    end: date | None = None,
    countries: tuple[str, ...] = (),
    by: str = "reed",
    denied: str = "",
) -> Relation:
    key = f"{subject}:{kind}:{other}:{by}:{start}"
    return Relation(key, subject, kind, other, by, "invented", start, end, None, countries, denied)


WORDS = (
    told("atlas", "member_of", "pact", JOINED, LEFT, ("XA",)),
    told("wing", "armed_wing_of", "atlas", date(2031, 5, 1), None, ("XA", "XB")),
    told("boreas", "part_of", "pact"),
    told("helper", "partner_of", "pact", JOINED),
)
PACT = grouped(Definition(actors=("pact",)), standing(WORDS))


def summed(*rows: Row, definition: Definition = PACT) -> Tally:
    return tally(list(rows), definition)


def test_members_count_and_members_of_members_on_the_days_and_in_the_countries_both_allow() -> None:
    assert PACT.members == (
        Member("atlas", "pact", JOINED, LEFT, ("XA",)),
        Member("boreas", "pact"),
        Member("wing", "pact", date(2031, 5, 1), LEFT, ("XA",)),
    )


def test_a_members_strike_counts_for_the_whole_and_the_whole_never_for_the_member() -> None:
    rows = [row("a"), row("b", grades={"pact": Grade.FAIR})]
    assert summed(*rows).members == ("a", "b")
    assert summed(*rows, definition=Definition(actors=("atlas",))).members == ("a",)


def test_an_incident_of_a_coalition_and_its_member_counts_once_and_is_of_one_side() -> None:
    both = row("a", grades={"pact": Grade.FAIR, "atlas": Grade.FAIR})
    done = summed(both)
    assert (done.incidents, done.killed.min, done.jointly_attributed, done.rolled_up) == (1, 2, 0, ())
    assert summed(both, definition=Definition(actors=("pact",))).jointly_attributed == 1
    other = row("a", grades={"pact": Grade.FAIR, "atlas": Grade.FAIR, "rival": Grade.FAIR})
    assert summed(other).jointly_attributed == 1


@pytest.mark.parametrize(
    ("day", "country", "counts"),
    [
        (JOINED, "XA", True),
        (LEFT, "XA", True),
        (date(2030, 12, 31), "XA", False),
        (date(2032, 1, 1), "XA", False),
        (DAY, "XB", False),
        (DAY, "", False),
        (None, "XA", False),
    ],
)
def test_a_strike_counts_only_where_the_membership_is_known_to_hold(
    day: date | None, country: str, counts: bool
) -> None:
    assert summed(row("a", start=day, end=day, country=country)).incidents == counts


def test_a_membership_without_days_holds_on_a_day_that_is_not_known() -> None:
    assert summed(row("a", grades={"boreas": Grade.FAIR}, start=None, end=None)).incidents == 1


def test_a_partners_strikes_are_not_the_coalitions() -> None:
    assert summed(row("a", grades={"helper": Grade.FAIR})).incidents == 0


def test_the_members_own_grade_decides_whether_it_counts() -> None:
    weak = row("a", grades={"atlas": Grade.WEAK})
    assert summed(weak).incidents == 0
    assert summed(weak, definition=replace(PACT, grades=(Grade.WEAK,))).incidents == 1


def test_it_says_which_members_were_counted_and_not_those_named_beside_the_whole() -> None:
    both = row("c", grades={"pact": Grade.FAIR, "boreas": Grade.FAIR})
    done = summed(row("a"), row("b"), both)
    assert [(m.actor, n) for m, n in done.rolled_up] == [("atlas", 2)]
    for language in ("en", "ar"):
        assert any("Atlas" in line and "2" in line for line in lines(done, language, {"atlas": "Atlas"}))


def test_coverage_of_a_member_is_told_beside_the_sum_of_the_whole() -> None:
    from cairn.tally.model import Coverage

    told = [Coverage("atlas", "XA", JOINED, LEFT, "full"), Coverage("rival", "XA", JOINED, LEFT, "full")]
    assert [c.actor for c in tally([row("a")], PACT, told).coverage] == ["atlas"]


def test_an_incident_counts_once_for_each_member_it_names_however_often_that_is_one() -> None:
    """The member is one for several stretches, of two that are asked for."""
    words = (*WORDS, told("atlas", "member_of", "league"), told("atlas", "part_of", "pact", JOINED))
    both = grouped(Definition(actors=("pact", "league")), standing(words))
    done = summed(row("a"), row("b"), definition=both)
    assert (done.incidents, [(m.actor, n) for m, n in done.rolled_up]) == (2, [("atlas", 2)])


CLAIM = told("wing", "part_of", "front", by="delta")
DENIAL = told("wing", "denies", "front", by="wing", denied="part_of")
OF_FRONT = [row("a", grades={"wing": Grade.FAIR}), row("b", grades={"front": Grade.FAIR})]
NAMES = {"wing": "Wing", "front": "Front", "delta": "Delta"}


def of_front(*words: Relation, holder: str = "") -> Tally:
    asked = grouped(Definition(actors=("front",)), standing(words, Viewpoint(holder)))
    return summed(*OF_FRONT, definition=asked)


def test_a_contested_part_does_not_count_and_the_sum_says_how_many_incidents_it_would_add() -> None:
    done = of_front(CLAIM, DENIAL)
    assert done.members == ("b",)
    assert [(aside.words, aside.against, n) for aside, n in done.asides] == [((CLAIM,), (DENIAL,), 1)]
    (line,) = [line for line in lines(done, "en", NAMES) if "Contested, so not followed" in line]
    assert "Wing is part of Front, says Delta (days not told); denied by Wing (days not told)" in line
    assert line.endswith("with it: 1 more.")
    assert any("Wing" in line and "متنازع" in line for line in lines(done, "ar", NAMES))


def test_as_an_author_holds_its_part_counts_and_the_definition_says_by_whose_word() -> None:
    done = of_front(CLAIM, DENIAL, holder="delta")
    assert (done.members, done.asides) == (("a", "b"), ())
    assert "grouped as Delta designates it" in definition_line(done.definition, "en", NAMES)
    assert "Delta" in definition_line(done.definition, "ar", NAMES)
    assert "grouped" not in definition_line(of_front(CLAIM, DENIAL).definition, "en", NAMES)


def test_as_one_holds_that_denies_it_nothing_is_added_and_nothing_is_called_contested() -> None:
    done = of_front(CLAIM, DENIAL, holder="wing")
    assert (done.members, done.asides) == (("b",), ())


def test_a_contested_relation_that_would_change_no_sum_is_not_told() -> None:
    elsewhere = told("wing", "part_of", "front", date(2040, 1, 1), by="delta")
    assert of_front(elsewhere, DENIAL).asides == ()
    assert of_front(CLAIM, DENIAL, told("wing", "member_of", "front", by="ems")).asides[0][1] == 1
    also = of_front(CLAIM, DENIAL, told("wing", "part_of", "front", by="ems"))
    assert [(len(aside.words), n) for aside, n in also.asides] == [(2, 1)]
    partner = told("wing", "partner_of", "front", by="delta")
    assert of_front(partner, told("wing", "denies", "front", denied="partner_of")).asides == ()


def test_of_a_chain_of_two_contested_relations_each_is_told() -> None:
    base = told("base", "part_of", "wing", by="delta")
    words = (CLAIM, DENIAL, base, told("base", "denies", "wing", by="base", denied="part_of"))
    asked = grouped(Definition(actors=("front",)), standing(words))
    done = summed(row("a", grades={"base": Grade.FAIR}), definition=asked)
    assert [(aside.words[0].subject, n) for aside, n in done.asides] == [("wing", 1), ("base", 1)]
    assert done.aside_incidents == 1
    assert sum("With any of these contested relations 1 more" in line for line in lines(done)) == 1


def test_a_denial_that_cuts_a_chain_of_other_words_is_named_with_what_it_leaves_out() -> None:
    chain = (told("squad", "part_of", "wing"), told("wing", "part_of", "front"))
    no = told("squad", "denies", "front", by="squad", denied="part_of")
    asked = grouped(Definition(actors=("front",)), standing((*chain, no)))
    rows = [row(n, grades={n: Grade.FAIR}) for n in ("squad", "wing")]
    done = summed(*rows, definition=asked)
    assert done.members == ("wing",)
    assert [(aside.words, aside.against, n) for aside, n in done.asides] == [((), (no,), 1)]
    (line,) = [line for line in lines(done) if "Contested, so not followed" in line]
    assert "squad is part of front, as follows from other words; denied by squad (days not told)" in line


@pytest.mark.parametrize("part", range(10))
def test_on_ten_thousand_random_tangles_no_incident_counts_twice_or_for_whom_it_should_not(part: int) -> None:
    """Each sum holds the incidents of whom a walk of that day finds within those asked for, and each of them once."""
    for seed in range(part * 1000, part * 1000 + 1000):
        view = standing(tangle(seed), Viewpoint(("", "b0", "author1")[seed % 3]))
        asked = grouped(Definition(actors=("b0", "b1")[: 1 + seed % 2]), view)
        asked = asked if seed % 10 == 0 else replace(asked, asides=())
        rows = _incidents(seed)
        done = summed(*rows, definition=asked)
        expected = {r.incident_id for r in rows if r.parties & _within(asked.actors, view, r)}
        assert set(done.members) == expected, seed
        assert done.killed.min == done.incidents == len(done.members) == len(expected), seed
        added = sum(r.parties.isdisjoint(asked.actors) for r in rows if r.incident_id in expected)
        told_through = sum(n for _, n in done.rolled_up)
        assert max((n for _, n in done.rolled_up), default=0) <= added <= told_through, seed
        assert all(0 < n <= done.aside_incidents <= len(rows) - len(expected) for _, n in done.asides), seed


def _incidents(seed: int) -> list[Row]:
    """An incident every second day, each of one or two bodies, the countries in turn."""
    return [
        row(
            f"i{n}",
            Range(1, 1),
            {f"b{(n + seed) % 5}": Grade.FAIR, f"b{n % 3}": Grade.FAIR},
            start=at,
            end=at,
            country=c,
        )
        for n, (at, c) in enumerate(
            (day(n), COUNTRIES[(n + seed) % len(COUNTRIES)]) for n in range(0, LONG, 2)
        )
    ]


def _within(asked: tuple[str, ...], view: Standing, of: Row) -> set[str]:
    found = set(asked)
    for whole in asked:
        found |= within_on(whole, view.rolls, of.start or DAY, of.country)
    return found


GRADES = st.dictionaries(
    st.sampled_from(["pact", "atlas", "wing", "boreas", "helper"]), st.sampled_from([Grade.FAIR, Grade.WEAK])
)


@given(st.lists(st.tuples(GRADES, st.integers(0, 9)), max_size=8))
def test_rolled_up_it_counts_each_incident_of_the_side_once_and_is_never_less_than_the_whole_alone(
    told: list[tuple[dict[str, Grade], int]],
) -> None:
    rows = [row(f"i{n}", Range(k, k), grades, State.SET) for n, (grades, k) in enumerate(told)]
    done, alone = summed(*rows), summed(*rows, definition=Definition(actors=("pact",)))
    side = {"pact", "atlas", "wing", "boreas"}
    fair = [r for r in rows if any(a in side and g is Grade.FAIR for a, g, _ in r.grades)]
    assert done.members == tuple(sorted(r.incident_id for r in fair))
    assert done.killed.min == sum(r.killed.min or 0 for r in fair) >= alone.killed.min
