"""A published site of an invented record, and its API asked in process."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from cairn.publish.formats import About, Table
from cairn.publish.formats.sqlite import sqlite
from cairn.shell.api.application import Application
from publish.api.published import ABOUT, tables

ROOT = "/api/v1/"


def put(site: Path, held: Mapping[str, Table] | None = None, about: Mapping[str, str] = ABOUT) -> Path:
    """The folder of a site with nothing but the file that the API reads, put there as publishing does."""
    file = site / "data/cairn.sqlite"
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_bytes(sqlite(held or tables(), About(**about)))
    beside.replace(file)
    return site


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        """The answer, read."""
        read: dict[str, Any] = json.loads(self.body)
        return read

    @property
    def error(self) -> dict[str, str]:
        """Why it was refused, in our form and no other."""
        assert 400 <= self.status < 500, self.status
        (error,) = self.told.values()
        assert set(error) == {"code", "field", "value", "message", "remedy"}
        assert all((error["code"], error["field"], error["message"], error["remedy"]))
        return error


def ask(
    application: Application, address: str, query: Any = "", method: str = "GET", **headers: str
) -> Answer:
    """One question; `address` is seen from the root of the API and may hold a query, as `next` does."""
    path, _, more = address.partition("?")
    began: dict[str, Any] = {}

    def begin(status: str, told: list[tuple[str, str]], *_: object) -> Any:
        began.update(status=int(status.split()[0]), headers=dict(told))

    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path if path.startswith("/") else ROOT + path,
        "QUERY_STRING": more or (query if isinstance(query, str) else urlencode(query)),
        "SERVER_NAME": "record.example",
        "SERVER_PORT": "443",
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
    body = b"".join(application(environ, begin))
    return Answer(began["status"], began["headers"], body)
