"""No cell of a sheet that a reader opens begins a formula, in whatever way the program parts the cells."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.publish.formats import About, Table, bundle, encode
from cairn.publish.harmless import BOM, begins, harmless
from cairn.publish.sheet import as_csv
from cairn.publish.tables.fields import fields
from publish.formats.formulas import FORMULAS, HARMLESS

COLUMNS = fields("id | text | x", "n | number or null | x", "x | decimal or null | x", "t | text or null | x",
                 "l | list | x")  # fmt: skip

BLANK = ("Zs", "Zl", "Zp", "Cc")
UNSEEN = {"\u00ad", "\u061c", "\u180e", "\ufeff", *map(chr, range(0x2000, 0x2070))}


def table(texts: tuple[str, ...]) -> Table:
    return Table(
        "small", COLUMNS, [{"id": f"r{n}", "n": -n, "x": -0.5, "t": t, "l": [t]} for n, t in enumerate(texts)]
    )


def is_run(cell: str) -> bool:
    """A reader's rule of our own, plainer than the one that is tried: behind what is not seen, a sign in any width."""
    plain = unicodedata.normalize("NFKC", cell.replace("\u2212", "-"))
    bare = "".join(c for c in plain if c not in UNSEEN and unicodedata.category(c) not in BLANK).lstrip('"')
    return bare[:1] in ("=", "+", "-", "@")


def parted(text: str, sign: str) -> list[str]:
    """The cells as a program parts them that takes this sign for the one between cells."""
    return [c for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign) for c in row]


def test_there_are_more_than_thirty_formulas() -> None:
    assert len(set(FORMULAS)) == len(FORMULAS) >= 30


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_given_an_apostrophe(formula: str) -> None:
    assert harmless(formula) != formula
    assert harmless(formula).replace("'", "") == formula.replace("'", "")


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_no_cell_of_a_sheet_begins_a_formula_however_it_is_parted(sign: str) -> None:
    text = encode(table((*FORMULAS, *HARMLESS)), "spreadsheet").decode().removeprefix(BOM)
    run = [c for c in parted(text, sign) if is_run(c) and not re.fullmatch(r"-[\d.]+", c)]
    assert run == []
    lines = [piece for line in re.split(r"[\r\n]", text) for piece in re.split(r"[;\t]", line)]
    assert [piece for piece in lines if is_run(piece)] == []


@given(st.text(max_size=40))
def test_no_text_at_all_begins_a_formula(text: str) -> None:
    assert not begins(harmless(text))
    assert not is_run(harmless(text))


def test_negative_numbers_in_columns_of_numbers_stay_numbers() -> None:
    rows = list(csv.reader(io.StringIO(encode(table(("a", "b", "c")), "spreadsheet").decode("utf-8-sig"))))
    assert [row[1:3] for row in rows[1:]] == [["0", "-0.5"], ["-1", "-0.5"], ["-2", "-0.5"]]


def test_a_sheet_and_every_twin_say_that_they_are_utf_8() -> None:
    assert encode(table(("x",)), "spreadsheet").startswith(b"\xef\xbb\xbf")
    assert as_csv(("a",), [{"a": "=1"}]) == BOM + "a\n'=1\n"


def test_a_file_for_machines_is_not_altered() -> None:
    rows = list(csv.reader(io.StringIO(encode(table(FORMULAS), "csv").decode(), newline="")))
    assert [row[3] for row in rows[1:]] == list(FORMULAS)


def test_a_workbook_holds_no_formula_and_marks_what_looks_like_one() -> None:
    data = bundle({"small": table(FORMULAS)}, "xlsx", About())
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet2.xml").decode()
    assert "<f" not in sheet
    assert sheet.count('s="5" t="inlineStr"') == sum(map(begins, FORMULAS))
