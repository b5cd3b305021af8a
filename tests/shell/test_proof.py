"""A proof folder: a stranger's program finds it good, no bit of it can be turned, and it says no more than was asked."""

import contextlib
import io
import json
import random
import re
import runpy
import shutil
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from django.db import connection

from cairn.archive.note import Checkpoint, signed
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.log import catch_up
from cairn.shell.acts.release import withdraw
from cairn.shell.acts.run import run
from cairn.shell.proof.statement import _words
from cairn.shell.records.models import Act, Incident, ReportVersion
from cairn.shell.store.signer import Signer
from conftest import PRIVATE, STRIKE_AR, STRIKE_EN, jsonl, report, silent
from merkle import flipped
from shell.answers import SECOND, SIGN, error_of, told

NOOR, SAM = "Noor Example", "Sam Example"


@pytest.fixture
def strike(ws):
    """One strike told three times, each report in a file of its own, with a released assessment."""
    for row in (STRIKE_EN, STRIKE_AR, PRIVATE):
        add_reports(ws, f"{row['id']}.jsonl", jsonl(row))
    run(ws, silent, preview=False)
    catch_up()
    return ws


@pytest.fixture
def released(strike, cli):
    incident = str(Incident.objects.get().id)
    told(cli("judge", incident, "--killed", "7-9", "--grade", "russia=fair", *SIGN, "--json"))
    told(cli("release", incident, *SECOND, "--json"))
    catch_up()
    return incident


def stranger(folder, *more: str) -> tuple[int, str]:
    """The program in the folder, run as a stranger runs it, without anything of ours."""
    run = [sys.executable, "-I", "-S", str(folder / "verify.py"), str(folder), *more]
    done = subprocess.run(run, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def judged(folder) -> bool:
    """The same in this process, for hundreds of tries."""
    program = runpy.run_path(str(folder / "verify.py"), run_name="verify")
    with contextlib.redirect_stdout(io.StringIO()), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["verify.py", str(folder)])
        try:
            return program["main"]() == 0
        except (ValueError, OSError):
            return False


def words_in(folder) -> str:
    return "\n".join(
        path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file()
    )


def test_a_report_is_proven_with_its_file_and_its_text(strike, cli, tmp_path):
    out = tmp_path / "proof"
    value = told(cli("proof", "wire-1", "--out", out, "--json"))
    assert (value["proof"], value["reports"], value["left_out"]) == ("report", ["wire-1"], {})
    kept = {path.read_bytes() for path in (out / "bytes").iterdir()}
    assert kept == {jsonl(STRIKE_EN), STRIKE_EN["text"].encode()}
    code, said = stranger(out)
    assert (code, "DOES NOT HOLD" in said) == (0, False), said
    assert said.count("Holds:") == 3
    assert "wire-1.jsonl" in said


def test_the_folder_is_what_the_documentation_lists(strike, cli, tmp_path):
    value = told(cli("proof", "wire-1", "--out", tmp_path / "p", "--json"))
    (number,) = value["records"]
    assert {re.sub(r"[0-9a-f]{64}", "SHA256", name) for name in value["files"]} == {
        "1-statement.txt", "1-statement.html", "bytes/SHA256.txt", "bytes/SHA256.jsonl", f"record-{number}.json",
        f"opened-{number}.json", f"proof-{number}.tlog-proof", "checkpoint", "vkey", "verify.py",
    }  # fmt: skip


def test_no_bit_of_the_evidence_can_be_turned(strike, cli, tmp_path):
    good, rng = tmp_path / "good", random.Random(21)
    told(cli("proof", "wire-1", "--out", good, "--json"))
    assert judged(good)
    evidence = [
        p.relative_to(good)
        for p in good.rglob("*")
        if p.is_file() and not p.name.startswith(("1-", "verify"))
    ]
    for name in evidence * 15:
        bad = tmp_path / "bad"
        shutil.copytree(good, bad)
        (bad / name).write_bytes(flipped(rng, (good / name).read_bytes()))
        assert not judged(bad), name
        shutil.rmtree(bad)


@pytest.mark.parametrize("name", ["record-*", "proof-*", "opened-*", "checkpoint", "vkey"])
def test_no_file_of_the_evidence_can_be_left_out(strike, cli, tmp_path, name):
    out = tmp_path / "p"
    told(cli("proof", "wire-1", "--out", out, "--json"))
    for path in out.glob(name):
        path.unlink()
    assert not judged(out)


def test_bytes_that_no_record_names_are_not_taken_along(strike, cli, tmp_path):
    out = tmp_path / "p"
    told(cli("proof", "wire-1", "--out", out, "--json"))
    sha = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"
    (out / "bytes" / f"{sha}.txt").write_bytes(b"hello world")
    code, said = stranger(out)
    assert code == 1
    assert "no record names them" in said


def test_a_hash_that_a_report_only_mentions_names_no_bytes(ws, cli, tmp_path):
    """Otherwise whoever writes a report could have any bytes proven."""
    sha = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"
    add_reports(ws, "one.jsonl", jsonl({**STRIKE_EN, "author": sha, "text": f"{STRIKE_EN['text']} {sha}"}))
    catch_up()
    out = tmp_path / "p"
    told(cli("proof", "wire-1", "--out", out, "--json"))
    (out / "bytes" / f"{sha}.txt").write_bytes(b"hello world")
    assert not judged(out)


def test_another_act_cannot_stand_in(strike, cli, tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    a = told(cli("proof", "wire-1", "--out", one, "--json"))["records"][0]
    b = told(cli("proof", "rescue-1", "--out", other, "--json"))["records"][0]
    (one / f"opened-{a}.json").write_bytes((other / f"opened-{b}.json").read_bytes())
    assert not judged(one)


def test_a_file_that_holds_other_reports_is_named_but_not_handed_out(ws, cli, tmp_path):
    add_reports(ws, "both.jsonl", jsonl(STRIKE_EN, STRIKE_AR))
    catch_up()
    told(cli("proof", "wire-1", "--out", tmp_path / "p", "--json"))
    assert [path.read_bytes() for path in (tmp_path / "p" / "bytes").iterdir()] == [
        STRIKE_EN["text"].encode()
    ]
    assert STRIKE_AR["text"] not in words_in(tmp_path / "p")
    assert judged(tmp_path / "p")
    told(cli("proof", "wire-1", "--whole-files", "--out", tmp_path / "q", "--json"))
    assert jsonl(STRIKE_EN, STRIKE_AR) in [path.read_bytes() for path in (tmp_path / "q" / "bytes").iterdir()]
    assert judged(tmp_path / "q")


def test_a_whole_file_is_not_handed_out_over_the_head_of_a_private_person(ws, cli, tmp_path):
    add_reports(ws, "both.jsonl", jsonl(STRIKE_EN, PRIVATE))
    catch_up()
    ask = ("proof", "wire-1", "--whole-files", "--out", tmp_path / "p", "--json")
    assert error_of(cli(*ask))["code"] == "proof-private"
    withdraw("report", "resident-1", who=NOOR, why="asked to")
    assert error_of(cli(*ask, "--private"))["code"] == "proof-withdrawn"


def test_what_a_private_person_wrote_is_handed_out_only_where_that_is_asked_for(strike, cli, tmp_path):
    ask = ("proof", "resident-1", "--out", tmp_path / "p", "--json")
    assert error_of(cli(*ask))["code"] == "proof-private"
    assert not (tmp_path / "p").exists()
    told(cli(*ask, "--private"))
    assert judged(tmp_path / "p")


def test_an_incident_is_proven_by_the_acts_of_both_persons_and_its_reports(released, cli, tmp_path):
    out = tmp_path / "p"
    value = told(cli("proof", released, "--out", out, "--json"))
    assert (value["proof"], set(value["reports"])) == ("incident", {"wire-1", "rescue-1"})
    assert value["left_out"] == {"private": 1}
    assert len(value["records"]) == 4
    code, said = stranger(out)
    assert code == 0, said
    for words in ("set-assessment", "release", "wrote assessment", "wrote attribution", "wrote release"):
        assert words in said
    assert "Sahar" not in words_in(out)


def test_names_of_persons_stay_sealed_until_they_are_opened(released, cli, tmp_path):
    told(cli("proof", released, "--out", tmp_path / "shut", "--json"))
    assert NOOR not in words_in(tmp_path / "shut")
    assert SAM not in words_in(tmp_path / "shut")
    told(cli("proof", released, "--open", "person", "--out", tmp_path / "open", "--json"))
    code, said = stranger(tmp_path / "open")
    assert code == 0
    assert {NOOR, SAM} <= set(re.findall(r'person: "(.*?)"', said))
    assert NOOR in (tmp_path / "open" / "1-statement.txt").read_text("utf-8")


def test_a_name_that_was_not_the_one_sealed_does_not_hold(released, cli, tmp_path):
    out = tmp_path / "p"
    told(cli("proof", released, "--open", "person", "--out", out, "--json"))
    for path in out.glob("opened-*"):
        path.write_text(path.read_text("utf-8").replace(NOOR, "Lina Example"), "utf-8")
    code, said = stranger(out)
    assert code == 1
    assert "what is shown of person is not what was sealed" in said


def test_an_act_is_proven_by_its_number_and_shows_nothing_unasked(strike, cli, tmp_path):
    act = Act.objects.get(kind="run")
    value = told(cli("proof", act.id, "--out", tmp_path / "p", "--json"))
    assert (value["proof"], value["records"]) == ("act", [act.seq])
    assert json.loads((tmp_path / "p" / f"opened-{act.seq}.json").read_text())["parts"] == {}
    told(cli("proof", act.id, "--open", "detail", "--out", tmp_path / "q", "--json"))
    assert "detail: {" in stranger(tmp_path / "q")[1]


def test_an_incident_that_two_persons_have_not_released_is_not_handed_out(strike, cli, tmp_path):
    answer = cli("proof", Incident.objects.get().id, "--out", tmp_path / "p", "--json")
    assert error_of(answer)["code"] == "proof-not-released"


def test_nothing_goes_by_an_unknown_name(strike, cli, tmp_path):
    for name in ("nobody", "99999", "C-00000000"):
        assert error_of(cli("proof", name, "--out", tmp_path / "p", "--json"))["code"] == "proof-unknown"


@pytest.mark.parametrize(
    ("kind", "name"), [("report", "wire-1"), ("name", "Maarrat Misrin"), ("incident", "")]
)
def test_what_was_withdrawn_is_not_handed_out(released, cli, tmp_path, kind, name):
    withdraw(kind, name or released, who=NOOR, why="asked to")
    catch_up()
    asked = released if kind == "incident" else "wire-1"
    assert error_of(cli("proof", asked, "--out", tmp_path / "p", "--json"))["code"] == "proof-withdrawn"
    assert list(tmp_path.glob("*p*/record-*")) == []


def test_a_withdrawn_report_leaves_the_proof_of_its_incident(released, cli, tmp_path):
    withdraw("report", "wire-1", who=NOOR, why="asked to")
    catch_up()
    value = told(cli("proof", released, "--out", tmp_path / "p", "--json"))
    assert (value["reports"], value["left_out"]) == (["rescue-1"], {"private": 1, "withdrawn": 1})


def test_a_withdrawn_name_is_not_opened_with_the_act_that_withdrew_it(strike, cli, tmp_path):
    withdraw("name", "Omar Example", who=NOOR, why="his family asked")
    catch_up()
    act = Act.objects.latest("id")
    told(cli("proof", act.id, "--out", tmp_path / "p", "--json"))
    shut = cli("proof", act.id, "--open", "detail", "--out", tmp_path / "q", "--json")
    assert error_of(shut)["code"] == "proof-withdrawn"


def test_a_checkpoint_from_an_earlier_day_is_continued(strike, cli, tmp_path):
    held = tmp_path / "held"
    held.write_text(strike.log.checkpoint, "utf-8")
    add_reports(strike, "later.jsonl", jsonl(report("later-1", "Nothing new was told on 9 May 2025.")))
    catch_up()
    out = tmp_path / "p"
    told(cli("proof", "wire-1", "--checkpoint", held, "--out", out, "--json"))
    code, said = stranger(out, "--checkpoint", str(held), "--key", str(strike.log.vkey))
    assert code == 0, said
    assert "nothing before it was changed or taken out" in said
    now = tmp_path / "now"
    now.write_text(strike.log.checkpoint, "utf-8")
    assert stranger(out, "--checkpoint", str(now))[0] == 0


def test_a_checkpoint_of_another_history_is_told(strike, cli, tmp_path):
    key, held = strike.log.vkey, tmp_path / "held"
    other = Checkpoint(strike.origin, 2, b"r" * 32)
    held.write_text(signed(other.text, key, Signer()._secret().sign), "utf-8")
    ask = ("proof", "wire-1", "--out", tmp_path / "p", "--json")
    assert error_of(cli(*ask, "--checkpoint", held))["code"] == "checkpoint-other"
    told(cli(*ask))
    (tmp_path / "p" / f"consistency-2-{strike.log.size}").write_text("", "utf-8")
    code, said = stranger(tmp_path / "p", "--checkpoint", str(held))
    assert (code, "DOES NOT HOLD" in said) == (1, True)


@pytest.mark.parametrize("text", ["", "no checkpoint\n", "\udcff"])
def test_a_file_that_is_no_checkpoint_is_refused(strike, cli, tmp_path, text):
    (tmp_path / "held").write_bytes(text.encode("utf-8", "surrogateescape"))
    answer = cli("proof", "wire-1", "--checkpoint", tmp_path / "held", "--out", tmp_path / "p", "--json")
    assert error_of(answer)["code"] == "checkpoint-unreadable"


def test_another_key_than_the_logs_is_told(strike, cli, tmp_path):
    told(cli("proof", "wire-1", "--out", tmp_path / "p", "--json"))
    other = Signer(tmp_path / "other").key(strike.origin)
    assert stranger(tmp_path / "p", "--key", str(other))[0] == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE records_reportversion SET capture_row = 9",
        "UPDATE records_capture SET name = 'other.jsonl'",
        "UPDATE records_seal SET rows = rows + 1",
        "UPDATE records_act SET salt = %s",
    ],
)
def test_where_the_record_was_changed_no_proof_is_made_up(strike, cli, tmp_path, change):
    with connection.cursor() as cursor:
        cursor.execute(change, [b"x" * 32] if "%s" in change else [])
    error = error_of(cli("proof", "wire-1", "--out", tmp_path / "p", "--json"))
    assert error["code"] == "proof-does-not-hold"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".new", "p"))] == []


def test_what_was_erased_cannot_be_opened_but_its_place_is_still_shown(strike, cli, tmp_path):
    act = ReportVersion.objects.get(report_id="wire-1").act
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_act SET salt = %s, detail = '{}' WHERE id = %s", [b"", act.id])
    assert error_of(cli("proof", "wire-1", "--out", tmp_path / "p", "--json"))["code"] == "proof-erased"
    told(cli("proof", act.id, "--out", tmp_path / "q", "--json"))
    assert judged(tmp_path / "q")


def test_an_act_that_the_log_does_not_hold_yet_has_no_proof(strike, cli, tmp_path):
    add_reports(strike, "later.jsonl", jsonl(report("later-1", "Nothing new was told on 9 May 2025.")))
    ask = ("proof", "later-1", "--out", tmp_path / "p", "--json")
    assert error_of(cli(*ask))["code"] == "proof-not-logged"
    catch_up()
    told(cli(*ask))


def test_a_folder_that_holds_something_is_left_alone(strike, cli, tmp_path):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "mine.txt").write_text("mine", "utf-8")
    assert error_of(cli("proof", "wire-1", "--out", tmp_path / "p", "--json"))["code"] == "folder-not-empty"
    assert [path.name for path in (tmp_path / "p").iterdir()] == ["mine.txt"]
    (tmp_path / "empty").mkdir()
    told(cli("proof", "wire-1", "--out", tmp_path / "empty", "--json"))


class Page(HTMLParser):
    """What a page of the statement is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs


def test_the_statement_says_who_when_what_and_what_it_does_not_show_in_both_languages(
    released, cli, tmp_path
):
    told(cli("proof", released, "--out", tmp_path / "p", "--json"))
    text = (tmp_path / "p" / "1-statement.txt").read_text("utf-8")
    html = (tmp_path / "p" / "1-statement.html").read_text("utf-8")
    for words in ("the operator's command `cairn add`", "wire-1.jsonl", "7 to 9", "من 7 إلى 9", "That the source told the truth",
                  "أن المصدر قال الحقيقة", "Reports by private persons that are not in this folder: 1."):  # fmt: skip
        assert words in text
    page = Page(html)
    assert {("lang", "en"), ("lang", "ar"), ("dir", "rtl")} <= set(page.attributes)
    assert page.tags.count("table") == text.count("\nName of the log:") * 2 * 4


def test_a_hostile_row_cannot_write_into_the_page(ws, cli, tmp_path):
    row = {**STRIKE_EN, "author": "<script>alert(1)</script>", "url": 'https://x.example/"><img src=x>'}
    add_reports(ws, "<b>.jsonl", jsonl(row))
    catch_up()
    told(cli("proof", "wire-1", "--out", tmp_path / "p", "--json"))
    page = Page((tmp_path / "p" / "1-statement.html").read_text("utf-8"))
    assert not {"script", "img", "b"} & set(page.tags)
    assert judged(tmp_path / "p")


def test_the_statement_tells_the_day_and_the_place_that_were_set_and_how_the_report_is_dated(
    released, cli, tmp_path
):
    told(cli("proof", released, "--out", tmp_path / "p", "--json"))
    text = (tmp_path / "p" / "1-statement.txt").read_text("utf-8")
    day = Incident.objects.get().assessments.get().fields["date"][0]
    for words in (f"Day of the event, as it was set: {day}", "Place of the event, as it was set: ", "(as the file gives it)",
                  "an assessment set (`set-assessment`), ", "What is said above of reports and assessments"):  # fmt: skip
        assert words in text


def test_days_commands_and_hashes_run_from_left_to_right_in_arabic(released, cli, tmp_path):
    told(cli("proof", released, "--out", tmp_path / "p", "--json"))
    text = (tmp_path / "p" / "1-statement.txt").read_text("utf-8")
    html = (tmp_path / "p" / "1-statement.html").read_text("utf-8")
    arabic = text[text.index("ما يُثبته السجلّ") :]
    assert re.findall(r"\d{4}-\d\d-\d\d", arabic) == re.findall(r"(?<=\u2066)\d{4}-\d\d-\d\d", arabic)
    assert "\u2066`--key KEY`\u2069" in arabic
    assert '<code dir="ltr">--key KEY</code>' in html
    assert "`" not in html


def test_both_languages_fill_the_same_gaps():
    words = _words()
    for section, entries in words["en"].items():
        for key, english in entries.items():
            gaps = [sorted(re.findall(r"{(\w+)}", text)) for text in (english, words["ar"][section][key])]
            assert gaps[0] == gaps[1], f"{section}.{key}"


def test_whoever_asks_for_a_proof_is_told_what_it_gives_away(released, cli, tmp_path):
    said = cli("proof", released, "--out", tmp_path / "a").stdout
    assert "the reasons written for the assessment and its release" in said
    assert "names and addresses included" in said
    said = cli("proof", str(Act.objects.order_by("id")[0].id), "--out", tmp_path / "b").stdout
    assert "It holds" not in said
