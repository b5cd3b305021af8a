"""An act against its record: what was changed is named, and what was not gives no finding."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.archive import act_record, canonical, sha256_hex
from cairn.archive.check import OpenedAct, check_act, told
from cairn.archive.encode import one_line
from cairn.archive.findings import KEPT, Finding, Findings
from cairn.archive.seal import rows_part

AT = "2026-03-01T10:00:00+00:00"
TABLES = [("claimrow", 2, "a line\nanother\n")]


def act(**changed):
    made = {
        "seq": 7, "kind": "release", "at": AT, "person": "Noor Example", "why": "checked",
        "detail": {"version": 2}, "tables": TABLES, "salt": b"s" * 32,
    }  # fmt: skip
    parts = {k: made[k] for k in ("person", "why", "detail")} | {"rows": rows_part(TABLES)}
    record = act_record(seq=7, kind="release", at=AT, parts=parts, salt=b"s" * 32)
    return OpenedAct(**{**made, "record": record, "sha256": sha256_hex(record), **changed})


def codes(opened, before=""):
    return [f.code for f in check_act(opened, before)]


def test_an_act_that_nobody_touched_gives_no_finding():
    assert codes(act(), AT) == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"person": "Sam Example"}, "who did it"),
        ({"why": "seen"}, "the reason given"),
        ({"detail": {"version": 3}}, "what was done"),
        ({"tables": []}, "which rows it wrote"),
        ({"kind": "undo"}, "what kind of act it was"),
        ({"at": "2026-02-01T10:00:00+00:00"}, "when it was done"),
    ],
)
def test_what_was_changed_is_named(changed, named):
    (found,) = check_act(act(**changed), "")
    assert found.code == "act-edited"
    assert found.what.endswith(f"{named}.")
    assert (found.seq, found.key) == (7, "act 7")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"salt": b"t" * 32}, "act-edited"),
        ({"salt": b""}, "act-edited"),
        ({"detail": {"share": 0.5}}, "act-edited"),
        ({"sha256": "0" * 64}, "act-edited"),
        ({"seq": 8}, "act-out-of-place"),
        ({"record": b"{}"}, "act-unreadable"),
        ({"record": b"\xff"}, "act-unreadable"),
    ],
)
def test_other_faults_of_an_act_have_their_codes(changed, code):
    assert codes(act(**changed)) == [code]


def test_an_act_dated_before_the_one_before_it_is_backdated():
    assert codes(act(), "2026-03-01T10:00:01+00:00") == ["act-backdated"]


def test_a_record_in_another_spelling_is_none():
    with pytest.raises(ValueError, match="one spelling"):
        told(json.dumps(json.loads(act().record)).encode())


@given(kind=st.text(), at=st.text(), seq=st.integers(0, 2**53 - 1))
def test_a_record_is_spelled_as_canonical_json_is(kind, at, seq):
    parts = {"person": "", "why": "", "detail": {}, "rows": []}
    try:
        record = act_record(seq=seq, kind=kind, at=at, parts=parts, salt=b"s" * 32)
    except UnicodeEncodeError:
        return
    assert canonical(json.loads(record)) == record


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_the_encoder_made_once_writes_what_the_standard_one_writes(value):
    usual = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert one_line()(value) == usual


def test_findings_are_all_counted_and_the_first_are_kept():
    found, more = Findings(), Findings()
    for seq in range(KEPT, 0, -1):
        found.add(Finding("row-edited", "x", seq=seq + 5))
    more.add(Finding("row-edited", "x", seq=3))
    more.add(Finding("object-missing", "x"))
    found.take(more)
    assert found.counts == {"row-edited": KEPT + 1, "object-missing": 1}
    assert len(found.kept) == KEPT + 1
    assert found.first_seq == 3
    assert [f.code for f in found.sorted()][-1] == "object-missing"


def test_a_finding_that_nobody_described_cannot_be_told():
    with pytest.raises(KeyError):
        Findings().add(Finding("no-such-code", "x"))
