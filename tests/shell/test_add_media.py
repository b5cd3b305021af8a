"""Pictures and films come in: kept as they came, by hash, each with its report; what cannot go in leaves nothing."""

from __future__ import annotations

import json

import pytest

from cairn.archive import sha256_hex
from cairn.errors import CairnError, FileRefused
from cairn.shell.acts import add_media as module
from cairn.shell.acts.add_media import add_media
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.records.models import Act, Capture, Media, MediaTelling, Rejected
from cairn.shell.records.named import named_objects
from cairn.shell.store.sweep import sweep
from conftest import jsonl, report
from shell.pictures import FILM, on_disk, picture


def objects(ws):
    return {p.name for p in ws.objects.root.rglob("*") if p.is_file() and len(p.name) == 64}


def refusal(*args, **kwargs):
    with pytest.raises(CairnError) as refused:
        add_media(*args, **kwargs)
    assert refused.value.remedy
    return refused.value.code


def test_a_picture_is_kept_as_it_came_with_its_report(three, tmp_path):
    data = picture()
    done = add_media(three, on_disk(tmp_path, "IMG_1.JPG", data), report="wire-1")
    (row,) = Media.objects.all()
    assert (done.new, done.same, done.what) == (1, 0, "pictures and films")
    assert (row.report_id, row.capture_id, row.kind, row.form) == ("wire-1", sha256_hex(data), "image", "jpg")
    assert (row.width, row.height) == (40, 30)
    assert three.objects.get(row.capture_id) == data
    assert Capture.objects.get(sha256=row.capture_id).name == "IMG_1.JPG"
    act = Act.objects.get(kind="add-media")
    assert act.detail == {"new": 1, "rejected": 0, "report": "wire-1"}


def test_the_same_picture_twice_is_once_and_no_act(three, tmp_path):
    file = on_disk(tmp_path, "a.jpg", picture())
    add_media(three, file, report="wire-1")
    assert (add_media(three, file, report="wire-1").new, Media.objects.count()) == (0, 1)
    assert add_media(three, file, report="rescue-1").new == 1
    assert Capture.objects.filter(sha256=sha256_hex(picture())).count() == 1
    assert Act.objects.filter(kind="add-media").count() == 2


def test_a_film_is_kept_and_its_size_is_not_known(three, tmp_path):
    add_media(three, on_disk(tmp_path, "a.mp4", FILM), report="wire-1")
    row = Media.objects.get()
    assert (row.kind, row.form, row.width) == ("video", "mp4", None)
    assert three.objects.get(row.capture_id) == FILM


def test_a_folder_goes_in_and_what_is_no_picture_is_set_aside(three, tmp_path):
    folder = tmp_path / "from-the-phone"
    for name, data in (
        ("b/1.jpg", picture(1)),
        ("a.png", picture(2, "PNG")),
        ("notes.txt", b"x"),
        (".hidden.jpg", b"x"),
    ):
        on_disk(folder, name, data)
    done = add_media(three, folder, report="wire-1")
    assert done.new == 2
    assert [(r["raw"], r["code"]) for r in done.rejected] == [("notes.txt", "media-kind-unknown")]
    with pytest.raises(FileRefused) as strict:
        add_media(three, folder, report="wire-1", strict=True)
    assert strict.value.code == "rows-rejected"


def test_without_a_report_a_file_goes_to_every_report_that_lists_its_hash(ws, tmp_path):
    sha = sha256_hex(picture())
    add_reports(
        ws,
        "r.jsonl",
        jsonl(report("r1", "x", media=sha.upper()), report("r2", "y", media=[sha]), report("r3", "z")),
    )
    add_media(ws, on_disk(tmp_path, "a.jpg", picture()))
    assert sorted(Media.objects.values_list("report_id", flat=True)) == ["r1", "r2"]
    assert refusal(ws, on_disk(tmp_path, "b.jpg", picture(3))) == "media-report"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<svg>", "media-kind-unknown"),
        (picture()[:15], "media-broken"),
        (picture()[:-40], "picture-not-cleared"),
        (picture(kind="PNG")[:-4], "picture-not-cleared"),
    ],
)
def test_what_cannot_be_shown_safely_is_refused_and_leaves_nothing(three, tmp_path, data, code):
    before = objects(three)
    assert refusal(three, on_disk(tmp_path, "a.jpg", data), report="wire-1") == code
    assert (objects(three), Media.objects.count()) == (before, 0)
    assert not Act.objects.filter(kind="add-media").exists()


def test_an_unknown_report_and_a_file_that_is_too_large_are_refused(three, tmp_path, monkeypatch):
    file = on_disk(tmp_path, "a.jpg", picture())
    assert refusal(three, file, report="nobody-1") == "report-unknown"
    monkeypatch.setattr(module, "LARGEST_FILM", 100)
    assert refusal(three, file, report="wire-1") == "media-too-large"
    assert refusal(three, tmp_path / "gone.jpg", report="wire-1") == "file-unreadable"


def test_a_dry_run_says_what_would_happen_and_changes_nothing(three, tmp_path):
    before = objects(three)
    on_disk(tmp_path, "in/a.jpg", picture())
    table = on_disk(
        tmp_path, "in/m.csv", b"report_id,file,told_en,warning,told_by\nwire-1,a.jpg,A street,gore,Noor\n"
    )
    done = add_media(three, table, dry_run=True)
    assert (done.new, [r["code"] for r in done.rejected]) == (1, ["media-warning-unknown"])
    assert (objects(three), Media.objects.count()) == (before, 0)


def test_bytes_whose_rows_never_came_are_swept_and_nothing_is_half_done(three, tmp_path, monkeypatch):
    before = objects(three)

    def broken(items):
        raise KeyboardInterrupt

    with monkeypatch.context() as armed:
        armed.setattr(module, "_rows", broken)
        with pytest.raises(KeyboardInterrupt):
            add_media(three, on_disk(tmp_path, "a.jpg", picture()), report="wire-1")
    assert Media.objects.count() == 0
    assert not Act.objects.filter(kind="add-media").exists()
    sweep(three.root, named_objects)
    assert objects(three) == before


def test_a_file_that_changes_between_two_readings_is_refused(three, tmp_path, monkeypatch):
    told = iter([picture(1), picture(2)])
    monkeypatch.setattr(module, "_bytes", lambda file: next(told))
    assert refusal(three, tmp_path / "a.jpg", report="wire-1") == "file-changed-meanwhile"
    assert Media.objects.count() == 0


ROWS = (
    {"report_id": "wire-1", "file": "a.jpg", "told_en": "A street after a strike", "warning": "Blood", "told_by": "Noor Example", "why": "seen whole"},
    {"report_id": "rescue-1", "file": "in/b.png"},
    {"report_id": "rescue-1", "file": "../outside.jpg"},
    {"report_id": "rescue-1", "file": "gone.jpg"},
    {"report_id": "nobody-1", "file": "a.jpg"},
)  # fmt: skip


def test_a_table_brings_files_to_their_reports_and_the_words_of_who_looked(three, tmp_path):
    folder = tmp_path / "handed"
    on_disk(tmp_path, "outside.jpg", picture(9))
    on_disk(folder, "a.jpg", picture(1))
    on_disk(folder, "in/b.png", picture(2, "PNG"))
    table = on_disk(folder, "m.jsonl", "".join(json.dumps(row) + "\n" for row in ROWS).encode())
    done = add_media(three, table)
    assert done.new == 2
    assert [r["code"] for r in done.rejected] == ["media-path-outside", "file-unreadable", "report-unknown"]
    assert Rejected.objects.filter(code="media-path-outside").count() == 1
    telling = MediaTelling.objects.get()
    assert (telling.person.name, telling.warning, telling.told_en) == (
        "Noor Example",
        "blood",
        "A street after a strike",
    )
    assert "1 was told in words" in done.told[0]
    again = add_media(three, table)
    assert (again.new, MediaTelling.objects.count()) == (0, 1)


def test_words_that_name_nobody_or_another_incident_are_set_aside_and_the_picture_is_kept(three, tmp_path):
    on_disk(tmp_path, "a.jpg", picture())
    head = "report_id,file,told_en,warning,told_by,why,incident\n"
    table = on_disk(
        tmp_path, "m.csv",
        (head + "wire-1,a.jpg,A street,blood,,seen,\nwire-1,a.jpg,A street,blood,Noor,seen,nowhere-1\n").encode(),
    )  # fmt: skip
    done = add_media(three, table)
    assert done.new == 1
    assert {r["row"] for r in done.rejected} == {"2", "3"}
    assert "incident-unknown" in {r["code"] for r in done.rejected}
    assert MediaTelling.objects.count() == 0


def test_the_command_line_takes_a_picture_and_lists_it(three, cli, tmp_path):
    file = on_disk(tmp_path, "a.jpg", picture())
    assert "--report goes with --as media" in cli("add", file, "--report", "wire-1").stderr
    assert cli("add", file, "--as", "media", "--report", "wire-1").exit_code == 0
    (row,) = json.loads(cli("media", "--json").stdout)["media"]
    assert (row["report_id"], row["state"], row["sha256"]) == ("wire-1", "kept", sha256_hex(picture()))
    assert cli("verify").exit_code == 0
