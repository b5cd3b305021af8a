"""A party is asked about an incident and answers: drafts, what goes out, what is refused, what is kept."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from cairn.archive import sha256_hex
from cairn.errors import CairnError, FileRefused, NotAllowed, NotFound
from cairn.shell.acts.act import at_moment
from cairn.shell.acts.add_official import add_official
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.link_by_hand import decide_link
from cairn.shell.acts.merge_incidents import merge
from cairn.shell.acts.refer import Batch, log_reply, packages, send
from cairn.shell.acts.release import release, withdraw
from cairn.shell.acts.run import run
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.export.write import table_rows
from cairn.shell.records import find
from cairn.shell.records.models import Act, Referral, ReferralReply
from cairn.shell.records.official import answered
from cairn.shell.verify.verify import verify
from cairn.shell.workspace import Workspace
from conftest import PRIVATE, jsonl, report, silent
from shell.desk import NOOR, SAM, code, with_far

WHY = "the party has answered such questions before"
LATER = date(2099, 1, 1)
VICTIM = report(
    "wire-2",
    "An air strike by Russian jets hit the market in Maarrat Misrin on Thursday 8 May 2025. Among the dead was "
    "Zuhair Qabbani, 41, a baker, his family said.",
    publisher="Second Wire (invented)",
    url="https://second.example/zuhair-qabbani",
)


def let_out(name: str = "wire-1", **fields: Any) -> None:
    """Set by one, released by a second."""
    set_assessment(Decision(name, NOOR, "three origins", fields, grades={"russia": "fair"}))
    release(name, who=SAM, why="checked")


def sent(ws: Workspace, name: str = "wire-1", actor: str = "russia") -> Any:
    return only(send(ws, [name], actor, who=SAM, why=WHY))


def draft(ws: Workspace, name: str = "wire-1") -> Any:
    return only(packages(ws, [name], "russia"))


def only(batch: Batch) -> Any:
    """The one package; what was set aside is raised."""
    if batch.refused:
        raise batch.refused[0]
    (made,) = batch.made
    return made


def refused(act: Callable[[], object]) -> CairnError:
    with pytest.raises(CairnError) as e:
        act()
    return e.value


def test_a_draft_is_made_of_the_record_and_leaves_no_act(three: Workspace) -> None:
    let_out()
    before = Act.objects.count()
    made = draft(three)
    assert Act.objects.count() == before
    p = made.package
    assert (p.reference, p.state, made.row) == (f"{code()}/russia/1", "released", None)
    assert (p.when.date_start, p.when.time_zones, p.when.utc_offsets) == (
        "2025-05-08",
        ("Asia/Damascus",),
        ("+03:00",),
    )
    assert {s.text for s in p.where.spellings} >= {"Ma'arratmisrin", "معرة مصرين", "Maarrat Misrin"}
    assert [u.pcode for u in p.where.units] == ["SY", "SY07", "SY0700", "SY070005"]
    assert [(a.id, a.grade) for a in p.alleged] == [("russia", "fair")]
    assert {s.kind for s in p.sources} == {"news", "rescue", "individual"}


def test_a_private_persons_words_are_in_no_file_of_it(three: Workspace) -> None:
    let_out()
    made = draft(three)
    out = made.data.decode()
    assert PRIVATE["publisher"] not in out
    assert PRIVATE["url"] not in out
    assert "resident-1" not in out
    assert "8 civilians killed" not in out


def test_a_victims_name_is_counted_and_not_told_nor_is_an_address_that_spells_it(three: Workspace) -> None:
    add_reports(three, "more.jsonl", jsonl(VICTIM))
    run(three, silent, preview=False)
    assert find.incident("wire-2").id == find.incident("wire-1").id
    let_out()
    made = draft(three)
    assert made.package.harm.names_withheld == 1
    assert "qabbani" not in made.data.decode().casefold()
    second = next(s for s in made.package.sources if s.publisher == VICTIM["publisher"])
    assert second.link is None
    assert second.text_sha256


def test_what_goes_out_is_kept_in_an_act_and_its_bytes_are_an_object(three: Workspace) -> None:
    let_out()
    made = sent(three)
    row = Referral.objects.get()
    assert (row.n, row.actor, row.act.kind, row.act.why) == (1, "russia", "refer", WHY)
    assert three.objects.get(row.package_sha256) == made.data
    assert row.act.detail["package"] == sha256_hex(made.data)


def test_the_same_package_twice_is_sent_once(three: Workspace) -> None:
    let_out()
    first, again = sent(three), sent(three)
    assert (first.anew, again.anew) == (True, False)
    assert first.row == again.row
    assert first.data == again.data
    assert Act.objects.filter(kind="refer").count() == 1


def test_a_changed_record_makes_the_next_package_which_names_the_one_before(three: Workspace) -> None:
    let_out()
    first = sent(three)
    log_reply(three, first.package.reference, b"No strikes that day.", on=LATER, who=SAM)
    let_out(killed_min=7, killed_max=9)
    second = sent(three)
    assert second.package.reference == f"{code()}/russia/2"
    (before,) = second.package.log
    assert (before.n, before.package_sha256) == (1, first.row.package_sha256)
    assert before.replies[0].text_sha256 == sha256_hex(b"No strikes that day.")
    assert sent(three).row == second.row


def test_two_parties_are_asked_each_by_its_own_number(three: Workspace) -> None:
    let_out()
    sent(three)
    other = sent(three, actor="turkey")
    assert (other.row.n, other.row.actor) == (1, "turkey")
    assert "not_alleged" in other.package.missing


def test_one_named_twice_in_a_command_is_sent_once(three: Workspace) -> None:
    let_out()
    assert len(send(three, ["wire-1", code()], "russia", who=SAM, why=WHY).made) == 1


def test_a_party_may_be_named_by_what_it_is_called(three: Workspace) -> None:
    let_out()
    assert sent(three, actor="روسيا").row.actor == "russia"


def test_what_nobody_set_is_refused(three: Workspace) -> None:
    e = refused(lambda: draft(three))
    assert (e.code, e.field, e.value) == ("referral-not-set", "incident", code())
    assert e.remedy


def test_what_one_person_set_is_a_draft_and_is_not_sent(three: Workspace) -> None:
    set_assessment(Decision("wire-1", NOOR, "three origins", grades={"russia": "fair"}))
    made = draft(three)
    assert made.package.state == "set"
    e = refused(lambda: sent(three))
    assert (e.code, e.value) == ("referral-not-released", code())
    assert not Referral.objects.exists()


def test_one_that_cannot_be_sent_is_set_aside_and_the_rest_goes_out(three: Workspace) -> None:
    with_far(three)
    let_out()
    batch = send(three, ["far-1", "wire-1", "nowhere"], "russia", who=SAM, why=WHY)
    assert [e.code for e in batch.refused] == ["referral-not-set", "incident-unknown"]
    assert [one.package.code for one in batch.made] == [code()]
    assert Referral.objects.get() == batch.made[0].row


def test_a_withdrawn_incident_is_told_to_nobody_and_leaves_the_tables(three: Workspace) -> None:
    let_out()
    key = str(find.incident("wire-1").id)
    made = sent(three)
    log_reply(three, made.package.reference, b"Received.", on=LATER, who=SAM)
    withdraw("incident", key, who=SAM, why="a family asked")
    assert refused(lambda: draft(three, key)).code == "referral-withdrawn"
    assert list(table_rows(three, "referrals", is_public=False)) == []
    assert list(table_rows(three, "referral_replies", is_public=False)) == []


def test_a_withdrawn_name_is_blotted_out_of_packages_and_replies(three: Workspace) -> None:
    add_reports(three, "more.jsonl", jsonl(VICTIM))
    run(three, silent, preview=False)
    let_out()
    made = sent(three)
    log_reply(three, made.package.reference, b"Zuhair Qabbani is not on our lists.", on=LATER, who=SAM)
    withdraw("name", "Zuhair Qabbani", who=SAM, why="a family asked")
    (row,) = table_rows(three, "referral_replies", is_public=False)
    assert "Qabbani" not in row["text"]
    assert row["text"].endswith("is not on our lists.")
    again = draft(three)
    assert again.package.harm.names_withheld == 0
    assert "qabbani" not in again.data.decode().casefold()


def test_without_a_day_it_is_refused_with_the_remedy(three: Workspace) -> None:
    let_out(date_start="2025-05-01", date_end="2025-05-31")
    e = refused(lambda: draft(three))
    assert (e.code, e.value) == ("referral-no-day", "2025-05-01 to 2025-05-31")


def test_without_a_place_it_is_refused_with_the_remedy(three: Workspace) -> None:
    let_out(lat=36.01, lon=36.67, place_precision="province")
    e = refused(lambda: draft(three))
    assert (e.code, e.field) == ("referral-no-place", "place_name")


def test_a_place_that_a_person_set_by_name_finds_its_spellings_nearby(three: Workspace) -> None:
    let_out(place_name="Maarrat Misrin", lat=36.012, lon=36.671, place_precision="within_100m")
    where = draft(three).package.where
    assert "معرة مصرين" in {s.text for s in where.spellings}
    assert (where.cell_m, where.radius_m) == (100, 100)


def test_sending_needs_a_name_a_reason_and_a_party_that_is_known(three: Workspace) -> None:
    let_out()
    assert refused(lambda: send(three, ["wire-1"], "russia", who="", why=WHY)).code == "person-missing"
    assert refused(lambda: send(three, ["wire-1"], "russia", who=SAM, why=" ")).code == "why-missing"
    assert refused(lambda: send(three, ["wire-1"], "the moon", who=SAM, why=WHY)).code == "actor-unknown"


def test_a_reply_is_kept_as_its_text_and_the_same_words_twice_are_one(three: Workspace) -> None:
    let_out()
    name = sent(three).package.reference
    words = "لا ضربات لنا في ذلك اليوم.".encode()
    first = log_reply(three, name, b"\xef\xbb\xbf" + words, on=LATER, who=SAM)
    assert log_reply(three, name, words, on=LATER, who=NOOR) == first
    assert three.objects.get(first.text_sha256) == words
    assert (first.n, first.act.kind) == (1, "refer-reply")
    second = log_reply(three, name, b"After review: one strike, 1.8 km off.", on=LATER, who=SAM)
    assert second.n == 2


@pytest.mark.parametrize("data", [b"", b" \n", b"\xff\xfe\x00"])
def test_a_reply_that_is_no_text_is_refused(three: Workspace, data: bytes) -> None:
    let_out()
    name = sent(three).package.reference
    with pytest.raises(FileRefused, match="reply-unreadable"):
        log_reply(three, name, data, on=LATER, who=SAM)


def test_a_reply_does_not_come_before_its_package(three: Workspace) -> None:
    let_out()
    with at_moment(datetime(2025, 6, 1, tzinfo=UTC)):
        name = sent(three).package.reference
    sent_on = Referral.objects.get().day
    with pytest.raises(NotAllowed, match="reply-too-early"):
        log_reply(three, name, b"Received.", on=sent_on.replace(year=2024), who=SAM)


@pytest.mark.parametrize(
    "name", ["nothing", "C-00000000/russia/1", "{code}/russia/2", "{code}/turkey/1", "{code}/russia/x"]
)
def test_a_reply_to_what_was_never_sent_is_refused(three: Workspace, name: str) -> None:
    let_out()
    sent(three)
    with pytest.raises(NotFound):
        log_reply(three, name.format(code=code()), b"Received.", on=LATER, who=SAM)


def test_a_reference_goes_on_resolving_after_a_merge(three: Workspace) -> None:
    with_far(three)
    set_assessment(Decision("far-1", NOOR, "one origin", grades={"russia": "weak"}))
    release("far-1", who=SAM, why="checked")
    name = sent(three, "far-1").package.reference
    act = Act.objects.get(kind="release").id
    from cairn.shell.acts.undo import undo

    undo(three, act, who=SAM, why="it is one event with another")
    merge("far-1", "wire-1", who=SAM, why="one event")
    assert log_reply(three, name, b"Received.", on=LATER, who=SAM).n == 1


def test_the_tables_hold_what_went_out_and_what_came_back(three: Workspace) -> None:
    let_out()
    made = sent(three)
    log_reply(three, made.package.reference, b"Received.", on=LATER, who=SAM)
    (row,) = table_rows(three, "referrals", is_public=False)
    assert (row["id"], row["sent_by"], row["why"], row["replies"]) == (made.package.reference, SAM, WHY, 1)
    (reply,) = table_rows(three, "referral_replies", is_public=False)
    assert (reply["referral_id"], reply["text"]) == (row["id"], "Received.")
    for table in ("referrals", "referral_replies"):
        assert list(table_rows(three, table, is_public=True)) == []


def test_the_workspace_verifies_with_packages_and_replies_in_it(three: Workspace) -> None:
    let_out()
    made = sent(three)
    log_reply(three, made.package.reference, b"Received.", on=LATER, who=SAM)
    assert not verify(three, silent).findings
    assert ReferralReply.objects.count() == 1


def test_the_command_writes_drafts_and_says_what_they_lack(
    three: Workspace, cli: Any, tmp_path: Path
) -> None:
    let_out()
    done = cli("refer", "wire-1", "--to", "russia", "--out", tmp_path / "out", "--format", "json,mgrs")
    assert done.exit_code == 0, done.output
    assert "draft, nothing recorded" in done.output
    assert "lacks: A contact for replies." in done.output
    stem = f"{code()}-russia-1"
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [f"{stem}.json", "mgrs.csv"]
    told = json.loads((tmp_path / "out" / f"{stem}.json").read_text("utf-8"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "mgrs.csv").read_text("utf-8"))))
    assert rows[0]["mgrs"] == told["where"]["mgrs"]
    assert not Referral.objects.exists()


def test_the_command_sends_and_logs_the_reply(three: Workspace, cli: Any, tmp_path: Path) -> None:
    let_out()
    config = three.root / "cairn.toml"
    config.write_text(config.read_text("utf-8") + 'contact = "desk@record.example"\n', "utf-8")
    call = ("refer", "wire-1", "--to", "russia", "--out", tmp_path, "--format", "json", "--send")
    first = json.loads(cli(*call, "--as", SAM, "--why", WHY, "--json").output)["referrals"][0]
    again = json.loads(cli(*call, "--as", SAM, "--why", WHY, "--json").output)["referrals"][0]
    assert (first["state"], again["state"]) == ("sent", "sent_before")
    assert "no_contact" not in first["missing"]
    answer = tmp_path / "answer.txt"
    answer.write_text("We hold no record of it.", "utf-8")
    done = cli("refer", "--reply", first["reference"], answer, "--on", LATER, "--as", SAM)
    assert done.exit_code == 0, done.output
    assert "Reply 1" in done.output


@pytest.mark.parametrize(
    "args",
    [
        ("refer",),
        ("refer", "wire-1"),
        ("refer", "wire-1", "--to", "russia"),
        ("refer", "wire-1", "--to", "russia", "--out", "x", "--format", "html"),
        ("refer", "wire-1", "--reply", "a/b/1", "x", "--on", "2025-01-01"),
        ("refer", "--reply", "a/b/1", "x"),
    ],
)
def test_a_command_typed_wrongly_says_how(three: Workspace, cli: Any, args: tuple[str, ...]) -> None:
    assert cli(*args).exit_code == 2


def test_the_command_names_every_incident_it_refuses_and_ends_with_a_one(
    three: Workspace, cli: Any, tmp_path: Path
) -> None:
    with_far(three)
    let_out()
    done = cli("refer", "wire-1", "far-1", "--to", "russia", "--out", tmp_path, "--format", "json", "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, len(told["referrals"]), len(told["files"])) == (1, 1, 1)
    assert [(r["code"], r["value"]) for r in told["rejected"]] == [("referral-not-set", code("far-1"))]
    alone = cli("refer", "far-1", "--to", "russia", "--out", tmp_path, "--format", "json", "--json")
    assert (alone.exit_code, json.loads(alone.stdout)["error"]["code"]) == (1, "referral-not-set")


def test_strikes_that_a_party_declares_that_day_are_told_with_it(three: Workspace, tmp_path: Path) -> None:
    let_out()
    (tmp_path / "strikes.txt").write_text(
        "On May 8, 2025, in Syria:\nNear Maarrat Misrin, two strikes destroyed a depot.\n"
        "Near Kafr Nabl, one strike hit a vehicle.\n",
        "utf-8",
    )
    add_official(three, tmp_path / "strikes.txt", strikes=True, party="russia")
    found = draft(three).package
    assert found.strikes.looked_at == 2
    (near,) = found.strikes.nearest
    assert (near.actor.id, near.distance_m, near.date_start) == ("russia", None, "2025-05-08")
    assert "Maarrat Misrin" in near.place
    assert "no_strike_reports" not in found.missing


def test_what_the_party_said_before_is_told_once_a_person_linked_it(three: Workspace, tmp_path: Path) -> None:
    let_out()
    (tmp_path / "2025-08-01.txt").write_text(
        "On May 8, 2025, near Maarrat Misrin, Syria, via media report. There is insufficient information to assess it.",
        "utf-8",
    )
    add_official(three, tmp_path / "2025-08-01.txt", party="russia")
    (entry,) = answered("allegation")
    assert draft(three).package.answers == ()
    decide_link(entry.id, "wire-1", "accept", who=NOOR, why="day and place")
    (told,) = draft(three).package.answers
    assert (told.entry_id, told.actor.id, told.outcome) == (entry.id, "russia", "non_credible")
    assert told.killed.min is None
