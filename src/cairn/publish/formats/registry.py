"""Every format by its name, with what it loses; tables into bytes, and back where it comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cairn.errors import NotFound
from cairn.publish.tables.fields import Field

from . import described, geojson, hxl, neighbours, parquet, sheet, sqlite, text, xlsx
from .model import About, Format, Row, Table
from .who import followthemoney

HALVES = "Half of a broken surrogate pair, which is no text, becomes U+FFFD."
_CSV, _JSON = "text/csv; charset=utf-8", "application/json; charset=utf-8"

FORMATS: Mapping[str, Format] = {f.name: f for f in (
    Format("jsonl", ".jsonl", "application/x-ndjson; charset=utf-8", "table", f"Nothing. {HALVES}"),
    Format("csv", ".csv", _CSV, "table",
           "Nothing for a reader that tells an empty cell (unknown) from one that holds \"\" (an empty text); most take "
           f"both as empty. A day that is empty is unknown. Lists and objects are JSON in their cell. {HALVES}"),
    Format("spreadsheet", "-spreadsheet.csv", _CSV, "table",
           "For eyes: a text that would begin a formula has an apostrophe before it, and an empty text looks like "
           "unknown; numbers are as they are. Take csv to compute.", returns=False),
    Format("geojson", ".geojson", "application/geo+json; charset=utf-8", "table",
           "A point off the globe, or with one part unknown, is none."),
    Format("parquet", ".parquet", "application/vnd.apache.parquet", "table",
           "A number of more than 64 bits is refused; moments are exact to the microsecond and in UTC; objects are "
           f"JSON as text. {HALVES}"),
    Format("hxl", "-hxl.csv", _CSV, "table", "Columns without a tag are left out; else as csv."),
    Format("xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "bundle",
           f"{xlsx.LOSS} {HALVES}"),
    Format("sqlite", ".sqlite", "application/vnd.sqlite3", "bundle",
           "A number of more than 64 bits is refused; minus nought is nought; lists and objects are JSON as text; yes "
           f"and no are 1 and 0. {HALVES}"),
    Format("frictionless", ".datapackage.json", _JSON, "bundle",
           "It describes the CSV files and holds no rows; by its rule an empty text is unknown.", returns=False),
    Format("jsonld", ".jsonld", "application/ld+json; charset=utf-8", "bundle",
           "It describes the files and holds no rows.", returns=False),
    Format("ftm", ".ftm.jsonl", "application/x-ndjson; charset=utf-8", "bundle",
           "Actors, relations and designations alone; what maps to what is told in docs/decisions/0054.", returns=False),
    Format("ucdp", "-ucdp.csv", _CSV, "bundle", neighbours.UCDP_LOSS, returns=False),
    Format("acled", "-acled.csv", _CSV, "bundle", neighbours.ACLED_LOSS, returns=False),
)}  # fmt: skip
"""Name -> format, in the order in which they are listed everywhere."""

_TABLE: Mapping[str, Callable[[Table], str | bytes]] = {
    "jsonl": text.jsonl, "csv": text.csv, "spreadsheet": sheet.spreadsheet, "geojson": geojson.geojson,
    "parquet": parquet.parquet, "hxl": hxl.hxl,
}  # fmt: skip
_BUNDLE: Mapping[str, Callable[[Mapping[str, Table], About], str | bytes]] = {
    "xlsx": xlsx.xlsx, "sqlite": sqlite.sqlite, "frictionless": described.datapackage, "jsonld": described.jsonld,
    "ftm": lambda tables, _: followthemoney(tables),
    "ucdp": lambda tables, _: neighbours.ucdp(tables), "acled": lambda tables, _: neighbours.acled(tables),
}  # fmt: skip
NEEDS: Mapping[str, tuple[str, ...]] = {
    "ftm": ("actors", "relations", "designations"), "ucdp": ("incidents", "attributions"),
    "acled": ("incidents", "attributions"),
}  # fmt: skip
"""Bundle -> the tables without which it is nothing."""


def can(table: Table, form: str) -> bool:
    """Whether a table can be written in a format of one table."""
    if form == "geojson":
        return geojson.has_place(table)
    return table.name in hxl.TAGS if form == "hxl" else form in _TABLE


def encode(table: Table, form: str) -> bytes:
    """One table as bytes. Raises `NotFound` (format-unknown), `FileRefused` (value-of-type), `MissingExtra`."""
    if not can(table, form):
        raise no_format(table.name, form)
    try:
        return _bytes(_TABLE[form](table))
    except UnicodeEncodeError:
        return _bytes(_TABLE[form](table.sound()))


def bundle(tables: Mapping[str, Table], form: str, about: About) -> bytes:
    """Several tables as one file. Raises as `encode`, also where a table is missing that the form needs."""
    if form not in _BUNDLE or not tables.keys() >= set(NEEDS.get(form, ())):
        raise no_format(", ".join(tables), form)
    try:
        return _bytes(_BUNDLE[form](tables, about))
    except UnicodeEncodeError:
        return _bytes(_BUNDLE[form]({name: table.sound() for name, table in tables.items()}, about.sound()))


def decode(data: bytes, form: str, fields: Sequence[Field], name: str = "") -> list[Row]:
    """The rows of one table again; of a bundle, those of the table `name`. Raises `NotFound` for a form that does not
    come back, `ValueError` for bytes that are none of it."""
    if form == "parquet":
        return parquet.from_parquet(data, fields)
    if form == "sqlite":
        return sqlite.from_sqlite(data, {name: fields})[name]
    if form == "xlsx":
        return xlsx.from_xlsx(data, {name: fields})[name]
    if form not in ("jsonl", "csv", "geojson", "hxl"):
        raise no_format(name, form)
    written = data.decode("utf-8")
    if form == "jsonl":
        return text.from_jsonl(written)
    if form == "csv":
        return text.from_csv(written, fields)
    return geojson.from_geojson(written, fields) if form == "geojson" else hxl.from_hxl(written, name, fields)


def no_format(name: str, form: str) -> NotFound:
    """The error that a table has no such form."""
    return NotFound(
        "format-unknown",
        f"{name} cannot be written as {form}",
        field="format",
        value=form,
        remedy="jsonl, csv, spreadsheet, xlsx, sqlite, parquet, frictionless and jsonld for every table; geojson where "
        "it holds a place; hxl for incidents, attributions and coverage; ucdp and acled for incidents; ftm for actors, "
        "relations and designations.",
    )


def _bytes(made: str | bytes) -> bytes:
    return made if isinstance(made, bytes) else made.encode("utf-8")


def losses() -> str:
    """The formats with what each loses, as a table in Markdown."""
    rows = [f"| `{f.name}` | `{f.suffix}` | {'one table' if f.kind == 'table' else 'several'} | {f.loss} |"
            for f in FORMATS.values()]  # fmt: skip
    return "\n".join(["| format | ends in | holds | what does not come back |", "|---|---|---|---|", *rows])
