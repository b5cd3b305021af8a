"""By an address: files are asked for as they are needed and checked; nothing is sent, followed or taken beyond that."""

from __future__ import annotations

import gc
import socket
import threading
from contextlib import contextmanager

import pytest

import cairn
from cairn.errors import FileRefused, NotAllowed, NotFound
from cairn.opened.fetch import fetched, judged
from opened.published import handing_out, release, served, site, zipped


def test_a_site_is_opened_by_its_address_and_only_what_is_needed_is_asked_for():
    with served(handing_out(site(), "/record/")) as (address, asked):
        ws = cairn.open(f"{address}/record")
        assert len(ws.incidents) == 18
        assert ws.kind == "site"
        assert [path for path, _ in asked] == [
            "/record/release.json", "/record/cairn-site.json", "/record/data/SHA256SUMS", "/record/data/datapackage.json",
            "/record/data/incidents.jsonl",
        ]  # fmt: skip
        list(ws.incidents)
        assert len(asked) == 5, "what was read is not asked for again"


def test_sums_by_an_address_are_those_of_the_folder(tmp_path):
    from opened.published import written

    here = cairn.open(written(tmp_path, site()))
    with served(handing_out(site())) as (address, _):
        there = cairn.open(address)
        assert there.tally(actor="northern-pact", year=2016) == here.tally(actor="northern-pact", year=2016)
        assert list(there.claims) == list(here.claims)
        assert there.verify().files == here.verify().files


@pytest.mark.parametrize("path", ["/", "", "/index.html", "/en/", "/en", "/ar/index.html"])
def test_the_address_of_a_front_page_is_the_address_of_the_site(path):
    with served(handing_out(site())) as (address, _):
        assert cairn.open(address + path).kind == "site"


def test_a_release_is_opened_by_its_address():
    with served(handing_out(release(), "/releases/1.0/")) as (address, _):
        ws = cairn.open(f"{address}/releases/1.0/")
        assert (ws.kind, ws.verify().signed, len(ws.incidents)) == ("release", "the key that lies in it", 18)


def test_a_zip_is_opened_by_its_address_and_leaves_nothing_behind(tmp_path, monkeypatch):
    data = zipped(tmp_path / "r.zip", release()).read_bytes()
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(spool))
    with served(handing_out({"r.zip": data})) as (address, _):
        ws = cairn.open(f"{address}/r.zip")
        assert len(ws.incidents) == 18
        del ws
        gc.collect()
        with pytest.raises(NotFound):
            cairn.open(f"{address}/gone.zip")
    assert list(spool.iterdir()) == []


def test_nothing_is_sent_but_what_is_asked_for(monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("http_proxy", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with served(handing_out(site())) as (address, asked):
        cairn.open(address)
    for _, headers in asked:
        assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}
        assert headers["User-Agent"] == f"cairn/{cairn.__version__}"


def test_a_file_that_differs_is_refused_by_address_too():
    files = site()
    files["data/incidents.jsonl"] += b"\n"
    with served(handing_out(files)) as (address, _), pytest.raises(FileRefused, match="checksum-differs"):
        list(cairn.open(address).incidents)


def test_a_site_published_anew_while_it_is_read_is_refused_and_not_mixed():
    files = site()
    with served(lambda path: handing_out(files)(path)) as (address, _):
        ws = cairn.open(address)
        files["data/claims.jsonl"] = b""
        with pytest.raises(FileRefused, match="published anew"):
            list(ws.claims)


@pytest.mark.parametrize("page", [b"<!doctype html>", b"[]", b"{}"])
def test_a_server_that_answers_everything_with_a_page_has_no_record(page):
    with served(lambda _: (200, {}, page)) as (address, _), pytest.raises((NotFound, FileRefused)) as refused:
        cairn.open(address)
    assert refused.value.code in ("opened-nothing", "opened-preview")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/", "http://192.0.2.1/", "http://127.0.0.1.example.org/", "http://localhost.example.org/",
        "https://me:secret@example.org/", "https://me@example.org/", "https://example.org/?key=secret", "https:///data",
        "https://exa mple.org/", "https://example.org/\r\nX: y", "https://example.org:0/", "https://example.org:99999/",
        "https://[::1/", "https://example.org\\@evil.example/", "http://0x7f000001/",
    ],
)  # fmt: skip
def test_an_address_that_is_not_safe_to_read_is_refused_before_anything_is_asked(address):
    with pytest.raises(NotAllowed) as refused:
        cairn.open(address)
    assert refused.value.code == "address-refused"
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8000/", "http://[::1]/x", "http://localhost/", "https://example.org/x"]
)
def test_https_anywhere_and_http_on_this_machine_may_be_read(address):
    assert judged(address).geturl() == address


@pytest.mark.parametrize("address", ["ftp://example.org/", "file:///etc/hosts", "javascript:alert(1)"])
def test_what_is_no_address_of_the_web_is_taken_as_a_path(address):
    with pytest.raises(NotFound):
        cairn.open(address)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_server_may_send_on_to_another_path_of_its_own(status):
    def answer(path):
        if path.startswith("/old/"):
            return (status, {"Location": path.replace("/old/", "/new/")}, b"")
        return handing_out(site(), "/new/")(path)

    with served(answer) as (address, _):
        assert len(cairn.open(f"{address}/old/").incidents) == 18


@pytest.mark.parametrize(
    "location",
    ["https://example.org/", "http://127.0.0.1:1/", "//example.org/x", "http://localhost:{port}/", "file:///etc/hosts",
     "http://me@127.0.0.1:{port}/", "https://127.0.0.1:{port}/", "/x?y=z"],
)  # fmt: skip
def test_a_server_that_sends_on_to_another_is_refused(location):
    def answer(_):
        return (302, {"Location": location.format(port=port)}, b"")

    with served(answer) as (address, asked):
        port = address.rpartition(":")[2]
        with pytest.raises(NotAllowed) as refused:
            cairn.open(address)
    assert (refused.value.code, len(asked)) == ("address-refused", 1)


@pytest.mark.parametrize("location", ["/again", "", "http://[::1/"])
def test_a_server_that_sends_on_without_end_or_nowhere_is_given_up(location):
    with (
        served(lambda _: (302, {"Location": location}, b"")) as (address, asked),
        pytest.raises((FileRefused, NotAllowed)),
    ):
        cairn.open(address)
    assert len(asked) <= 6


@pytest.mark.parametrize("status", [204, 206, 401, 403, 418, 500, 503])
def test_an_answer_that_is_no_file_is_told_with_its_status(status):
    with (
        served(lambda _: (status, {}, b"")) as (address, _),
        pytest.raises(FileRefused, match=str(status)) as refused,
    ):
        cairn.open(address)
    assert refused.value.code == "fetch-failed"


def test_what_a_server_packs_is_not_unpacked():
    with (
        served(lambda _: (200, {"Content-Encoding": "gzip"}, b"\x1f\x8b")) as (address, _),
        pytest.raises(FileRefused, match="packs it"),
    ):
        cairn.open(address)


def test_a_file_that_is_told_to_be_too_large_is_not_begun():
    with served(lambda _: (200, {}, b"x" * 100)) as (address, _), pytest.raises(FileRefused) as refused:
        list(fetched(address, 99))
    assert refused.value.code == "opened-too-large"


@contextmanager
def raw(answer: bytes):
    """A server that says these bytes, and breaks off."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            while True:
                try:
                    talking, _ = listening.accept()
                except OSError:
                    return
                with talking:
                    talking.recv(65536)
                    talking.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


@pytest.mark.parametrize(
    "answer",
    [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500,
     b"HTTP/1.1 200 OK\r\nA: " + b"x" * 100_000, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
     b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"],
)  # fmt: skip
def test_a_server_that_breaks_off_or_talks_nonsense_is_told_as_one(answer):
    with raw(answer) as address, pytest.raises(FileRefused) as refused:
        cairn.open(address)
    assert refused.value.code == "fetch-failed"


def test_a_server_that_says_nothing_is_given_up(monkeypatch):
    monkeypatch.setattr("cairn.opened.fetch.PATIENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(FileRefused) as refused:
        cairn.open(f"http://127.0.0.1:{silent.getsockname()[1]}/")
    assert refused.value.code == "fetch-failed"


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path):
    import ssl
    from datetime import UTC, datetime, timedelta
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC)).not_valid_after(datetime(2020, 1, 1, tzinfo=UTC) + timedelta(36500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (tmp_path / "both.pem").write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "both.pem")
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            talking, _ = listening.accept()
            with talking:
                try:
                    context.wrap_socket(talking, server_side=True).close()
                except OSError:
                    return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        with pytest.raises(FileRefused, match="SSLCertVerificationError") as refused:
            cairn.open(f"https://127.0.0.1:{listening.getsockname()[1]}/")
        thread.join(5)
    assert refused.value.code == "fetch-failed"
