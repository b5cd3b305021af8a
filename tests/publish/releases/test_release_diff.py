"""How two releases differ, and that the difference of every sum is explained to the last person, at both ends."""

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from cairn.publish.releases.diff import ENDS, OUTCOMES, difference
from cairn.publish.releases.diff_words import as_object, as_rows, as_text
from publish.releases.sample_release import claim, content, graded_row, incident

OLD = content([incident("a", (1, 2)), incident("b", (5, 6))], [graded_row("a", "x", "fair"), graded_row("b", "x", "weak")],
              claims=[claim("k1", "r", "a")])  # fmt: skip
NEW = content(
    [incident("b", (4, 6)), incident("c", (3, None))], [graded_row("b", "x", "fair"), graded_row("c", "x", "confirmed")],
    claims=[claim("k2", "r", "c")], version="2.0",
)  # fmt: skip


def test_incidents_come_go_and_change():
    found = difference(OLD, NEW)
    assert [r["id"] for r in found.added] == ["c"]
    assert [r["id"] for r in found.withdrawn] == ["a"]
    assert [(c.id, c.field, c.before, c.after) for c in found.changed] == [("b", "killed_min", 5, 4)]


def test_grades_and_claims_are_told():
    found = difference(OLD, NEW)
    assert [(c.id, c.field, c.before, c.after) for c in found.grades] == [("b", "grade of x", "weak", "fair")]
    assert ([c["id"] for c in found.claims_added], [c["id"] for c in found.claims_gone]) == (["k2"], ["k1"])


def test_a_sum_is_explained_by_its_incidents():
    (likely,) = [s for s in difference(OLD, NEW).sums if s.bucket == "likely"]
    assert (likely.before["killed_min"], likely.after["killed_min"]) == (1, 7)
    told = {s.id: (s.why, s.change["killed_min"]) for s in likely.shares}
    assert told == {"a": ("withdrawn", -1), "b": ("entered", 4), "c": ("added", 3)}
    assert likely.closes


def test_words_json_and_rows_tell_the_same():
    found = difference(OLD, NEW)
    assert "killed, lowest: 1 -> 7 (+6)" in as_text(found)
    assert "Explained in full." in as_text(found)
    assert json.loads(json.dumps(as_object(found)))["closes"] is True
    rows = list(csv.DictReader(io.StringIO(as_rows(found).removeprefix("\ufeff"))))
    assert {
        "incident added",
        "incident gone",
        "incident changed",
        "grade changed",
        "sum",
        "part of a sum",
    } <= {r["what"] for r in rows}


def test_a_release_does_not_differ_from_itself():
    found = difference(OLD, OLD)
    assert not any(found.counts().values())
    assert found.sums == ()
    assert "They hold the same." in as_text(found)


ends = st.one_of(st.none(), st.integers(0, 20))


@st.composite
def drawn(draw):
    keys = draw(st.lists(st.sampled_from("abcdefg"), unique=True))
    rows = []
    for key in keys:
        low, high = draw(ends), draw(ends)
        if low is not None and high is not None and low > high:
            low, high = high, low
        parent = draw(st.sampled_from([None, *(k for k in keys if k < key)]))
        rows.append(incident(key, (low, high), parent_id=parent, injured_min=draw(ends), harm_reported=draw(
            st.sampled_from(["yes", "no", "unknown"]))))  # fmt: skip
    grades = st.sampled_from(["confirmed", "fair", "weak", "contested", "discounted"])
    return content(
        rows,
        [graded_row(k, actor, draw(grades)) for k in keys for actor in draw(st.sampled_from(["x", "xy"]))],
    )


@given(drawn(), drawn())
def test_every_difference_closes_at_both_ends(one, other):
    found = difference(one, other)
    assert all(s.closes for s in found.sums)
    sums = [{(s["actor_id"], s["bucket"]): s for s in c.tallies} for c in (one, other)]
    told = {(s.actor_id, s.bucket): s for s in found.sums}
    for key in sums[0].keys() | sums[1].keys():
        for what in OUTCOMES:
            for end in ENDS:
                was, now = (s.get(key, {}).get(what, {}).get(end, 0) for s in sums)
                shares = told[key].shares if key in told else ()
                assert now - was == sum(s.change[f"{what}_{end}"] for s in shares)
