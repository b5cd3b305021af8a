"""Records of acts and seals over rows: what they commit to, and that nothing can be slipped past them."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from cairn.archive import PARTS, act_record, canonical, commitment, part_salt
from cairn.archive.seal import Line, read_lines, row_bytes, row_hash, rows_part, seal_lines

SALT = bytes(range(32))
PARTS_OF_ONE = {"person": "Noor Example", "why": "seen", "detail": {"a": 1}, "rows": []}

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(plain)
def test_canonical_bytes_are_those_of_rfc_8785(value):
    assert canonical(value) == rfc8785.dumps(value)


def test_keys_beyond_the_basic_plane_are_sorted_by_their_utf_16_units():
    value = {"\ufb01": 1, "\U0001f600": 2, "a": 3}
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [2**53, -(2**53), [2**60]])
def test_a_number_that_readers_would_round_is_refused(value):
    with pytest.raises(ValueError, match="too large"):
        canonical(value)


def test_half_a_surrogate_pair_is_refused():
    with pytest.raises(ValueError, match="surrogate"):
        canonical("\ud800")


def test_a_record_names_nobody_and_says_nothing_of_what_was_done():
    record = act_record(seq=4, kind="release", at="2025-05-09T08:00:00+00:00", parts=PARTS_OF_ONE, salt=SALT)
    assert b"Noor" not in record
    assert set(json.loads(record)) == {"v", "seq", "kind", "at", *PARTS}


def test_one_part_can_be_opened_and_the_others_stay_shut():
    record = json.loads(act_record(seq=0, kind="x", at="t", parts=PARTS_OF_ONE, salt=SALT))
    own = part_salt(SALT, "detail")
    assert commitment(own, {"a": 1}) == record["detail"]
    guessed = {commitment(own, "Noor Example"), hashlib.sha256(own + b'"Noor Example"').hexdigest()}
    assert record["person"] not in guessed


@pytest.mark.parametrize("part", PARTS)
def test_a_record_commits_to_each_of_its_parts(part):
    one = act_record(seq=0, kind="x", at="t", parts=PARTS_OF_ONE, salt=SALT)
    assert act_record(seq=0, kind="x", at="t", parts={**PARTS_OF_ONE, part: "other"}, salt=SALT) != one


def test_a_record_without_one_of_its_parts_is_refused():
    with pytest.raises(KeyError):
        act_record(seq=0, kind="x", at="t", parts={"person": ""}, salt=SALT)


def test_a_salt_that_could_be_guessed_is_refused():
    with pytest.raises(ValueError, match="16 bytes"):
        part_salt(b"short", "why")


def test_a_row_is_hashed_the_same_whatever_its_moments_and_ids_are_made_of():
    row = (
        datetime(2025, 5, 8, 12, tzinfo=UTC),
        date(2025, 5, 8),
        UUID(int=5),
        b"\x01",
        {"b": 1.5, "a": None},
    )
    assert row_bytes(row) == (
        b'["2025-05-08T12:00:00+00:00","2025-05-08","00000000-0000-0000-0000-000000000005","01",{"a":null,"b":1.5}]'
    )


def test_what_no_row_can_hold_is_refused():
    with pytest.raises(TypeError, match="cannot hold"):
        row_hash([object()])


lines = st.lists(
    st.builds(
        Line, st.just("a" * 64), st.sampled_from(["-", "b" * 64]), st.text(st.characters(codec="utf-8"))
    ),
    max_size=6,
    unique_by=lambda line: line.key,
).filter(lambda found: not any("\n" in line.key for line in found))


@given(lines)
def test_the_lines_of_a_seal_are_read_back_as_written(found):
    assert read_lines(seal_lines(found)) == {line.key: line for line in found}


def test_two_rows_under_one_key_are_refused():
    with pytest.raises(ValueError, match="twice"):
        seal_lines([Line("a" * 64, "-", "k"), Line("b" * 64, "-", "k")])


def test_a_key_over_two_lines_is_refused():
    with pytest.raises(ValueError, match="one line"):
        seal_lines([Line("a" * 64, "-", "k\nother")])


def test_what_is_no_seal_is_refused():
    with pytest.raises(ValueError, match="no lines"):
        read_lines("short - k\n")


def test_the_rows_of_an_act_are_named_by_table_count_and_digest():
    digest = hashlib.sha256(b"x\n").hexdigest()
    assert rows_part([("b", 1, "x\n"), ("a", 0, "")])[1] == ["b", 1, digest]
