"""500 secrets in every column that holds text: none is in the site, its search, its pictures, a report, a referral, a
public export, or what `cairn publish` says. What may go out is told by the allow-list alone.
"""

from __future__ import annotations

import importlib.util
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from cairn.errors import FileRefused, MissingExtra
from cairn.publish import allow
from cairn.publish.tables.specification import TABLES
from cairn.shell.export import write
from cairn.shell.export.record import site_record
from cairn.shell.export.report_pdf import ready
from cairn.shell.workspace import Workspace
from shell.secrets_everywhere import FREE, PARTY, as_rows, everything
from shell.secrets_sought import MADE, Planted, layers
from support import config_text, needed

pytestmark = pytest.mark.django_db
TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField)

NO_WORDS = {
    "a digest, or an id that we make": (
        "Act.salt Act.record Act.sha256 Source.id Capture.sha256 ReportRow.text_sha256 ReportRow.row_sha256 "
        "ReportVersion.row_sha256 ClaimRow.id ClaimRow.text_sha256 Code.code IncidentProjection.value_sha256 "
        "PastProjection.value_sha256 Judgement.other Attribution.basis_claims ControlLayer.rows_sha256 Media.id "
        "MediaRelease.copy_sha256 OfficialDocument.text_sha256 Referral.package_sha256 ReferralReply.text_sha256 "
        "ComparedText.text_sha256 ComparedText.rules"
    ),
    "a word of a closed set, which the acts hold": (
        "Act.kind Seal.table Judgement.kind Judgement.subject_kind Withdrawal.subject_kind Source.kind "
        "ReportRow.published_basis ClaimRow.kind ClaimRow.basis ClaimRow.group ClaimRow.status ClaimRow.event "
        "ClaimRow.manner ClaimRow.part CoverageRow.country CoverageRow.level ReadingRow.decision "
        "AssignmentRow.decision Attribution.role Attribution.grade Attribution.strike_status Media.kind Media.form "
        "MediaTelling.warning MediaRelease.form RegisterCode.how OfficialDocument.kind OfficialEntry.kind "
        "EntryLinkRow.decision"
    ),
    "figures, and where in a text they stand": "OfficialDocument.figures",
    "an actor of the list, or an area or listing that the public sees": (
        "CoverageRow.actor Attribution.actor OfficialDocument.actor OfficialEntry.actor ControlArea.id "
        "ControlAssertion.area DesignationRow.id DesignationRow.value"
    ),
}
"""The columns that hold no secret, by why they need none. Any other holds some."""

OUTSIDE = ("--from", "2015-01-01", "--to", "2024-12-31")


@pytest.fixture(scope="module")
def held(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Workspace, Planted]]:
    """The workspace in the test database, committed; everything is gone afterwards."""
    from django.core.management import call_command

    root, folder = tmp_path_factory.mktemp("workspace"), tmp_path_factory.mktemp("in")
    (root / "cairn.toml").write_text(config_text(root), "utf-8")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAIRN_WORKSPACE", str(root))
        try:
            yield Workspace(root), everything(Workspace(root), folder)
        finally:
            call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def call(held: tuple[Workspace, Planted]) -> Callable[..., Any]:
    """A command over the planted workspace."""
    from click.testing import CliRunner

    from cairn.shell.cli import main

    def run(*args: object) -> Any:
        done = CliRunner().invoke(main, [str(a) for a in args], env={"CAIRN_WORKSPACE": str(held[0].root)})
        assert done.exit_code == 0, done.output
        return done

    return run


def columns() -> dict[str, set[str]]:
    """Every column that holds text of every table -> the made words in it, in lower case."""
    found = {}
    for model in apps.get_app_config("records").get_models():
        for one in model._meta.get_fields():
            if isinstance(one, TEXT):
                values = model._default_manager.values_list(one.name, flat=True)
                told = "\n".join(map(as_rows, values)).lower()
                found[f"{model.__name__}.{one.name}"] = set(MADE.findall(told))
    return found


def test_every_column_that_holds_text_holds_a_secret_also_one_that_is_added_tomorrow(
    held: tuple[Workspace, Planted],
) -> None:
    without = {name for names in NO_WORDS.values() for name in names.split()}
    made = {word.lower() for words in held[1].secrets.values() for word in words}
    found = {name: words & made for name, words in columns().items()}
    assert {name for name, words in found.items() if not words} == without
    assert len(held[1]) >= 500
    assert len({word for words in found.values() for word in words}) >= 500


def test_no_secret_is_in_any_file_of_the_site_nor_in_what_publishing_says(
    held: tuple[Workspace, Planted], call: Callable[..., Any], tmp_path: Path
) -> None:
    planted = held[1]
    said = call("publish", "--out", tmp_path / "site")
    (tmp_path / "said.txt").write_text(said.output.replace(str(tmp_path), ""), "utf-8")
    assert len(list((tmp_path / "site" / "media").iterdir())) == 1
    assert len(list((tmp_path / "site" / "feeds").rglob("*.atom"))) > 6
    assert planted.found_in(tmp_path) == {}
    heap = next(iter(layers(tmp_path / "site")))
    assert [words for words in FREE if words.lower() not in heap] == []


def test_what_is_planted_to_be_seen_goes_out_by_a_field_of_the_allow_list() -> None:
    beside = {"areas": {"names"}, "media": {"told_en", "told_ar"}}
    named = {table: set(fields) for table, fields in allow.PUBLIC_FIELDS.items()}
    for words, (table, field) in FREE.items():
        assert field in named.get(table, set()) | beside.get(table, set()), words


def _paper(data: bytes) -> str:
    from pypdf import PdfReader

    read = PdfReader(io.BytesIO(data))
    notes = [str(page.get("/Annots", "")) for page in read.pages]
    return "\n".join([*(page.extract_text() for page in read.pages), str(read.metadata), *notes])


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_secret_is_in_a_report_on_the_screen_or_on_paper(
    held: tuple[Workspace, Planted], call: Callable[..., Any], tmp_path: Path, lang: str
) -> None:
    out = tmp_path / "out" / "page.html"
    out.parent.mkdir()
    call("report", *OUTSIDE, "--lang", lang, "--out", out)
    assert "2018" in out.read_text("utf-8")
    assert held[1].found_in(out.parent) == {}
    needed("report", importlib.util.find_spec("weasyprint") is not None, "the extra report is not installed")
    try:
        ready()
    except (MissingExtra, FileRefused) as e:
        needed("report", False, str(e))
    call("report", *OUTSIDE, "--lang", lang, "--format", "pdf", "--out", tmp_path / "page.pdf")
    data = (tmp_path / "page.pdf").read_bytes()
    (out.parent / "raw.bin").write_bytes(data)
    (out.parent / "paper.txt").write_text(_paper(data), "utf-8")
    assert held[1].found_in(out.parent) == {}


def test_no_secret_is_in_a_referral(
    held: tuple[Workspace, Planted], call: Callable[..., Any], tmp_path: Path
) -> None:
    names = [f"org-{n}" for n in range(7)]
    call("refer", *names, "--to", PARTY, "--out", tmp_path / "out", "--format", "json,mgrs")
    call("refer", "org-0", "--to", PARTY, "--out", tmp_path / "out", "--format", "pdf")
    for path in (tmp_path / "out").rglob("*.pdf"):
        path.with_suffix(".txt").write_text(_paper(path.read_bytes()), "utf-8")
    assert held[1].found_in(tmp_path / "out") == {}


def test_no_secret_is_in_any_public_export(
    held: tuple[Workspace, Planted], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws, planted = held
    record = site_record(ws, basis="released")
    monkeypatch.setattr(write, "site_record", lambda ws, *, basis: record)
    told = {table: list(write.table_rows(ws, table, is_public=True)) for table in TABLES}
    for table, rows in told.items():
        for form in ("jsonl", "csv"):
            (tmp_path / f"{table}.{form}").write_text(write.as_text(rows, table, form), "utf-8")
    places = write.as_text(told["incidents"], "incidents", "geojson")
    ground = write.as_text(write.ground(ws, "control", is_public=True), "control", "geojson")
    entities = write.as_text(write.followthemoney(ws, "actors", is_public=True), "actors", "ftm")
    (tmp_path / "more.txt").write_text(places + ground + entities, "utf-8")
    assert planted.found_in(tmp_path) == {}


def test_the_search_is_not_blind(held: tuple[Workspace, Planted], tmp_path: Path) -> None:
    ws, planted = held
    for table in ("reports", "claims", "rejected", "register", "control", "relations", "official_entries"):
        rows = write.table_rows(ws, table, is_public=False)
        (tmp_path / f"{table}.csv").write_text(write.as_text(rows, table, "csv"), "utf-8")
    shown = {
        "victim",
        "individual's words",
        "rejected",
        "register",
        "source of ground",
        "via of a waiting entry",
    }
    assert shown <= set(planted.found_in(tmp_path))


@pytest.mark.parametrize("command", ["explain", "release", "withdraw"])
def test_an_error_tells_what_was_asked_and_nothing_that_is_kept(
    held: tuple[Workspace, Planted], tmp_path: Path, command: str
) -> None:
    from click.testing import CliRunner

    from cairn.shell.cli import main

    more = [] if command == "explain" else ["--as", "Noor Example", "--why", "x"]
    done = CliRunner().invoke(
        main, [command, "no-such-thing", *more, "--json"], env={"CAIRN_WORKSPACE": str(held[0].root)}
    )
    assert "error" in json.loads(done.stdout)
    (tmp_path / "said.txt").write_text(done.output, "utf-8")
    assert held[1].found_in(tmp_path) == {}
