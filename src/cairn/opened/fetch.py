"""The one module that fetches: a file by its address, when somebody opens an address and for no other reason (0073).

HTTPS with the certificate checked; plain HTTP to this machine alone. No cookie, name, password or key is sent, no proxy
is asked, nothing is taken that a server packed. A server may send on to another path of its own, never elsewhere.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import ssl
from collections.abc import Iterator
from urllib.parse import SplitResult, urljoin, urlsplit

from cairn import __version__
from cairn.errors import FileRefused, NotAllowed

from .content import too_large

CHUNK = 2**18
SENT_ON = 5
"""How often a server may send on."""
PATIENCE = 30.0
"""Seconds without a byte after which a server is given up."""
_MOVED = (301, 302, 303, 307, 308)
_ABSENT = (404, 410)
_UNFIT = re.compile(r"[\x00-\x20\x7f\\]")


def fetched(address: str, most: int) -> Iterator[bytes]:
    """The bytes at an address, piece by piece.

    Raises `FileNotFoundError` where nothing is there, `NotAllowed` (address-refused), `FileRefused` (fetch-failed,
    opened-too-large).
    """
    at = judged(address)
    for _ in range(SENT_ON + 1):
        connection = _connection(at)
        try:
            with _asked(connection, at) as answer:
                if answer.status not in _MOVED:
                    yield from _body(answer, at.geturl(), most)
                    return
                at = _further(at, answer.getheader("Location", ""))
        except (OSError, http.client.HTTPException, UnicodeError) as e:
            if isinstance(e, FileNotFoundError):
                raise
            raise _failed(at.geturl(), f"{type(e).__name__}: {e}") from e
        finally:
            connection.close()
    raise _failed(address, f"it sends on more than {SENT_ON} times")


def judged(address: str) -> SplitResult:
    """The parts of an address that may be fetched. Raises `NotAllowed` (address-refused)."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as e:
        raise _refused(address, "it is no address", "Copy it from the browser, whole.") from e
    if _UNFIT.search(address) or not parts.hostname or port == 0:
        raise _refused(address, "it is no address", "Copy it from the browser, whole.")
    if parts.username is not None or parts.password is not None or parts.query:
        why = "it carries a name, a password or a key, and published data need none"
        raise _refused(
            parts.hostname, why, "Take that part away, or download the file and open it from the disk."
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_here(parts.hostname)):
        raise _refused(
            address, "it is not read over HTTPS, so that anybody on the way may change it", "Try https://."
        )
    return parts._replace(fragment="")


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _connection(at: SplitResult) -> http.client.HTTPConnection:
    host = at.hostname or ""
    if at.scheme == "http":
        return http.client.HTTPConnection(host, at.port, timeout=PATIENCE)
    return http.client.HTTPSConnection(host, at.port, timeout=PATIENCE, context=ssl.create_default_context())


def _asked(connection: http.client.HTTPConnection, at: SplitResult) -> http.client.HTTPResponse:
    told = {"User-Agent": f"cairn/{__version__}", "Accept": "*/*", "Accept-Encoding": "identity"}
    connection.request("GET", at.path or "/", headers=told)
    return connection.getresponse()


def _body(answer: http.client.HTTPResponse, address: str, most: int) -> Iterator[bytes]:
    if answer.status in _ABSENT:
        raise FileNotFoundError(address)
    if answer.status != 200:
        raise _failed(address, f"the server answers {answer.status}")
    if answer.getheader("Content-Encoding", "identity") != "identity":
        raise _failed(address, "the server packs it, though it was asked not to")
    told, size = answer.length, 0
    if told is not None and told > most:
        raise too_large(address, most)
    while chunk := answer.read(CHUNK):
        size += len(chunk)
        yield chunk
    if told is not None and size != told:
        raise _failed(address, f"it broke off after {size:,} of {told:,} bytes")


def _further(at: SplitResult, location: str) -> SplitResult:
    try:
        there = judged(urljoin(at.geturl(), location))
    except ValueError as e:
        raise _failed(at.geturl(), "it sends on to what is no address") from e
    if (there.scheme, there.hostname, there.port) != (at.scheme, at.hostname, at.port):
        remedy = "If you trust that address, open it instead."
        raise _refused(there.geturl(), f"{at.hostname} sends on to another server", remedy)
    return there


def _refused(address: str, why: str, remedy: str) -> NotAllowed:
    return NotAllowed(
        "address-refused", f"nothing is fetched from this address: {why}", field="address", value=address, remedy=remedy
    )  # fmt: skip


def _failed(address: str, why: str) -> FileRefused:
    return FileRefused(
        "fetch-failed",
        f"it could not be fetched: {why}",
        field="address",
        value=address,
        remedy="Try again, or download the release as a ZIP in the browser and open that.",
    )
