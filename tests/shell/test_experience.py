"""What people set is learned from: precedents and track records, and a second run still changes nothing."""

from __future__ import annotations

from cairn.assess.precedents import ENOUGH
from cairn.shell.acts.project_incidents import project_incidents, silent
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.records.experience import OWN, experience, graded
from cairn.shell.records.models import Incident
from cairn.vocab.closed import Grade

NOOR = "Noor Example"


def test_a_new_record_has_what_ships_and_no_book_of_its_own(three):
    known = experience({})
    assert [bool(book.counts) for book in known.books] == [False, True]
    assert known.records == {}


def test_a_set_grade_becomes_a_case_and_a_line_in_the_record_of_its_sources(three):
    set_assessment(Decision("wire-1", NOOR, "three origins", grades={"russia": "fair"}))
    project_incidents(silent)
    known = experience({})
    own = known.books[0]
    assert own.whose == OWN
    assert set(graded().values()) == {Grade.FAIR}
    assert all(sum(grades.values()) < ENOUGH for grades in own.counts.values())
    assert all((r.told, r.stood) == (1, 1) for r in known.records.values())


def test_projecting_twice_changes_nothing_the_second_time(three):
    set_assessment(Decision("wire-1", NOOR, "three origins", grades={"russia": "contested"}))
    project_incidents(silent)
    assert project_incidents(silent) == 0
    assert Incident.objects.exists()
