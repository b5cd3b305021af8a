"""A proof folder: a stranger's program finds it good, no bit of it can be turned, and it says no more than was asked."""

import json
import random
import re
import shutil

import pytest

from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.log import catch_up
from cairn.shell.acts.release import withdraw
from cairn.shell.records.models import Act, Incident
from conftest import PRIVATE, STRIKE_AR, STRIKE_EN, jsonl
from merkle import flipped
from shell import proofs
from shell.answers import error_of, told
from shell.proofs import judged, stranger, words_in

NOOR, SAM = "Noor Example", "Sam Example"
strike, released = proofs.strike, proofs.released


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
