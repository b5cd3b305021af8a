"""The table [llm] of a workspace: off without it, this machine first, and nobody's words leave unasked."""

from __future__ import annotations

from typing import Any

import pytest

from cairn.errors import CairnError
from cairn.shell.llm.settings import is_loopback, settings_of
from cairn.vocab.closed import SourceKind

LOCAL = {"endpoint": "http://127.0.0.1:11434/v1", "model": "m"}
HOSTED = {"endpoint": "https://models.example/v1", "model": "m"}


def code_of(table: object) -> str:
    with pytest.raises(CairnError) as fault:
        settings_of({"llm": table})
    return fault.value.code


def test_it_is_off_without_a_table() -> None:
    with pytest.raises(CairnError) as fault:
        settings_of({"name": "team"})
    assert fault.value.code == "llm-off"


def test_a_model_on_this_machine_reads_every_kind_of_source() -> None:
    made = settings_of({"llm": LOCAL})
    assert not made.is_hosted
    assert all(map(made.may_read, SourceKind))


def test_a_hosted_model_reads_nothing_by_default() -> None:
    made = settings_of({"llm": HOSTED})
    assert made.is_hosted
    assert not any(map(made.may_read, SourceKind))


def test_a_hosted_model_reads_the_kinds_that_are_named_and_no_others() -> None:
    made = settings_of({"llm": HOSTED | {"hosted_may_read": ["news", "ngo"]}})
    assert [kind for kind in SourceKind if made.may_read(kind)] == [SourceKind.NEWS, SourceKind.NGO]


def test_a_hosted_endpoint_without_encryption_is_refused() -> None:
    assert code_of(HOSTED | {"endpoint": "http://models.example/v1"}) == "llm-endpoint-open"
    assert code_of(HOSTED | {"endpoint": "http://192.168.1.9:8000/v1"}) == "llm-endpoint-open"


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/v1", "http://127.9.8.7:80/v1", "http://[::1]:8080/v1", "http://localhost:1/v1"],
)
def test_these_are_this_machine(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1.models.example/v1",
        "http://localhost.models.example/v1",
        "http://models.example/127.0.0.1",
        "http://127.0.0.1@models.example/v1",
        "http://models.example#@127.0.0.1/v1",
        "http://models.example?@127.0.0.1/v1",
        "http://0.0.0.0/v1",
        "http://192.168.0.1/v1",
        "http://[::ffff:8.8.8.8]/v1",
        "http://2130706433/v1",
        "http://127.1/v1",
    ],
)
def test_these_are_not_or_are_not_sure_to_be(address: str) -> None:
    assert not is_loopback(address)


@pytest.mark.parametrize(
    "wrong",
    [
        "yes",
        {},
        {"model": "m"},
        {"endpoint": "http://127.0.0.1/v1"},
        LOCAL | {"endpoint": "127.0.0.1:11434"},
        LOCAL | {"endpoint": "file:///etc/passwd"},
        LOCAL | {"endpoint": "http://user:word@127.0.0.1/v1"},
        LOCAL | {"endpoint": "http://127.0.0.1:port/v1"},
        LOCAL | {"model": ""},
        LOCAL | {"timeout": 0},
        LOCAL | {"timeout": True},
        LOCAL | {"temperature": 0.2},
        LOCAL | {"longest_text": 10**9},
        LOCAL | {"hosted_may_read": "news"},
        LOCAL | {"hosted_may_read": ["everybody"]},
        LOCAL | {"key": "secret"},
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(wrong: Any) -> None:
    assert code_of(wrong) == "llm-setting"
