"""The record as it stood: figures, grades and members of a past moment, told from the acts alone."""

from __future__ import annotations

import json

import pytest

from cairn.errors import NotFound
from cairn.shell.acts.join_by_hand import join_by_hand
from cairn.shell.acts.release import release
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.acts.undo import undo
from cairn.shell.export.incidents import Incidents
from cairn.shell.records.models import AccountRow, Act, Judgement
from cairn.shell.records.moment import moment

NOOR, SAM = "Noor Example", "Sam Example"


def now(then=None, basis="best"):
    (row,) = Incidents(basis, then).incidents()
    return row["state"], row["killed_min"], row["killed_max"], row["reports"]


def last() -> str:
    return f"act {Act.objects.order_by('-id').first().id}"


def test_each_moment_is_shown_as_it_stood(three):
    seen = [(last(), now())]
    set_assessment(Decision("wire-1", NOOR, "three origins", fields={"killed_min": 2, "killed_max": 9}))
    seen.append((last(), now()))
    release("wire-1", who=SAM, why="checked")
    seen.append((last(), now()))
    undo(three, Act.objects.order_by("-id").first().id, who=SAM, why="too early")
    seen.append((last(), now()))
    assert [state for _, (state, *_) in seen] == ["suggested", "set", "released", "set"]
    for asked, was in seen:
        assert now(moment(asked)) == was


def test_a_report_taken_out_is_still_in_at_the_moment_before(three):
    before, was = last(), now(basis="suggested")
    joined = AccountRow.objects.filter(live=True, assignments__decision="joined", assignments__live=True)
    join_by_hand(joined.order_by("id").first().id, "wire-1", "no", who=NOOR, why="another strike")
    assert now(basis="suggested")[3] == was[3] - 1
    assert now(moment(before), "suggested") == was


def test_before_the_first_act_there_was_nothing(three):
    assert list(Incidents(then=moment("2001-01-01")).incidents()) == []


def test_a_day_means_its_end(three):
    day = Act.objects.order_by("-id").first().at.date().isoformat()
    assert moment(day).act == Act.objects.order_by("-id").first().id


@pytest.mark.parametrize("asked", ["yesterday", "act 99999", "2031-13-45", ""])
def test_no_moment_is_refused_with_its_form(three, asked):
    with pytest.raises(NotFound, match="moment-unknown"):
        moment(asked)


def test_the_command_line_tells_what_was_known_then(three, cli):
    before = last()
    set_assessment(
        Decision("wire-1", NOOR, "x", fields={"killed_min": 70, "killed_max": 70}, grades={"russia": "fair"})
    )
    told = json.loads(cli("tally", "--grades", "all", "--as-of", before, "--json").output)
    assert told["killed"]["min"] < 70
    assert told["as_of"]
    rows = json.loads(cli("export", "incidents", "--as-of", before, "--json").output)["rows"]
    assert [r["state"] for r in rows] == ["suggested"]
    assert "suggested" in cli("explain", "wire-1", "--as-of", before).output.splitlines()[0]


def test_what_has_no_moments_says_so(three, cli):
    refused = cli("export", "claims", "--as-of", last())
    assert refused.exit_code == 1
    assert "as-of-of-table" in refused.output
    assert Judgement.objects.count() == 0
