"""The API as a WSGI application: of one site, with nothing but its data."""

from __future__ import annotations

from pathlib import Path

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from cairn.errors import MissingExtra, NotAllowed

from .published import Published
from .responses import ALLOWED, dressed, permitted, refused


def demand_extra() -> None:
    """Raises `MissingExtra` (extra-missing) where django-ninja is not installed."""
    try:
        import ninja  # noqa: F401
    except ImportError as e:
        raise MissingExtra(
            "extra-missing",
            "answering live needs a library that is not installed",
            field="extra",
            value="api",
            remedy="Install it: pip install cairn-record[api]. The files under site/api need nothing.",
        ) from e


class Application(WSGIHandler):
    """Answers for the site in a folder. Django must be set up; its table of addresses is not used.

    Raises `MissingExtra` (extra-missing).
    """

    def __init__(self, site: Path) -> None:
        demand_extra()
        self.published = Published(site)
        super().__init__()

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        """One answer. Whatever is asked otherwise than by reading is refused."""
        request.urlconf = "cairn.shell.api.routes"
        request.published = self.published  # type: ignore[attr-defined]
        if request.method == "OPTIONS":
            return dressed(request, permitted())
        if request.method not in ("GET", "HEAD"):
            return dressed(request, _no_such_method(request))
        return dressed(request, super().get_response(request))


def _no_such_method(request: HttpRequest) -> HttpResponse:
    error = NotAllowed(
        "api-method",
        "nothing is written here, it is only read",
        field="method",
        value=request.method,
        remedy=f"It takes {ALLOWED}.",
    )
    response = refused(error, 405)
    response.headers["Allow"] = ALLOWED
    return response
