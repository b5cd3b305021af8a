"""Joining accounts to incidents: what meets, what stays apart, and whose word wins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cairn.errors import CairnError
from cairn.match import Assignment, Decided, Matched, Standing, match
from cairn.vocab.closed import AssignmentDecision
from match.invented import DAY, account, place

TELL_ANSUR = place("تل أنسور", 35.90, 36.70, name_en="Tell Ansur")
NAMESAKE = place("تل أنسور", 35.90, 36.745, name_en="Tell Ansur")  # about 4 km to the east
DULMAK = place("دلماك", 35.40, 36.10, name_en="Dulmak")


def joined(result: Matched) -> dict[str, str]:
    """Incident by account, for the joins that count."""
    return {
        a.account_id: a.incident_id for a in result.assignments if a.decision is AssignmentDecision.JOINED
    }


def of(result: Matched, account_id: str) -> list[Assignment]:
    return [a for a in result.assignments if a.account_id == account_id]


def standing(result: Matched) -> list[Standing]:
    members: dict[str, list[str]] = {}
    for key, incident in joined(result).items():
        members.setdefault(incident, []).append(key)
    return [Standing(incident, tuple(keys)) for incident, keys in members.items()]


def test_an_english_and_an_arabic_report_of_one_strike_join_through_place_date_and_numbers() -> None:
    english = account(
        "en", at=place("Tell Ansur", 35.901, 36.701), killed=5, injured=9, text="Five killed in the market"
    )
    arabic = account("ar", at=TELL_ANSUR, killed=5, injured=9, text="مقتل خمسة مدنيين في السوق")
    found = joined(match([english, arabic]))
    assert found["en"] == found["ar"]


def test_a_namesake_village_4_km_off_does_not_merge_when_numbers_and_names_differ() -> None:
    one = account("one", at=TELL_ANSUR, killed=5, victims=("Samir Odeh Nakkash",))
    other = account("other", at=NAMESAKE, killed=1, victims=("Huda Fares Zaydan",))
    found = joined(match([one, other]))
    assert found["one"] != found["other"]


def test_two_villages_on_one_day_are_two_incidents() -> None:
    found = joined(match([account("a", at=TELL_ANSUR, killed=2), account("b", at=DULMAK, killed=2)]))
    assert found["a"] != found["b"]


def test_an_account_without_harm_or_event_joins_nothing() -> None:
    result = match([account("quiet", harm=False), account("loud", at=DULMAK, killed=1)])
    assert of(result, "quiet") == []
    assert set(joined(result)) == {"loud"}


def test_cumulative_totals_join_nothing_unless_a_person_says_so() -> None:
    one = account("a", at=DULMAK, killed=3)
    total = account("t", at=DULMAK, harm=False, means=("airstrike",))
    total = replace(total, reading=replace(total.reading, cumulative_only=True))
    assert "t" not in joined(match([one, total]))
    incident = joined(match([one]))["a"]
    assert joined(match([one, total], decided=[Decided("t", incident, "yes")]))["t"] == incident


def test_a_strike_without_harm_at_a_known_place_is_an_incident() -> None:
    result = match([account("hospital", harm=False, at=DULMAK, means=("airstrike",))])
    assert len(result.new_incident_ids) == 1


def test_an_undated_and_unplaced_account_waits_with_its_best_candidates() -> None:
    told = account("told", at=DULMAK, killed=4, text="Four were killed beside the old mill of Dulmak")
    vague = account("vague", on=None, killed=4, text="Four were killed beside the old mill")
    result = match([told, vague])
    assert "vague" not in joined(result)
    assert {a.decision for a in of(result, "vague")} <= {AssignmentDecision.QUEUED}


def test_a_shared_victim_joins_what_date_and_place_cannot() -> None:
    name = "Samir Odeh Nakkash"
    told = account("told", at=DULMAK, killed=1, victims=(name,))
    vague = account("vague", on=None, killed=1, victims=(name,))
    found = joined(match([told, vague]))
    assert found["vague"] == found["told"]


def test_accounts_60_days_apart_never_join() -> None:
    late = DAY + timedelta(days=60)
    same = {
        "at": DULMAK,
        "killed": 4,
        "victims": ("Samir Odeh Nakkash",),
        "text": "the very same words " * 20,
    }
    found = joined(match([account("a", **same), account("b", on=late, **same)]))  # type: ignore[arg-type]
    assert found["a"] != found["b"]


def test_a_chain_of_days_does_not_stretch_an_incident_over_two_months() -> None:
    name = ("Samir Odeh Nakkash",)
    days = [DAY + timedelta(days=20 * n) for n in range(4)]
    found = joined(match([account(f"a{n}", on=d, at=DULMAK, victims=name) for n, d in enumerate(days)]))
    assert found["a0"] != found["a3"]


def test_a_new_incident_id_depends_on_its_first_account_only() -> None:
    alone = match([account("seed", at=DULMAK, killed=2)])
    later = account("later", on=DAY + timedelta(days=1), at=DULMAK, killed=2)
    assert match([later, account("seed", at=DULMAK, killed=2)]).new_incident_ids == alone.new_incident_ids


def test_running_again_on_its_own_result_changes_nothing() -> None:
    accounts = [
        account("a", at=DULMAK, killed=2),
        account("b", at=DULMAK, killed=2),
        account("c", at=TELL_ANSUR),
    ]
    first = match(accounts)
    again = match(accounts, standing(first))
    assert again.assignments == first.assignments
    assert again.new_incident_ids == ()


def test_what_stands_keeps_its_members_and_takes_in_what_is_new() -> None:
    old = [account("a", at=DULMAK, killed=2), account("b", at=TELL_ANSUR, killed=7)]
    kept = [Standing("incident-1", ("a", "b"))]  # joined by hand long ago, however unlike
    new = account("c", at=TELL_ANSUR, killed=7)
    found = joined(match([*old, new], kept))
    assert found["a"] == found["b"] == "incident-1"


def test_two_standing_incidents_are_never_merged() -> None:
    alike = [account("a", at=DULMAK, killed=2), account("b", at=DULMAK, killed=2)]
    found = joined(match(alike, [Standing("one", ("a",)), Standing("two", ("b",))]))
    assert found == {"a": "one", "b": "two"}


def test_a_persons_no_takes_an_account_out_and_it_founds_its_own() -> None:
    alike = [account("a", at=DULMAK, killed=2), account("b", at=DULMAK, killed=2)]
    incident = joined(match(alike))["a"]
    for stands in ([], [Standing(incident, ("a", "b"))]):
        result = match(alike, stands, [Decided("b", incident, "no")])
        assert joined(result)["a"] == incident
        assert joined(result)["b"] != incident
        assert [a.decision for a in of(result, "b") if a.incident_id == incident] == [
            AssignmentDecision.REJECTED
        ]


def test_the_account_that_seeds_an_incident_may_be_barred_from_it() -> None:
    alike = [account("a", at=DULMAK, killed=2), account("b", at=DULMAK, killed=2)]
    first = match(alike)
    (incident,) = first.new_incident_ids
    result = match(alike, standing(first), [Decided("a", incident, "no")])
    assert joined(result)["b"] == incident
    assert joined(result)["a"] != incident


def test_a_persons_yes_joins_what_shares_nothing() -> None:
    result = match(
        [account("a", at=DULMAK, killed=2), account("far", on=date(2030, 1, 1), at=TELL_ANSUR, harm=False)],
        [Standing("incident-1", ("a",))],
        [Decided("far", "incident-1", "yes")],
    )
    (row,) = of(result, "far")
    assert (row.incident_id, row.probability, row.decision, row.decided_by) == (
        "incident-1", 1.0, AssignmentDecision.JOINED, "person",
    )  # fmt: skip


def test_unsure_waits_in_the_queue_and_founds_nothing() -> None:
    alike = [account("a", at=DULMAK, killed=2), account("b", at=DULMAK, killed=2)]
    result = match(alike, [Standing("incident-1", ("a",))], [Decided("b", "incident-1", "unsure")])
    assert "b" not in joined(result)
    assert [a.decision for a in of(result, "b")] == [AssignmentDecision.QUEUED]


def test_an_answer_outside_the_three_is_refused() -> None:
    with pytest.raises(CairnError, match="yes, no or unsure"):
        match([account("a")], decided=[Decided("a", "x", "maybe")])


def test_each_join_gives_its_reason_in_one_sentence_with_both_values() -> None:
    result = match([account("a", at=DULMAK, killed=6), account("b", at=DULMAK, killed=6)])
    row = of(result, "b")[0]
    assert "Dulmak" in row.why
    assert row.why.endswith(".")
    assert {f.name for f in row.features} >= {"date_told_same"}
    assert all(f.sentence and f.weight for f in row.features)


def test_one_report_that_tells_of_two_events_makes_two_incidents() -> None:
    digest = [
        account("d1", report="digest", at=DULMAK, killed=2, text="Two killed in Dulmak"),
        account("d2", report="digest", at=TELL_ANSUR, killed=3, text="Three killed in Tell Ansur"),
    ]
    assert len(match(digest).new_incident_ids) == 2


def test_nothing_gives_nothing() -> None:
    assert match([]) == Matched((), {}, {}, ())
