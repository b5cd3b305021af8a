"""Open formats, all made from the one specification of the tables: rows enter, the same bytes leave every time."""

from .folder import (
    bundle_file,
    bundles_of,
    data_files,
    descriptions,
    forms_of,
    has_parquet,
    table_file,
    whole_file,
)
from .model import About, DataFile, Format, Kind, Row, Table, kind_of
from .public import SPECIFIED, public_fields, public_tables, tables_of
from .registry import FORMATS, bundle, can, decode, encode, losses

__all__ = [
    "FORMATS",
    "SPECIFIED",
    "About",
    "DataFile",
    "Format",
    "Kind",
    "Row",
    "Table",
    "bundle",
    "bundle_file",
    "bundles_of",
    "can",
    "data_files",
    "decode",
    "descriptions",
    "encode",
    "forms_of",
    "has_parquet",
    "kind_of",
    "losses",
    "public_fields",
    "public_tables",
    "table_file",
    "tables_of",
    "whole_file",
]
