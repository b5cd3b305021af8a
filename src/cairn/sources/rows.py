"""Cuts a table into rows, each with its number and its words verbatim: bytes enter, raw rows leave.

Four forms: JSON Lines (one object a line); CSV (comma, semicolon or tab; quoted cells may hold new lines); TSV
(tabs part cells, line ends part rows, and a quote is a sign like any other); a workbook (see `workbook`).
Nothing is lost: what cannot be read as a row leaves as a `BadRow` with all the text it covers. Knows nothing
of reports.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any, NoReturn

from cairn.errors import FileRefused, RowRejected

from .lines import check_lines, pieces
from .raw_row import BadRow, RawRow
from .separated import csv_rows, tsv_rows
from .workbook import is_workbook, workbook_rows

__all__ = ("BadRow", "RawRow", "rows_of")


def rows_of(name: str, data: bytes, needed: tuple[str, ...] = ()) -> Iterator[RawRow | BadRow]:
    """Every row of the file in order; blank lines are no rows.

    Raises `FileRefused` (the codes of `check_lines` and of `workbook`, file-json-array, file-kind-unknown,
    column-twice, and column-missing where a table lacks a column of `needed`) before the first row.
    """
    if is_workbook(name, data):
        return workbook_rows(name, data, needed)
    text = _text(name, data)
    kind = _kind(name, text)
    if kind == "jsonl":
        return _json_rows(text)
    return tsv_rows(name, text, needed) if kind == "tsv" else csv_rows(name, text, kind, needed)


def _text(name: str, data: bytes) -> str:
    check_lines(name, pieces(data))
    return data.decode("utf-8-sig")


def _kind(name: str, text: str) -> str:
    """`jsonl`, `tsv`, or the sign between the cells of a CSV; by the name's ending, else by the first sign."""
    ending = name.lower().rpartition(".")[2]
    start = text.lstrip()[:1]
    if start == "[" and ending not in ("csv", "tsv"):
        raise FileRefused(
            "file-json-array",
            f"{name} is one JSON list",
            field="file",
            value=name,
            remedy="Write one object a line (JSON Lines), without the brackets around the list.",
        )
    if ending in ("jsonl", "ndjson", "json") or (start == "{" and ending not in ("csv", "tsv")):
        return "jsonl"
    head = text.lstrip("\r\n").split("\n", 1)[0]
    signs = {sign: head.count(sign) for sign in ",;\t"}
    best = max(signs, key=lambda sign: signs[sign])
    if ending in ("tsv", "tab") or (ending != "csv" and best == "\t" and signs[best]):
        return "tsv"
    if ending == "csv" or signs[best]:
        return best
    raise FileRefused(
        "file-kind-unknown",
        f"{name} is neither JSON Lines nor CSV, TSV or a workbook",
        field="file",
        value=name,
        remedy="Give it one JSON object a line and the ending .jsonl, or a header line and .csv.",
    )


def _json_rows(text: str) -> Iterator[RawRow | BadRow]:
    for n, line in enumerate(text.split("\n"), start=1):
        raw = line.removesuffix("\r")
        if not raw.strip():
            continue
        try:
            yield RawRow(n, raw, _object(raw))
        except RowRejected as error:
            yield BadRow(n, raw, error)


def _where(fault: Exception) -> str:
    if isinstance(fault, json.JSONDecodeError):
        return f", from its sign {fault.colno} on: {fault.msg}"
    return ": it is nested too deep" if isinstance(fault, RecursionError) else f": {fault}"


def _object(raw: str) -> Mapping[str, Any]:
    try:
        found = json.loads(raw, object_pairs_hook=_once, parse_float=_number, parse_constant=_no_constant)
    except RowRejected:
        raise
    except (ValueError, RecursionError) as fault:
        raise RowRejected(
            "row-not-json",
            f"the line is not JSON{_where(fault)}",
            field="row",
            value=raw,
            remedy="Write one complete JSON object on the line.",
        ) from fault
    if not isinstance(found, dict):
        raise RowRejected(
            "row-not-object",
            "the line is JSON, but not an object with columns",
            field="row",
            value=raw,
            remedy='Write it as {"id": "...", "text": "..."}.',
        )
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise RowRejected(
                "row-column-twice",
                f"the column {key!r} stands twice",
                field=key,
                value=value,
                remedy="Keep one of them.",
            )
        found[key] = value
    return found


def _number(digits: str) -> float:
    """A number as it is kept. One too large for that would be kept as infinity, which no JSON holds."""
    number = float(digits)
    if not isfinite(number):
        raise ValueError(f"{digits} is no number that can be kept")
    return number


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")
