"""The walk from a number to the code, walked: each click, each command, each figure it quotes."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cairn.shell.cli import main
from cairn.shell.workspace import Workspace
from cairn.values import Range, lowest_to_highest
from docs.walked import Page

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/guide/from-number-to-code.md").read_text("utf-8")
FENCED = re.compile(r"^```\n(.*?)^```", re.DOTALL | re.MULTILINE)
OF_ALL = re.compile(r"\d+( (lowest|highest|not in the range|set aside by a person))?")
"""A figure of all who were killed, with the page's word on whether it stands."""
pytestmark = pytest.mark.django_db
COMMANDS = [line for block in FENCED.findall(GUIDE) for line in block.splitlines()]


def table(header: str) -> list[list[str]]:
    """The rows of the guide's table that begins with this header."""
    block = GUIDE[GUIDE.index(f"| {header} |") :].split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in block]


def run(demo: Workspace, command: str) -> str:
    arguments = shlex.split(command.replace("demo-workspace", str(demo.root)))
    assert arguments.pop(0) == "cairn"
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def front(demo: Workspace) -> Page:
    return Page(demo.site / "index.html").click("English")


@pytest.fixture(scope="module")
def behind(front: Page) -> Page:
    (figure,) = re.findall(r"\*Likely \(confirmed or fair\)\* stands \*\*([^*]+)\*\*", GUIDE)
    assert figure == "21–26"
    return front.click(figure, after='id="a-northern_pact"')


@pytest.fixture(scope="module")
def incident(behind: Page) -> Page:
    return behind.click(table("incident")[0][0])


def test_the_figure_opens_to_the_incidents_that_the_guide_lists(behind: Page) -> None:
    codes = {row[0] for row in table("incident")}
    listed = [[*row[:3], *row[4:6]] for row in behind.rows() if row[0].startswith("C-")]
    assert listed == table("incident")
    assert {row[0] for row in behind.rows("Every incident in it")} - {"Code", "Together"} == codes
    ends = [[int(n) for n in row[3:]] for row in table("incident")]
    assert [sum(column) for column in zip(*ends, strict=True)] == [21, 26]
    assert "10 + 5 + 6 = 21, and 11 + 8 + 7 = 26" in GUIDE


def test_the_command_line_gives_the_same_sum(demo: Workspace) -> None:
    (tally,) = [c for c in COMMANDS if c.startswith("cairn tally")]
    assert "21 to 26 civilians likely killed in 3 incidents" in run(demo, tally)
    told = json.loads(run(demo, f"{tally} --json"))
    assert told["killed"] == {"min": 21, "max_of_known": 26}


def test_the_page_tells_its_coverage_before_its_first_figure(front: Page) -> None:
    card = front.source.split('id="a-northern_pact"', 1)[1]
    assert card.index("monitored in full") < card.index("21–26")
    assert card.index("not monitored") < card.index("21–26")


def test_the_words_of_the_demo_say_what_is_joint_and_what_is_contested(demo: Workspace) -> None:
    said = (demo.root / "said.txt").read_text("utf-8")
    of_pact = said[said.index("Northern Pact. Local sources") : said.index("River Guard. Local sources")]
    assert "Jointly attributed incidents: 1." in of_pact
    assert "Contested, beside this figure and not in it: Local sources: 7 to 9" in of_pact
    assert "umbrella records whose parts are counted instead: 1." in said
    assert said.index("not monitored") < said.index("Local sources")


def test_the_incident_tells_who_set_its_figure_and_who_released_it(incident: Page) -> None:
    assert incident.link("10–11") == "#said"
    decided = incident.part("Who decided, and when")
    assert re.search(r"20 May 2026 assessed · Researcher Noor Example · .* Nine and one are ten\.", decided)
    assert decided.count("released by a second person · Reviewer Sam Example") == 2
    assert "21 May 2025 assessed · Researcher Noor Example" in decided


def test_the_grade_has_its_rule_in_explain_and_in_no_public_page(demo: Workspace, incident: Page) -> None:
    established = incident.part("How well it is established, party by party")
    assert established.startswith("Northern Pact Fair")
    (explain,) = [c for c in COMMANDS if c.startswith("cairn explain")]
    told = run(demo, explain)
    for step in re.findall(r"`((?:confirmed|discounted|contested|fair): [^`]+)`", GUIDE):
        assert step in told
        assert step not in incident.source
    assert "3 origins in 9 reports" in told


def test_each_source_says_what_the_guide_tells_and_its_last_figure_stands(incident: Page) -> None:
    said = {row[0].split()[0]: row[1] for row in incident.rows() if row[0]}
    stands = []
    for row, told, last in table("row"):
        figures = [f for f in said[row[0]].split(", ") if OF_ALL.fullmatch(f)]
        assert ", ".join(figures) == told
        assert [f.split()[0] for f in figures if not f.endswith("not in the range")] == [last]
        stands.append(Range.exactly(int(last)))
    assert lowest_to_highest(stands) == Range(9, 11)
    assert "Lowest 9, highest 11." in GUIDE


def test_the_number_no_person_set_runs_between_the_two_claims_that_explain_names(
    demo: Workspace, incident: Page
) -> None:
    assert re.search(r"of the killed, women</dt><dd>.*?>1–3<", incident.source)
    told = json.loads(run(demo, "cairn explain demo-001 --json --workspace demo-workspace"))
    receipts = {end: told["receipts"][f"women_killed_{end}"] for end in ("min", "max")}
    claims = {
        c["id"]: c
        for c in json.loads(run(demo, "cairn export claims --json --workspace demo-workspace"))["rows"]
    }
    figures = [Range(claims[i]["min"], claims[i]["max"]) for ids in receipts.values() for i in ids]
    assert lowest_to_highest(figures) == Range(1, 3)


def test_the_claim_leads_to_its_marked_words_and_they_stand_where_it_says(
    demo: Workspace, incident: Page
) -> None:
    anchor = incident.link("3 (women)").removeprefix("#")
    assert re.search(rf'id="{anchor}"></span><mark[^>]*><a [^>]*>three women</a></mark>', incident.source)
    (key, start, end) = re.findall(r"`(demo-\d+)\[(\d+):(\d+)\]`", GUIDE)[0]
    reports = json.loads(run(demo, "cairn export reports --json --workspace demo-workspace"))["rows"]
    text = next(r["text"] for r in reports if r["id"] == key)
    assert text[int(start) : int(end)] == "three women"
    assert f"{key}[{start}:{end}] 'three women'" in run(
        demo, "cairn explain demo-001 --workspace demo-workspace"
    )
    assert "█" in incident.part("In their words")
    assert "local resident (name withheld)" in incident.part("Who said what")


def test_the_copy_named_under_the_words_is_the_file_of_reports(demo: Workspace, incident: Page) -> None:
    named = set(
        re.findall(
            r"The whole file it arrived in, the same for all that arrived in it, SHA-256: ([0-9a-f]{64})",
            incident.part("In their words"),
        )
    )
    (summed,) = [c.split()[1] for c in COMMANDS if c.startswith("sha256sum")]
    assert named == {hashlib.sha256((ROOT / summed).read_bytes()).hexdigest()}
    assert named <= {p.name for p in (demo.root / "objects/sha256").glob("*/*/*")}


def test_a_stranger_can_check_the_report_with_a_program_that_needs_nothing_of_ours(demo: Workspace) -> None:
    proof, strangers, ours = (
        next(c for c in COMMANDS if c.startswith(w)) for w in ("cairn proof", "python3", "cairn verify")
    )
    folder = str(demo.root.parent / "proof-demo-001")
    run(demo, proof.replace("proof-demo-001", folder))
    program = strangers.split()[1].replace("proof-demo-001", folder)
    done = subprocess.run([sys.executable, program, folder], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Holds: record" in done.stdout
    assert "Vouches for records 0 to" in run(demo, ours)


def test_disagreeing_moves_the_preview_and_not_what_two_persons_released(demo: Workspace) -> None:
    judge, publish = (next(c for c in COMMANDS if c.startswith(f"cairn {w}")) for w in ("judge", "publish"))
    act = re.search(r"act (\d+)", run(demo, judge))
    run(demo, publish)
    page = Page(demo.preview / "en/incidents" / table("incident")[0][0] / "index.html")
    row = next(r for r in page.rows() if r[0].startswith("C "))
    assert not re.search(r"\b9\b", row[1])
    assert page.link("10–11") == "#said"
    assert act
    run(demo, f'cairn undo {act[1]} --as "Your Name" --why "As it was" --workspace demo-workspace')
    run(demo, publish)
    assert "9 set aside by a person" in next(r for r in page.rows() if r[0].startswith("C "))[1].split(", ")


def test_every_command_of_the_guide_is_walked_above() -> None:
    walked = (
        "cairn tally", "cairn explain", "cairn judge", "cairn publish", "cairn proof", "cairn verify", "sha256sum",
        "python3 proof-demo-001/verify.py", "ls ",
    )  # fmt: skip
    assert [c for c in COMMANDS if not c.startswith(walked)] == []


def test_it_can_be_read_in_five_minutes() -> None:
    assert len(GUIDE.split()) < 1150
