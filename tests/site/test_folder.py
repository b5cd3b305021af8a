"""A site stands whole or not at all, whatever ends the writing of it."""

from __future__ import annotations

import errno

import pytest

from cairn.shell.site.folder import MARKER, SiteFolder
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
