"""Text files are judged piece by piece: where a byte is wrong is said, however the pieces fall."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import FileRefused
from cairn.sources import lines
from cairn.sources.lines import check_lines


def refused(*parts: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as told:
        check_lines("a.csv", parts)
    return told.value


def test_a_broken_byte_is_told_by_its_line_and_its_place() -> None:
    told = refused("id,text\nr1,مرحبا\nr2,caf".encode() + b"\xe9 noir\n")
    assert (told.code, told.row) == ("file-not-utf8", 3)
    assert "byte 7 of line 3 (byte 29 of the file) is 0xE9" in told.message


@given(st.integers(0, 40), st.integers(0, 40))
def test_the_place_of_a_broken_byte_does_not_hang_on_how_the_pieces_fall(first: int, second: int) -> None:
    data = "id,text\nr1,مرحبا\nr2,caf".encode() + b"\xe9 noir\n"
    a, b = sorted((first, second))
    assert refused(data[:a], data[a:b], data[b:]).message == refused(data).message


def test_a_letter_broken_off_at_the_end_is_told() -> None:
    assert refused("r1,م".encode()[:-1]).code == "file-not-utf8"


def test_utf_16_is_told_as_such() -> None:
    assert "UTF-16" in refused("id,text".encode("utf-16")).message


def test_a_line_that_never_ends_is_refused_before_it_is_taken_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 100)
    taken = []

    def endless():  # type: ignore[no-untyped-def]
        yield b"id,text\n"
        while True:
            taken.append(1)
            yield b"x" * 10

    with pytest.raises(FileRefused) as told:
        check_lines("a.csv", endless())
    assert (told.value.code, told.value.row, len(taken)) == ("file-line-too-long", 2, 11)


def test_a_file_without_an_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LARGEST_FILE", 1000)
    assert refused(*[b"a line\n"] * 1000).code == "file-too-large"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf\n"])
def test_a_file_of_nothing_but_blanks_is_empty(data: bytes) -> None:
    assert refused(data).code == "file-empty"


@pytest.mark.parametrize("data", [b"one line", b"one line\r", b"a\rb\nc", "é\r\nü\n".encode()])
def test_what_reads_as_lines_goes_through(data: bytes) -> None:
    check_lines("a.csv", [data])


@given(st.binary(max_size=60), st.integers(1, 7))
def test_any_bytes_pass_or_are_refused_the_same_whole_or_in_pieces(data: bytes, size: int) -> None:
    def said(parts: list[bytes]) -> str:
        with suppress(FileRefused):
            check_lines("a", parts)
            return ""
        with pytest.raises(FileRefused) as told:
            check_lines("a", parts)
        return str(told.value)

    assert said([data]) == said([data[i : i + size] for i in range(0, len(data), size)])
