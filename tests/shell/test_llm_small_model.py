"""A real model, small enough to be wrong about nearly everything, is asked over the wire: none of it gets through.

`make test-llm` installs it and its runtime; without them this skips.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from cairn.errors import ModelFault
from cairn.extract.llm import Second, question, readable
from cairn.shell.acts.ask_model import OF_ONE_TEXT
from cairn.shell.llm.client import ask
from cairn.shell.llm.settings import Settings
from extract.adversary import Text, accepted_wrongly, answered, said_wrongly, texts
from support import needed

pytestmark = pytest.mark.llm
FOLDER = Path(os.environ.get("CAIRN_SMALL_MODEL", Path(__file__).resolve().parents[2] / "var/small-model"))


@pytest.fixture(scope="module")
def settings() -> Iterator[Settings]:
    """Where the model is served while these tests run."""
    needed("llm", (FOLDER / "model.gguf").exists(), "no small model is installed: `make test-llm` does it")
    needed("llm", shutil.which("node") is not None, "Node is not installed")
    pytest.importorskip("pydantic_ai", reason="the extra llm is not installed")
    command = ["node", "serve.mjs", "model.gguf"]
    with subprocess.Popen(command, cwd=FOLDER, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            port = server.stdout.readline().rpartition(" ")[2].strip()
            assert port.isdigit(), "the server did not start"
            yield Settings(
                endpoint=f"http://127.0.0.1:{port}/v1", model="smollm2-135m", longest_answer=300, timeout=300
            )
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def heard(settings: Settings) -> list[tuple[Text, Second]]:
    """Every text asked about once, and the answers checked; an answer that is none says nothing."""
    found = []
    for text in texts():
        try:
            answer = ask(question(readable(text.text).text, settings.longest_text), settings)
        except ModelFault as fault:
            if fault.code not in OF_ONE_TEXT:
                raise
            answer = ""
        found.append((text, answered(text, answer)))
    return found


def test_none_of_its_wrong_numbers_or_invented_quotes_is_accepted(heard: list[tuple[Text, Second]]) -> None:
    assert len(heard) >= 20
    assert [wrong for text, second in heard for wrong in accepted_wrongly(text, second)] == []


def test_the_wire_carries_answers_and_most_of_them_are_wrong(heard: list[tuple[Text, Second]]) -> None:
    assert sum(bool(second.checked) for _, second in heard) >= 10
    assert sum(said_wrongly(text, second) for text, second in heard) >= 5
