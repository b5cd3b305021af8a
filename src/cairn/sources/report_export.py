"""What readers of other tools' exports of reports share: ids made from addresses, addresses without what opens them."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit, urlunsplit


def identity(prefix: str, address: str) -> str:
    """The id of a report that its tool gave none: the same address has the same one in every export."""
    return f"{prefix}-{hashlib.sha256(address.strip().encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"


def signed_off(address: str) -> str:
    """An address without its query, which in stores of files holds the key that opens it."""
    try:
        parts = urlsplit(address)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    except ValueError:
        return ""


def folded_words(words: str) -> str:
    """Words as compared: without regard to case and spacing."""
    return " ".join(words.casefold().split())
