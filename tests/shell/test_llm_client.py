"""The one request to a model: what it holds, where it goes, and a code for everything that can go wrong."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from typing import Any

import pytest

from cairn.errors import CairnError, MissingExtra
from cairn.extract.llm import SCHEMA, question
from cairn.shell.llm.client import ask
from cairn.shell.llm.settings import Settings
from shell.stub_model import Stub, stub_model

pytest.importorskip("pydantic_ai", reason="the extra llm is not installed")
ASKED = question("Shelling of Tel Zahra killed three people.", 1_000)
NOTHING = '{"claims": []}'


@pytest.fixture
def stub() -> Iterator[Stub]:
    with stub_model() as stub:
        stub.says(NOTHING)
        yield stub


def code_of(stub: Stub, **more: Any) -> str:
    with pytest.raises(CairnError) as fault:
        ask(ASKED, stub.settings, tries=0, **more)
    assert fault.value.remedy
    assert fault.value.field
    return fault.value.code


def test_the_raw_answer_comes_back_as_it_was_given(stub: Stub) -> None:
    stub.says("  " + NOTHING + "\n")
    assert ask(ASKED, stub.settings) == "  " + NOTHING + "\n"


def test_it_asks_once_with_instructions_text_and_schema_and_without_tools(stub: Stub) -> None:
    ask(ASKED, stub.settings)
    (sent,) = stub.asked
    assert [(m["role"], m["content"]) for m in sent["messages"]] == [
        ("system", ASKED.instructions),
        ("user", ASKED.text),
    ]
    assert sent["response_format"]["json_schema"]["schema"] == SCHEMA
    assert not {"tools", "tool_choice", "functions"} & set(sent)
    assert (sent["temperature"], sent["seed"], sent["max_tokens"]) == (0, 7, 2_000)


def test_no_key_of_the_environment_goes_to_an_endpoint_by_itself(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "not-for-you")
    ask(ASKED, stub.settings)
    assert stub.seen[0]["authorization"] == "Bearer none"


def test_the_key_is_taken_from_the_variable_that_is_named(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THE_KEY", "k1")
    ask(ASKED, Settings(endpoint=stub.address, model="stub", key_from="THE_KEY"))
    assert stub.seen[0]["authorization"] == "Bearer k1"


def test_a_proxy_of_the_environment_is_not_used(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert ask(ASKED, stub.settings, tries=0) == NOTHING


def test_a_redirect_is_not_followed(stub: Stub) -> None:
    with stub_model() as elsewhere:
        elsewhere.says(NOTHING)
        stub.fails(307)
        stub.headers = {"location": f"{elsewhere.address}/chat/completions"}
        assert code_of(stub) == "llm-endpoint-fault"
        assert elsewhere.asked == []


def test_an_endpoint_that_is_not_there_is_unreachable(stub: Stub) -> None:
    gone = Settings(endpoint="http://127.0.0.1:9/v1", model="stub")
    with pytest.raises(CairnError) as fault:
        ask(ASKED, gone, tries=0)
    assert fault.value.code == "llm-unreachable"


def test_a_model_that_takes_too_long_is_a_timeout(stub: Stub) -> None:
    stub.wait = 60
    slow = Settings(endpoint=stub.address, model="stub", timeout=1)
    with pytest.raises(CairnError) as fault:
        ask(ASKED, slow, tries=0)
    assert fault.value.code == "llm-timeout"


@pytest.mark.parametrize(
    ("status", "error", "code"),
    [
        (429, {}, "llm-busy"),
        (429, {"code": "insufficient_quota"}, "llm-busy"),
        (401, {}, "llm-key"),
        (403, {}, "llm-key"),
        (404, {}, "llm-model-unknown"),
        (400, {"code": "context_length_exceeded"}, "llm-text-too-long"),
        (400, {}, "llm-endpoint-fault"),
        (500, {}, "llm-endpoint-fault"),
        (503, {}, "llm-endpoint-fault"),
    ],
)
def test_an_error_of_the_endpoint_has_its_code(
    stub: Stub, status: int, error: dict[str, str], code: str
) -> None:
    stub.fails(status, **error)
    assert code_of(stub) == code


def test_a_refusal_is_told_as_one(stub: Stub) -> None:
    stub.says(None, refusal="I cannot read about violence.")
    assert code_of(stub) == "llm-refused"
    stub.says("", finish="content_filter")
    assert code_of(stub) == "llm-refused"


def test_an_answer_that_was_cut_off_is_not_taken_for_whole(stub: Stub) -> None:
    stub.says('{"claims": [{"quote": "kill', finish="length")
    assert code_of(stub) == "llm-answer-cut"


def test_silence_is_no_answer(stub: Stub) -> None:
    stub.says("  ")
    assert code_of(stub) == "llm-answer-empty"


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"choices": []}', b'{"choices": null}'])
def test_what_is_no_chat_answer_is_a_fault_of_the_endpoint(stub: Stub, body: bytes) -> None:
    stub.status, stub.body = 200, body
    assert code_of(stub) in ("llm-endpoint-fault", "llm-answer-empty")


def test_without_the_client_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name in ("pydantic_ai", "openai"):
            raise ImportError(name)
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra) as fault:
        ask(ASKED, Settings(endpoint="http://127.0.0.1:9/v1", model="stub"))
    assert (fault.value.code, fault.value.value) == ("extra-missing", "llm")
    assert "cairn-record[llm]" in fault.value.remedy
