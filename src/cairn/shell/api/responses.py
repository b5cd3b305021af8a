"""What goes out: the answer with its tag, whatever was refused in one form, and the headers of both."""

from __future__ import annotations

import hashlib
import json

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

from cairn.errors import CairnError, NotFound, WorkspaceFault

JSON, CSV = "application/json", "text/csv; charset=utf-8"
ALLOWED = "GET, HEAD, OPTIONS"
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""With every answer: any page may read it, none may run it."""
ASKED_FIRST = {
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": ALLOWED,
}
"""What a page of another site is told that asks whether it may ask."""


def given(request: HttpRequest, address: str, answer: bytes) -> HttpResponse:
    """An answer, or that it is as it was when its tag was given."""
    tag = f'"{hashlib.sha256(answer).hexdigest()[:40]}"'
    if is_known(request.headers.get("If-None-Match", ""), tag):
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
    else:
        response = HttpResponse(answer, content_type=CSV if address.endswith(".csv") else JSON)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"  # may be kept, and is asked for again by its tag
    return response


def is_known(told: str, tag: str) -> bool:
    """Whether whoever asks holds the answer with this tag already; a proxy may have made the tag a weak one."""
    known = parse_etags(told)
    return "*" in known or tag in {one.removeprefix("W/") for one in known}


def refused(error: CairnError, status: int = 0) -> HttpResponse:
    """An error as data: code, field, value, message, remedy."""
    status = status or next((of for kind, of in _STATUS.items() if isinstance(error, kind)), 400)
    told = json.dumps({"error": error.as_dict()}) + "\n"
    response = HttpResponse(told.encode(), status=status, content_type=JSON)
    response.headers["Cache-Control"] = "no-store"
    return response


def permitted() -> HttpResponse:
    """To whoever asks what may be asked."""
    response = HttpResponse(status=204, headers=ASKED_FIRST)
    del response.headers["Content-Type"]
    return response


def dressed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The same with the headers that go with everything, and without its text where only they were asked for."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if isinstance(response, HttpResponse):
        if response.status_code not in (204, 304):
            response.headers["Content-Length"] = str(len(response.content))
        if request.method == "HEAD":
            response.content = b""
    return response


_STATUS: dict[type[CairnError], int] = {NotFound: 404, WorkspaceFault: 503}
