"""Open formats, all made from the one specification of the tables: rows enter, the same bytes leave every time."""

from .folder import data_files, has_parquet
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
    "can",
    "data_files",
    "decode",
    "encode",
    "has_parquet",
    "kind_of",
    "losses",
    "public_fields",
    "public_tables",
    "tables_of",
]
