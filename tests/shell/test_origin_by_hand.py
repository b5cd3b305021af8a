"""A person splits and joins origins; what counts by origin moves with it, and undo takes it back."""

import pytest

from cairn.errors import NotAllowed
from cairn.shell.acts.origin_by_hand import origin_by_hand
from cairn.shell.acts.run import run
from cairn.shell.acts.undo import undo
from cairn.shell.export.incidents import Incidents
from cairn.shell.records.models import AccountRow, Judgement

NOOR, SAM = "Noor Example", "Sam Example"


def accounts():
    return list(AccountRow.objects.filter(live=True).order_by("id").values_list("id", flat=True))


def origins():
    return next(iter(Incidents().incidents()))["origins"]


def test_two_sources_said_to_be_one_count_once_until_it_is_taken_back(three):
    one, two = accounts()[:2]
    before = origins()
    judged = origin_by_hand(three, one, two, "same", who=NOOR, why="one stringer wrote both")
    assert (judged.kind, judged.value) == ("origin", {"answer": "same"})
    assert origins() == before - 1
    run(three, lambda *_: None, preview=False)
    assert origins() == before - 1
    undo(three, judged.act_id, who=SAM, why="two stringers")
    assert origins() == before


def test_the_same_answer_twice_is_once(three):
    one, two = accounts()[:2]
    first = origin_by_hand(three, one, two, "same", who=NOOR, why="heard it")
    assert origin_by_hand(three, two, one, "same", who=NOOR, why="again") == first
    assert Judgement.objects.filter(kind="origin").count() == 1


@pytest.mark.parametrize(("answer", "code"), [("perhaps", "origin-answer"), ("same", "origin-itself")])
def test_what_makes_no_sense_is_refused(three, answer, code):
    one = accounts()[0]
    with pytest.raises(NotAllowed) as refused:
        origin_by_hand(three, one, one, answer, who=NOOR, why="x")
    assert refused.value.code == code


def test_a_contradiction_is_refused_and_nothing_is_kept(three):
    one, two, third = accounts()[:3]
    origin_by_hand(three, one, two, "same", who=NOOR, why="x")
    origin_by_hand(three, two, third, "same", who=NOOR, why="x")
    with pytest.raises(NotAllowed) as refused:
        origin_by_hand(three, one, third, "apart", who=SAM, why="x")
    assert refused.value.code == "origin-contradiction"
    assert Judgement.objects.filter(kind="origin").count() == 2
