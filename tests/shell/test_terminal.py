"""What a terminal is shown: no source's words act on it, and what another program reads is as it is stored."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.run import run
from cairn.shell.cli.frame import Data, as_line, for_terminal
from cairn.shell.export.sources import Said
from cairn.shell.workspace import Workspace
from conftest import STRIKE_EN, jsonl, silent
from hostile import STRINGS

ACTING = {chr(n) for n in (*range(9), *range(11, 32), *range(127, 160), 0x202D, 0x202E)}
COLOURED = "\x1b[2J\x1b]0;mine\x07\x9b31m\u202e21\r[verified]\x1b]8;;https://evil.invalid\x1b\\"


def test_no_hostile_string_acts_on_a_terminal() -> None:
    assert [words for words in STRINGS if ACTING & set(for_terminal(words))] == []
    assert [words for words in STRINGS if ACTING & set(words)] != []


def test_weight_and_underlining_of_our_own_stay() -> None:
    assert for_terminal("a \x1b[1m\x1b[4mb\x1b[0m c") == "a \x1b[1m\x1b[4mb\x1b[0m c"
    assert "\x1b" not in for_terminal("\x1b[31mred")


def test_a_turn_of_direction_ends_with_its_line() -> None:
    assert for_terminal("\u2067a\nb").split("\n") == ["\u2067a\u2069", "b"]


def test_a_line_of_json_is_read_back_as_it_was_and_acts_on_nothing() -> None:
    lines = {words: as_line({words: [words]}) for words in STRINGS}
    assert [w for w, line in lines.items() if json.loads(line) != {w: [w]}] == []
    assert [w for w, line in lines.items() if ACTING & set(line) or not line.encode()] == []


@pytest.fixture
def told(ws: Workspace) -> Workspace:
    """A report whose text and source would take over a terminal."""
    text = STRIKE_EN["text"].replace("a local reporter", f"a local {COLOURED} reporter")
    add_reports(
        ws, f"a{COLOURED[:4]}.jsonl", jsonl({**STRIKE_EN, "text": text, "publisher": f"Wire {COLOURED}"})
    )
    run(ws, silent, preview=False)
    return ws


@pytest.mark.parametrize("more", [[], ["--json"]])
@pytest.mark.parametrize(
    "command",
    [("explain", "wire-1"), ("queue",), ("today",), ("search", "market"), ("explain", COLOURED), ("tally", "--actor", COLOURED)],
)  # fmt: skip
def test_no_command_lets_a_source_act_on_the_terminal(
    told: Workspace, cli: Any, command: tuple[str, ...], more: list[str]
) -> None:
    done = cli(*command, *more)
    assert done.output
    assert not ACTING & set(done.output.replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[4m", ""))


def test_rows_that_a_program_reads_are_as_they_are_stored(told: Workspace, cli: Any) -> None:
    quotes = [json.loads(line)["quote"] for line in cli("export", "claims").stdout.splitlines()]
    assert quotes == [row["quote"] for row in Said(told).claims()]
    assert Said(told).claims()


def test_data_is_no_plain_string_by_chance() -> None:
    assert isinstance(Data(COLOURED), str)
    assert for_terminal(Data(COLOURED)) != COLOURED
