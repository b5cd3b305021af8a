"""The files of a folder of data: every table in every form that it has, and what describes them, one after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from cairn.errors import MissingExtra

from . import parquet
from .model import About, DataFile, Table
from .registry import FORMATS, NEEDS, bundle, can, encode

TABLE_FORMS = ("jsonl", "csv", "spreadsheet", "parquet", "geojson", "hxl")
"""Forms of one table, in order."""
WHOLE = {
    "xlsx": "cairn.xlsx", "sqlite": "cairn.sqlite", "ftm": "who.ftm.jsonl", "ucdp": "incidents-ucdp.csv",
    "acled": "incidents-acled.csv",
}  # fmt: skip
"""Forms of several tables -> the name of their file."""
DESCRIPTIONS = {"frictionless": "datapackage.json", "jsonld": "dataset.jsonld"}
"""Forms that tell what the files are -> the name of their file."""


def has_parquet() -> bool:
    """Whether the extra `parquet` is installed: a folder of data is written without it."""
    try:
        parquet.library()
    except MissingExtra:
        return False
    return True


def nothing_stands(name: str) -> bytes | None:
    """No file was written before."""


def data_files(
    tables: Mapping[str, Table], about: About, standing: Callable[[str], bytes | None] = nothing_stands
) -> Iterator[tuple[DataFile, bytes]]:
    """Each file with its bytes; the descriptions come last and hold the digests of the others. A table without rows has
    JSON Lines and CSV alone, so that whoever asks for it is answered.

    `standing` gives a file as this same program wrote it last, or None: where the JSON Lines of a table are the same, so
    are its other forms, and are not made again.
    """
    forms = [form for form in TABLE_FORMS if form != "parquet" or has_parquet()]
    done: list[DataFile] = []
    for table in tables.values():
        first = encode(table, "jsonl")
        same = standing(f"{table.name}.jsonl") == first
        for form in forms if table.rows else forms[:2]:
            if can(table, form):
                name = f"{table.name}{FORMATS[form].suffix}"
                data = first if form == "jsonl" else (standing(name) if same else None) or encode(table, form)
                made = _file(name, form, data, table.name)
                done.append(made[0])
                yield made
    for form, name in WHOLE.items():
        if tables.keys() >= set(NEEDS.get(form, ())):
            made = _file(name, form, bundle(tables, form, about))
            done.append(made[0])
            yield made
    for form, name in DESCRIPTIONS.items():
        yield _file(name, form, bundle(tables, form, replace(about, files=(*about.files, *done))))


def _file(name: str, form: str, data: bytes, table: str = "") -> tuple[DataFile, bytes]:
    media = FORMATS[form].media_type
    return DataFile(name, media, len(data), hashlib.sha256(data).hexdigest(), table, form), data
