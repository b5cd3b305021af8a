"""Preview and public site as files, and the API of the public site answered live at its own addresses."""

from __future__ import annotations

import sys
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from cairn.publish.api.envelope import VERSION
from cairn.shell.site.serve import SiteHandler

from .application import Application

SITE = "/site"
ROOT = f"{SITE}/api/{VERSION}/"


class LiveHandler(SiteHandler):
    """As `SiteHandler`, but for what is under the API: that goes to the application."""

    def __init__(self, *args: object, application: Application, **kwargs: Any) -> None:
        self.application = application
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        """A file, or an answer."""
        if not self.is_live():
            super().do_GET()

    def do_HEAD(self) -> None:
        """The same without the text."""
        if not self.is_live():
            super().do_HEAD()

    def do_OPTIONS(self) -> None:
        """Asked of an answer, what may be asked; files are only read."""
        if not self.is_live() and self.is_called_by_its_name():
            self.send_error(405)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_TRACE = do_OPTIONS

    def is_live(self) -> bool:
        """Whether the application has answered."""
        parts = urlsplit(self.path)
        if not parts.path.startswith(ROOT):
            return False
        if self.is_called_by_its_name():
            environ = self._environ(parts.path.removeprefix(SITE), parts.query)
            body = b"".join(self.application(environ, self._begin))
            self.wfile.write(body)
        return True

    def _environ(self, path: str, query: str) -> dict[str, Any]:
        told = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self.headers.items()}
        return {
            **told,
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": SITE,
            "PATH_INFO": unquote_to_bytes(path.encode("latin-1", "replace")).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": self.bound,
            "SERVER_PORT": str(self.connection.getsockname()[1]),
            "SERVER_PROTOCOL": self.request_version,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }

    def _begin(self, status: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
        code, _sep, reason = status.partition(" ")
        self.send_response_only(int(code), reason)
        for name, value in headers:
            self.send_header(name, value)
        SimpleHTTPRequestHandler.end_headers(self)  # the headers of an answer are its own
        return self.wfile.write
