"""`cairn report` over a workspace: what two persons let out, its sums as they were known, and nothing that may not leave."""

from __future__ import annotations

import json
import re
import shlex
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cairn.errors import NotAllowed, NotFound
from cairn.shell.acts.act import recorded
from cairn.shell.acts.release import release, withdraw
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.export.record import last_change
from cairn.shell.export.report import period_material
from cairn.shell.export.tallies import said_by_actors
from cairn.shell.records.models import Act, CoverageRow
from cairn.shell.workspace import Workspace
from cairn.tally.model import Aside, Definition
from cairn.vocab.relations import Relation
from conftest import PRIVATE
from shell.desk import NOOR, SAM, code, with_far
from shell.secrets_planted import plant
from shell.secrets_sought import Planted

MAY = ("--from", "2025-05-01", "--to", "2025-05-31")
BANNER = "Machine reading, not reviewed: do not cite"


@pytest.fixture
def released(three: Workspace) -> Workspace:
    """One incident of May 2025 released; one of March 2021 waits."""
    with_far(three)
    set_assessment(
        Decision("wire-1", NOOR, "origins", {"killed_min": 7, "killed_max": 9}, grades={"russia": "fair"})
    )
    release("wire-1", who=SAM, why="checked")
    return three


def page(ws: Workspace, cli: Any, *args: str) -> str:
    out = ws.root / "page.html"
    made = cli("report", *args, "--out", out)
    assert made.exit_code == 0, made.output
    return out.read_text("utf-8")


def watch(level: str, first: str = "2025-05-01", last: str = "2025-05-31") -> None:
    with recorded("coverage") as act:
        CoverageRow(
            actor="russia", country="SY", from_day=date.fromisoformat(first), to_day=date.fromisoformat(last),
            level=level, act=act,
        ).save()  # fmt: skip


def test_it_writes_what_is_released_in_both_languages(released: Workspace, cli: Any) -> None:
    english = page(released, cli, *MAY)
    assert "7 to 9 civilians likely killed in 1 incident" in english
    assert code() in english
    arabic = page(released, cli, *MAY, "--lang", "ar")
    assert 'dir="rtl"' in arabic
    assert '<bdi dir="ltr" aria-hidden="true">7–9</bdi>' in arabic


def test_its_default_place_is_the_workspace_by_its_days(released: Workspace, cli: Any) -> None:
    value = json.loads(cli("report", *MAY, "--json").output)
    assert Path(value["out"]) == released.root / "report-2025-05-01-2025-05-31.en.html"
    assert Path(value["out"]).is_file()
    assert value["incidents"] == 1


def test_what_waits_is_a_number_of_allegations_and_no_more(released: Workspace, cli: Any) -> None:
    far = page(released, cli, "--from", "2021-03-01", "--to", "2021-03-31")
    assert "Nothing is released for this period" in far
    assert "await assessment, in no figure here: 1" in far
    assert code("far-1") not in far
    assert "Kafr Nabl" not in far


def test_the_preview_shows_it_marked(released: Workspace, cli: Any) -> None:
    far = page(released, cli, "--from", "2021-03-01", "--to", "2021-03-31", "--preview")
    assert BANNER in far
    assert code("far-1") in far
    assert BANNER not in page(released, cli, *MAY)


def test_the_same_record_gives_the_same_bytes_and_writing_is_no_act(released: Workspace, cli: Any) -> None:
    acts = Act.objects.count()
    assert page(released, cli, *MAY) == page(released, cli, *MAY)
    assert Act.objects.count() == acts
    assert last_change()[:10] in page(released, cli, *MAY)


def test_the_command_on_the_page_gives_its_headline_again(released: Workspace, cli: Any) -> None:
    html = page(released, cli, *MAY, "--actor", "Russia")
    command, again = re.findall(r"<code>([^<]*)</code>", html)
    line = shlex.split(command.replace("&#x27;", "'"))
    told = cli(*line[1:])
    assert told.exit_code == 0, told.output
    assert "7 to 9 civilians likely killed in 1 incident" in told.output
    assert page(released, cli, *shlex.split(again)[2:]) == html


def test_a_party_and_a_country_narrow_it(released: Workspace, cli: Any) -> None:
    assert "Country: Syria." in page(released, cli, *MAY, "--country", "sy")
    assert "Nothing is released" in page(released, cli, *MAY, "--actor", "us_led_coalition")


def test_a_party_nobody_knows_and_days_out_of_order_are_refused(released: Workspace) -> None:
    with pytest.raises(NotFound, match="actor-unknown"):
        period_material(released, asked("2025-05-01", "2025-05-31", actors=("nobody at all",)))
    with pytest.raises(NotAllowed, match="days-out-of-order"):
        period_material(released, asked("2025-05-31", "2025-05-01"))


@pytest.mark.parametrize(("first", "last"), [("1899-01-01", "1899-01-31"), ("2000-01-01", "2015-01-01")])
def test_days_that_no_assessment_is_of_are_refused(released: Workspace, first: str, last: str) -> None:
    with pytest.raises(NotAllowed, match="period-too-wide"):
        period_material(released, asked(first, last))


def asked(first: str, last: str, **more: Any) -> Definition:
    return Definition(from_day=date.fromisoformat(first), to_day=date.fromisoformat(last), **more)


def test_a_period_that_nobody_monitored_says_so(released: Workspace, cli: Any) -> None:
    assert "How this period was monitored is not stated" in page(released, cli, *MAY)
    watch("none")
    html = page(released, cli, *MAY)
    assert "This period was not monitored" in html
    assert "none of them monitored: 31" in html


def test_a_withdrawn_incident_is_in_no_sum_and_told_by_its_code_alone(released: Workspace, cli: Any) -> None:
    name = code()
    withdraw("incident", "wire-1", who=NOOR, why="a family asked")
    html = page(released, cli, *MAY)
    assert "Nothing is released for this period" in html
    assert "Withdrawn since then, of any day, party and country: 1" in html
    assert f'<bdi class="code">{name}</bdi></th><td>withdrawn</td>' in html
    assert not {"7–9", "a family asked", "Maarrat Misrin", NOOR} & {w for w in (
        "7–9", "a family asked", "Maarrat Misrin", NOOR) if w in html}  # fmt: skip


def test_a_later_release_of_an_earlier_day_is_told_as_a_change(released: Workspace, cli: Any) -> None:
    set_assessment(
        Decision("far-1", NOOR, "one origin", {"killed_min": 2, "killed_max": 2}, grades={"russia": "fair"})
    )
    release("far-1", who=SAM, why="checked")
    html = page(released, cli, *MAY)
    assert "Released since then, of earlier days: 1." in html
    assert "Released since then, of this period: 1." in html
    assert "the record holds nothing from that day or before it" in html  # this record began after April 2025


def test_a_sum_as_known_then_is_of_what_was_released_then(released: Workspace) -> None:
    today = date.fromisoformat(last_change()[:10])
    made = period_material(released, asked(f"{today.year + 1}-01-01", f"{today.year + 1}-12-31"))
    assert made.before.was_kept
    assert made.before.all_then.incidents == made.before.all_now.incidents == 1
    set_assessment(
        Decision(
            "wire-1", NOOR, "a later count", {"killed_min": 8, "killed_max": 9}, grades={"russia": "fair"}
        )
    )
    assert (
        period_material(released, asked("2025-06-01", "2025-06-30")).before.now.killed.min == 7
    )  # not released yet


def test_a_private_person_who_wrote_is_not_in_it(released: Workspace, cli: Any) -> None:
    html = page(released, cli, *MAY)
    assert PRIVATE["publisher"] not in html
    assert PRIVATE["url"] not in html


def test_no_secret_of_two_hundred_is_in_any_year(ws: Workspace, cli: Any, tmp_path: Path) -> None:
    planted = plant(ws, incidents=16, released=10)
    assert len(planted) >= 200
    folder = tmp_path / "reports"
    folder.mkdir()
    for lang in ("en", "ar"):
        made = cli(
            "report",
            "--from",
            "2018-01-01",
            "--to",
            "2019-12-31",
            "--lang",
            lang,
            "--out",
            folder / f"{lang}.html",
        )
        assert made.exit_code == 0, made.output
    assert "in 9 incidents" in (folder / "en.html").read_text("utf-8")
    assert planted.found_in(folder) == {}


def test_the_search_for_secrets_is_not_blind(ws: Workspace, cli: Any, tmp_path: Path) -> None:
    planted: Planted = plant(ws, incidents=4, released=3)
    made = cli(
        "report", "--from", "2018-01-01", "--to", "2018-12-31", "--preview", "--out", tmp_path / "p.html"
    )
    assert made.exit_code == 0, made.output
    (tmp_path / "only").mkdir()
    (tmp_path / "p.html").rename(tmp_path / "only" / "p.html")
    assert "waiting place" in planted.found_in(tmp_path / "only")


def test_a_private_person_who_speaks_of_a_relation_is_told_of_in_no_public_sum() -> None:
    def word(author: str) -> Relation:
        return Relation("r", "guard", "part_of", "pact", asserted_by=author, source="s")

    own = Aside((word("amber_banner"),), (), ())
    private = Aside((word("amber_banner"),), (word("Noor Private"),), ())
    asked = Definition(actors=("pact",), asides=(own, private))
    assert said_by_actors(asked, {"amber_banner": {}, "pact": {}}).asides == (own,)
