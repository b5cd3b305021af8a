import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.assess import suggest
from cairn.assess.model import Concession, Suggestion
from cairn.incident import project
from cairn.incident.model import JoinedAccount
from cairn.vocab.closed import Grade, Role, StrikeStatus
from incident.told import Claim, Kind, Range, Status, account, by, injured, killed

PARTNERS = {"north": "league", "south": "league"}


def graded(
    accounts: list[JoinedAccount],
    concessions: tuple[Concession, ...] = (),
    partners: dict[str, str] = PARTNERS,
) -> dict[str, Suggestion]:
    return {s.actor_id: s for s in suggest(project(accounts), accounts, concessions, partners)}


def test_two_origins_that_name_one_actor_are_fair() -> None:
    found = graded([account("a", killed(3), by("atlas")), account("b", killed(4), by("atlas"))])["atlas"]
    assert found.grade is Grade.FAIR
    assert found.strike_status is StrikeStatus.LIKELY
    assert found.role is Role.SUSPECTED
    assert set(found.basis_claims) == {"a.1", "a.2", "b.1", "b.2"}


def test_nine_links_to_one_origin_are_weak() -> None:
    copies = [account(f"a{n}", killed(3), by("atlas"), origin="one") for n in range(9)]
    found = graded(copies)["atlas"]
    assert found.grade is Grade.WEAK
    assert found.strike_status is StrikeStatus.SINGLE_SOURCE


def test_the_strike_has_a_dimension_of_its_own() -> None:
    one_names = graded([account("a", killed(3), by("atlas")), account("b", killed(3))])["atlas"]
    assert (one_names.grade, one_names.strike_status) == (Grade.FAIR, StrikeStatus.LIKELY)
    nobody_names = graded([account("a", killed(3)), account("b", killed(3))])["unknown"]
    assert (nobody_names.grade, nobody_names.strike_status) == (Grade.WEAK, StrikeStatus.UNKNOWN)
    one_harm = graded([account("a", killed(3), by("atlas")), account("b", by("atlas"))])["atlas"]
    assert (one_harm.grade, one_harm.strike_status) == (Grade.WEAK, StrikeStatus.LIKELY)


def test_a_partys_own_word_declares_the_strike() -> None:
    told = [
        account("a", killed(3)),
        account("b", killed(3), by("atlas")),
        account("p", by("atlas"), party="atlas"),
    ]
    found = graded(told)["atlas"]
    assert (found.grade, found.strike_status, found.role) == (
        Grade.FAIR, StrikeStatus.DECLARED, Role.KNOWN,
    )  # fmt: skip


def test_the_word_of_a_party_about_its_enemy_is_no_second_origin() -> None:
    told = [account("a", killed(3), by("atlas")), account("p", killed(9), by("atlas"), party="borea")]
    found = graded(told)["atlas"]
    assert found.grade is Grade.WEAK
    assert any("about its enemy" in line and "origin-p" in line for line in found.trace)


def test_an_outlet_that_copies_a_partys_text_is_the_partys_origin() -> None:
    told = [
        account("p", killed(9), by("atlas"), party="borea", origin="text", published="2031-05-01"),
        account("c", killed(9), by("atlas"), origin="text", published="2031-05-02"),
        account("a", killed(3), by("atlas")),
    ]
    assert graded(told)["atlas"].grade is Grade.WEAK


def test_different_actors_blamed_by_independent_origins_are_contested() -> None:
    found = graded([account("a", killed(3), by("atlas")), account("b", killed(3), by("borea"))])
    assert {s.grade for s in found.values()} == {Grade.CONTESTED}
    assert {s.strike_status for s in found.values()} == {StrikeStatus.CONTESTED}


def test_one_origin_that_names_two_actors_is_no_contest() -> None:
    found = graded([account("a", killed(3), by("atlas"), by("borea"))])
    assert {s.grade for s in found.values()} == {Grade.WEAK}


def test_members_of_one_coalition_are_no_rivals() -> None:
    found = graded([account("a", killed(3), by("north")), account("b", killed(3), by("south"))])
    assert {s.grade for s in found.values()} == {Grade.FAIR}


def test_the_registry_says_who_is_of_one_coalition_where_nobody_else_does() -> None:
    told = [account("a", killed(3), by("united_states")), account("b", killed(3), by("us_led_coalition"))]
    assert {s.grade for s in suggest(project(told), told)} == {Grade.FAIR}


def test_a_concession_confirms_its_own_actor_only() -> None:
    told = [account("a", killed(3), by("atlas"), by("borea")), account("b", killed(3), by("borea"))]
    found = graded(told, (Concession("atlas", Range(0, 0), Range(2, 2)),))
    assert found["atlas"].grade is Grade.CONFIRMED
    assert found["atlas"].role is Role.KNOWN
    assert found["borea"].grade is Grade.CONTESTED
    assert found["borea"].role is Role.SUSPECTED


def test_a_partner_concedes_for_its_coalition_and_not_for_another_partner() -> None:
    told = [account("a", killed(3), by("league")), account("b", killed(3), by("south"))]
    found = graded(told, (Concession("north", Range.exactly(1)),))
    assert found["league"].grade is Grade.CONFIRMED
    assert found["south"].grade is not Grade.CONFIRMED


def test_a_concession_in_the_partys_own_report_counts() -> None:
    told = [account("p", Claim(Kind.CONCESSION, 0, 1), by("atlas"), party="atlas")]
    found = graded(told)["atlas"]
    assert found.grade is Grade.CONFIRMED
    assert "p.1" in found.basis_claims


def test_a_concession_told_by_others_confirms_nothing() -> None:
    told = [account("a", killed(3), by("atlas"), Claim(Kind.CONCESSION, 0, 1, attributed_to="atlas"))]
    assert graded(told)["atlas"].grade is Grade.WEAK


def test_a_concession_where_nobody_else_reports_is_still_an_attribution() -> None:
    found = graded([account("a", killed(3))], (Concession("atlas", Range.exactly(3)),))
    assert found["atlas"].grade is Grade.CONFIRMED


def test_a_majority_of_origins_that_tell_of_combatants_only_discounts() -> None:
    fighters = killed(4, status=Status.BELLIGERENT)
    told = [account("a", killed(3), by("atlas")), *(account(n, fighters, by("atlas")) for n in "bc")]
    found = graded(told)["atlas"]
    assert found.grade is Grade.DISCOUNTED
    assert any("2 of 3" in line for line in found.trace)
    assert "combatant" not in " ".join(found.trace)  # a legal finding: belligerents, as reported (rule 26)


def test_the_attackers_word_alone_discounts_nothing() -> None:
    fighters = killed(9, status=Status.BELLIGERENT)
    told = [account("a", killed(3), by("atlas"))]
    told += [account(f"p{n}", fighters, by("atlas"), party="atlas") for n in range(3)]
    found = graded(told)["atlas"]
    assert found.grade is Grade.WEAK
    assert any("moves nothing" in line for line in found.trace)


def test_a_denial_changes_no_grade() -> None:
    told = [account("a", killed(3), by("atlas")), account("b", killed(3), by("atlas"))]
    denied = [*told, account("p", Claim(Kind.DENIAL, 0, 1), party="atlas")]
    assert graded(denied)["atlas"].grade is graded(told)["atlas"].grade is Grade.FAIR


def test_without_harm_there_is_no_grade() -> None:
    found = graded([account("a", by("atlas")), account("b", by("atlas"))])["atlas"]
    assert found.grade is None
    assert found.would_change


def test_injury_is_harm() -> None:
    assert graded([account("a", injured(3), by("atlas"))])["atlas"].grade is Grade.WEAK


def test_where_nobody_is_named_the_actor_is_unknown() -> None:
    found = graded([account("a", killed(3)), account("b", killed(3), by("unknown"))])
    assert set(found) == {"unknown"}
    assert found["unknown"].grade is Grade.WEAK


def test_of_a_mine_the_actor_is_unknown_and_no_strike_is_spoken_of() -> None:
    mine = Claim(Kind.WEAPON, 0, 1, value="mine_or_remnant")
    found = graded([account("a", killed(2), mine), account("b", killed(2), mine)])
    assert set(found) == {"unknown"}
    assert found["unknown"].strike_status is StrikeStatus.NOT_APPLICABLE


def test_the_trace_names_how_many_origins_and_which() -> None:
    found = graded([account("a", killed(3), by("atlas")), account("b", killed(4), by("atlas"))])["atlas"]
    assert any("2 independent origins (origin-a, origin-b)" in line for line in found.trace)
    assert all(line.count("\n") == 0 for line in found.trace)


claims = st.sampled_from([
    killed(3), killed(0), injured(2), killed(4, status=Status.BELLIGERENT), by("atlas"), by("borea"),
    by("north"), by("league"), Claim(Kind.DENIAL, 0, 1),
])  # fmt: skip


@st.composite
def cases(draw: st.DrawFn) -> list[JoinedAccount]:
    return [
        account(
            f"a{n}",
            *draw(st.lists(claims, max_size=4)),
            origin=draw(st.sampled_from(["", "o1", "o2"])),
            party=draw(st.sampled_from(["", "", "atlas", "borea"])),
        )
        for n in range(draw(st.integers(0, 5)))
    ]


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_accounts_does_not_matter(told: list[JoinedAccount], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(told)
    random.shuffle(shuffled)
    assert graded(shuffled) == graded(told)


@given(cases(), st.integers(1, 3))
def test_an_unknown_rival_contests_nothing(told: list[JoinedAccount], n: int) -> None:
    unsure = [account(f"u{i}", by("unknown")) for i in range(n)]
    before, after = graded(told), graded([*told, *unsure])
    assert {a: s.grade for a, s in after.items()} == {a: s.grade for a, s in before.items()}


@given(cases())
def test_a_concession_by_one_never_confirms_another(told: list[JoinedAccount]) -> None:
    found = graded(told, (Concession("atlas", Range.exactly(1)),))
    confirmed = {a for a, s in found.items() if s.grade is Grade.CONFIRMED}
    assert confirmed == {"atlas"}


@given(cases())
def test_only_named_actors_or_the_unknown_one_are_graded_each_once(told: list[JoinedAccount]) -> None:
    projection = project(told)
    found = suggest(projection, told, (), PARTNERS)
    assert [s.actor_id for s in found] == (sorted(projection.actors) or ["unknown"])
    ids = {i for a in told for i, _ in a.claims}
    for s in found:
        assert set(s.basis_claims) <= ids
        assert s.trace
        assert s.would_change


@given(cases(), st.sampled_from(["atlas", "borea"]))
def test_the_grade_of_one_actor_is_never_fair_on_less_than_two_origins(
    told: list[JoinedAccount], actor: str
) -> None:
    one_origin = [account(a.account_id, *(c for _, c in a.claims), origin="one") for a in told]
    found = graded(one_origin).get(actor)
    assert found is None or found.grade in (None, Grade.WEAK, Grade.DISCOUNTED)


@pytest.mark.parametrize("published", ["", "2031-05-01"])
def test_moments_of_publication_change_no_grade(published: str) -> None:
    told = [account(n, killed(3), by("atlas"), published=published) for n in "ab"]
    assert graded(told)["atlas"].grade is Grade.FAIR
