"""What a site and a release write, as files of a few invented incidents, and servers and ZIPs that hand them out."""

from __future__ import annotations

import hashlib
import json
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cairn.archive.note import VerifierKey
from cairn.publish.allow import public
from cairn.publish.formats import About, data_files, tables_of
from cairn.publish.parts.twins import counted_again
from cairn.publish.releases.files import SIGNATURE, SUMS, Content, as_read, checksums, release_files
from cairn.publish.releases.model import Release
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record
from publish.sample import sample

Files = dict[str, bytes]
ABOUT = About(
    title="An invented record",
    licence="CC BY 4.0",
    citation="An invented record (2026). As of 22 November 2026.",
    publisher="Nobody",
    generated_at="2026-11-22T20:00:00Z",
)
_SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = str(VerifierKey("cairn-record/invented", _SIGNER.public_key().public_bytes_raw()))
OTHER_KEY = str(
    VerifierKey(
        "cairn-record/other", Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
    )
)


def site_of(record: Record, about: About = ABOUT) -> Files:
    """The files of a site that the data are read from."""
    found = index(public(record))
    data = {name: text.encode() for name, text in counted_again(found).items()}
    data |= {file.name: made for file, made in data_files(tables_of(found, is_public=True), about)}
    return summed(
        {f"data/{name}": made for name, made in data.items()}
        | {"cairn-site.json": b'{"site": "cairn", "preview": false}'}
    )


def summed(files: Mapping[str, bytes]) -> Files:
    """The files of a site with the checksums of its data as they are now."""
    names = sorted(n for n in files if n.startswith("data/") and n != f"data/{SUMS}")
    lines = "".join(f"{hashlib.sha256(files[n]).hexdigest()}  {n.removeprefix('data/')}\n" for n in names)
    return {**files, f"data/{SUMS}": lines.encode()}


@cache
def _site() -> tuple[tuple[str, bytes], ...]:
    return tuple(site_of(sample()).items())


def site() -> Files:
    """The site of the invented record."""
    return dict(_site())


@cache
def _release() -> tuple[tuple[str, bytes], ...]:
    found = index(public(sample()))
    sums = json.loads(counted_again(found)["tallies.json"])["tallies"]
    facts = Release(
        "1.0", "2026-11-23T00:00:00Z", "2026-11-22T20:00:00Z", "Cairn 0", "m1", "An invented record", "سجل", KEY,
        licence="CC BY 4.0", headline=[],
    )  # fmt: skip
    return tuple(
        signed(dict(release_files(as_read(Content(facts, tables_of(found, is_public=True), sums))))).items()
    )


def release() -> Files:
    """A signed release of the invented record."""
    return dict(_release())


def signed(files: Files) -> Files:
    """A release's files with checksums and a signature as they are now."""
    sums = checksums({n: data for n, data in files.items() if n not in (SUMS, SIGNATURE)})
    return {**files, SUMS: sums, SIGNATURE: _SIGNER.sign(sums)}


def written(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def zipped(path: Path, files: Mapping[str, bytes], top: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(top + name, data)
    return path


Answer = tuple[int, dict[str, str], bytes]


@contextmanager
def served(answer: Callable[[str], Answer]) -> Iterator[tuple[str, list[tuple[str, dict[str, str]]]]]:
    """The address of a server on this machine, and what was asked of it: paths with headers."""
    asked: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, dict(self.headers)))
            status, headers, body = answer(self.path)
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def handing_out(files: Mapping[str, bytes], top: str = "/") -> Callable[[str], Answer]:
    """Answers as a plain web server beneath `top`."""

    def answer(path: str) -> Answer:
        name = path.removeprefix(top)
        return (
            (200, {}, files[name])
            if path.startswith(top) and name in files
            else (404, {}, b"<h1>not here</h1>")
        )

    return answer


def with_rows(record: Record, **rows: Any) -> Record:
    return replace(record, **rows)
