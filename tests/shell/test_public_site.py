"""From reports to the public site: what two persons let out is there, nothing else is, and it can go again."""

import csv
import html
import json
from urllib.parse import quote

import pytest

from cairn.shell.acts.release import release, withdraw
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.acts.undo import undo
from cairn.shell.site.refresh import write
from conftest import PRIVATE, STRIKE_AR, STRIKE_EN
from shell.desk import FAR, NOOR, SAM, Desk, code, with_far
from shell.secrets_planted import plant
from shell.secrets_sought import Planted, variants
from support import opened

BANNERS = ("Machine reading, not reviewed: do not cite", "قراءة آلية لم تُراجَع: لا تُقتبَس")
SIGNED = {"actor": "russia", "grade": "fair", "set_by": NOOR, "why": "two origins", "release_by": SAM}


def said(folder):
    """All text of all files of a folder, with their names."""
    files = [p for p in sorted(folder.rglob("*")) if p.is_file()]
    assert files
    return "\n".join([f"{p.relative_to(folder)}\n{opened(p)}" for p in files])


@pytest.fixture
def let_out(three):
    """One incident released by the sheet, a second waits; public site and preview stand."""
    with_far(three)
    told = (
        Desk(three)
        .fill("incidents", {"incident": code()}, **SIGNED, release_why="checked", killed_min=7, killed_max=9,
              summary_en="A strike on a market.", summary_ar="غارة على سوق")
        .add()
    )  # fmt: skip
    assert (told.new, told.rejected) == (2, [])
    write(three, None, preview=False)
    return three


@pytest.fixture
def both(let_out):
    """The preview stands beside it."""
    write(let_out, None, preview=True)
    return let_out


def test_a_released_grade_and_range_stand_on_the_page_in_both_languages(let_out):
    english = (let_out.site / f"en/incidents/{code()}/index.html").read_text("utf-8")
    assert "7 to 9" in english
    assert "Fair" in english
    assert "A strike on a market." in english
    arabic = (let_out.site / f"ar/incidents/{code()}/index.html").read_text("utf-8")
    assert "غارة على سوق" in arabic


def test_a_released_grade_and_range_stand_in_the_twins(let_out):
    twin = json.loads((let_out.site / f"incidents/{code()}.json").read_text("utf-8"))
    assert (twin["incident"]["killed_min"], twin["incident"]["killed_max"]) == (7, 9)
    assert [(a["actor_id"], a["grade"]) for a in twin["attributions"]] == [("russia", "fair")]
    with (let_out.site / "data/incidents.csv").open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    assert [(r["code"], r["killed_min"], r["killed_max"], r["state"]) for r in rows] == [
        (code(), "7", "9", "released")
    ]


def test_the_sum_of_what_is_released_stands_on_the_public_site(let_out):
    tallies = json.loads((let_out.site / "index.json").read_text("utf-8"))["tallies"]
    likely = next(t for t in tallies if t["actor_id"] == "russia" and t["bucket"] == "likely")
    assert (likely["incidents"], likely["killed_min"], likely["killed_max_of_known"]) == (1, 7, 9)


def test_what_waits_is_a_count_and_nothing_else(both):
    public, preview = said(both.site), said(both.preview)
    assert json.loads((both.site / "index.json").read_text("utf-8"))["awaiting"] == 1
    for word in (code("far-1"), "Kafr Nabl", "killed 2 civilians", "far-1"):
        assert word not in public, word
    assert code("far-1") in preview
    assert "Kafr Nabl" in preview


def test_a_newer_version_that_nobody_released_does_not_show(let_out):
    set_assessment(Decision("wire-1", NOOR, "a third list", fields={"killed_min": 41, "killed_max": 43}))
    write(let_out, None, preview=False)
    twin = json.loads((let_out.site / f"incidents/{code()}.json").read_text("utf-8"))
    assert (twin["incident"]["killed_min"], twin["incident"]["killed_max"]) == (7, 9)


def test_a_grade_the_machine_suggests_is_nowhere_in_public(three):
    set_assessment(Decision("wire-1", NOOR, "no grade yet", fields={"killed_min": 7}))
    release("wire-1", who=SAM, why="the range only")
    write(three, None, preview=False)
    twin = json.loads((three.site / f"incidents/{code()}.json").read_text("utf-8"))
    assert twin["attributions"] == []
    assert "grade_suggested" not in said(three.site)


def test_a_resident_has_no_name_words_or_address_in_public(let_out):
    public = said(let_out.site)
    for secret in (PRIVATE["publisher"], "sahar.zintani", "My street", "I saw it", PRIVATE["id"]):
        assert not any(v in public.lower() for v in variants(secret)), secret
    assert "name withheld" in public


def test_an_organisation_is_quoted_and_named_in_public(let_out):
    public = said(let_out.site)
    assert "killing 7 civilians" in public
    assert STRIKE_EN["publisher"] in public
    assert STRIKE_AR["publisher"] in public


def test_a_preview_is_marked_on_every_page_and_the_public_site_on_none(both):
    for folder, marked in ((both.preview, True), (both.site, False)):
        pages = sorted(folder.rglob("*.html"))
        assert len(pages) > 10
        for page in pages:
            words = page.read_text("utf-8")
            assert any(b in words for b in BANNERS) is marked, page
            framed = page.relative_to(folder).parts[0] == "embed"  # found by its own page, never by its frame
            assert ('<meta name="robots" content="noindex' in words) is (marked or framed), page


def test_no_secret_of_two_hundred_leaves_through_the_database(ws):
    planted = plant(ws, incidents=16, released=10)
    assert len(planted) >= 200
    summary, _ = write(ws, None, preview=False)
    assert summary.incidents == 9  # ten released, one of them withdrawn
    assert planted.found_in(ws.site) == {}


def test_the_search_for_secrets_is_not_blind(ws):
    """The preview may hold what the public may not: there the same search finds them."""
    planted = plant(ws, incidents=6, released=4)
    write(ws, None, preview=True)
    found = planted.found_in(ws.preview)
    shown = {
        "victim",
        "individual",
        "individual's words",
        "waiting place",
        "waiting summary",
        "internal reason",
    }
    assert shown <= set(found)
    assert not {"withdrawn name", "rejected row", "salt", "file name"} & set(found)


@pytest.mark.parametrize("form", ["en/x.html", "data/x.csv", "x.json"])
def test_the_search_finds_a_secret_however_it_is_written(tmp_path, form):
    planted = Planted()
    secret = planted.word("name", odd=True)
    written = {"html": html.escape(secret), "csv": quote(secret, safe=""), "json": json.dumps(secret)}
    path = tmp_path / form
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"<p>{written[form.rpartition('.')[2]].upper()}</p>", "utf-8")
    (made,) = planted.secrets["name"]
    assert secret.startswith(made)
    assert planted.found_in(tmp_path) == {"name": [made]}


WITHDRAWN = {
    "report": ("wire-1", [STRIKE_EN["publisher"], "killing 7 civilians"]),
    "incident": ("wire-1", ["killing 7 civilians", STRIKE_EN["publisher"], "A strike on a market."]),
}


def cli_in(ws):
    from click.testing import CliRunner

    from cairn.shell.cli import main

    def call(*args):
        done = CliRunner().invoke(main, [*args, "--json"], env={"CAIRN_WORKSPACE": str(ws.root)})
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    return call


@pytest.mark.parametrize("kind", WITHDRAWN)
def test_what_is_withdrawn_leaves_site_and_preview_in_that_command_and_undo_brings_it_back(both, kind):
    subject, words = WITHDRAWN[kind]
    cli = cli_in(both)
    slug = code()
    before = {f: said(f) for f in (both.site, both.preview)}
    assert all(w in text for w in words for text in before.values())
    done = cli("withdraw", subject, "--kind", kind, "--as", NOOR, "--why", "asked to")
    assert done["rewritten"] == ["public site", "preview"]
    for folder in before:
        text = said(folder)
        assert not [w for w in words if w in text], folder
    if kind == "incident":
        for folder in before:
            stone = (folder / f"en/incidents/{slug}/index.html").read_text("utf-8")
            assert "withdrawn" in stone
            assert not (folder / f"incidents/{slug}.json").exists()
    cli("undo", str(done["act"]), "--as", NOOR, "--why", "it was another one")
    for folder in before:
        text = said(folder)
        assert all(w in text for w in words), folder


def test_a_withdrawn_name_leaves_site_and_preview_in_that_command_and_undo_brings_it_back(both):
    cli = cli_in(both)
    name = "Sahar Zintani"
    set_assessment(
        Decision("wire-1", NOOR, f"{name} was there", fields={"place_name": f"House of {name}"},
                 grades={"russia": "weak"}, summary_en=f"{name} saw it.")
    )  # fmt: skip
    write(both, None, preview=True)
    assert name in said(both.preview)
    done = cli("withdraw", name, "--kind", "name", "--as", NOOR, "--why", "she asks")
    for folder in (both.site, both.preview):
        for form in (name, "sahar.zintani", "sahar%20zintani"):
            assert form.lower() not in said(folder).lower(), form
    cli("undo", str(done["act"]), "--as", NOOR, "--why", "another person of that name")
    assert name in said(both.preview)
    assert name not in said(both.site)


def test_a_name_withdrawn_from_an_organisations_words_is_blotted_out_in_public(both):
    assert "local reporter" in said(both.site)
    cli_in(both)("withdraw", "Local  Reporter", "--kind", "name", "--as", NOOR, "--why", "she asks")
    for folder in (both.site, both.preview):
        assert "local reporter" not in said(folder).lower()


def test_a_withdrawal_in_the_sheet_leaves_site_and_preview_in_that_command(both):
    write(both, None, preview=False)
    desk = Desk(both)
    desk.fill("incidents", {"incident": code("far-1")}, withdraw_by=NOOR, withdraw_why="a hoax")
    slug = code("far-1")
    path = both.root / "back.xlsx"
    path.write_bytes(desk.data())
    cli_in(both)("add", str(path), "--as", "judgements")
    assert FAR["text"] not in said(both.preview)
    assert not (both.preview / f"incidents/{slug}.json").exists()


def test_a_release_taken_back_leaves_the_public_site_in_that_command(let_out):
    from cairn.shell.records.models import Release

    cli_in(let_out)("undo", str(Release.objects.get().act_id), "--as", SAM, "--why", "too early")
    assert "killing 7 civilians" not in said(let_out.site)
    assert not (let_out.site / f"incidents/{code()}.json").exists()


def test_a_withdrawn_report_is_in_no_public_row_though_the_released_figure_stands(let_out):
    gone = withdraw("report", "rescue-1", who=NOOR, why="asked to")
    write(let_out, None, preview=False)
    public = said(let_out.site)
    assert STRIKE_AR["publisher"] not in public
    twin = json.loads((let_out.site / f"incidents/{code()}.json").read_text("utf-8"))
    assert (twin["incident"]["killed_min"], twin["incident"]["killed_max"]) == (7, 9)
    undo(let_out, gone.act_id, who=NOOR, why="no")
    write(let_out, None, preview=False)
    assert STRIKE_AR["publisher"] in said(let_out.site)
