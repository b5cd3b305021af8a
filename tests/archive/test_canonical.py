"""One byte string per value, and commitments that say nothing without their salt."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.archive import canonical, commitment

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(plain)
def test_canonical_bytes_read_back_as_the_value(value):
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(st.text(), st.integers(0, 9), min_size=2))
def test_the_order_of_keys_does_not_matter(value):
    assert canonical(value) == canonical(dict(reversed(list(value.items()))))


def test_keys_sort_by_utf16_units_as_rfc_8785_demands():
    assert canonical({"\U0001f600": 1, "\ufb33": 2}) == '{"\U0001f600":1,"\ufb33":2}'.encode()


@pytest.mark.parametrize("value", [1.5, {"a": [0.1]}, {1: "a"}, {"a": object()}, b"bytes"])
def test_it_refuses_what_has_no_single_spelling(value):
    with pytest.raises(TypeError):
        canonical(value)


def test_a_commitment_needs_a_salt_of_sixteen_bytes():
    with pytest.raises(ValueError, match="16 bytes"):
        commitment(b"short", "x")


def test_the_same_value_under_two_salts_shows_two_commitments():
    assert commitment(b"a" * 32, "Noor") != commitment(b"b" * 32, "Noor")
