"""Saved pages: a folder of them goes in once, each page a capture of its own, whatever one of them does."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from cairn.archive import sha256_hex
from cairn.errors import FileRefused, RowRejected
from cairn.shell.acts.add_pages import add_pages
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.pages import folder, reader
from cairn.shell.pages.again import text_again
from cairn.shell.pages.reader import PageReader
from cairn.shell.records.models import Act, Capture, Rejected, ReportRow, ReportVersion
from conftest import STRIKE_AR, STRIKE_EN, jsonl

HTML = "<html lang='en'><head><meta charset='utf-8'><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>"
ONE = HTML.format("At the mill", STRIKE_EN["text"])
TWO = HTML.format("في السوق", STRIKE_AR["text"])
WALL = HTML.format("404 Not Found", "nginx")


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder as somebody's browser left it."""
    root = tmp_path / "saved"
    for path, words in {
        "one.html": ONE,
        "one_files/tracker.js": "track()",
        "one_files/frame.html": ONE,
        "2025/two.htm": TWO,
        "2025/case_files/three.txt": "Two shells fell beside the school of Tell Sahra. Nobody was hurt.",
        "table.csv": "id,text\n",
        ".DS_Store": "x",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(words, "utf-8")
    return root


def test_each_page_and_text_of_a_folder_is_a_report_with_a_capture_of_its_own(ws, saved):
    assert add_pages(ws, saved).new == 3
    told = {r.extra["file"]: r for r in ReportRow.objects.all()}
    assert set(told) == {"saved/one.html", "saved/2025/two.htm", "saved/2025/case_files/three.txt"}
    for path, row in told.items():
        data = (saved.parent / path).read_bytes()
        assert (row.capture_id, row.capture_row, row.capture.name) == (sha256_hex(data), 1, path)
        assert ws.objects.get(row.capture_id) == data
    assert ws.objects.text(told["saved/one.html"].text_sha256) == f"At the mill\n{STRIKE_EN['text']}"
    assert Act.objects.get().kind == "add-pages"


def test_what_is_no_page_is_named(ws, saved):
    codes = {(n["code"], n["value"]) for n in add_pages(ws, saved).notes}
    assert codes == {
        ("page-other-kind", "saved/table.csv"),
        ("page-hidden", "saved/.DS_Store"),
        ("page-assets", "saved/one_files"),
    }


def test_twice_is_once_and_so_are_its_zip_and_a_page_of_it(ws, saved):
    add_pages(ws, saved)
    packed = shutil.make_archive(str(saved), "zip", saved.parent, "saved")
    inside = shutil.make_archive(str(saved.parent / "elsewhere" / "saved"), "zip", saved)
    for again in (saved, Path(packed), Path(inside), saved / "one.html"):
        told = add_pages(ws, again)
        assert (told.new, dict(told.changed)) == (0, {})
        assert told.same >= 1
    assert Act.objects.count() == 1


def test_a_page_under_another_name_is_the_page_it_was(ws, saved, tmp_path):
    add_pages(ws, saved)
    moved = tmp_path / "tidied"
    moved.mkdir()
    (moved / "the mill.html").write_text(ONE, "utf-8")
    told = add_pages(ws, moved)
    assert (told.new, told.same) == (0, 1)
    assert [(n["code"], n["file"]) for n in told.notes] == [("page-twice", "tidied/the mill.html")]


def test_two_folders_that_both_hold_an_index_are_two(ws, tmp_path):
    for name, page in (("north", ONE), ("south", TWO)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(page, "utf-8")
        assert add_pages(ws, tmp_path / name).new == 1
    assert ReportRow.objects.count() == 2


def test_a_changed_page_makes_a_version_and_says_which(ws, saved):
    add_pages(ws, saved)
    before = ReportRow.objects.get(extra__file="saved/one.html")
    (saved / "one.html").write_text(ONE.replace("killing 7", "killing 8"), "utf-8")
    told = add_pages(ws, saved)
    assert (told.new, told.same) == (0, 2)
    ((key, (difference,)),) = told.changed.items()
    assert key == before.id
    assert difference.startswith("saved/one.html: text changed")
    after = ReportRow.objects.get(id=key)
    assert (after.version, after.text_version) == (2, 2)
    assert [v.capture_id for v in after.versions.order_by("n")] == [before.capture_id, after.capture_id]


def test_a_new_picture_in_a_page_changes_no_report(ws, saved):
    add_pages(ws, saved)
    (saved / "one.html").write_text(ONE.replace("<p>", "<img src='mill.png'><p>"), "utf-8")
    assert (add_pages(ws, saved).same, Act.objects.count()) == (3, 1)


def test_a_dry_run_tells_and_keeps_nothing(ws, saved):
    (saved / "wall.html").write_text(WALL, "utf-8")
    told = add_pages(ws, saved, dry_run=True)
    assert (told.new, len(told.rejected)) == (3, 1)
    assert not ReportRow.objects.exists()
    assert not Rejected.objects.exists()
    assert not (ws.root / "objects" / "sha256").exists()


def test_a_page_set_aside_keeps_its_bytes(ws, saved):
    (saved / "wall.html").write_text(WALL, "utf-8")
    add_pages(ws, saved)
    kept = Rejected.objects.get()
    assert (kept.code, kept.raw) == ("page-without-content", "saved/wall.html")
    assert ws.objects.get(kept.capture_id) == WALL.encode()


def test_a_link_is_not_followed(ws, saved, tmp_path):
    secret = tmp_path / "secret.html"
    secret.write_text(ONE.replace("mill", "secret"), "utf-8")
    (saved / "link.html").symlink_to(secret)
    (saved / "folder").symlink_to(tmp_path)
    told = add_pages(ws, saved)
    assert {n["value"] for n in told.notes if n["code"] == "page-link"} == {"saved/link.html", "saved/folder"}
    assert not Capture.objects.filter(sha256=sha256_hex(secret.read_bytes())).exists()


def test_the_workspace_itself_is_no_folder_of_pages(ws, saved):
    for path in (ws.root, ws.root.parent, ws.root / "preview"):
        path.mkdir(exist_ok=True)
        with pytest.raises(FileRefused, match="folder-is-workspace"):
            add_pages(ws, path)


def test_a_file_that_is_too_large_to_keep_refuses_the_folder(ws, saved, monkeypatch):
    monkeypatch.setattr(folder, "LARGEST_KEPT", 100)
    with pytest.raises(FileRefused, match="file-too-large"):
        add_pages(ws, saved)
    assert not ReportRow.objects.exists()


def test_a_page_that_changes_while_it_is_read_refuses_the_folder(ws, saved, monkeypatch):
    real = PageReader.read

    def read(self, path, data):
        (saved / "one.html").write_text("other", "utf-8")
        return real(self, path, data)

    monkeypatch.setattr(PageReader, "read", read)
    with pytest.raises(FileRefused, match="file-changed-meanwhile"):
        add_pages(ws, saved / "one.html")
    assert not ReportRow.objects.exists()


def test_a_run_takes_a_folder(ws, saved, cli):
    done = json.loads(cli("run", saved, "--json", "--no-preview").stdout)
    assert (done["files"][0]["new"], done["read"]) == (3, 3)
    assert done["incidents"] >= 1


def test_a_member_of_a_zip_that_lies_about_its_size_is_refused(ws, tmp_path):
    path = tmp_path / "saved.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("saved/a.html", ONE)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(FileRefused, match="zip-unreadable"):
        add_pages(ws, path)
    assert not ReportRow.objects.exists()


def test_every_text_is_made_again_by_the_reader_its_version_names(ws, saved):
    add_pages(ws, saved)
    add_reports(ws, "a.jsonl", jsonl(STRIKE_EN, STRIKE_AR))
    versions = list(ReportVersion.objects.select_related("capture"))
    assert {v.row["text_by"].partition("/")[0] for v in versions} == {
        "cairn-page",
        "cairn-text",
        "cairn-table",
    }
    for v in versions:
        data = ws.objects.get(v.capture_id)
        text = text_again(v.row["text_by"], v.capture.name, data, v.capture_row)
        assert sha256_hex(text.encode()) == v.row["text_sha256"]


BOMB = b"<html><body>" + b"<b><i><p>" * 300_000


def test_a_bomb_ends_its_worker_and_the_next_page_is_read(monkeypatch):
    monkeypatch.setattr(reader, "WALL_SECONDS", 1.0)
    with PageReader() as pages:
        told = pages.read("saved/bomb.html", BOMB)
        assert isinstance(told, RowRejected)
        assert told.code == "page-too-heavy"
        monkeypatch.setattr(reader, "WALL_SECONDS", 60.0)
        after = pages.read("saved/one.html", ONE.encode())
    assert not isinstance(after, RowRejected)
    assert after.report.text.startswith("At the mill")


def test_the_rest_of_a_folder_goes_in_beside_a_bomb(ws, saved, monkeypatch):
    monkeypatch.setattr(reader, "WALL_SECONDS", 5.0)
    (saved / "bomb.html").write_bytes(BOMB)
    told = add_pages(ws, saved)
    assert told.new == 3
    assert [(r["code"], r["file"]) for r in told.rejected] == [("page-too-heavy", "saved/bomb.html")]


def _inside(code: str) -> str:
    """What a line of Python says that runs shut in as a page's worker does."""
    import subprocess
    import sys

    script = f"from cairn.shell.pages import worker\nworker._shut_in()\ntry:\n    {code}\nexcept BaseException as e:\n    print(type(e).__name__)\nelse:\n    print('done')"
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    ).stdout.strip()


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "open('seen', 'w')",
        "import os; os.remove('seen')",
        "import pathlib; pathlib.Path('seen').mkdir()",
    ],
)
def test_a_worker_reaches_nothing(code):
    assert _inside(code) == "PermissionError"


def test_a_worker_has_little_memory():
    assert _inside("bytearray(2 << 30)") == "MemoryError"


def test_a_worker_knows_no_key_and_no_workspace(monkeypatch):
    monkeypatch.setenv("CAIRN_KEY", "/somewhere/secret")
    with PageReader() as pages:
        pages.read("saved/one.html", ONE.encode())
        environ = Path(f"/proc/{pages._worker.pid}/environ")
        if not environ.exists():
            pytest.skip("no /proc here")
        assert b"CAIRN" not in environ.read_bytes()


def test_file_names_that_are_not_utf_8_are_read(ws, tmp_path):
    root = tmp_path / "saved"
    root.mkdir()
    with open(os.fsencode(root) + b"/caf\xe9.html", "wb") as file:
        file.write(ONE.encode())
    assert add_pages(ws, root).new == 1
    assert ReportRow.objects.get().extra["file"] == "saved/caf\\xe9.html"


def test_two_members_of_one_path_are_not_one_page(ws, tmp_path):
    path = tmp_path / "saved.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("saved/a.html", ONE)
        with pytest.warns(UserWarning, match="Duplicate name"):
            made.writestr("saved/a.html", TWO)
    told = add_pages(ws, path)
    assert (told.new, [r["code"] for r in told.rejected]) == (1, ["page-path-twice"])
