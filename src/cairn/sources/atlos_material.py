"""Source material of Atlos, from its interface: one item enters, the report it archived leaves.

The words of an item are those that an archiver left in its `metadata`; where none did, there is nothing to read and the
item is set aside. The hashes of its artifacts are kept as told, the addresses that open them are not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cairn.errors import RowRejected

from .auto_archiver import of_metadata
from .recorded import Cells, text
from .recorder_files import Form, by_column

_KEPT = (
    "scoped_id",
    "status",
    "upload_type",
    "visibility",
    "incident_id",
    "incident_ids",
    "inserted_at",
    "updated_at",
)
_OF_A_FILE = ("id", "type", "title", "mime_type", "file_size", "file_hash_sha256", "perceptual_hashes")


def read(form: Form, cells: Cells) -> dict[str, Any]:
    """One item as the columns of a report. Raises `RowRejected` (export-no-link, export-not-archived)."""
    told = by_column(form, cells)
    address, status = text(told, "source_url"), text(told, "status")
    spaces = told.get("metadata")
    found = next(
        (
            of_metadata(said, status, address)
            for _, said in sorted(spaces.items() if isinstance(spaces, Mapping) else ())
            if isinstance(said, Mapping) and any(text(said, name) for name in ("content", "text", "title"))
        ),
        None,
    )
    if found is None:
        raise RowRejected(
            "export-not-archived",
            f"Atlos holds no words of it; its status is {status or 'empty'!r}",
            field="metadata",
            value=address,
            remedy="Archive it with auto-archiver, or save the page and add it as a report.",
        )
    kept = {f"atlos_{name}": told[name] for name in _KEPT if told.get(name) not in (None, "")}
    files = told.get("artifacts")
    artifacts = [
        {name: one[name] for name in _OF_A_FILE if one.get(name) not in (None, "")}
        for one in (files if isinstance(files, list) else ())
        if isinstance(one, Mapping)
    ]
    own = f"atlos-{text(told, 'id')}" if text(told, "id") else found["id"]
    return {**kept, "atlos_artifacts": artifacts, **found, "id": own, "archived_by": "Atlos"}
