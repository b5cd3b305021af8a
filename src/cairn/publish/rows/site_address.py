"""The record's own address, where it was told one: what is to lead back to it from elsewhere begins with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

_ADDRESS = re.compile(
    r"https?://[^\s\"'<>\\^`{|}?#\x00-\x1f\x7f-\xa0\u2000-\u206f\ud800-\udfff\ufffe\uffff]+"
)


def site_address(release: Mapping[str, object]) -> str:
    """The address with a stroke at its end; empty where none is told, or what is told can be no site's address."""
    told = str(release.get("address") or "").strip()
    if not _ADDRESS.fullmatch(told):
        return ""
    try:
        parts = urlsplit(told)
        is_one = bool(parts.hostname) and "@" not in parts.netloc and (parts.port or 1) > 0
    except ValueError:  # a host or a port that is none
        return ""
    return f"{told.rstrip('/')}/" if is_one else ""
