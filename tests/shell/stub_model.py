"""An endpoint on loopback that answers as a test tells it: for what a client must bear."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cairn.shell.llm.settings import Settings


@dataclass
class Stub:
    """What it answers (`status`, `body`, `wait` seconds, `headers`), and what it was asked."""

    address: str = ""
    status: int = 200
    body: bytes = b""
    wait: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    seen: list[dict[str, str]] = field(default_factory=list)

    @property
    def settings(self) -> Settings:
        return Settings(endpoint=self.address, model="stub", timeout=5)

    def says(self, content: str | None, finish: str = "stop", **message: Any) -> None:
        """Answer as a chat endpoint does."""
        choice = {
            "index": 0,
            "finish_reason": finish,
            "message": {"role": "assistant", "content": content, **message},
        }
        told = {"id": "1", "object": "chat.completion", "created": 0, "model": "stub", "choices": [choice]}
        self.status, self.body = 200, json.dumps(told).encode()

    def fails(self, status: int, **error: str) -> None:
        """Answer with an error."""
        self.status, self.body = status, json.dumps({"error": {"message": "no", **error}}).encode()


@contextmanager
def stub_model() -> Iterator[Stub]:
    """The endpoint, until the end of the block."""
    stub = Stub()
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            stub.asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            stub.seen.append({k.lower(): v for k, v in self.headers.items()})
            over.wait(stub.wait)
            self.send_response(stub.status)
            for name, value in {"content-type": "application/json", **stub.headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(stub.body)))
            self.end_headers()
            self.wfile.write(stub.body)

        do_GET = do_POST

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    stub.address = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield stub
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()
