"""The armed told inside a figure are taken out of its reading; the claims stay as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.civil import civilians
from cairn.extract.model import Claim, Reading
from cairn.extract.policies import POLICIES
from cairn.extract.read import extract
from cairn.extract.reading import read_account
from cairn.sources.report import Report
from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Basis, Group, Kind, Status


def _whole(start: int, end: int, low: int | None, high: int | None, status: Status = Status.UNKNOWN) -> Claim:
    return Claim(Kind.KILLED, start, end, low, high, status=status)


def _armed(start: int, end: int, people: int, *, basis: Basis = Basis.STATED) -> Claim:
    high = None if basis is Basis.VAGUE else people
    return Claim(
        Kind.KILLED, start, end, people, high, basis, group=Group.BELLIGERENTS, status=Status.BELLIGERENT
    )


def _read(text: str) -> Reading:
    return extract(Report(id="made-up", text=text), None, published=None).accounts[0].reading


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Six people were killed in the raid, including two militants.", Range(4, 4)),
        ("At least nine people, including three soldiers, were killed near Tell Ansur.", Range(6, None)),
        ("In Tell Ansur 26 people were killed: 18 fighters and 8 civilians.", Range(8, 8)),
        ("Six people and two militants were killed.", Range(6, 6)),
        ("Six civilians were killed in the raid, including two militants.", Range(6, 6)),
        ("Six people were killed in the raid, including several militants.", Range(6, 6)),
        ("قتل ستة أشخاص بينهم مقاتلان من الفصيل في غارة على البلدة", Range(4, 4)),
        ("استشهد أربعة أشخاص وجنديان في قصف على البلدة", Range(4, 4)),
    ],
)
def test_who_is_left_when_the_armed_are_taken_out(text: str, killed: Range) -> None:
    assert _read(text).killed == killed


def test_the_reading_points_at_the_figure_and_at_those_taken_out_of_it() -> None:
    text = "Six people were killed in the raid, including two militants."
    reading = _read(text)
    assert [text[a:b] for a, b in reading.killed_from] == ["Six people were killed", "two militants"]
    assert reading.injured_from == ()


def test_a_figure_told_again_without_its_parts_is_read_with_them() -> None:
    claims = [_whole(0, 10, 6, 6), _whole(300, 320, 6, 6), _armed(330, 340, 2)]
    assert read_account(claims).killed == Range(4, 4)


def test_parts_far_apart_that_make_up_the_whole_are_parts_of_it() -> None:
    claims = [_whole(0, 10, 5, 5), _armed(200, 220, 4), _whole(230, 240, 1, 1, Status.CIVILIAN)]
    assert read_account(claims).killed == Range(1, 1)


def test_the_armed_told_elsewhere_take_nobody_away() -> None:
    assert read_account([_whole(0, 10, 6, 6), _armed(200, 220, 2)]).killed == Range(6, 6)
    assert read_account([_armed(0, 10, 2), _whole(30, 40, 6, 6)]).killed == Range(6, 6)
    assert read_account(
        [_whole(0, 10, 9, 9), _whole(20, 30, 6, 6, Status.CIVILIAN), _armed(35, 45, 2)]
    ).killed == Range(9, 9)


def test_a_figure_all_of_whose_people_are_armed_is_no_figure_of_civilians() -> None:
    assert read_account([_whole(0, 40, 4, 4), _armed(10, 30, 4)]).killed == UNKNOWN
    assert read_account([_whole(0, 10, 4, 4), _armed(200, 230, 4)]).killed == UNKNOWN


def test_as_many_armed_are_others_where_the_account_tells_of_civilians_or_of_one() -> None:
    women = Claim(Kind.KILLED, 15, 20, 2, 2, group=Group.WOMEN)
    assert read_account([_whole(0, 10, 4, 4), women, _armed(200, 230, 4)]).killed == Range(4, 4)
    assert read_account([_whole(0, 10, 1, 1), _armed(200, 230, 1)]).killed == Range(1, 1)
    assert read_account([_armed(0, 10, 4), _whole(200, 230, 4, 4)]).killed == Range(4, 4)


def test_more_armed_than_there_are_people_are_no_part_of_them() -> None:
    assert read_account([_whole(0, 40, 4, 4), _armed(10, 30, 7)]).killed == Range(4, 4)


def test_contested_dead_leave_the_lowest_and_stay_in_the_highest() -> None:
    doubted = Claim(Kind.KILLED, 10, 30, 3, 3, status=Status.CONTESTED)
    assert read_account([_whole(0, 40, 5, 5), doubted]).killed == Range(2, 5)
    assert read_account([doubted]).killed == Range(0, 3)


_PARTS = st.builds(
    _armed, st.integers(0, 200), st.integers(201, 300), st.integers(1, 40), basis=st.sampled_from(Basis)
)


@given(st.integers(1, 40), st.lists(_PARTS, max_size=4), st.sampled_from(sorted(POLICIES)))
def test_taking_out_the_armed_never_raises_a_figure_nor_goes_below_nought(
    people: int, armed: list[Claim], policy: str
) -> None:
    killed = read_account([_whole(90, 120, people, people), *armed], policy=policy).killed
    assert killed == UNKNOWN or (killed.max is not None and 0 < killed.max <= people)


def test_many_figures_and_parts_are_looked_at_once_each() -> None:
    compared = 0

    class Counted(Claim):
        @property
        def figure(self) -> Range:
            nonlocal compared
            compared += 1
            return Range(self.min, self.max)

    wholes = [Counted(Kind.KILLED, n * 100, n * 100 + 5, min=6, max=6) for n in range(400)]
    armed = [
        Counted(Kind.KILLED, n * 100 + 10, n * 100 + 15, min=2, max=2, status=Status.BELLIGERENT)
        for n in range(400)
    ]
    found = civilians([*wholes, *armed], wholes, Kind.KILLED)
    assert {t.claim.min for t in found} == {4}
    assert compared < 20 * 400
