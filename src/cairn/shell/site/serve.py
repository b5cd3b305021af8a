"""Serve preview and public site, as files, on loopback unless told otherwise."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cairn.errors import WorkspaceFault
from cairn.shell.workspace import Workspace

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors "
)
"""Files of our own and nothing written into a page; each page narrows it further to what it needs itself. It ends with
who may frame the page."""
FRAMED = ("site", "embed")
"""Pages under this folder are made to stand in the pages of others; no other page may be framed."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What goes with every answer: nothing is guessed, told on, asked of the machine, or kept."""
NO_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>%(code)d</title></head>
<body><h1>%(code)d</h1><p>%(message)s</p><p>There is no page at this address.</p>
<p lang="ar" dir="rtl">لا صفحة في هذا العنوان.</p></body></html>
"""
"""What stands where no page is. It repeats nothing of what was asked for."""


class SiteHandler(SimpleHTTPRequestHandler):
    """`/preview/` and `/site/` of a workspace, and nothing else of it; no listing of folders."""

    extensions_map = {  # noqa: RUF012 - as the class it is of declares it
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",  # whatever this machine's own list says: a module of another kind is refused
        ".webp": "image/webp",
        ".atom": "application/atom+xml",
    }
    server_version, sys_version = "cairn", ""
    error_message_format = NO_PAGE

    def __init__(self, *args: object, ws: Workspace, host: str, **kwargs: object) -> None:
        self.bound = host
        self.folders = {"preview": ws.preview, "site": ws.site}
        super().__init__(*args, directory=str(ws.root), **kwargs)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """The file behind an address; what climbs out of the two folders is no file."""
        parts = [p for p in unquote(urlsplit(path).path).split("/") if p and p != "."]
        strange = any(p.startswith(".") or "\0" in p or "\\" in p for p in parts)
        if not parts or parts[0] not in self.folders or strange:
            return str(Path(self.directory) / "no-such-file")
        found = self.folders[parts[0]].joinpath(*parts[1:])
        return str(found) + ("/" if path.endswith("/") else "")

    def do_GET(self) -> None:
        """The front door leads to the preview."""
        if not self.is_called_by_its_name():
            return
        if urlsplit(self.path).path == "/":
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", "/preview/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        super().do_GET()

    def do_HEAD(self) -> None:
        """The same without the file."""
        if self.is_called_by_its_name():
            super().do_HEAD()

    def is_called_by_its_name(self) -> bool:
        """Whether it was asked for by a name of this machine; else it refuses. A page from elsewhere could else read the
        preview by pointing its own name here."""
        told = self.headers.get("Host", "").lower()
        host = told.rpartition(":")[0] if told.rpartition(":")[2].isdigit() else told
        if host in {"127.0.0.1", "localhost", "[::1]", self.bound.lower()}:
            return True
        self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        return False

    @property
    def may_be_framed(self) -> bool:
        """Whether what is asked for is made for the pages of others: of the public site, and nothing of the preview."""
        parts = [p for p in unquote(urlsplit(self.path).path).split("/") if p]
        return tuple(parts[:2]) == FRAMED and ".." not in parts

    def list_directory(self, path: object) -> None:
        """Folders are not listed."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Nothing is loaded from elsewhere, nothing but what is made for it is framed or read by others, nothing is
        cached."""
        framed = self.may_be_framed
        self.send_header("Content-Security-Policy", POLICY + ("*" if framed else "'none'"))
        self.send_header("Cross-Origin-Resource-Policy", "cross-origin" if framed else "same-origin")
        if framed:
            self.send_header("Access-Control-Allow-Origin", "*")
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Who reads what is nobody's business."""


def server(
    ws: Workspace, host: str, port: int, handler: Callable[..., SiteHandler] = SiteHandler
) -> ThreadingHTTPServer:
    """A server bound and ready; port 0 takes a free one. Raises `WorkspaceFault` where the port is taken."""
    try:
        return ThreadingHTTPServer((host, port), partial(handler, ws=ws, host=host))
    except OSError as e:
        raise WorkspaceFault(
            "port-taken",
            f"cannot listen there: {e.strerror}",
            field="port",
            value=f"{host}:{port}",
            remedy="Name another with --port.",
        ) from e


def serve_folders(
    ws: Workspace,
    host: str,
    port: int,
    *,
    ready: Callable[[str], None],
    handler: Callable[..., SiteHandler] = SiteHandler,
) -> None:
    """Serve until interrupted; `ready` is told the address once it answers."""
    with server(ws, host, port, handler) as listening:
        ready(f"http://{host}:{listening.server_address[1]}")
        try:
            listening.serve_forever()
        except KeyboardInterrupt:
            return
