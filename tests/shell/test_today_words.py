"""`cairn today` as a person reads it: nothing left out in silence, no number that could be taken for another."""

from __future__ import annotations

from typing import Any

from cairn.shell.export.today_words import lines
from cairn.shell.export.words import change_words, ends


def told(**more: Any) -> str:
    empty: dict[str, Any] = {
        "since": "2031-05-04T08:00:00Z",
        "arrived": {"reports": 0, "by_source": {}, "accounts": []},
        "moved": [],
        "silent": [],
        "duplicates": [],
        "waiting": [],
    }
    return "\n".join(lines(empty | more))


def account(n: int, probability: float, decision: str = "joined") -> dict[str, Any]:
    return {
        "account": f"a{n}",
        "incident": "C-1",
        "decision": decision,
        "probability": probability,
        "why": "so",
    }


def test_every_list_says_how_many_it_leaves_out() -> None:
    accounts = [account(n, 0.9) for n in range(40)]
    shown = told(arrived={"reports": 40, "by_source": {f"s{n}": 1 for n in range(11)}, "accounts": accounts})
    assert "3 more sources" in shown
    assert "and 25 more" in shown


def test_the_joins_to_check_first_stand_first_and_what_waits_is_only_counted() -> None:
    accounts = [account(1, 0.9), account(2, 0.3), account(3, 0.1, "queued")]
    shown = told(arrived={"reports": 3, "by_source": {"s": 3}, "accounts": accounts})
    assert shown.index("a2 in") < shown.index("a1 in")
    assert "a3" not in shown
    assert "1 new accounts wait" in shown


def moved(**more: Any) -> dict[str, Any]:
    return {
        "incident": "C-2", "change": "moved", "state": "released", "date": "2031-05-01", "place": "Wadi Noor",
        "figures": {"killed": [[3, None], [5, 5]]}, "said_by": ["r1", "r2", "r3", "r4"], **more,
    }  # fmt: skip


def test_a_figure_that_moved_says_from_what_to_what_and_who_holds_it() -> None:
    shown = told(moved=[moved()])
    assert "killed at least 3, now 5" in shown
    assert "released by a person" in shown
    assert "r3 and 1 more" in shown


def test_a_new_incident_tells_its_figure_once() -> None:
    shown = told(moved=[moved(change="new", state="suggested", figures={"killed": [[None, None], [2, 4]]})])
    assert "killed 2 to 4" in shown
    assert "now" not in shown.splitlines()[3]


def test_what_waits_stands_with_the_command_that_answers_it() -> None:
    row = {"kind": "grade", "words": "Is it so?", "command": "cairn judge C-3 --grade river_guard=fair"}
    shown = told(waiting=[row])
    assert "grades 1" in shown
    assert shown.endswith("cairn judge C-3 --grade river_guard=fair")


def test_the_end_of_a_day_is_called_that() -> None:
    assert told(since="2031-05-04T23:59:59.999999Z").startswith("since the end of 2031-05-04 (UTC)")


def test_an_end_that_is_unknown_is_no_number() -> None:
    assert [ends(3, None), ends(None, 5), ends(None, None), ends(0, 2)] == [
        "at least 3", "up to 5", "unknown", "0 to 2",
    ]  # fmt: skip


def test_a_change_of_two_ends_cannot_be_read_as_a_range() -> None:
    assert change_words(0, -41) == "+0 in the lowest, -41 in the highest"
    assert [change_words(7, 7), change_words(0, 0)] == ["+7", "nothing"]
