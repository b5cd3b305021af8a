"""What a machine must have for some tests, and the database that a command gets which a test starts."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest

from cairn.shell.workspace import FORMAT, log_name

ON_POSTGRESQL = bool(os.environ.get("CAIRN_DATABASE"))
"""Whether this run of the tests was given a PostgreSQL cluster: scripts/postgres.py does so."""
LIKE_OURS = "ENCODING 'UTF8' LOCALE 'C.UTF-8'"


def needed(what: str, is_there: bool, why: str) -> None:
    """Skip with a reason, or fail where CAIRN_REQUIRE names `what`."""
    if is_there:
        return
    if what in os.environ.get("CAIRN_REQUIRE", "").split(","):
        pytest.fail(f"{what} is required here: {why}")
    pytest.skip(why)


def opened(path: Path) -> str:
    """All that a file says: as text, and of a packed one what is in it."""
    data = path.read_bytes()
    told = [data]
    if data.startswith(b"PK\3\4"):
        with zipfile.ZipFile(path) as packed:
            told += [packed.read(name) for name in packed.namelist()]
    if data.startswith(b"PAR1"):
        from pyarrow import parquet

        told.append(
            json.dumps(parquet.read_table(path).to_pylist(), ensure_ascii=False, default=str).encode()
        )
    return b"\n".join(told).decode("utf-8", "replace")


def uses_a_database(item: pytest.Item) -> bool:
    """Whether a test asks for a database: by a mark, a fixture, or a fixture of its fixtures."""
    asked = set(getattr(item, "fixturenames", ()))
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgres"))
    return marked or bool(asked & {"db", "transactional_db", "django_db_setup", "own_database"})


@contextmanager
def new_database(made: str = LIKE_OURS) -> Iterator[str]:
    """The address of an empty PostgreSQL database, gone afterwards."""
    import psycopg

    cluster = os.environ["CAIRN_DATABASE"]
    name = f"cairn_{uuid4().hex}"
    with psycopg.connect(cluster, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0 {made}")
        try:
            yield urlunsplit(urlsplit(cluster)._replace(path=f"/{name}"))
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def config_text(root: Path, salt: str = "s") -> str:
    """The `cairn.toml` of a test's workspace: its log has a name no other test's log has."""
    return f'format = {FORMAT}\nname = "test"\nlog = "{log_name(str(root))}"\nsalt = "{salt}"\n'
