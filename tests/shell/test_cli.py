"""The command line: 0 done, 1 refused or rows set aside, 2 wrong usage; `--json` is one object, nothing else."""

import pytest

from cairn.shell.cli import COMMANDS
from cairn.shell.records import find
from cairn.shell.records.models import Act, ReportRow
from conftest import PRIVATE, STRIKE_AR, STRIKE_EN, jsonl
from shell.answers import SECOND, SIGN, error_of, told
from shell.desk import NOOR, code


@pytest.fixture
def reports(tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_bytes(jsonl(STRIKE_EN, STRIKE_AR, PRIVATE))
    return path


def test_every_command_has_help_and_takes_json(cli):
    shown = cli("--help").stdout
    for command in COMMANDS:
        for words in [(command.name, name) for name in getattr(command, "commands", ())] or [(command.name,)]:
            help_ = cli(*words, "--help")
            assert help_.exit_code == 0
            assert "--json" in help_.stdout
        assert f"  {command.name} " in shown


@pytest.mark.parametrize(
    "wrong",
    [
        ("no-such-command",),
        ("init",),
        ("add",),
        ("add", "no-such-file.jsonl"),
        ("add", "--as", "poems", "x"),
        ("queue",),
        ("tally", "--from", "spring"),
        ("tally", "--grades", "certain"),
        ("export", "incidents", "--format", "pdf"),
        ("undo", "the-last-one", *SIGN),
        ("judge", "wire-1", *SIGN),
        ("judge", "wire-1", "--killed", "some", *SIGN),
        ("judge", "wire-1", "--grade", "fair", *SIGN),
        ("withdraw", "wire-1", "--kind", "country", *SIGN),
        ("evaluate", "claims"),
        ("serve", "--port", "eighty"),
    ],
)  # fmt: skip
def test_wrong_usage_is_two_and_says_nothing_on_stdout(cli, three, wrong):
    done = cli(*wrong)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "Error" in done.stderr


# init, add, run


def test_init_makes_a_workspace_and_the_same_again_changes_nothing(cli, tmp_path):
    made = told(cli("init", tmp_path / "new", "--json"))
    config = tmp_path / "new" / "cairn.toml"
    before = config.read_bytes()
    assert made == {"workspace": str(tmp_path / "new")}
    assert told(cli("init", tmp_path / "new", "--json")) == made
    assert config.read_bytes() == before


def test_init_refuses_a_folder_that_holds_something_else(cli, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    error = error_of(cli("init", tmp_path, "--json"))
    assert (error["code"], error["field"], error["value"]) == ("folder-not-empty", "workspace", str(tmp_path))
    assert not (tmp_path / "cairn.toml").exists()


def test_a_folder_that_is_no_workspace_is_refused(cli, tmp_path):
    (tmp_path / "empty").mkdir()
    error = error_of(cli("tally", "--workspace", tmp_path / "empty", "--json"))
    assert error["code"] == "no-workspace"
    assert "cairn init" in error["remedy"]


def test_add_takes_reports_once(cli, reports):
    first = told(cli("add", reports, "--json"))
    assert [(f["file"], f["new"], f["same"]) for f in first["files"]] == [("reports.jsonl", 3, 0)]
    assert told(cli("add", reports, "--json"))["files"][0]["same"] == 3


def test_a_dry_run_of_add_changes_nothing(cli, reports):
    assert told(cli("add", reports, "--dry-run", "--json"))["files"][0]["new"] == 3
    assert not ReportRow.objects.exists()


def test_a_rejected_row_is_one_and_the_rest_went_in(cli, reports):
    reports.write_bytes(reports.read_bytes() + b'{"id": "x"}\n')
    value = told(cli("add", reports, "--json"), 1)
    assert [(r["row"], r["code"]) for r in value["rejected"]] == [("4", "report-text-missing")]
    assert value["rejected"][0]["remedy"]
    assert ReportRow.objects.count() == 3
    assert [r["code"] for r in told(cli("export", "rejected", "--json"))["rows"]] == ["report-text-missing"]


def test_strict_refuses_the_file(cli, reports):
    reports.write_bytes(reports.read_bytes() + b'{"id": "x"}\n')
    assert error_of(cli("add", reports, "--strict", "--json"))["code"] == "rows-rejected"
    assert not ReportRow.objects.exists()


def test_places_coverage_and_actors_go_in_once(cli, tmp_path):
    files = {
        "coverage": ("c.csv", "actor,country,from,to,level\nrussia,SY,2025-01-01,2025-12-31,full\n"),
        "actors": ("a.toml", '[[actor]]\nid = "river_guard"\nkind = "group"\n'
                             'names = { en = "River Guard", ar = "حرس النهر" }\naliases = []\n'),
    }  # fmt: skip
    for kind, (name, content) in files.items():
        path = tmp_path / name
        path.write_text(content, "utf-8")
        assert told(cli("add", path, "--as", kind, "--json"))["files"][0]["new"] == 1, kind
        again = told(cli("add", path, "--as", kind, "--json"))["files"][0]
        assert (again["new"], again["same"], again["changed"]) == (0, 1, {}), kind
    assert "river_guard" in cli("export", "actors").stdout
    assert told(cli("export", "coverage", "--json"))["rows"] == [
        {"actor": "russia", "country": "SY", "from": "2025-01-01", "to": "2025-12-31", "level": "full"}
    ]


def test_run_reads_joins_and_writes_the_preview(cli, ws, reports):
    done = cli("run", reports, "--json")
    value = told(done)
    assert (value["changed"], value["read"], value["incidents"]) == (True, 3, 1)
    assert (ws.preview / "index.html").exists()
    assert not ws.site.exists()
    assert "Reading reports" in done.stderr


def test_run_twice_says_that_nothing_changed(cli, reports):
    cli("run", reports)
    acts = Act.objects.count()
    done = cli("run", reports)
    assert done.exit_code == 0
    assert "Nothing changed" in done.stdout
    assert told(cli("run", "--json"))["changed"] is False
    assert Act.objects.count() == acts


# why


def test_explain_of_a_report_and_an_incident_gives_reason_and_features(cli, three):
    value = told(cli("explain", "rescue-1", "wire-1", "--json"))
    assert value["account"] == "rescue-1#1"
    assert value["incident"] == str(find.incident("wire-1").id)
    assert value["decisions"][0]["decision"] == "joined"
    assert "rescue-1#1 joined" in cli("explain", "rescue-1", "wire-1").stdout


def test_explain_of_an_incident_gives_words_and_acts(cli, three):
    cli("judge", "wire-1", "--grade", "russia=fair", *SIGN)
    value = told(cli("explain", code(), "--json"))
    assert value["incident"]["code"] == code()
    assert {m["account"] for m in value["members"]} == {"wire-1#1", "rescue-1#1", "resident-1#1"}
    assert [(a["act"], a["who"], a["why"]) for a in value["acts"]] == [("set", NOOR, "read them all")]
    words = cli("explain", code()).stdout
    assert "killing 7 civilians" in words
    assert f"act {value['acts'][0]['act_id']}" in words


@pytest.mark.parametrize(
    ("args", "told_code"),
    [
        (("explain", "C-NONE"), "incident-unknown"),
        (("explain", "wire-1", "C-NONE"), "incident-unknown"),
        (("explain", "nobody", "wire-1"), "account-unknown"),
        (("judge", "C-NONE", "--killed", "3", *SIGN), "incident-unknown"),
        (("judge", "wire-1", "--killed", "3"), "why-missing"),
        (("judge", "wire-1", "--killed", "3", "--why", "x"), "person-missing"),
        (("judge", "wire-1", "--killed", "9-3", *SIGN), "range-out-of-order"),
        (("judge", "wire-1", "--date", "spring", *SIGN), "value-unreadable"),
        (("judge", "wire-1", "--lat", "99", "--lon", "36", *SIGN), "value-unreadable"),
        (("judge", "wire-1", "--grade", "russia=proven", *SIGN), "grade-unknown"),
        (("judge", "wire-1", "--grade", "rusia=fair", *SIGN), "actor-unknown"),
        (("judge", "wire-1", "--strike-status", "russia=sure", *SIGN), "strike-status-unknown"),
        (("judge", "wire-1", "--join", "rescue-1=perhaps", *SIGN), "answer-unknown"),
        (("judge", "wire-1", "--parent", "wire-1", *SIGN), "parent-loop"),
        (("release", "wire-1", *SECOND), "nothing-set"),
        (("withdraw", "nothing", "--kind", "report", *SIGN), "report-unknown"),
        (("undo", "999999", *SIGN), "act-unknown"),
        (("merge", "wire-1", "C-NONE", *SIGN), "incident-unknown"),
        (("tally", "--actor", "rusia"), "actor-unknown"),
    ],
)  # fmt: skip
def test_a_refusal_is_one_and_coded_and_nothing_changed(cli, three, args, told_code):
    acts = Act.objects.count()
    error = error_of(cli(*args, "--json"))
    assert error["code"] == told_code
    assert error["field"]
    assert error["remedy"]
    assert Act.objects.count() == acts
