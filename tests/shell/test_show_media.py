"""Who lets a picture be seen: one person tells what it shows, a second releases it, and a bare copy goes out (rule 1)."""

from __future__ import annotations

import io
import json

import pytest
from django.db import IntegrityError, connection, transaction
from PIL import Image

from cairn.archive import sha256_hex
from cairn.archive.findings import Findings
from cairn.errors import CairnError
from cairn.publish.incident.bare_copy import bare_copy
from cairn.shell.acts.add_media import add_media
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.join_by_hand import join_by_hand
from cairn.shell.acts.log import catch_up
from cairn.shell.acts.release import release, withdraw
from cairn.shell.acts.run import run
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.acts.show_media import Words, release_media, tell
from cairn.shell.acts.undo import undo
from cairn.shell.export.media import kept, media
from cairn.shell.records import find
from cairn.shell.records.models import Act, Media, MediaRelease
from cairn.shell.verify.shown import check_shown
from cairn.shell.verify.verify import verify
from conftest import jsonl, report, silent
from shell.pictures import FILM, SECRETS, on_disk, picture

NOOR, SAM = "Noor Example", "Sam Example"
STREET = Words("A street after a strike", "شارع بعد غارة", "dead")


def add(ws, data, tmp_path, key="wire-1", name="IMG_2021.jpg"):
    add_media(ws, on_disk(tmp_path, name, data), report=key)
    return Media.objects.get(report_id=key, capture_id=sha256_hex(data)).id


@pytest.fixture
def shown(three, tmp_path):
    """A picture of `wire-1` that is in."""
    return add(three, picture(), tmp_path)


@pytest.fixture
def out(three, shown):
    """It is told and released, and so is its incident."""
    set_assessment(Decision("wire-1", NOOR, "three origins", grades={"russia": "fair"}))
    release("wire-1", who=SAM, why="checked")
    tell(shown, STREET, who=NOOR, why="looked at it whole")
    release_media(three, shown, who=SAM, why="nobody can be known by it")
    return shown


def code_of(call, *args, **kwargs):
    with pytest.raises(CairnError) as refused:
        call(*args, **kwargs)
    assert refused.value.remedy
    return refused.value.code


def pictures_of(site):
    return {p.name: p.read_bytes() for p in site.glob("media/*")}


def page_of(site, lang="en"):
    slug = f"C-{str(find.incident('wire-1').id)[:8].upper()}"
    return (site / lang / "incidents" / slug / "index.html").read_text("utf-8")


def twin_of(site):
    return json.loads(
        (site / "incidents" / f"C-{str(find.incident('wire-1').id)[:8].upper()}.json").read_text("utf-8")
    )


def publish(cli, *more):
    assert cli("publish", *more).exit_code == 0


def test_before_two_persons_let_it_out_nothing_of_it_is_anywhere(three, cli, shown):
    set_assessment(Decision("wire-1", NOOR, "three origins", grades={"russia": "fair"}))
    release("wire-1", who=SAM, why="checked")
    publish(cli)
    assert not (three.site / "media").exists()
    tell(shown, STREET, who=NOOR, why="looked at it whole")
    publish(cli)
    assert not (three.site / "media").exists()
    assert STREET.told_en not in page_of(three.site)
    assert list(media()) == []


def test_the_public_site_holds_a_bare_copy_and_no_trace_of_the_file_as_it_came(three, cli, out):
    publish(cli)
    ((name, data),) = pictures_of(three.site).items()
    assert data == bare_copy(picture())[0]
    assert name == f"{sha256_hex(data)[:32]}.jpg"
    assert Image.open(io.BytesIO(data)).tobytes() == Image.open(io.BytesIO(picture())).tobytes()
    words = b"".join(p.read_bytes() for p in sorted(three.site.rglob("*")) if p.is_file())
    for secret in (*SECRETS, b"IMG_2021", sha256_hex(picture()).encode(), out.encode()):
        assert secret not in words


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_page_shows_it_closed_behind_its_warning_with_words_in_its_language(three, cli, out, lang):
    publish(cli)
    page = page_of(three.site, lang)
    told = {"en": STREET.told_en, "ar": STREET.told_ar}[lang]
    block = page[page.index('<details class="picture">') :].partition("</details>")[0]
    assert {"en": "Warning: the dead", "ar": "تحذير: قتلى"}[lang] in block
    assert f'alt="{told}"' in block
    assert 'loading="lazy"' in block
    assert 'href="#r-' in block
    assert "preload" not in page


def test_the_twin_and_the_preview_carry_it_as_well(three, cli, out):
    publish(cli)
    run(three, silent)
    for site in (three.site, three.preview):
        (row,) = twin_of(site)["media"]
        assert (row["told_en"], row["told_ar"], row["warning"], row["first"]) == (
            *tuple(vars_of(STREET)),
            "both",
        )
        assert row["file"] in pictures_of(site)
        assert sha256_hex(picture()) not in json.dumps(row)


def vars_of(words):
    return words.told_en, words.told_ar, words.warning


def test_who_told_it_may_not_release_it(three, shown):
    tell(shown, STREET, who=NOOR, why="looked at it whole")
    assert code_of(release_media, three, shown, who=NOOR, why="me too") == "same-person"
    assert code_of(release_media, three, shown, who=" noor  EXAMPLE ", why="me too") == "same-person"
    assert not MediaRelease.objects.exists()


def test_the_database_holds_that_it_is_a_second_person(three, out):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE records_mediarelease SET approver_id = proposer_id")


def test_what_nobody_told_is_not_released(three, shown):
    assert code_of(release_media, three, shown, who=SAM, why="x") == "media-not-told"
    assert code_of(release_media, three, "m-nothing", who=SAM, why="x") == "media-unknown"
    assert code_of(tell, shown, Words(warning="none"), who=NOOR, why="x") == "media-not-told"
    assert code_of(tell, shown, Words("A street"), who=NOOR, why="x") == "media-warning-unknown"
    assert code_of(tell, shown, STREET, who=NOOR, why=" ") == "why-missing"


def test_the_same_words_by_the_same_person_are_once_and_so_is_a_release(three, out):
    again, new = tell(out, STREET, who=NOOR, why="again")
    assert (again.n, new) == (1, False)
    assert release_media(three, out, who=SAM, why="again").id == MediaRelease.objects.get().id


def test_new_words_wait_for_a_release_of_their_own_and_the_old_ones_stand(three, cli, out):
    tell(out, Words("Two streets", "", "none"), who=NOOR, why="there are two")
    assert [row["told_en"] for row in media()] == [STREET.told_en]
    release_media(three, out, who=SAM, why="there are")
    assert [(row["told_en"], row["first"]) for row in media()] == [("Two streets", "en")]


def test_what_was_told_in_one_language_first_is_the_original(three, shown):
    tell(shown, Words("", STREET.told_ar, "dead"), who=NOOR, why="seen")
    tell(shown, STREET, who=NOOR, why="translated")
    release_media(three, shown, who=SAM, why="read both")
    assert [row["first"] for row in media()] == ["ar"]


@pytest.mark.parametrize("kind", ["media", "report"])
def test_withdrawn_it_leaves_both_sites_at_once_and_comes_back_when_that_is_undone(three, cli, out, kind):
    publish(cli)
    run(three, silent)
    subject = {"media": out, "report": "wire-1"}[kind]
    assert cli("withdraw", subject, "--kind", kind, "--as", SAM, "--why", "the family asked").exit_code == 0
    for site in (three.site, three.preview):
        assert pictures_of(site) == {}
        assert not any(STREET.told_en in p.read_text("utf-8") for p in site.rglob("*.html"))
    assert code_of(tell, out, Words("Anew", "", "none"), who=NOOR, why="x") == "media-withdrawn"
    assert code_of(release_media, three, out, who=SAM, why="x") == "media-withdrawn"
    act = Act.objects.get(kind="withdraw").id
    assert cli("undo", act, "--as", SAM, "--why", "they asked back").exit_code == 0
    assert len(pictures_of(three.site)) == len(pictures_of(three.preview)) == 1


@pytest.mark.parametrize("kind", ["tell-media", "release-media"])
def test_words_or_a_release_taken_back_take_the_picture_off_the_disk(three, cli, out, kind):
    publish(cli)
    assert cli("undo", Act.objects.get(kind=kind).id, "--as", SAM, "--why", "too early").exit_code == 0
    assert pictures_of(three.site) == {}
    wanted = {"tell-media": "media-not-told", "release-media": "release-taken-back"}[kind]
    assert code_of(release_media, three, out, who=SAM, why="x") == wanted
    assert tell(out, STREET, who=NOOR, why="looked anew")[1]
    release_media(three, out, who=SAM, why="now")
    assert len(list(media())) == 1


def test_it_leaves_with_its_incident_and_where_its_report_leaves_the_incident(three, cli, out):
    undo(three, Act.objects.get(kind="release").id, who=SAM, why="too early")
    publish(cli)
    assert pictures_of(three.site) == {}
    join_by_hand("wire-1", "wire-1", "no", who=NOOR, why="another street")
    assert list(media()) == []


def test_what_a_party_published_is_never_shown_whoever_else_brings_it(three, tmp_path, out):
    add_reports(
        three, "p.jsonl", jsonl(report("party-1", "x", source_kind="official", publisher="Staff (invented)"))
    )
    add(three, picture(), tmp_path, "party-1")
    assert list(media()) == []
    assert code_of(tell, out, Words("Anew", "", "none"), who=NOOR, why="x") == "media-of-party"
    assert {row["state"] for row in kept()} == {"of a party"}


def test_a_film_is_told_of_by_two_persons_and_never_shown(three, cli, tmp_path, out):
    film = add(three, FILM, tmp_path, name="clip.mp4")
    assert "film-not-cleared" in cli("media", film, "--out", tmp_path / "f").stderr
    tell(film, Words("The same street, filmed", "", "blood"), who=NOOR, why="seen to its end")
    assert code_of(release_media, three, film, who=NOOR, why="x") == "same-person"
    row = release_media(three, film, who=SAM, why="seen")
    assert (row.copy_sha256, row.form) == ("", "mp4")
    publish(cli)
    assert len(pictures_of(three.site)) == 1
    page = page_of(three.site)
    assert "A film, kept and not shown on this site:</b> <bdi>The same street, filmed" in page
    assert "<video" not in page
    assert {m["kind"]: m["file"] for m in twin_of(three.site)["media"]}["video"] == ""


def test_the_report_of_several_incidents_needs_one_to_be_named(three, tmp_path):
    add_reports(three, "o.jsonl", jsonl(report("lone-1", "Nothing happened here.")))
    run(three, silent, preview=False)
    lone = add(three, picture(7), tmp_path, "lone-1")
    assert code_of(tell, lone, STREET, who=NOOR, why="x") == "media-incident"
    named = Words(STREET.told_en, "", "none", str(find.incident("wire-1").id))
    assert code_of(tell, lone, named, who=NOOR, why="x") == "media-incident"


def test_a_withdrawn_name_is_blotted_out_of_the_words(three, cli, shown, out):
    tell(out, Words("Rami Zintani at the door", "", "none"), who=NOOR, why="x")
    release_media(three, out, who=SAM, why="x")
    withdraw("name", "Rami Zintani", who=SAM, why="the family asked")
    assert [row["told_en"] for row in media()] == ["█" * 12 + " at the door"]


def test_the_same_record_writes_the_same_pictures_and_takes_over_those_that_stand(three, cli, tmp_path, out):
    publish(cli)
    (first,) = (three.site / "media").iterdir()
    publish(cli)
    assert first.stat().st_mtime_ns == next((three.site / "media").iterdir()).stat().st_mtime_ns
    first.chmod(0o644)
    first.write_bytes(b"somebody's own")
    publish(cli)
    assert pictures_of(three.site)[first.name] == bare_copy(picture())[0]


def test_verify_covers_the_tables_of_pictures(three, out):
    catch_up()
    assert not verify(three, silent).findings
    by_hand("UPDATE records_mediatelling SET warning = 'none'")
    assert "row-edited" in {f.code for f in verify(three, silent).findings.sorted()}


def by_hand(query):
    with connection.cursor() as cursor:
        cursor.execute(query)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("UPDATE records_mediatelling SET warning = 'none'", {"judgement-unfounded"}),
        ("UPDATE records_mediatelling SET live = (1 = 0)", {"judgement-flag"}),
        ("UPDATE records_mediarelease SET copy_sha256 = 'f'", {"release-unfounded"}),
        ("UPDATE records_mediarelease SET live = (1 = 0)", {"judgement-flag"}),
        ("UPDATE records_person SET name = 'NOOR example' WHERE name = 'Sam Example'", {"release-by-one"}),
        (
            "UPDATE records_mediatelling SET person_id = (SELECT approver_id FROM records_mediarelease)",
            {"judgement-unfounded", "release-by-one"},
        ),
    ],
)
def test_what_no_act_said_is_found_even_where_the_seals_were_made_anew(three, out, query, codes):
    findings = Findings()
    check_shown(findings)
    assert not findings
    by_hand(query)
    check_shown(findings)
    assert {f.code for f in findings.sorted()} == codes


def test_verify_finds_a_copy_whose_bytes_are_gone(three, out):
    catch_up()
    three.objects.path(MediaRelease.objects.get().copy_sha256).unlink()
    assert "object-missing" in {f.code for f in verify(three, silent).findings.sorted()}


def test_the_whole_way_by_the_command_line(three, cli, shown, tmp_path):
    assert cli("media", shown, "--out", tmp_path / "look.jpg").exit_code == 0
    assert (tmp_path / "look.jpg").read_bytes() == bare_copy(picture())[0]
    told = cli(
        "media", shown, "--tell-en", "A street", "--warning", "none", "--as", NOOR, "--why", "seen", "--json"
    )
    assert json.loads(told.stdout)["media"] == shown
    refused = cli("media", shown, "--release", "--as", NOOR, "--why", "seen")
    assert (refused.exit_code, refused.stderr.startswith("same-person: ")) == (1, True)
    done = cli("media", shown, "--release", "--as", SAM, "--why", "checked", "--json")
    assert json.loads(done.stdout)["file"].endswith(".jpg")
    (row,) = json.loads(cli("media", shown, "--json").stdout)["media"]
    assert (row["state"], row["told_by"], row["released_by"]) == ("released", NOOR, SAM)
    for act in (row["told_act"], row["released_act"]):
        assert f"act {act}" in cli("media").stdout
    assert "one thing at a time" in cli("media", shown, "--release", "--tell-en", "x").stderr
    assert "name the ID" in cli("media", "--release").stderr
