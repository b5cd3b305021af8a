"""The demo takes in its invented words on who held what by the acts of a team, and the real case beside them."""

from __future__ import annotations

import pytest

from cairn.shell.acts.add_actors import add_actors
from cairn.shell.demo import CASE, REAL, Built, _add_control, _bundled
from cairn.shell.records.control import assertions, case
from cairn.shell.records.models import Act, Capture
from cairn.shell.workspace import Workspace


@pytest.fixture
def invented(ws: Workspace) -> Workspace:
    """A workspace that knows the invented actors."""
    add_actors(ws, "actors.toml", _bundled("actors.toml"))
    return ws


def test_the_real_case_stands_in_the_demo_word_for_word_as_it_ships(invented: Workspace) -> None:
    _add_control(invented)
    shipped = {a.id: a for a in case(CASE).assertions}
    held = {a.id: a for a in assertions()}
    assert shipped
    assert {key: held[key] for key in shipped} == shipped
    assert {key.split("-")[0] for key in held.keys() - shipped.keys()} == {"demo"}


def test_each_file_is_one_act_with_its_bytes_and_the_same_again_is_none(invented: Workspace) -> None:
    before = Act.objects.count()
    _add_control(invented)
    assert Act.objects.count() == before + 2
    assert {"control.toml", f"{CASE}.toml"} <= set(Capture.objects.values_list("name", flat=True))
    _add_control(invented)
    assert Act.objects.count() == before + 2


def test_the_demo_says_what_in_it_is_real(ws: Workspace) -> None:
    words = Built(ws, {}, ["headline"], "changed").words("")
    assert "one real case: who held Raqqa from June to October 2017" in words
    assert words.index("The demo case is invented") < words.index("one real case")
    assert REAL.startswith("# But for")
    assert f"{CASE}.toml" in REAL
