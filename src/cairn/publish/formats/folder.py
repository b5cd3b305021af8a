"""The files of a folder of data: every table in every form that it has, and what describes them, one after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
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


def forms_of(table: Table) -> tuple[str, ...]:
    """The forms that a table is written in. One without rows has JSON Lines and CSV alone, so that whoever asks for it
    is answered."""
    forms = [form for form in TABLE_FORMS if form != "parquet" or has_parquet()]
    return tuple(form for form in (forms if table.rows else forms[:2]) if can(table, form))


def table_file(table: Table, form: str) -> tuple[DataFile, bytes]:
    """One table in one form."""
    return _file(f"{table.name}{FORMATS[form].suffix}", form, encode(table, form), table.name)


def bundles_of(tables: Mapping[str, Table]) -> tuple[str, ...]:
    """The forms of several tables for which all are there that they need."""
    return tuple(form for form in WHOLE if tables.keys() >= set(NEEDS.get(form, ())))


def bundle_file(tables: Mapping[str, Table], form: str, about: About) -> tuple[DataFile, bytes]:
    """Several tables in one form."""
    return _file(WHOLE[form], form, bundle(tables, form, about))


def descriptions(
    tables: Mapping[str, Table], about: About, done: Sequence[DataFile]
) -> Iterator[tuple[DataFile, bytes]]:
    """What tells of the files, with their digests."""
    told = replace(about, files=(*about.files, *done))
    for form, name in DESCRIPTIONS.items():
        yield _file(name, form, bundle(tables, form, told))


def data_files(tables: Mapping[str, Table], about: About) -> Iterator[tuple[DataFile, bytes]]:
    """Each file with its bytes; the descriptions come last and hold the digests of the others."""
    done: list[DataFile] = []
    for table in tables.values():
        for form in forms_of(table):
            made = table_file(table, form)
            done.append(made[0])
            yield made
    for form in bundles_of(tables):
        made = bundle_file(tables, form, about)
        done.append(made[0])
        yield made
    yield from descriptions(tables, about, done)


def whole_file(form: str, data: bytes) -> DataFile:
    """What is told of a file of several tables."""
    return _file(WHOLE[form], form, data)[0]


def _file(name: str, form: str, data: bytes, table: str = "") -> tuple[DataFile, bytes]:
    media = FORMATS[form].media_type
    return DataFile(name, media, len(data), hashlib.sha256(data).hexdigest(), table, form), data
