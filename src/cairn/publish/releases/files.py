"""All files of a release, in their order, and what their checksums are written as; and a release read back.

Enters: facts, tables and sums. Leaves: names with bytes. The same facts and rows give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files as resources

from cairn.archive.note import VerifierKey
from cairn.errors import FileRefused
from cairn.publish.formats import About, DataFile, Table, data_files, decode, encode
from cairn.publish.tables.fields import Field

from .model import Release, Row
from .words import cite, texts

SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.sig"
_PEM = bytes.fromhex("302a300506032b6570032100")
"""What stands before the 32 bytes of an Ed25519 key in the form that other programs read (RFC 8410)."""


@dataclass(frozen=True, slots=True)
class Content:
    """A release as values: its facts, its public tables, its sums with their definitions and members."""

    release: Release
    tables: Mapping[str, Table]
    tallies: Sequence[Row]


def release_files(content: Content) -> Iterator[tuple[str, bytes]]:
    """Every file but the checksums and their signature."""
    release, tables = content.release, content.tables
    sums = {
        "generated_at": release.record_at,
        "count_again": "python recount.py",
        "tallies": list(content.tallies),
    }
    beside = {
        "tallies.json": (json.dumps(sums, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"),
        "recount.py": _outside("recount.py"),
    }
    listed = tuple(
        DataFile(name, "application/json; charset=utf-8" if name.endswith(".json") else "text/x-python; charset=utf-8",
                 len(data), hashlib.sha256(data).hexdigest())
        for name, data in beside.items()
    )  # fmt: skip
    for name, data in beside.items():
        yield f"data/{name}", data
    for file, data in data_files(tables, _about(release, listed)):
        yield f"data/{file.name}", data
    for name, text in texts(release, tables).items():
        yield name, text.encode("utf-8", "replace")
    told = {name: [[f.name, f.type, f.meaning] for f in table.fields] for name, table in tables.items()}
    yield "dictionary.json", (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    yield "check.py", _outside("check_release.py")
    yield "release-key.pem", public_key(release.log_key)
    yield (
        "tombstones.json",
        (json.dumps(list(release.withdrawn), ensure_ascii=False, indent=1) + "\n").encode(),
    )
    yield "release.json", release.as_json().encode("utf-8", "replace")


def as_read(content: Content) -> Content:
    """The same with every row as it comes back from its file, so that what is made of either has the same bytes."""
    tables = {
        name: replace(table, rows=decode(encode(table, "jsonl"), "jsonl", table.fields))
        for name, table in content.tables.items()
    }
    return replace(
        content, tables=tables, tallies=json.loads(json.dumps(list(content.tallies), default=list))
    )


def checksums(files: Mapping[str, bytes]) -> bytes:
    """`SHA256SUMS`, as `sha256sum -c` reads it."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def public_key(vkey: str) -> bytes:
    """The key that signed, as openssl reads it."""
    told = base64.b64encode(_PEM + VerifierKey.parse(vkey).public).decode()
    return f"-----BEGIN PUBLIC KEY-----\n{told}\n-----END PUBLIC KEY-----\n".encode()


def read_release(files: Mapping[str, bytes], name: str) -> Content:
    """A release out of its files; `name` is how a person called it. Raises `FileRefused` (release-unreadable)."""
    try:
        release = Release.of(json.loads(files["release.json"]))
        fields = json.loads(files["dictionary.json"])
        tables = {}
        for table, told in fields.items():
            columns = tuple(Field(*one) for one in told)
            rows = decode(files[f"data/{table}.jsonl"], "jsonl", columns)
            tables[table] = Table(table, columns, rows)
        return Content(release, tables, json.loads(files["data/tallies.json"])["tallies"])
    except (KeyError, TypeError, ValueError, AttributeError) as e:
        raise FileRefused(
            "release-unreadable",
            f"this is no release that can be read: {type(e).__name__}: {e}",
            field="release",
            value=name,
            remedy="Name a version, or the folder or the ZIP file of a release, as `cairn freeze` made it.",
        ) from e


def _about(release: Release, files: tuple[DataFile, ...]) -> About:
    return About(
        title=release.title_en,
        version=release.version,
        licence=release.licence,
        citation=cite(release, "en"),
        publisher=release.title_en,
        generated_at=release.record_at,
        method=f"{release.program}, method {release.method_version}",
        address=release.home,
        files=files,
    )


def _outside(name: str) -> bytes:
    return resources("cairn.publish").joinpath(f"outside/{name}").read_bytes()
