"""`cairn verify --texts`: what is stored as a text is what its reader finds in the bytes."""

from __future__ import annotations

from cairn.shell.acts.act import recorded
from cairn.shell.acts.add_pages import add_pages
from cairn.shell.acts.log import catch_up
from cairn.shell.records.models import ReportVersion
from cairn.shell.verify.verify import verify
from conftest import silent


def checked(ws):
    catch_up()
    done = verify(ws, silent, with_texts=True)
    return done.texts, [(f.code, f.key) for f in done.findings.kept], done.findings.notes


def test_every_text_is_made_again_and_found_the_same(three):
    assert checked(three) == (3, [], [])


def test_a_text_that_is_not_in_the_bytes_is_named_though_every_hash_fits(three):
    """What an act sealed may still be false: here somebody put words in a source's mouth, and sealed them."""
    row = ReportVersion.objects.get(report_id="wire-1")
    false = three.objects.put(b"Nobody was harmed in Maarrat Misrin.")
    with recorded("x"):
        row.row = {**row.row, "text_sha256": false}
        row.save()
    _, found, _ = checked(three)
    assert ("text-not-from-bytes", "wire-1") in found


def test_a_text_of_a_reader_that_is_not_here_is_noted_and_no_fault(three):
    row = ReportVersion.objects.get(report_id="wire-1")
    with recorded("x"):
        row.row = {**row.row, "text_by": "cairn-table/0"}
        row.save()
    made, found, notes = checked(three)
    assert made == 2
    assert ("text-not-from-bytes", "wire-1") not in found
    assert any("wire-1" in note and "another version" in note for note in notes)


def test_saved_pages_are_read_again_too(ws, tmp_path):
    page = "<html><body><article><p>Shelling killed 2 civilians in Kafr Nabl on 3 March 2021.</p></article></body></html>"
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/one.html").write_text(page, "utf-8")
    (tmp_path / "pages/two.txt").write_text("Two were injured in Kafr Nabl.", "utf-8")
    assert add_pages(ws, tmp_path / "pages").new == 2
    assert checked(ws) == (2, [], [])
