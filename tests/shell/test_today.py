"""`cairn today`: what came, what moved, who fell silent, what waits. Every report is invented."""

from __future__ import annotations

import json

from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.run import run
from cairn.shell.records.models import Act
from conftest import STRIKE_EN, jsonl, silent


def told(cli, since: str) -> dict:
    return json.loads(cli("today", "--since", since, "--json").output)


def last() -> str:
    return f"act {Act.objects.order_by('-id').first().id}"


def test_on_the_first_day_everything_is_new(three, cli):
    found = told(cli, "2001-01-01")
    assert found["arrived"]["reports"] == 3
    assert {row["change"] for row in found["moved"]} == {"new"}
    assert all(row["decision"] in ("joined", "queued") for row in found["arrived"]["accounts"])


def test_nothing_is_new_since_now(three, cli):
    found = told(cli, last())
    assert found["arrived"] == {"reports": 0, "by_source": {}, "accounts": []}
    assert found["moved"] == []


def test_a_figure_that_rose_is_told_with_who_said_it(three, cli):
    since = last()
    later = dict(STRIKE_EN, id="later-1", publisher="Hill Agency (invented)")
    later["text"] = STRIKE_EN["text"].replace("killing 7", "killing 14").replace("a local reporter", "medics")
    add_reports(three, "more.jsonl", jsonl(later))
    run(three, silent, preview=False)
    found = told(cli, since)
    assert found["arrived"]["reports"] == 1
    (moved,) = [row for row in found["moved"] if row["figures"].get("killed")]
    then, now = moved["figures"]["killed"]
    assert now[1] == 14
    assert then != now
    assert "later-1" in moved["said_by"]


def test_what_waits_has_a_number_that_hangs_on_it(three, cli):
    waits = told(cli, last())["waiting"]
    assert waits
    weights = [max(abs(w["change"]["min"] or 0), abs(w["change"]["max"] or 0)) for w in waits]
    assert weights == sorted(weights, reverse=True)
    assert all(w["words"] for w in waits)


def test_the_words_say_it_to_a_reader(three, cli):
    shown = cli("today", "--since", "2001-01-01").output
    assert "3 new reports" in shown
    assert "decisions waiting, largest effect on the totals first" in shown
