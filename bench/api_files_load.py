"""Files of a site behind nginx, asked for as fast as two processes can: how many a second."""

from __future__ import annotations

import multiprocessing
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PORT = 8953
SECONDS = 5.0
ASKING = 2
CONFIG = """daemon off; pid {0}/nginx.pid; error_log {0}/nginx.log crit; worker_processes 1; {2}
events {{ worker_connections 256; }}
http {{ access_log off; sendfile on; keepalive_requests 1000000; default_type application/octet-stream;
  client_body_temp_path {0}/t1; proxy_temp_path {0}/t2; fastcgi_temp_path {0}/t3;
  uwsgi_temp_path {0}/t4; scgi_temp_path {0}/t5;
  server {{ listen 127.0.0.1:{3}; root {1}; }} }}
"""


@contextmanager
def nginx(site: Path, folder: Path) -> Iterator[int]:
    """nginx with one worker on the files of a site; its port."""
    config = folder / "nginx.conf"
    config.write_text(CONFIG.format(folder, site, "user root;" if _is_root() else "", PORT))
    started = subprocess.Popen(["nginx", "-c", str(config), "-e", str(folder / "nginx.log")])
    try:
        time.sleep(1)
        yield PORT
    finally:
        started.terminate()
        started.wait()


def closed_loop(port: int, path: str) -> tuple[float, int, int]:
    """Answers a second, bytes of one, and errors; each of the asking sends the next when it has been answered."""
    with multiprocessing.Pool(ASKING) as pool:
        done = pool.starmap(_asking, [(port, path)] * ASKING)
    return sum(n for n, _, _ in done) / SECONDS, done[0][1], sum(wrong for _, _, wrong in done)


def _asking(port: int, path: str) -> tuple[int, int, int]:
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    answered = size = wrong = 0
    with socket.create_connection(("127.0.0.1", port)) as line:
        until = time.perf_counter() + SECONDS
        while time.perf_counter() < until:
            line.sendall(request)
            status, size = _answer(line)
            answered += 1
            wrong += status != 200
    return answered, size, wrong


def _answer(line: socket.socket) -> tuple[int, int]:
    held = b""
    while b"\r\n\r\n" not in held:
        held += line.recv(65_536)
    head, _, body = held.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    length = next(int(one.partition(":")[2]) for one in lines if one.lower().startswith("content-length:"))
    left = length - len(body)
    while left:
        left -= len(line.recv(min(left, 262_144)))
    return int(lines[0].split()[1]), length


def _is_root() -> bool:
    return Path("/root").exists() and Path("/proc/self").owner() == "root"
