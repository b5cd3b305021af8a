"""A sum otherwise: always over some of its incidents, or over all of them and more."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cairn.publish.receipts.sensitivity import Marks, Variant, is_vague_date, variants
from cairn.tally import tally
from cairn.tally.model import Definition, Row
from cairn.values import Range
from cairn.vocab.closed import Grade, State

ACTOR = "river"
WIDER = {"with_weak", "with_contested"}


def row(n: int, grade: Grade, low: int | None = 3, high: int | None = 5, **more: object) -> Row:
    grades = ((ACTOR, grade, State.RELEASED), *more.pop("beside", ()))  # type: ignore[misc]
    made: dict[str, object] = {
        "incident_id": f"i{n}",
        "code": f"X{n}",
        "grades": grades,
        "incident_grade": None,
        "country": "SY",
        "admin1_pcode": "",
        "place_names": (),
        "start": date(2017, 6, 7),
        "end": date(2017, 6, 7),
        "killed": Range(low, high),
        "harm_reported": "yes",
        "state": State.RELEASED,
    }
    return Row(**(made | more))  # type: ignore[arg-type]


def otherwise(
    rows: list[Row], marks: dict[str, Marks] | None = None, definition: Definition | None = None
) -> dict[str, Variant]:
    asked = definition or Definition(actors=(ACTOR,), basis="released")
    done = tally(rows, asked)
    found = variants({r.incident_id: r for r in rows}, done.members, asked, marks or {})
    return {v.key: v for v in found}


@st.composite
def records(draw: st.DrawFn) -> list[Row]:
    rows = []
    for n in range(draw(st.integers(0, 8))):
        low = draw(st.none() | st.integers(0, 20))
        high = draw(st.none() | st.integers(low or 0, 40))
        parent = draw(st.sampled_from(["", *(f"i{k}" for k in range(n))]))
        rows.append(row(n, draw(st.sampled_from(Grade)), low, high, parent_id=parent))
    return rows


@given(records(), st.dictionaries(st.sampled_from([f"i{n}" for n in range(8)]), st.builds(Marks)))
def test_every_variant_is_a_sum_over_fewer_or_over_all_and_more(rows, marks):
    found = otherwise(rows, marks)
    own = set(found["figure"].members)
    for key, variant in found.items():
        assert set(variant.members) >= own if key in WIDER else set(variant.members) <= own
        assert variant.change == len(variant.members) - len(own)


@given(records())
def test_a_grade_more_never_lowers_a_sum_and_an_incident_less_never_raises_it(rows):
    found = otherwise(rows)
    own = found["figure"].killed
    for key, variant in found.items():
        ends = [
            (variant.killed.min, own.min),
            (variant.killed.max_of_known, own.max_of_known),
        ]
        assert all(n >= m if key in WIDER else n <= m for n, m in ends)


@given(records())
def test_no_variant_counts_an_umbrella_record_and_its_part(rows):
    by_id = {r.incident_id: r for r in rows}
    for variant in otherwise(rows).values():
        for member in variant.members:
            parent = by_id[member].parent_id
            while parent:
                assert parent not in variant.members
                parent = by_id[parent].parent_id


@given(records())
def test_the_figure_among_them_is_the_tally_itself(rows):
    done = tally(rows, Definition(actors=(ACTOR,), basis="released"))
    figure = otherwise(rows)["figure"]
    assert (figure.members, figure.killed, figure.injured) == (done.members, done.killed, done.injured)


def test_confirmed_weak_and_contested_move_the_likely_figure_and_discounted_never_does():
    rows = [row(n, grade) for n, grade in enumerate(Grade)]
    found = otherwise(rows)
    assert {k: len(v.members) for k, v in found.items() if not k.startswith("without")} == {
        "confirmed": 1, "figure": 2, "with_weak": 3, "with_contested": 3,
    }  # fmt: skip


def test_a_sum_of_one_grade_has_no_ladder_of_grades():
    contested = Definition(actors=(ACTOR,), basis="released", grades=(Grade.CONTESTED,))
    found = otherwise([row(1, Grade.CONTESTED)], definition=contested)
    assert set(found) & {"confirmed", "with_weak", "with_contested"} == set()


def test_each_doubt_leaves_out_the_incidents_that_it_is_of():
    rows = [
        row(0, Grade.FAIR),
        row(1, Grade.FAIR, beside=(("pact", Grade.FAIR, State.RELEASED),)),
        row(2, Grade.FAIR, start=date(2017, 6, 1), end=date(2017, 6, 30)),
        row(3, Grade.FAIR),
        row(4, Grade.FAIR),
        row(5, Grade.FAIR),
    ]
    marks = {
        "i3": Marks(vague_place=True),
        "i4": Marks(single_origin=True),
        "i5": Marks(presumed=True),
    }
    found = otherwise(rows, marks)
    left = {k: set(found["figure"].members) - set(v.members) for k, v in found.items() if "without" in k}
    assert left == {
        "without_joint": {"i1"},
        "without_vague_date": {"i2"},
        "without_vague_place": {"i3"},
        "without_single_origin": {"i4"},
        "without_presumed": {"i5"},
    }


def test_a_date_is_uncertain_without_a_day_over_a_month_or_past_the_end_of_the_period():
    asked = Definition(to_day=date(2017, 6, 30))
    assert is_vague_date(row(1, Grade.FAIR, start=None, end=None), asked)
    assert is_vague_date(row(1, Grade.FAIR, start=date(2017, 2, 1), end=date(2017, 2, 28)), asked)
    assert is_vague_date(row(1, Grade.FAIR, start=date(2017, 6, 29), end=date(2017, 7, 1)), asked)
    assert not is_vague_date(row(1, Grade.FAIR, start=date(2017, 6, 29), end=date(2017, 6, 30)), asked)
