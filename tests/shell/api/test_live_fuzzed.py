"""The live API under cases that nobody wrote: by its document, against it, and with names of parameters made up.

`make api-fuzz` asks for more of them: `CAIRN_API_CASES`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from cairn.publish.api import order
from cairn.publish.api.asked import PARAMETERS, TAKES
from cairn.publish.api.openapi import PATHS
from cairn.shell.api.application import Application
from shell.api.live import ROOT, Answer, ask, put

BASE = f"http://localhost{ROOT}"
CASES = int(os.environ.get("CAIRN_API_CASES", "500"))
QUIET = settings(derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Application:
    return Application(put(tmp_path_factory.mktemp("fuzzed")))


KNOWN: Mapping[str, tuple[str, ...]] = {
    "code": ("NP003", "OLD3", "GONE1", "incident-005"),
    "year": ("2016", "2017"),
    "page": tuple(order.cursor(key) for key in (("", ""), ("2026-01-02T00:00:00", "incident-003"))),
    "updated_since": ("2026-01-02", "2026-01-01T23:00:00-01:00", "2026-01-02T00:00:00.0005Z"),
    "cursor": tuple(order.cursor(key) for key in (("", ""), ("2026-01-02T00:00:00", "incident-003"))),
    "actor": ("azure-command", "river-guard"),
}
"""Values that are right, of what the document cannot tell wholly."""


def mended(case: Any, draw: Callable[[tuple[str, ...]], str]) -> Any:
    """A case made of the document, so that what it asks is there; one in two, where anything may be asked."""
    for name in case.path_parameters or {}:
        case.path_parameters[name] = draw(KNOWN[name])
    asked = case.query or {}
    for name in asked.keys() & {"updated_since", "cursor"}:
        asked[name] = draw(KNOWN[name])
    if "actor" in asked and draw(("known", "any")) == "known":
        asked["actor"] = draw(KNOWN["actor"])
    if {"date_from", "date_to"} <= asked.keys():
        asked["date_from"], asked["date_to"] = sorted((asked["date_from"], asked["date_to"]))
    return case


def document_of(live: Application) -> Any:
    return schemathesis.openapi.from_wsgi(f"{ROOT}openapi.json", live)


def test_whatever_the_document_permits_is_answered_by_it(live: Application) -> None:
    seen: list[int] = []

    @settings(QUIET, max_examples=CASES // 2)
    @given(case=document_of(live).as_strategy(), data=st.data())
    def held(case: Any, data: st.DataObject) -> None:
        answer = mended(case, lambda some: data.draw(st.sampled_from(some))).call_and_validate(base_url=BASE)
        seen.append(answer.status_code)

    held()
    assert len(seen) >= CASES // 2
    assert set(seen) == {200}


def test_whatever_it_does_not_permit_is_refused_in_our_form(live: Application) -> None:
    seen: list[int] = []
    let_in: list[str] = []

    @settings(QUIET, max_examples=CASES - CASES // 2)
    @given(case=document_of(live).as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def held(case: Any) -> None:
        answer = case.call_and_validate(base_url=BASE)
        seen.append(answer.status_code)
        if answer.status_code == 200:  # its own check has let it pass: 0 as a text is "0"
            let_in.append(answer.request.url)
        else:
            assert set(answer.json()["error"]) == {"code", "field", "value", "message", "remedy"}

    held()
    assert len(seen) >= CASES - CASES // 2
    assert {400} <= set(seen) <= {200, 400, 404, 405}
    assert len(let_in) * 4 < len(seen), let_in


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40) | st.sampled_from(
    [
        *(n.upper() for n in PARAMETERS),
        *(f"{n}[]" for n in PARAMETERS),
        *(f"{n} " for n in PARAMETERS),
        "offset",
        "page",
    ]
)
PLACES = {"code": "NP003", "year": "2016", "page": "nq"}


@given(st.sampled_from(sorted(PATHS)), NAMES, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
@settings(QUIET, max_examples=CASES)
def test_a_name_that_is_no_parameter_is_refused_in_our_form(address: str, name: str, value: str) -> None:
    if name in TAKES.get(address, ()):
        return
    answer = ask(APPLICATION(), address.format(**PLACES), {name: value})
    assert (answer.status, answer.error["code"]) == (400, "api-parameter")


@given(st.sampled_from(sorted(TAKES)), st.sampled_from(sorted(PARAMETERS)), st.binary(max_size=30))
@settings(QUIET, max_examples=CASES)
def test_any_bytes_as_a_value_are_answered_or_refused_in_our_form(
    address: str, name: str, value: bytes
) -> None:
    answer: Answer = ask(APPLICATION(), address, name + "=" + value.decode("latin-1"))
    assert answer.status == 200 or answer.error


_MADE: list[Application] = []


def APPLICATION() -> Application:
    return _MADE[0]


@pytest.fixture(autouse=True, scope="module")
def _made(live: Application) -> None:
    _MADE[:] = [live]
