"""Between rows and core values: there and back is the same."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cairn.assess.model import Suggestion
from cairn.extract.model import Claim, PlaceRead, Reading
from cairn.incident.model import Figures, Projection
from cairn.shell.records import convert
from cairn.values import DateSpan, Point, Precision, Range
from cairn.vocab.closed import Basis, Event, Grade, Group, Kind, ReadingDecision, Role, Status, StrikeStatus

words = st.text(max_size=12)
names = st.lists(words, max_size=3).map(tuple)
counts = st.none() | st.integers(0, 500)
ranges = st.tuples(counts, counts).map(lambda p: Range(*sorted(p)) if None not in p else Range(*p))
days = st.dates(date(2011, 1, 1), date(2030, 1, 1))
spans = st.tuples(days, days).map(lambda p: DateSpan.between(*sorted(p)))
points = st.builds(
    Point, st.floats(-90, 90), st.floats(-180, 180), st.integers(0, 99_999), st.sampled_from(Precision)
)
places = st.builds(
    PlaceRead, words, words, words, words, words, words, words, st.none() | points, names, words,
    st.integers(0, 99), st.integers(0, 99),
)  # fmt: skip
readings = st.builds(
    Reading, ranges, ranges, st.sampled_from(Status), st.none() | spans, words, words, st.none() | places, names,
    names, names, names, st.booleans(), st.floats(0, 1), st.sampled_from(ReadingDecision), st.booleans(), words,
)  # fmt: skip
claims = st.builds(
    Claim, st.sampled_from(Kind), st.integers(0, 99), st.integers(0, 99), counts, counts, st.sampled_from(Basis),
    st.sampled_from(Group), st.sampled_from(Status), st.sampled_from(Event), words, words, words, st.floats(0, 1), words,
    words, words,
)  # fmt: skip
keyed = st.dictionaries(words, names, max_size=3)
projections = st.builds(
    Projection, st.none() | spans, st.none() | places, st.builds(Figures, *[ranges] * 6), words, names, names, names,
    keyed, names, st.integers(0, 99), keyed, st.dictionaries(words, words, max_size=3),
    st.dictionaries(words, ranges, max_size=3), names,
)  # fmt: skip
suggestions = st.builds(
    Suggestion, words, st.sampled_from(Role), st.none() | st.sampled_from(Grade), st.sampled_from(StrikeStatus),
    names, words, names, st.none() | st.sampled_from(Grade), st.integers(0, 99), words,
)  # fmt: skip


def stored(value):
    """As a database keeps JSON."""
    return json.loads(json.dumps(value))


@given(readings)
def test_a_reading_comes_back(reading):
    assert convert.reading_of(stored(convert.reading_json(reading))) == reading


@given(projections)
def test_a_projection_comes_back(projection):
    assert convert.projection_of(stored(convert.projection_json(projection))) == projection


@given(suggestions)
def test_a_suggestion_comes_back(suggestion):
    assert convert.suggestion_of(stored(convert.suggestion_json(suggestion))) == suggestion


@given(claims)
def test_a_claim_comes_back_from_its_row(claim):
    assert convert.claim_of(convert.claim_row(claim, "a#1", "0" * 64, "x/1")) == claim


def test_a_reading_kept_before_sums_were_marked_is_no_sum():
    kept = convert.reading_json(Reading(cumulative_only=True))
    assert convert.reading_of(kept).cumulative_only
    del kept["cumulative_only"]
    assert not convert.reading_of(kept).cumulative_only
