"""What is withdrawn or taken back leaves the sites that stand, whichever door it came in by (rule 3)."""

import json

from openpyxl import load_workbook

from cairn.shell.acts.release import release
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.records import find
from cairn.shell.records.models import Act
from cairn.shell.site.refresh import is_behind
from conftest import jsonl, report

NOOR, SAM = "Noor Example", "Sam Example"


def published(ws):
    return json.loads((ws.site / "cairn-site.json").read_text("utf-8"))["incidents"]


def let_out(cli):
    set_assessment(Decision("wire-1", NOOR, "three origins", grades={"russia": "fair"}))
    release("wire-1", who=SAM, why="checked")
    assert cli("publish").exit_code == 0


def last_act(kind):
    return Act.objects.filter(kind=kind).order_by("-id").values_list("id", flat=True)[0]


def test_a_release_taken_back_leaves_the_public_site(three, cli):
    let_out(cli)
    assert published(three) == 1
    assert cli("undo", last_act("release"), "--as", SAM, "--why", "too early").exit_code == 0
    assert published(three) == 0


def test_what_is_withdrawn_leaves_the_feeds_with_all_that_was_said_of_it(three, cli):
    """A code and a day are left, in the feeds that name no party and no place."""
    let_out(cli)
    code = find.code(find.incident("wire-1").id)
    feeds = three.site / "feeds"
    told = {p.relative_to(feeds).as_posix() for p in feeds.rglob("*.atom") if code in p.read_text("utf-8")}
    assert {"en/all.atom", "ar/all.atom", "en/belligerents/russia.atom"} <= told
    cli("withdraw", "wire-1", "--as", SAM, "--why", "asked for")
    held = {p.relative_to(feeds).as_posix(): p.read_text("utf-8") for p in feeds.rglob("*.atom")}
    assert set(held) == {f"{lang}/{name}.atom" for lang in ("en", "ar") for name in ("all", "corrections")}
    for text in held.values():
        assert text.count("<entry>") == text.count(code) == 1
        assert "russia" not in text.lower()
    assert cli("undo", last_act("withdraw"), "--as", SAM, "--why", "asked back").exit_code == 0
    assert told == {
        p.relative_to(feeds).as_posix() for p in feeds.rglob("*.atom") if code in p.read_text("utf-8")
    }


def test_a_withdrawal_taken_back_stands_on_the_public_site_again(three, cli):
    let_out(cli)
    cli("withdraw", "wire-1", "--as", SAM, "--why", "asked for")
    assert published(three) == 0
    cli("undo", last_act("withdraw"), "--as", SAM, "--why", "asked back")
    assert published(three) == 1


def withdrawing_sheet(cli, tmp_path):
    assert cli("judge", "wire-1", "--killed", "7-9", "--as", NOOR, "--why", "again").exit_code == 0
    desk = tmp_path / "desk.xlsx"
    assert cli("queue", "--out", desk).exit_code == 0
    book = load_workbook(desk)
    if book["incidents"].max_row < 2:
        book["incidents"].append([find.code(find.incident("wire-1").id)])
    heads = [c.value for c in book["incidents"][1]]
    for name, value in (("withdraw_by", SAM), ("withdraw_why", "asked for")):
        book["incidents"].cell(2, heads.index(name) + 1, value)
    book.save(desk)
    return desk


def test_a_withdrawal_by_sheet_whose_rewriting_was_interrupted_leaves_the_site_when_it_is_added_again(
    three, cli, tmp_path, monkeypatch
):
    let_out(cli)
    desk = withdrawing_sheet(cli, tmp_path)

    def stopped(ws):
        raise KeyboardInterrupt

    with monkeypatch.context() as armed:
        armed.setattr("cairn.shell.site.refresh.refresh", stopped)
        assert "stopped" in cli("add", desk, "--as", "judgements").stderr
    assert published(three) == 1
    assert "Rewritten: public site" in cli("add", desk, "--as", "judgements").stdout
    assert published(three) == 0
    assert "Rewritten" not in cli("add", desk, "--as", "judgements").stdout


def test_what_a_sheet_withdraws_leaves_the_public_site_as_well(three, cli, tmp_path):
    let_out(cli)
    desk = withdrawing_sheet(cli, tmp_path)
    answer = cli("add", desk, "--as", "judgements")
    assert (answer.exit_code, "Rewritten: public site" in answer.stdout) == (0, True)
    assert published(three) == 0


def test_a_site_whose_writing_was_broken_off_is_brought_to_its_end_by_the_next_command(three, cli, tmp_path):
    let_out(cli)
    assert not is_behind(three)
    waiting = three.site.with_name(
        f".{three.site.name}.ready"
    )  # all new files are there, and none is in its place
    waiting.mkdir()
    (waiting / "en").mkdir()
    (waiting / "en" / "index.html").write_text("half of a site", "utf-8")
    (waiting / ".changes.json").write_text("[]", "utf-8")
    assert is_behind(three)
    reports = tmp_path / "other.jsonl"
    reports.write_bytes(jsonl(report("late-1", "Nothing to see.")))
    assert cli("add", reports).exit_code == 0
    assert not is_behind(three)
    assert "half of a site" not in (three.site / "en" / "index.html").read_text("utf-8")
