"""What waits is counted by month of arrival, and what was taken out is counted and not told."""

from cairn.publish.allow import public
from cairn.shell.acts.release import release, withdraw
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.acts.undo import undo
from cairn.shell.export.record import site_record
from shell.desk import LINA, NOOR, SAM, code


def waits(ws, basis="released"):
    """(arrived, released, waiting, suggested, set) of all months together, of the last month for what waits."""
    rows = site_record(ws, basis=basis).backlog
    months = [row["month"] for row in rows]
    assert months == sorted(set(months))
    total = {k: sum(r[k] for r in rows) for k in ("arrived", "released", "suggested", "set")}
    return total | {"waiting": rows[-1]["waiting"] if rows else 0}


def set_it():
    return set_assessment(Decision("wire-1", NOOR, "two origins", grades={"russia": "weak"}))


def test_an_allegation_waits_until_a_second_person_releases_it(three):
    before = waits(three)
    assert before["waiting"] == before["suggested"] == before["arrived"] > 0
    set_it()
    assert waits(three) == before | {"suggested": before["suggested"] - 1, "set": 1}
    done = release("wire-1", who=SAM, why="checked")
    after = before | {"released": 1, "suggested": before["suggested"] - 1, "waiting": before["waiting"] - 1}
    assert waits(three) == after
    undo(three, done.act_id, who=SAM, why="too early")
    assert waits(three) == before | {"suggested": before["suggested"] - 1, "set": 1}


def test_what_waits_by_month_is_what_awaits_in_one_count(three):
    set_it()
    release("wire-1", who=SAM, why="checked")
    record = public(site_record(three, basis="released"))
    assert sum(r["suggested"] + r["set"] for r in record.backlog) == record.awaiting
    assert waits(three, "best") == waits(three)


def test_the_withdrawal_of_an_allegation_that_nobody_released_is_told_to_nobody(three):
    name = code()
    before = waits(three)
    withdraw("incident", name, who=LINA, why="a hoax")
    whole = site_record(three, basis="released")
    assert [t["was_public"] for t in whole.tombstones] == [False]
    assert not public(whole).tombstones
    assert waits(three)["waiting"] == before["waiting"] - 1


def test_the_withdrawal_of_a_released_incident_leaves_its_code_and_day(three):
    set_it()
    release("wire-1", who=SAM, why="checked")
    name = code()
    withdraw("incident", name, who=LINA, why="SECRETWHY")
    (stone,) = public(site_record(three, basis="released")).tombstones
    assert name in stone["codes"]
    assert set(stone) == {"id", "codes", "at"}


def test_names_that_were_taken_out_are_a_count(three):
    assert site_record(three, basis="released").taken_out == []
    withdraw("name", "Somebody Invented", who=LINA, why="the family asks")
    withdraw("name", "Somebody Else", who=LINA, why="the family asks")
    record = public(site_record(three, basis="released"))
    assert record.taken_out == [{"kind": "name", "count": 2}]
    assert "Somebody" not in repr([record.taken_out, record.tombstones])
