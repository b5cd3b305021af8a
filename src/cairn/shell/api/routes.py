"""The addresses of the API, told to Django: those of the document, and no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI

from cairn.errors import CairnError, NotAllowed
from cairn.publish.api.envelope import VERSION

from .answering import ANSWERS, answered, not_there
from .responses import given, refused

MOST = 50
"""Parameters of one question."""
api = NinjaAPI(version=VERSION, openapi_url=None, docs_url=None)  # the document is ours, made of the tables


def query_of(raw: str) -> list[tuple[str, str]]:
    """Names and values as they were asked. Raises `NotAllowed` (api-parameter) for too many."""
    told = raw.encode("latin-1", "replace").decode("utf-8", "replace")  # as WSGI hands bytes on
    try:
        return parse_qsl(told, keep_blank_values=True, max_num_fields=MOST)
    except ValueError as e:
        raise NotAllowed(
            "api-parameter",
            "too many parameters at once",
            field="parameter",
            value=told,
            remedy=f"At most {MOST}, each once. openapi.json tells what an address takes.",
        ) from e


def _asked(request: HttpRequest, address: str, place: str = "") -> HttpResponse:
    query = query_of(request.META.get("QUERY_STRING", ""))
    published = request.published  # type: ignore[attr-defined]  # as `wsgi` hands it in
    return given(request, address, answered(published, address, place, query))


def _whole(address: str) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        return _asked(request, address)

    return view


def _of_code(address: str) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, code: str) -> HttpResponse:
        return _asked(request, address, code)

    return view


def _of_page(address: str) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, page: str) -> HttpResponse:
        return _asked(request, address, page)

    return view


def _of_year(address: str) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, year: str) -> HttpResponse:
        return _asked(request, address, year)

    return view


_VIEWS = {"code": _of_code, "page": _of_page, "year": _of_year}
for _address in ANSWERS:
    _place = _address.partition("{")[2].partition("}")[0]
    _view = _VIEWS[_place](_address) if _place else _whole(_address)
    api.api_operation(["GET", "HEAD"], f"/{_address}")(_view)


@api.exception_handler(CairnError)
def _refuse(request: HttpRequest, error: Any) -> HttpResponse:
    return refused(error)


def nothing_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is at no address of ours."""
    return refused(not_there("address", request.path_info, "index.json tells every address."))


urlpatterns = [path(f"api/{VERSION}/", api.urls)]
handler404 = nothing_there
