"""Zips are judged before anything of them is unpacked."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import FileRefused
from cairn.sources.packed import Limits, opened, unpacked

SMALL = Limits(members=4, one=2_000_000, all=3_000_000)


def packed(**members: bytes) -> io.BytesIO:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return kept


def refusal(data: io.BytesIO, limits: Limits = SMALL) -> str:
    with pytest.raises(FileRefused) as told:
        opened("a.zip", data, limits)
    return told.value.code


def noise(size: int) -> bytes:
    """Bytes that hardly pack."""
    return bytes((n * n * 31 + n // 7) % 251 for n in range(size))


def test_a_sound_zip_gives_its_members() -> None:
    zipped = opened("a.zip", packed(a=b"one", b=noise(5000)), SMALL)
    assert [unpacked("a.zip", zipped, m) for m in zipped.infolist()] == [b"one", noise(5000)]


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/a", "\\a", "C:/a", "c:a", "a\\..\\..\\b", "a/.."])
def test_a_path_that_leads_out_is_refused(name: str) -> None:
    assert refusal(packed(**{name: b"x"})) == "zip-leads-out"


@pytest.mark.parametrize("name", ["a..b", "..a/b", "a/b..html", "x:y"])
def test_a_path_with_points_in_a_name_is_none_of_them(name: str) -> None:
    if name[1:2] == ":":
        assert refusal(packed(**{name: b"x"})) == "zip-leads-out"
    else:
        assert opened("a.zip", packed(**{name: b"x"}), SMALL).namelist() == [name]


@pytest.mark.parametrize(
    "members",
    [
        {"a": b"\0" * 1_500_000},
        {"a": b"\0" * 2_500_000},
        dict.fromkeys("abcde", b"x"),
        {c: (b"%s" % c.encode()) * 900_000 for c in "abcd"},
    ],
    ids=["packed too well", "too large", "too many", "too large together"],
)
def test_what_would_unpack_to_too_much_is_refused(members: dict[str, bytes]) -> None:
    assert refusal(packed(**members)) == "zip-bomb"


def test_what_is_not_read_may_be_large() -> None:
    zipped = packed(film=b"\0" * 5_000_000, page=b"words")
    assert len(opened("a.zip", zipped, SMALL, read=lambda path: path == "page").infolist()) == 2


def test_members_that_share_their_bytes_are_refused() -> None:
    data = bytearray(packed(a=noise(3000), b=noise(3000)).getvalue())
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = (0).to_bytes(4, "little")
    assert refusal(io.BytesIO(bytes(data))) == "zip-bomb"


@given(st.integers(0, 400), st.binary(min_size=1, max_size=4))
def test_a_damaged_zip_is_read_or_refused_with_a_code(at: int, change: bytes) -> None:
    data = bytearray(packed(a=b"some words " * 20, b=noise(100)).getvalue())
    data[at : at + len(change)] = change
    try:
        zipped = opened("a.zip", io.BytesIO(bytes(data)), SMALL)
        for member in zipped.infolist():
            unpacked("a.zip", zipped, member)
    except FileRefused:
        return
