"""The records as JSON Lines, a list of plain values per row, the same from either database and into either.

Moments and days are ISO texts, bytes base 64, UUIDs with dashes; all else is as JSON has it. Every column is there,
keys and all, so that the seals over the rows hold on the other side.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from cairn.archive.seal import plain

APP = "records"
CHUNK = 4 * 2**20
ROWS_AT_ONCE = 2000
CACHES = frozenset({"comparedtext"})
"""Tables that are made anew from the others at will: no backup holds what may have been withdrawn since."""
Table = type[models.Model]


def tables() -> dict[str, Table]:
    """Every table of the records by its name, in the order of a backup; but for caches."""
    found = [
        m
        for m in apps.get_app_config(APP).get_models(include_auto_created=True)
        if m._meta.model_name not in CACHES
    ]
    return {
        str(model._meta.model_name): model for model in sorted(found, key=lambda m: str(m._meta.model_name))
    }


def columns(table: Table) -> list[str]:
    """Its columns, as the records name them."""
    return [f.attname for f in table._meta.concrete_fields]


def shape() -> str:
    """The last change of the tables that this version knows: what a backup of them must be read with."""
    (leaf,) = MigrationLoader(None).graph.leaf_nodes(APP)
    return str(leaf[1])


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is of one moment, which is when it begins; others go on writing meanwhile."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT 1 FROM django_migrations")
            yield
        return
    sqlite: Any = connection
    sqlite.ensure_connection()
    usual, sqlite.transaction_mode = sqlite.transaction_mode, None  # the usual one takes the writers' lock
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations")
            yield
    finally:
        sqlite.transaction_mode = usual


def size_on_disk() -> int:
    """How many bytes the database takes, roughly."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


def _plain(value: object) -> str:
    """As a seal spells it, but bytes in base 64: they are most of a dump."""
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return plain(value)


_encode: Callable[[object], str] = json.JSONEncoder(separators=(",", ":"), default=_plain).encode
"""To ASCII, which carries every code point."""


def chunks(table: Table) -> Iterator[tuple[int, bytes]]:
    """Its rows by key, packed: how many, and the gzipped lines. Memory stays flat."""
    lines: list[str] = []
    size = 0
    rows = table._base_manager.order_by(table._meta.pk.attname).values_list(*columns(table))
    for values in rows.iterator(chunk_size=ROWS_AT_ONCE):
        line = _encode(values)
        lines.append(line)
        size += len(line)
        if size >= CHUNK:
            yield len(lines), _packed(lines)
            lines, size = [], 0
    if lines:
        yield len(lines), _packed(lines)


def _packed(lines: list[str]) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile("", "wb", 3, out, mtime=0) as packed:
        packed.write("".join(f"{line}\n" for line in lines).encode())
    return out.getvalue()


def unpacked(data: bytes) -> Iterator[list[Any]]:
    """The rows of a chunk. Raises `ValueError` for what is none."""
    try:
        with gzip.GzipFile("", "rb", fileobj=io.BytesIO(data)) as packed:
            for line in packed:
                values = json.loads(line)
                if not isinstance(values, list):
                    raise ValueError("a row is a list")
                yield values
    except (OSError, EOFError) as e:
        raise ValueError(f"a chunk of rows cannot be unpacked: {e}") from e


class Loader:
    """Puts rows back into the empty tables of the open database, as they were, keys and all."""

    def __init__(self, table: Table, names: list[str]) -> None:
        fields = [next(f for f in table._meta.concrete_fields if f.attname == name) for name in names]
        self._readers = [_reader(f) for f in fields]
        quoted = ", ".join(connection.ops.quote_name(str(f.column)) for f in fields)
        slots = ", ".join(["%s"] * len(fields))
        self._sql = (
            f"INSERT INTO {connection.ops.quote_name(table._meta.db_table)} ({quoted}) VALUES ({slots})"  # noqa: S608
        )

    def load(self, rows: Iterable[list[Any]]) -> int:
        """How many went in. Raises `ValueError` where a row does not fit the table."""
        count = 0
        with connection.cursor() as cursor:
            for batch in _batches(rows):
                cursor.executemany(self._sql, [self._row(values) for values in batch])
                count += len(batch)
        return count

    def _row(self, values: list[Any]) -> list[Any]:
        return [
            value if read is None or value is None else read(value)
            for read, value in zip(self._readers, values, strict=True)
        ]


def _batches(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    batch: list[list[Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _reader(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    """From the plain value of a column to what its database takes; None where that is the value itself."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    read: Callable[[Any], Any]
    if isinstance(field, models.DateTimeField):
        read = datetime.fromisoformat
    elif isinstance(field, models.DateField):
        read = date.fromisoformat
    elif isinstance(field, models.UUIDField):
        read = UUID
    elif isinstance(field, models.BinaryField):
        read = from_text
    elif isinstance(field, models.JSONField):
        read = _as_it_is
    else:
        return None
    plain: models.Field[Any, Any] = field
    return lambda value: plain.get_db_prep_save(read(value), connection)


def from_text(text: str) -> bytes:
    """The bytes of a column. Raises `ValueError`."""
    return base64.b64decode(text, validate=True)


def _as_it_is(value: Any) -> Any:
    return value


def count_on() -> None:
    """Let the next new key of each table come after those that were loaded."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables().values())):
            cursor.execute(statement)
