"""What can be opened: a workspace that has published, a site, a release, ZIPs of both, and what is refused with a remedy."""

from __future__ import annotations

import pytest

import cairn
from cairn.errors import FileRefused, NotFound, WorkspaceFault
from opened.published import release, site, summed, written, zipped


@pytest.fixture(
    params=["site", "release", "workspace", "data", "zip of a site", "zip in a folder", "zip of a release"]
)
def place(request, tmp_path):
    kind = request.param
    if kind == "workspace":
        (tmp_path / "cairn.toml").write_text("format = 2\n")
        written(tmp_path / "preview", {"cairn-site.json": b'{"preview": true}'})
        written(tmp_path / "site", site())
        return tmp_path
    if kind.startswith("zip"):
        files = release() if kind == "zip of a release" else site()
        return zipped(tmp_path / "mailed.zip", files, "record-1.0/" if "folder" in kind else "")
    top = written(tmp_path / "top", release() if kind == "release" else site())
    return top / "data" if kind == "data" else top


def test_each_gives_the_same_rows_and_sums(place):
    ws = cairn.open(place)
    assert len(ws.incidents) == 18
    assert [i.code for i in ws.incidents][:3] == ["NP000", "NP001", "NP002"]
    assert str(ws.tally(actor="northern-pact")) == "\n".join(
        next(t for t in ws.tallies if (t.actor_id, t.bucket) == ("northern-pact", "likely")).told()
    )


def test_each_tells_what_it_is_and_how_it_may_be_used(place):
    ws = cairn.open(str(place))
    assert f"{ws.as_of:%Y-%m-%dT%H:%M:%SZ}" == "2026-11-22T20:00:00Z"
    assert ws.licence == "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"
    assert "An invented record" in ws.cite()
    assert ws.verify().files > 50
    assert [f.meaning for f in ws.dictionary["incidents"] if f.name == "killed_min"] == [
        "lowest figure: civilians killed"
    ]
    assert "An invented record" in repr(ws)


def test_a_path_with_a_tilde_is_one_in_the_home_of_whoever_asks(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(written(tmp_path, site())))
    assert cairn.open("~").kind == "site"


def test_a_workspace_that_has_published_nothing_says_what_to_do(tmp_path):
    (tmp_path / "cairn.toml").write_text("format = 2\n")
    written(tmp_path / "preview", {"cairn-site.json": b'{"preview": true}'})
    with pytest.raises(WorkspaceFault, match="cairn publish") as refused:
        cairn.open(tmp_path)
    assert refused.value.code == "nothing-published"


@pytest.mark.parametrize("how", ["folder", "zip"])
def test_a_preview_is_refused(tmp_path, how):
    files = {**site(), "cairn-site.json": b'{"site": "cairn", "preview": true}'}
    place = written(tmp_path / "p", files) if how == "folder" else zipped(tmp_path / "p.zip", files)
    with pytest.raises(FileRefused) as refused:
        cairn.open(place)
    assert refused.value.code == "opened-preview"


def test_a_sum_of_rows_that_nobody_released_is_refused(tmp_path):
    files = site()
    files["data/incidents.jsonl"] = files["data/incidents.jsonl"].replace(
        b'"state": "released"', b'"state": "suggested"', 1
    )
    with pytest.raises(FileRefused) as refused:
        cairn.open(written(tmp_path, summed(files)) / "data").tally()
    assert refused.value.code == "opened-preview"


@pytest.mark.parametrize("name", ["nowhere", "a-folder", "a.txt", "holiday.zip", "two.zip"])
def test_what_holds_no_record_says_what_would(tmp_path, name):
    (tmp_path / "a-folder").mkdir()
    (tmp_path / "a.txt").write_text("notes")
    zipped(tmp_path / "holiday.zip", {"beach.txt": b"sand"})
    zipped(tmp_path / "two.zip", {f"{n}/{name}": data for n in "ab" for name, data in site().items()})
    with pytest.raises((NotFound, FileRefused)) as refused:
        cairn.open(tmp_path / name)
    assert refused.value.code == ("zip-unreadable" if name == "a.txt" else "opened-nothing")
    assert refused.value.remedy


@pytest.mark.parametrize("name", ["data/SHA256SUMS", "data/incidents.jsonl", "data/datapackage.json"])
def test_a_site_that_lacks_a_file_is_refused_where_it_is_read(tmp_path, name):
    files = site()
    del files[name]
    with pytest.raises(FileRefused) as refused:
        list(cairn.open(written(tmp_path, files)).incidents)
    assert refused.value.code == "opened-incomplete"


def test_a_release_in_the_folder_of_a_site_is_opened_by_its_own_path(tmp_path):
    written(tmp_path, site() | {f"releases/1.0/{name}": data for name, data in release().items()})
    assert (cairn.open(tmp_path).kind, cairn.open(tmp_path / "releases/1.0").kind) == ("site", "release")
    zipped(tmp_path / "all.zip", site() | {f"releases/1.0/{name}": data for name, data in release().items()})
    assert cairn.open(tmp_path / "all.zip").kind == "site"
