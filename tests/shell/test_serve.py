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


def status(port, path, host):
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Host": host})
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


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", ""])
def test_it_answers_to_no_other_name(port, host):
    assert status(port, "/site/index.html", host) in (400, 421)


def test_a_taken_port_is_told_with_its_remedy(ws, port):
    with pytest.raises(WorkspaceFault, match=r"port-taken.*--port"):
        server(ws, "127.0.0.1", port)
