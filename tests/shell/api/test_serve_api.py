"""`cairn serve --api`: questions answered under the public site, files as before, the preview out of reach."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection, HTTPResponse

import pytest

from cairn.shell.api.application import Application
from cairn.shell.api.serve import LiveHandler
from cairn.shell.site.serve import server
from cairn.shell.workspace import Workspace
from publish.api.published import files
from shell.api.live import put

ROOT = "/site/api/v1"


@pytest.fixture
def port(ws: Workspace) -> Iterator[int]:
    put(ws.site)
    (ws.site / "index.html").write_text("<p>public")
    (ws.site / "page.json").write_text("{}")
    handler = partial(LiveHandler, application=Application(ws.site))
    listening = server(ws, "127.0.0.1", 0, handler)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield listening.server_address[1]
    listening.shutdown()
    thread.join()
    listening.server_close()


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_it_answers_as_the_files_do_and_what_is_asked(port: int) -> None:
    answer, body = ask(port, f"{ROOT}/incidents.json")
    assert (answer.status, body.decode()) == (200, files()["incidents.json"])
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert ask(port, f"{ROOT}/incidents.json", **{"If-None-Match": answer.headers["ETag"]})[0].status == 304
    answer, body = ask(port, f"{ROOT}/incidents.json?limit=2")
    assert (len(json.loads(body)["items"]), json.loads(body)["applied"]) == (2, {"limit": "2"})
    answer, body = ask(port, f"{ROOT}/incidents.json", "HEAD")
    assert (body, int(answer.headers["Content-Length"]) > 1000) == (b"", True)


def test_files_are_served_as_before(port: int) -> None:
    assert ask(port, "/site/index.html")[1] == b"<p>public"
    answer, body = ask(port, "/site/page.json")
    assert (answer.status, body) == (200, b"{}")
    assert answer.headers["Access-Control-Allow-Origin"] is None
    assert ask(port, "/cairn.toml")[0].status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_no_method_makes_it_fail(port: int, method: str) -> None:
    assert ask(port, f"{ROOT}/incidents.json", method)[0].status == (204 if method == "OPTIONS" else 405)
    assert ask(port, "/site/index.html", method)[0].status == 405


@pytest.mark.parametrize(
    "path", ["nothing", "incidents.json?x=1", "incidents/%FF%00.json", "..%2F..%2Fcairn.toml"]
)
def test_what_is_refused_is_refused_in_our_form(port: int, path: str) -> None:
    answer, body = ask(port, f"{ROOT}/{path}")
    assert answer.status in (400, 404)
    assert json.loads(body)["error"]["remedy"]


def test_nobody_is_answered_who_comes_under_another_name(port: int) -> None:
    for method in ("GET", "HEAD", "OPTIONS", "POST"):
        assert ask(port, f"{ROOT}/index.json", method, Host="evil.example")[0].status == 421
