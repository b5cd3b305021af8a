"""An outcome has a history: later documents add to what they answer, in any order, and what stood is told of any day."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from cairn.shell.acts.add_official import add_official
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.release import withdraw
from cairn.shell.records import official
from cairn.shell.records.models import Act, OfficialEntry
from cairn.shell.records.moment import moment
from cairn.vocab.closed import Outcome
from conftest import jsonl, report

FIRST = (
    "On May 1, 2031, near Old Mill, Syria, via media report. No strikes were conducted in the area. 4410/PX77"
)
REOPENED = "4410/PX77, On May 1, 2031, near Old Mill, Syria. The assessment was reopened."
CONCEDED = "On May 1, 2031, near Old Mill, Syria. A strike unintentionally killed three civilians. 4410/PX77"
RELEASES = {"2031-06-01.txt": FIRST, "2032-02-01.txt": REOPENED, "2032-09-01.txt": CONCEDED}


def first_act():
    return moment(f"act {Act.objects.order_by('id').first().id}")


def release(ws, folder, name, text):
    path = folder / name
    path.write_text(text, "utf-8")
    return add_official(ws, path, party="coalition")


@pytest.mark.parametrize("order", list(permutations(RELEASES)))
def test_any_order_of_arrival_gives_the_same_history_by_day(ws, tmp_path, order):
    for name in order:
        release(ws, tmp_path, name, RELEASES[name])
    entry, = official.answered()  # fmt: skip
    assert [(str(s.day), s.outcome) for s in entry.history] == [
        ("2031-06-01", Outcome.NON_CREDIBLE), ("2032-02-01", Outcome.REOPENED), ("2032-09-01", Outcome.CREDIBLE),
    ]  # fmt: skip
    assert (entry.known_on(date(2032, 5, 1)).outcome, entry.known_on().killed.min) == (Outcome.REOPENED, 3)
    assert entry.lag_days() == 31


@pytest.mark.parametrize("order", list(permutations(("a 2031-06-01.txt", "b 2031-06-01.txt"))))
def test_any_order_of_arrival_gives_the_same_outcome_of_two_releases_of_one_day(ws, tmp_path, order):
    words = {"a 2031-06-01.txt": CONCEDED, "b 2031-06-01.txt": FIRST}
    for name in order:
        release(ws, tmp_path, name, words[name])
    entry, = official.answered()  # fmt: skip
    assert [s.document_id for s in entry.history] == sorted(s.document_id for s in entry.history)


def test_a_later_document_is_told_as_a_change_of_the_entry_it_answers(ws, tmp_path):
    release(ws, tmp_path, "2031-06-01.txt", FIRST)
    done = release(ws, tmp_path, "2032-09-01.txt", CONCEDED)
    (words,) = done.changed.values()
    assert "said 2032-09-01: credible, killed 3" in words
    assert done.new == 0


def test_an_earlier_act_still_shows_what_stood_then(ws, tmp_path):
    release(ws, tmp_path, "2031-06-01.txt", FIRST)
    then = first_act()
    release(ws, tmp_path, "2032-09-01.txt", CONCEDED)
    entry, = official.answered(then=then)  # fmt: skip
    assert [s.outcome for s in entry.history] == [Outcome.NON_CREDIBLE]
    assert official.answered(then=moment("2020-01-01")) == []


def test_entries_that_turn_out_to_be_one_become_one_and_the_other_no_longer_lives(ws, tmp_path):
    back = "On May 1, 2031, near Old Mill, Syria. The assessment was reopened."
    release(ws, tmp_path, "2032-02-01.txt", back)
    then = first_act()
    release(ws, tmp_path, "2031-06-01.txt", FIRST)
    entry, = official.answered()  # fmt: skip
    assert [s.outcome for s in entry.history] == [Outcome.NON_CREDIBLE, Outcome.REOPENED]
    assert len(official.answered(then=then)) == 1


def test_where_several_may_be_meant_nothing_is_joined_and_they_are_told(ws, tmp_path):
    two = f"1. {FIRST}\n\n2. {FIRST.replace('4410/PX77', '4411/PX78')}\n"
    release(ws, tmp_path, "2031-06-01.txt", two)
    done = release(
        ws, tmp_path, "2032-02-01.txt", "On May 1, 2031, near Old Mill, Syria. The assessment was reopened."
    )
    assert (done.new, len(official.answered())) == (1, 3)
    assert any("may answer" in line for line in done.told)
    assert any("may_answer" in row.value for row in OfficialEntry.objects.all())


def test_a_third_entry_of_the_day_and_place_takes_a_join_by_words_back(ws, tmp_path):
    release(ws, tmp_path, "2031-06-01.txt", FIRST)
    release(
        ws, tmp_path, "2032-02-01.txt", "On May 1, 2031, near Old Mill, Syria. The assessment was reopened."
    )
    assert len(official.answered()) == 1
    release(ws, tmp_path, "2031-06-02.txt", FIRST.replace("4410/PX77", "4411/PX78"))
    assert len(official.answered()) == 3


def test_a_sheets_row_of_the_same_id_and_a_later_document_adds_to_the_history(ws, tmp_path):
    for name, outcome, day in (("a", "non_credible", "2031-06-01"), ("b", "credible", "2032-06-01")):
        text = f"id,actor,outcome,published,place\ne-1,coalition,{outcome},{day},near Old Mill\n"
        (tmp_path / f"{name}.csv").write_text(text)
        add_official(ws, tmp_path / f"{name}.csv")
    entry, = official.answered()  # fmt: skip
    assert [s.outcome for s in entry.history] == [Outcome.NON_CREDIBLE, Outcome.CREDIBLE]


def test_a_withdrawn_report_takes_its_words_along_and_leaves_the_rest(ws, tmp_path):
    rows = [
        report(f"rel-{n}", text, publisher="Pact press", source_kind="official", party="us_led_coalition")
        for n, text in enumerate((FIRST, CONCEDED), 1)
    ]
    add_reports(ws, "r.jsonl", jsonl(*rows))
    release(ws, tmp_path, "2031-06-01.txt", FIRST)
    release(ws, tmp_path, "2032-09-01.txt", CONCEDED)
    withdraw("report", "rel-2", who="Noor Example", why="asked for")
    entry, = official.answered()  # fmt: skip
    assert [s.outcome for s in entry.history] == [Outcome.NON_CREDIBLE]
    withdraw("report", "rel-1", who="Noor Example", why="asked for")
    assert (official.answered(), official.documents()) == ([], [])
