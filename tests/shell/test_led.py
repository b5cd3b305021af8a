"""An incident that a later run left without an account leads to where most of its accounts are now."""

import pytest

from cairn.shell.acts.act import recorded
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.run import run
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.records import find
from cairn.shell.records.led import dissolved, follow
from cairn.shell.records.models import AssignmentRow
from conftest import jsonl, report, silent


@pytest.fixture
def mines(three):
    """Two incidents of one account each, apart by a year and by count."""
    rows = [
        report(f"m-{n}", f"{n + 1} people were killed by a mine in Kafr Nabl on 2 June 202{n}.")
        for n in (0, 1)
    ]
    add_reports(three, "m.jsonl", jsonl(*rows))
    run(three, silent, preview=False)
    return find.incident("m-0"), find.incident("m-1")


def take_to(to, *, live=True):
    """The account of m-0 as a later run would move it; not live: it is nowhere any more."""
    with recorded("run"):
        (row,) = AssignmentRow.objects.filter(account_id="m-0#1", decision="joined", live=True)
        row.live = False
        row.save()
        row.pk, row._state.adding, row.incident, row.live = None, True, to, live
        row.save()


def test_an_incident_whose_accounts_went_elsewhere_leads_there(mines):
    first, second = mines
    assert dissolved() == {}
    take_to(second)
    assert dissolved() == {str(first.id): str(second.id)}
    assert (follow(first), follow(second)) == (second, second)


def test_an_incident_that_a_person_spoke_of_stays_though_it_has_no_account(mines):
    first, second = mines
    set_assessment(Decision("m-0", "Noor Example", "checked", fields={"killed_min": 1, "killed_max": 1}))
    take_to(second)
    assert dissolved() == {}
    assert follow(first) == first


def test_an_incident_whose_accounts_are_nowhere_now_leads_nowhere(mines):
    first, second = mines
    take_to(second, live=False)
    assert dissolved() == {}
    assert follow(first) == first
