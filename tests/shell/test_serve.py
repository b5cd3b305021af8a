"""Serving: the two sites and nothing else, to nobody who comes under another name."""

import threading
from http.client import HTTPConnection

import pytest

from cairn.errors import WorkspaceFault
from cairn.shell.site.serve import server


@pytest.fixture
def port(ws):
    (ws.root / "site").mkdir()
    (ws.root / "site" / "index.html").write_text("<p>public")
    listening = server(ws, "127.0.0.1", 0)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield listening.server_address[1]
    listening.shutdown()
    thread.join()
    listening.server_close()


def status(port, path, host, method="GET"):
    connection = HTTPConnection("127.0.0.1", port)
    connection.request(method, path, headers={"Host": host})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_it_serves_the_site_and_not_the_records(port):
    assert status(port, "/site/index.html", f"127.0.0.1:{port}") == 200
    assert status(port, "/cairn.toml", f"127.0.0.1:{port}") == 404
    assert status(port, "/site/../cairn.toml", f"127.0.0.1:{port}") == 404


def headers(port, path):
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers


@pytest.mark.parametrize(
    ("path", "framed"),
    [
        ("/site/embed/en/map.html", True),
        ("/site/index.html", False),
        ("/preview/embed/en/map.html", False),
        ("/site/embed/../index.html", False),
        ("/site/%65mbed/../index.html", False),
        ("/embed/site/x.html", False),
    ],
)
def test_only_what_is_made_for_the_pages_of_others_may_be_framed(port, path, framed):
    told = headers(port, path)
    policy = told["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors *" if framed else "frame-ancestors 'none'")
    assert (told["Access-Control-Allow-Origin"] == "*") is framed


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "", "localhost.evil.example", "127.0.0.1.evil.example:8017", "a@localhost"]
)  # fmt: skip
def test_it_answers_to_no_other_name(port, host, method):
    assert status(port, "/site/index.html", host, method) in (400, 421)
    assert status(port, "/", host, method) in (400, 421)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1", "[::1]", "[::1]:80"])
def test_it_answers_to_the_names_of_this_machine(port, host):
    assert status(port, "/site/index.html", host) == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "PROPFIND"])
def test_it_is_for_reading_alone(port, method):
    assert status(port, "/site/index.html", "localhost", method) in (405, 501)


OUT = [
    "/cairn.toml", "/site/../cairn.toml", "/site/%2e%2e/cairn.toml", "/site/..%2fcairn.toml", "/site/..%5ccairn.toml",
    "/site/..\\cairn.toml", "//cairn.toml", "/./cairn.toml", "/site/.hidden", "/site/%2ehidden", "/site/a%00.html", "/%00",
    "/site/" + "x" * 4000, "/site/%ff%fe", "/log", "/site", "/preview/../site/../cairn.toml", "/site/media/",
    "http://evil.example/cairn.toml", "/site/index.html/", "/site/%252e%252e/cairn.toml",
]  # fmt: skip


@pytest.mark.parametrize("path", OUT)
def test_nothing_but_the_two_sites_is_read_whatever_is_asked(ws, port, path):
    (ws.root / "site" / ".hidden").write_text("x")
    (ws.root / "site" / "media").mkdir(exist_ok=True)
    expected = (301, 404) if path == "/site" else (404,)
    assert status(port, path, "localhost") in expected


@pytest.mark.parametrize(
    ("path", "there"), [("/site/index.html", 200), ("/site/gone.html", 404), ("/", 302), ("/site", 301)]
)
def test_every_answer_carries_what_keeps_a_page_to_itself(port, path, there):
    assert status(port, path, "localhost") == there
    told = headers(port, path)
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Referrer-Policy"] == "no-referrer"
    assert "geolocation=()" in told["Permissions-Policy"]
    assert told["Cross-Origin-Opener-Policy"] == "same-origin"
    assert told["Cross-Origin-Resource-Policy"] == "same-origin"
    assert told["Cache-Control"] == "no-store"
    assert "Python" not in told["Server"]
    assert "unsafe" not in told["Content-Security-Policy"]
    assert "data:" not in told["Content-Security-Policy"]
    assert headers(port, "/site/embed/en/map.svg")["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_feed_comes_as_what_it_is(ws, port):
    (ws.root / "site" / "all.atom").write_text("<feed/>")
    assert headers(port, "/site/all.atom")["Content-Type"] == "application/atom+xml"


def test_where_no_page_is_stands_one_that_repeats_nothing_and_breaks_no_policy(port):
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/site/%3Cscript%3Ex%3C/script%3E")
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    assert answer.status == 404
    assert answer.headers["Content-Type"].lower() == "text/html;charset=utf-8"
    assert "script" not in page
    assert "<style" not in page
    assert "لا صفحة في هذا العنوان" in page


def test_a_taken_port_is_told_with_its_remedy(ws, port):
    with pytest.raises(WorkspaceFault, match=r"port-taken.*--port"):
        server(ws, "127.0.0.1", port)
