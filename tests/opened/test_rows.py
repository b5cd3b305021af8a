"""Rows: streamed, typed, unchangeable, with unknown as None; a choice of rows; and how they look in a notebook."""

from __future__ import annotations

import copy
import json
import keyword
import pickle
import typing
from datetime import date, datetime

import pytest

import cairn
from cairn.errors import FileRefused, NotAllowed, NotFound
from cairn.opened import tables
from cairn.opened.row import Row
from cairn.publish.formats.public import ORDER, public_fields
from cairn.publish.tables.fields import Kind, kind_of
from opened.published import site, summed, written

TYPES = {
    Kind.TEXT: str, Kind.WHOLE: int, Kind.DECIMAL: float, Kind.DAY: date, Kind.MOMENT: datetime, Kind.FLAG: bool,
    Kind.LIST: tuple[str, ...], Kind.OBJECTS: tuple[Row, ...], Kind.OBJECT: Row,
}  # fmt: skip


@pytest.fixture(scope="module")
def ws(tmp_path_factory):
    return cairn.open(written(tmp_path_factory.mktemp("site"), site()))


@pytest.mark.parametrize("name", ORDER)
def test_every_public_table_has_a_class_that_tells_the_kind_of_each_column(name):
    told = typing.get_type_hints(tables.CLASSES[name])
    told = {key: kind for key, kind in told.items() if not key.startswith("_")}
    columns = {f.name.lstrip("_"): TYPES[kind_of(f)] for f in public_fields(name)}
    assert {
        key: typing.get_args(kind)[0] if type(None) in typing.get_args(kind) else kind
        for key, kind in told.items()
    } == {key: kind for key, kind in columns.items() if not keyword.iskeyword(key)}


@pytest.mark.parametrize("name", ORDER)
def test_no_column_hides_behind_a_method(name):
    assert not {f.name for f in public_fields(name)} & {
        n for n in dir(tables.CLASSES[name]) if not n.startswith("_")
    }


@pytest.mark.parametrize("name", ORDER)
def test_every_cell_is_of_the_kind_of_its_column(ws, name):
    held = {f.name.lstrip("_"): typing.get_origin(t := TYPES[kind_of(f)]) or t for f in public_fields(name)}
    for row in ws[name]:
        assert {
            key: type(cell)
            for key, cell in row.items()
            if cell is not None and not isinstance(cell, held[key])
        } == {}


def test_every_row_is_what_its_file_holds(ws):
    told = [json.loads(line) for line in site()["data/incidents.jsonl"].decode().split("\n") if line]
    for row, plain in zip(ws.incidents, told, strict=True):
        assert list(row) == list(plain)
        assert row.date_start == date.fromisoformat(plain["date_start"])
        assert (row.killed_min, row.codes) == (plain["killed_min"], tuple(plain["codes"]))


def test_unknown_is_none_and_never_nought(ws):
    unknown = ws.incident("NP008")
    assert (unknown.killed_min, unknown.killed_max) == (None, None)
    assert "civilians killed: no figure known" in repr(unknown)


def test_a_row_cannot_be_changed(ws):
    row = ws.incidents[0]
    with pytest.raises(AttributeError):
        row.killed_min = 99
    with pytest.raises(AttributeError):
        del row.code
    with pytest.raises(TypeError):
        row["code"] = "x"
    with pytest.raises(AttributeError):
        ws.tallies[0].definition.basis = "best"


def test_a_row_can_be_kept_copied_and_sent_to_another_process(ws):
    row = ws.tallies[0]
    assert pickle.loads(pickle.dumps(row)) == row == copy.deepcopy(row)  # noqa: S301  (our own)
    assert len({row, copy.copy(row)}) == 1


def test_a_column_that_is_a_word_of_python_is_reached_in_brackets(ws):
    assert ws.coverage[0]["from"] == date(2016, 1, 1)


def test_a_column_that_is_not_there_says_which_are(ws):
    with pytest.raises(AttributeError, match="killed_min"):
        ws.incidents[0].killed  # noqa: B018


def test_rows_come_one_at_a_time_and_from_the_start_each_time(ws):
    one, other = iter(ws.incidents), iter(ws.incidents)
    assert next(one) == next(other)
    assert next(one) != next(iter(ws.incidents))


def test_rows_are_reached_by_their_place(ws):
    assert ws.incidents[-1].code == "NP017"
    assert [i.code for i in ws.incidents[1:3]] == ["NP001", "NP002"]
    assert next(i.code for i in ws.incidents[::-1]) == "NP017"
    for at in (18, -19):
        with pytest.raises(IndexError):
            ws.incidents[at]


def test_an_incident_is_found_by_code_former_code_and_id(ws):
    assert ws.incident("NP003") == ws.incident("OLD3") == ws.incident("incident-003")
    with pytest.raises(NotFound) as refused:
        ws.incident("NP999")
    assert refused.value.code == "incident-unknown"


def test_every_table_is_an_attribute_and_an_item(ws):
    for name in ws.dictionary:
        assert list(getattr(ws, name)) == list(ws[name]) == list(ws.table(name))
        assert name in dir(ws)
    with pytest.raises(NotFound) as refused:
        ws["victims"]
    assert refused.value.code == "table-unknown"
    with pytest.raises(AttributeError):
        ws.victims  # noqa: B018


def test_where_chooses_by_what_a_cell_holds(ws):
    some = ws.claims.where(incident_id="incident-002", kind="killed")
    assert {(c.incident_id, c.kind) for c in some} == {("incident-002", "killed")}
    assert len(some) == len(list(some)) > 0
    assert len(some.where(group="children")) < len(some)
    assert [i.code for i in ws.incidents.where(killed_min=None)] == ["NP008", "NP017"]
    assert ws.incidents.where(date_start="2016-01-03")
    assert not ws.incidents.where(date_start=date(1999, 1, 1))
    assert len(ws.incidents.where(weapons="airstrike")) == 18


def test_rows_are_found_by_their_key_as_by_looking_at_all(ws):
    for incident in ws.incidents:
        by_key = list(ws.claims.where(incident_id=incident.id))
        assert by_key == [c for c in ws.claims if c.incident_id == incident.id]
        one = by_key[0].report_id
        both = [c for c in by_key if c.report_id == one]
        assert list(ws.claims.where(incident_id=incident.id).where(report_id=one)) == both
        assert list(ws.claims.where(report_id=one, incident_id=incident.id)) == both
        assert ws.claims.where(incident_id=incident.id)[-1] == by_key[-1]
        assert ws.claims.where(incident_id=incident.id).to_polars().height == len(by_key)
    assert list(ws.claims.where(incident_id="nobody's")) == []


def test_where_refuses_what_is_no_column_and_leads_to_the_sum(ws):
    with pytest.raises(NotFound, match="tally") as refused:
        ws.incidents.where(actor="northern-pact")
    assert refused.value.code == "column-unknown"
    with pytest.raises(NotAllowed):
        ws.incidents.where(date_start="last summer")


@pytest.mark.parametrize(
    ("column", "cell"),
    [("killed_min", "3"), ("killed_min", True), ("killed_min", 1.5), ("date_start", "2016"), ("date_start", 5), ("lat", "x"),
     ("codes", "NP000"), ("codes", [1]), ("code", 7), ("last_changed", "noon")],
)  # fmt: skip
def test_a_cell_of_another_kind_is_refused(tmp_path, column, cell):
    files = site()
    first, _, rest = files["data/incidents.jsonl"].partition(b"\n")
    files["data/incidents.jsonl"] = json.dumps({**json.loads(first), column: cell}).encode() + b"\n" + rest
    with pytest.raises(FileRefused, match=column) as refused:
        list(cairn.open(written(tmp_path, summed(files))).incidents)
    assert refused.value.code == "opened-unreadable"


@pytest.mark.parametrize(
    "line",
    [b"[1]", b"7", b"{", b"\xff", b'{"killed_min": NaN}', b"[" * 100_000, b"9" * 5_000, b'{"id": Infinity}'],
)
def test_a_line_that_is_no_row_is_refused(tmp_path, line):
    files = site()
    files["data/claims.jsonl"] += line + b"\n"
    with pytest.raises(FileRefused) as refused:
        list(cairn.open(written(tmp_path, summed(files))).claims)
    assert refused.value.code == "opened-unreadable"


@pytest.mark.parametrize("name", ["datapackage.json", "dataset.jsonld"])
@pytest.mark.parametrize(
    "text", [b"[]", b"7", b"{", b'{"resources": 3}', b'{"resources": [{"path": 1}]}', b"[" * 100_000]
)
def test_a_description_that_is_none_is_refused(tmp_path, name, text):
    ws = cairn.open(written(tmp_path, summed(site() | {f"data/{name}": text})))
    if name == "dataset.jsonld" and text.startswith(b'{"'):
        assert ws.cite() == ""
        return
    with pytest.raises(FileRefused) as refused:
        (ws.dictionary, ws.cite())
    assert refused.value.code == "opened-unreadable"


def test_an_umbrella_and_its_parts_are_both_rows(ws):
    part = ws.incident("NP006")
    assert part.parent_id == "incident-005"
    assert "part of an umbrella record" in repr(part)


def test_a_notebook_shows_both_directions_of_text_and_runs_nothing(tmp_path):
    files = site()
    first, _, rest = files["data/incidents.jsonl"].partition(b"\n")
    row = json.loads(first) | {
        "place_name": "<script>alert(1)</script>",
        "summary_ar": "<img src=x onerror=y>قصف",
    }
    files["data/incidents.jsonl"] = json.dumps(row, ensure_ascii=False).encode() + b"\n" + rest
    ws = cairn.open(written(tmp_path, summed(files)))
    shown = (
        ws.incidents[0]._repr_html_()
        + ws.incidents._repr_html_()
        + ws._repr_html_()
        + ws.claims[0]._repr_html_()
    )
    assert "<script" not in shown
    assert "<img" not in shown
    assert '<p lang="ar" dir="rtl">&lt;img src=x onerror=y&gt;قصف</p>' in shown
    assert "<caption>incidents: 18 rows, the first 10</caption>" in shown
    assert '<td dir="auto">' in shown
    assert "<i>unknown</i>" in shown
