"""Decisions by the command line: set, released, published, merged, withdrawn and taken back."""

import socket

from cairn.shell.records.models import Act, Assessment
from shell.answers import SECOND, SIGN, error_of, told
from shell.desk import NOOR, Desk, code, incident, killed, with_far


def test_judge_release_and_publish_put_a_grade_out(cli, three):
    set_ = told(cli("judge", "wire-1", "--grade", "russia=fair", "--killed", "7-9", *SIGN, "--json"))
    assert set_["version"] == 1
    assert error_of(cli("release", "wire-1", *SIGN, "--json"))["code"] == "same-person"
    assert told(cli("release", "wire-1", *SECOND, "--json"))["version"] == 1
    value = told(cli("publish", "--json"))
    assert (value["incidents"], value["out"]) == (1, str(three.site))
    assert (three.site / f"incidents/{code()}.json").exists()


def test_the_same_judgement_twice_is_one_version(cli, three):
    for _ in range(2):
        told(cli("judge", "wire-1", "--killed", "10-12", "--summary-ar", "غارة", *SIGN, "--json"))
    assert Assessment.objects.count() == 1
    assert killed() == (10, 12)
    assert incident()["summary_ar"] == "غارة"


def test_judge_sets_place_and_day(cli, three):
    cli("judge", "wire-1", "--date", "2025-05-07/2025-05-08", "--place", "Idlib road", "--lat", "35.93",
        "--lon", "36.63", "--precision", "street", *SIGN)  # fmt: skip
    row = incident()
    assert (row["date_start"], row["date_end"]) == ("2025-05-07", "2025-05-08")
    assert (row["place_name"], row["lat"], row["place_precision"]) == ("Idlib road", 35.93, "street")


def test_judge_takes_an_account_out_and_undo_brings_it_back(cli, three):
    cli("judge", code(), "--join", "wire-1=no", *SIGN)
    assert killed("rescue-1") == (8, 9)
    act = Act.objects.filter(kind="join").order_by("-id").values_list("id", flat=True)[0]
    assert told(cli("undo", act, *SIGN, "--json"))["undoes"] == act
    assert killed() == (7, 9)


def test_merge_leaves_one_incident_under_both_codes(cli, three):
    with_far(three)
    gone, kept = code("far-1"), code()
    assert told(cli("merge", gone, kept, *SIGN, "--json"))["code"] == kept
    rows = told(cli("export", "incidents", "--json"))["rows"]
    assert [r["codes"] for r in rows] == [[kept, gone]]


def test_withdraw_and_undo_move_the_range_and_back(cli, three):
    act = told(cli("withdraw", "wire-1", "--kind", "report", *SIGN, "--json"))["act"]
    assert killed("rescue-1") == (8, 9)
    assert all(r["id"] != "wire-1" for r in told(cli("export", "reports", "--json"))["rows"])
    told(cli("undo", act, *SIGN, "--json"))
    assert killed() == (7, 9)


def test_the_queue_goes_out_and_comes_back_through_the_command_line(cli, three):
    out = three.root / "desk.xlsx"
    assert told(cli("queue", "--out", out, "--json"))["incidents"] == 1
    desk = Desk(three).fill("incidents", {"incident": code()}, killed_min=8, set_by=NOOR, why="x")
    out.write_bytes(desk.data())
    assert told(cli("add", out, "--as", "judgements", "--json"))["files"][0]["new"] == 1
    desk.fill("incidents", {"incident": code()}, why="")
    out.write_bytes(desk.data())
    assert told(cli("add", out, "--as", "judgements", "--json"), 1)["rejected"][0]["code"] == "why-missing"


def test_publish_refuses_a_folder_that_holds_other_things(cli, three, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    assert error_of(cli("publish", "--out", tmp_path / "mine", "--json"))["code"] == "not-a-site"


def test_a_preview_can_be_written_elsewhere(cli, three, tmp_path):
    told(cli("publish", "--preview", "--out", tmp_path / "p", "--json"))
    assert "noindex" in (tmp_path / "p" / "en" / "index.html").read_text("utf-8")


def test_serve_says_that_its_port_is_taken(cli, three):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        error = error_of(cli("serve", "--port", taken.getsockname()[1], "--json"))
    assert (error["code"], error["field"]) == ("port-taken", "port")


def test_evaluate_refuses_when_there_is_nothing_to_read(cli, tmp_path):
    (tmp_path / "truth.jsonl").write_text("{}\n")
    error = error_of(cli("evaluate", "claims", "--truth", tmp_path / "truth.jsonl", "--json"))
    assert error["code"] == "evaluate-nothing-to-read"
