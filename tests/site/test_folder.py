"""A site stands whole or not at all, whatever ends the writing of it."""

from __future__ import annotations

import errno
from contextlib import suppress

import pytest

from cairn.shell.site.folder import MARKER, SiteFolder, interrupted
from cairn.shell.store import files


def written(out, page):
    with SiteFolder(out) as folder:
        folder.add(MARKER, "{}")
        folder.add("pages/one.html", page)


def standing(out):
    return (out / "pages" / "one.html").read_text() if (out / MARKER).is_file() else None


class Stopped(BaseException):
    """The process ends here."""


@pytest.fixture(params=[True, False], ids=["folders can be exchanged", "folders cannot be exchanged"])
def exchanging(request, monkeypatch):
    if not request.param:

        def refuse(one, other):
            raise OSError(errno.ENOSYS, "no such move")

        monkeypatch.setattr(files.disk, "exchange", refuse)
    return request.param


def test_a_new_site_takes_the_place_of_the_old_one_and_leaves_nothing_beside_it(tmp_path, exchanging):
    out = tmp_path / "site"
    written(out, "first")
    written(out, "second")
    assert standing(out) == "second"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("move", [1, 2])
def test_a_crash_between_two_moves_is_mended_when_a_site_is_written_next(
    tmp_path, exchanging, monkeypatch, move
):
    out = tmp_path / "site"
    written(out, "first")
    real, calls = type(out).rename, [0]

    def rename(self, target):
        calls[0] += 1
        if calls[0] == move:
            raise Stopped
        return real(self, target)

    with monkeypatch.context() as armed:
        armed.setattr(type(out), "rename", rename)
        try:
            written(out, "second")
        except Stopped:
            assert standing(out) in ({"second"} if exchanging else {"first", None})
    with pytest.raises(RuntimeError, match="no second"), SiteFolder(out):
        raise RuntimeError("no second")
    assert standing(out) == ("second" if exchanging else "first")
    written(out, "third")
    assert standing(out) == "third"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_the_pages_are_on_the_disk_before_the_site_takes_its_place(tmp_path, monkeypatch):
    out, told = tmp_path / "site", []
    written(out, "first")
    monkeypatch.setattr(files.disk, "settle", lambda folder: told.append(("settled", standing(out))))
    monkeypatch.setattr(files.disk, "fsync_folder", lambda folder: told.append(("placed", standing(out))))
    written(out, "second")
    assert told == [("settled", "first"), ("placed", "second")]


def test_a_disk_that_cannot_hold_the_pages_leaves_the_old_site(tmp_path, monkeypatch):
    out = tmp_path / "site"
    written(out, "first")

    def full(folder):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(files.disk, "settle", full)
    with pytest.raises(OSError, match="full"):
        written(out, "second")
    assert standing(out) == "first"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


MANY = {f"pages/{n}.html": f"page {n}" for n in range(12)}
"""A site of which few files change, so that they are changed where they stand."""


def write_many(out, pages):
    with SiteFolder(out) as folder:
        for name, page in pages.items():
            folder.add(name, page)
        folder.add(MARKER, f"{len(pages)}", anew=True)


def read(out):
    found = {p.relative_to(out).as_posix(): p.read_text() for p in out.rglob("*") if p.is_file()}
    found.pop(MARKER, None)
    return found


LATER = {**MANY, "pages/3.html": "another", "new/folder/x.html": "new"}
del LATER["pages/7.html"]


def test_of_a_site_that_stands_only_what_differs_is_written(tmp_path):
    out = tmp_path / "site"
    write_many(out, MANY)
    before = {name: (out / name).stat().st_ino for name in MANY}
    write_many(out, LATER)
    assert read(out) == LATER
    after = {name: (out / name).stat().st_ino for name in MANY if name in LATER}
    assert {n for n, inode in after.items() if inode != before[n]} == {"pages/3.html"}
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


STEPS = ("replace", "unlink", "settle", "fsync_folder")


def broken_off(monkeypatch, at):
    """The disk, on which the process ends just before the n-th step."""
    calls = [0]

    def before(real):
        def call(*args):
            calls[0] += 1
            if calls[0] == at:
                raise Stopped
            return real(*args)

        return call

    for name in STEPS:
        monkeypatch.setattr(files.disk, name, before(getattr(files.disk, name)))
    return calls


def test_a_crash_at_any_step_leaves_whole_pages_and_one_whole_site_once_it_is_opened(tmp_path, monkeypatch):
    ended = []
    for at in range(1, 30):
        out = tmp_path / str(at) / "site"
        write_many(out, MANY)
        with monkeypatch.context() as armed:
            broken_off(armed, at)
            try:
                write_many(out, LATER)
            except Stopped:
                ended.append(at)
        known = {(n, page) for some in (MANY, LATER) for n, page in some.items()}
        assert set(read(out).items()) <= known  # never half a page
        was = interrupted(out)
        with suppress(RuntimeError), SiteFolder(out):
            raise RuntimeError("opened, and nothing written")
        assert read(out) in ([LATER] if was or at not in ended else [MANY, LATER])
        assert [p.name for p in out.parent.iterdir()] == ["site"]
    assert len(ended) > 6
    assert ended == list(range(1, len(ended) + 1))


def test_what_is_withdrawn_leaves_before_anything_new_comes(tmp_path, monkeypatch):
    out = tmp_path / "site"
    write_many(out, MANY)
    real, seen = files.disk.replace, []

    def replace(old, new):
        seen.append((out / "pages/7.html").exists())
        real(old, new)

    monkeypatch.setattr(files.disk, "replace", replace)
    write_many(out, LATER)
    assert seen[1:] == [False] * 3  # the first says that all is there


def test_a_folder_that_is_a_link_is_taken_away_and_not_written_through(tmp_path):
    out, other = tmp_path / "site", tmp_path / "other"
    write_many(out, {**MANY, "en/a.html": "ours"})
    other.mkdir()
    (other / "a.html").write_text("theirs")
    (out / "en/a.html").unlink()
    (out / "en").rmdir()
    (out / "en").symlink_to(other, target_is_directory=True)
    write_many(out, {**MANY, "en/a.html": "ours"})
    assert not (out / "en").is_symlink()
    assert read(out) == {**MANY, "en/a.html": "ours"}
    assert (other / "a.html").read_text() == "theirs"


def test_a_file_may_become_a_folder_and_a_folder_a_file(tmp_path):
    out = tmp_path / "site"
    write_many(out, {**MANY, "a": "file", "b/c": "in a folder"})
    write_many(out, {**MANY, "a/d": "in a folder", "b": "file"})
    assert read(out) == {**MANY, "a/d": "in a folder", "b": "file"}


def test_the_name_of_the_list_of_changes_is_no_page(tmp_path):
    with pytest.raises(ValueError, match="not a free name"), SiteFolder(tmp_path / "site") as folder:
        folder.add(".changes.json", "[]")
