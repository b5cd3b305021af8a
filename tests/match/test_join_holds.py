"""What holds for every joining, whatever the accounts: order, re-runs, persons' words, time."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.match import AccountFacts, Decided, Matched, Standing, match
from cairn.vocab.closed import AssignmentDecision
from match.invented import DAY, account, place

PLACES = (
    None,
    place("Dulmak", 35.40, 36.10),
    place("Tell Ansur", 35.90, 36.70),
    place("Tell Ansur", 35.90, 36.745),
    place("Upper Dulmak", 35.42, 36.12),
)
VICTIMS = ((), ("Samir Odeh Nakkash",), ("Huda Fares Zaydan",))
WORDS = (
    "",
    "a shell fell on the mill",
    "a shell fell on the school by the river",
    "the planes came back at dusk " * 8,
)


@st.composite
def some_accounts(draw: st.DrawFn) -> list[AccountFacts]:
    n = draw(st.integers(1, 9))
    return [
        account(
            f"a{i}",
            on=draw(
                st.one_of(
                    st.none(), st.sampled_from([DAY + timedelta(days=d) for d in (0, 0, 1, 2, 5, 40, 90)])
                )
            ),
            told=draw(st.booleans()),
            at=draw(st.sampled_from(PLACES)),
            killed=draw(st.sampled_from((None, 1, 4, 5, 20))),
            victims=draw(st.sampled_from(VICTIMS)),
            harm=draw(st.sampled_from((True, True, True, False))),
            text=draw(st.sampled_from(WORDS)),
            report=draw(st.sampled_from(("", "", "digest"))),
        )
        for i in range(n)
    ]


def members(result: Matched) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in result.assignments:
        if row.decision is AssignmentDecision.JOINED:
            found.setdefault(row.incident_id, []).append(row.account_id)
    return found


def standing(result: Matched) -> list[Standing]:
    return [Standing(incident, tuple(keys)) for incident, keys in members(result).items()]


@given(some_accounts(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_the_order_of_the_accounts_changes_nothing(accounts: list[AccountFacts], rng: object) -> None:
    shuffled = list(accounts)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert match(shuffled) == match(accounts)


@given(some_accounts())
@settings(deadline=None, max_examples=60)
def test_a_second_run_on_the_first_ones_result_changes_nothing(accounts: list[AccountFacts]) -> None:
    first = match(accounts)
    again = match(accounts, standing(first))
    assert again.assignments == first.assignments
    assert again.new_incident_ids == ()


@given(some_accounts(), st.integers(0, 8))
@settings(deadline=None, max_examples=60)
def test_what_stands_is_extended_and_never_reshuffled(accounts: list[AccountFacts], n: int) -> None:
    first = match(accounts[:n])
    later = members(match(accounts, standing(first)))
    assert all(set(keys) <= set(later[incident]) for incident, keys in members(first).items())


@given(some_accounts(), st.data())
@settings(deadline=None, max_examples=60)
def test_a_persons_word_always_wins(accounts: list[AccountFacts], data: st.DataObject) -> None:
    first = match(accounts)
    incidents = sorted(members(first)) or ["incident-by-hand"]
    answer = st.builds(
        Decided,
        st.sampled_from([a.account_id for a in accounts]),
        st.sampled_from(incidents),
        st.sampled_from(("yes", "no", "unsure")),
    )
    decided = data.draw(
        st.lists(answer, min_size=1, max_size=4, unique_by=lambda d: (d.account_id, d.incident_id))
    )
    stands = data.draw(st.sampled_from((standing(first), [])))
    result = match(accounts, stands, decided)
    found = members(result)
    for word in decided:
        assert (word.account_id in found.get(word.incident_id, [])) is (word.answer == "yes")
        rows = [
            a
            for a in result.assignments
            if (a.account_id, a.incident_id) == (word.account_id, word.incident_id)
        ]
        assert [a.decided_by for a in rows] == ["person"]


@given(some_accounts())
@settings(deadline=None, max_examples=60)
def test_an_incident_never_spans_60_days(accounts: list[AccountFacts]) -> None:
    day = {a.account_id: a.published for a in accounts}
    for keys in members(match(accounts)).values():
        days = [d for k in keys if (d := day[k])]
        assert not days or max(days) - min(days) < timedelta(days=60)


@given(some_accounts())
@settings(deadline=None, max_examples=40)
def test_probabilities_lie_between_0_and_1_and_no_pair_is_told_twice(accounts: list[AccountFacts]) -> None:
    rows = match(accounts).assignments
    assert all(0 <= row.probability <= 1 and row.why for row in rows)
    assert len({(row.account_id, row.incident_id) for row in rows}) == len(rows)


@given(some_accounts(), st.integers(1, 5))
@settings(deadline=None, max_examples=40)
def test_copies_of_a_report_add_no_origin(accounts: list[AccountFacts], copies: int) -> None:
    text = (
        "Seven people were killed when two shells fell on the mill of Dulmak at noon, said the rescue team, "
        * 2
    )
    first = account("copied", text=text, source="Rescue team of Dulmak")
    reposts = [
        account(f"copy-{n}", text=text, source=f"Outlet {n}", on=DAY + timedelta(days=1))
        for n in range(copies)
    ]
    before = set(match([*accounts, first]).origins.values())
    assert set(match([*accounts, first, *reposts]).origins.values()) == before
