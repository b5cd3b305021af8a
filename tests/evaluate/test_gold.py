"""Labels beside readings: what counts as the same figure, the same account, the same day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cairn.archive import sha256_hex
from cairn.errors import FileRefused
from cairn.extract.model import Account, Claim, Reading
from cairn.extract.reading import read_account
from cairn.shell.evaluate.calibration import calibration_error, reliability
from cairn.shell.evaluate.gold import gold_texts
from cairn.shell.evaluate.gold_match import as_read
from cairn.shell.evaluate.gold_measure import evaluate_readings, naive
from cairn.shell.evaluate.gold_scores import score_gold
from cairn.values import DateSpan
from cairn.vocab.closed import Basis, Event, Group, Kind, ReadingDecision, Status
from conftest import silent

TEXT = "Three civilians were killed in Kafr Dalia on 3 May.\nIn Tell Wadi, two men were injured on 4 May."
FIRST = TEXT.index("\n")
KILLED = {
    "start": 0, "end": 27, "kind": "killed", "min": 3, "max": 3, "basis": "stated", "group": "all",
    "status": "civilian", "event": "this",
}  # fmt: skip
INJURED = {
    **KILLED,
    "start": FIRST + 15,
    "end": FIRST + 35,
    "kind": "injured",
    "min": 2,
    "max": 2,
    "status": "unknown",
}


def account(start: int, end: int, claims: list, day: str, main: bool) -> dict:
    return {
        "start": start, "end": end, "main": main, "claims": claims, "place": None, "actors": [], "weapons": [],
        "date": {"start": 0, "end": 1, "from": day, "to": None, "part": None, "how": "stated"},
    }  # fmt: skip


def label(**changes) -> dict:
    return {
        "id": "t1", "set": "en", "side": "score", "language": "en", "platform": "web", "content": True,
        "sha256": sha256_hex(TEXT.encode()),
        "accounts": [
            account(0, FIRST, [KILLED], "2025-05-03", True),
            account(FIRST + 1, len(TEXT), [INJURED], "2025-05-04", False),
        ],
    } | changes  # fmt: skip


def text(**changes):
    found, left_out = gold_texts([label(**changes)], [{"id": "t1", "text": TEXT, "published": "2025-05-05"}])
    assert left_out == 0
    return found[0]


def claim(kind: Kind, start: int, low: int | None, high: int | None, **more) -> Claim:
    return Claim(kind, start, start + 5, min=low, max=high, confidence=0.9, **more)


def read_as(*claims: Claim, day: date | None = date(2025, 5, 3), end: int = len(TEXT)) -> tuple[Account, ...]:
    span = DateSpan.on(day) if day else None
    return (Account(1, True, 0, end, claims, read_account(claims, date=span, date_basis="stated")),)


def test_the_labels_themselves_score_full_marks():
    gold = text()
    score = score_gold([gold], as_read, method="self")
    assert score.claims.f1 == score.whole.f1 == score.status_f1 == score.date_within_1 == 1.0
    assert score.accounts is not None
    assert score.accounts.f1 == 1.0


def test_a_figure_that_is_not_in_the_text_costs_precision_and_one_left_out_recall():
    score = score_gold(
        [text()], lambda t: read_as(claim(Kind.KILLED, 0, 3, 3), claim(Kind.KILLED, 0, 4, 4)), method="m"
    )
    assert (score.claims.precision, score.claims.recall) == (0.5, 0.5)


def test_a_figure_told_twice_is_one():
    twice = (claim(Kind.KILLED, 0, 3, 3), claim(Kind.KILLED, 8, 3, 3), claim(Kind.INJURED, FIRST + 15, 2, 2))
    assert score_gold([text()], lambda t: read_as(*twice), method="m").claims.precision == 1.0


def test_a_figure_read_in_the_other_account_is_not_found():
    moved = claim(Kind.KILLED, FIRST + 5, 3, 3)
    assert score_gold([text()], lambda t: read_as(moved), method="m").claims.recall == 0.0


def test_a_figure_of_another_event_is_not_one_of_this():
    other = claim(Kind.KILLED, 0, 3, 3, event=Event.OTHER)
    assert score_gold([text()], lambda t: read_as(other), method="m").claims.precision == 0.0


def test_vague_words_fit_whatever_number_they_are_put_in():
    vague = {**KILLED, "min": 2, "max": None, "basis": "vague"}
    gold = text(accounts=[account(0, len(TEXT), [vague], "2025-05-03", True)])
    ours = claim(Kind.KILLED, 0, 3, None, basis=Basis.VAGUE)
    assert score_gold([gold], lambda t: read_as(ours), method="m").claims.f1 == 1.0


def test_a_part_without_a_number_is_vague_whatever_basis_its_whole_has():
    part = {**KILLED, "min": 2, "max": None, "basis": "stated", "group": "children"}
    gold = text(accounts=[account(0, len(TEXT), [part], "2025-05-03", True)])
    ours = claim(Kind.KILLED, 0, 2, None, basis=Basis.VAGUE, group=Group.CHILDREN)
    assert score_gold([gold], lambda t: read_as(ours), method="m").claims.f1 == 1.0


def test_vague_words_for_what_a_number_is_given_of_are_asked_of_nobody():
    vague = {**KILLED, "start": 30, "end": 35, "min": 2, "max": None, "basis": "vague"}
    gold = text(accounts=[account(0, len(TEXT), [KILLED, vague], "2025-05-03", True)])
    assert score_gold([gold], lambda t: read_as(claim(Kind.KILLED, 0, 3, 3)), method="m").claims.f1 == 1.0
    with_it = (claim(Kind.KILLED, 0, 3, 3), claim(Kind.KILLED, 9, 2, None, basis=Basis.VAGUE))
    assert score_gold([gold], lambda t: read_as(*with_it), method="m").claims.f1 == 1.0


def test_a_family_is_asked_of_nobody():
    family = {**KILLED, "min": None, "max": None, "basis": "vague"}
    gold = text(accounts=[account(0, len(TEXT), [family], "2025-05-03", True)])
    assert score_gold([gold], lambda t: read_as(), method="m").n_claims == 0


def test_the_wrong_status_is_a_fault_on_both_sides():
    wrong = claim(Kind.KILLED, 0, 3, 3, status=Status.CONTESTED)
    assert score_gold([text()], lambda t: read_as(wrong), method="m").status_f1 == 0.0


def test_an_armed_figure_is_one_however_its_group_is_told():
    armed = {**KILLED, "group": "belligerents", "status": "belligerent"}
    gold = text(accounts=[account(0, len(TEXT), [armed], "2025-05-03", True)])
    ours = claim(Kind.KILLED, 0, 3, 3, status=Status.BELLIGERENT, group=Group.ALL)
    assert score_gold([gold], lambda t: read_as(ours), method="m").claims.f1 == 1.0


@pytest.mark.parametrize(("day", "right"), [(2, 1.0), (4, 1.0), (6, 0.0)])
def test_a_day_counts_within_one_day(day: int, right: float):
    gold = text(accounts=[account(0, len(TEXT), [], "2025-05-03", True)])
    assert score_gold([gold], lambda t: read_as(day=date(2025, 5, day)), method="m").date_within_1 == right


def test_a_digest_read_as_one_account_has_every_pair_and_half_of_them_wrong():
    score = score_gold([text()], lambda t: read_as(), method="m")
    assert score.accounts is not None
    assert score.accounts.recall == 1.0
    assert score.accounts.precision < 0.6


def test_only_readings_with_a_figure_are_routed():
    silent_reading = (Account(1, True, 0, len(TEXT), (), Reading(decision=ReadingDecision.AUTO)),)
    score = score_gold([text()], lambda t: silent_reading, method="m")
    assert score.n_read == 0
    assert score.auto_share is None


def test_every_reading_of_a_main_account_is_routed_with_a_figure_or_without():
    gold = text(accounts=[account(0, len(TEXT), [], "2025-05-03", True)])
    auto = replace(read_account([]), decision=ReadingDecision.AUTO)
    score = score_gold([gold], lambda t: (Account(1, True, 0, len(TEXT), (), auto),), method="x")
    assert (score.n_read, score.n_main) == (0, 1)
    assert score.auto_share_main == score.auto_right_main == 1.0


def test_more_than_twenty_is_read_by_the_policy_as_ours_is():
    told = "More than 20 residents were killed in Kafr Dalia."
    row = {**KILLED, "end": 29, "min": 20, "max": None}
    (gold,), _ = gold_texts(
        [
            label(
                sha256=sha256_hex(told.encode()), accounts=[account(0, len(told), [row], "2025-05-03", True)]
            )
        ],
        [{"id": "t1", "text": told, "published": "2025-05-05"}],
    )
    assert as_read(gold)[0].reading.killed.min == 21


def test_a_text_that_changed_since_is_left_out():
    found, left_out = gold_texts([label()], [{"id": "t1", "text": TEXT + "!"}])
    assert (found, left_out) == ([], 1)


def test_a_label_in_another_form_is_refused_with_its_id():
    with pytest.raises(FileRefused) as told:
        gold_texts([label(accounts=[{"start": 0}])], [{"id": "t1", "text": TEXT}])
    assert (told.value.code, told.value.value) == ("evaluate-label", "t1")


def test_ours_beats_the_first_number_on_an_invented_text():
    scores = evaluate_readings([text()] * 10, None, silent)
    assert scores.of().claims.f1 > scores.of(method="first number").claims.f1


def test_the_baseline_reads_the_whole_text_as_one_account_on_the_day_it_came_out():
    (only,) = naive(text())
    assert (only.start, only.end) == (0, len(TEXT))
    assert only.reading.date == DateSpan.on(date(2025, 5, 5))


def test_a_second_reader_is_scored_on_the_texts_labelled_twice():
    scores = evaluate_readings([text()] * 10, None, silent, second=[text()])
    assert scores.of("labelled twice", "second reader").claims.f1 == 1.0


def test_a_confidence_that_is_kept_has_no_error_and_one_that_is_not_has():
    assert calibration_error([(0.5, True), (0.5, False)] * 10) == 0.0
    assert calibration_error([(0.9, False)] * 20) == pytest.approx(0.9)
    with pytest.raises(ValueError, match="no guesses"):
        calibration_error([])


def test_bins_hold_every_guess_once():
    bins = reliability([(n / 37, n % 2 == 0) for n in range(37)])
    assert sum(b.n for b in bins) == 37
    assert [b.confidence for b in bins] == sorted(b.confidence for b in bins)


def test_claims_of_a_label_keep_their_fields():
    (first, _) = text().accounts
    assert first.claims[0] == replace(first.claims[0], kind=Kind.KILLED, min=3, max=3, status=Status.CIVILIAN)
