"""One item by a source, as it arrived. Only `id` and `text` are required; unknown columns are kept, unread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cairn.vocab.closed import SourceKind


@dataclass(frozen=True, slots=True)
class Report:
    """A post, article, page or document. `published` is UTC; `published_basis` says how it is known:
    stated | platform_id | url | page_metadata | text, or empty where it is not."""

    id: str
    text: str
    url: str = ""
    publisher: str = ""
    author: str = ""
    platform: str = ""
    source_kind: SourceKind = SourceKind.UNKNOWN
    published: datetime | None = None
    published_basis: str = ""
    language: str = ""
    quality: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)
