"""What differs from its checksum is refused before a row of it is given, and a release's signature is checked."""

from __future__ import annotations

import pytest

import cairn
from cairn.errors import FileRefused, NotAllowed
from opened.published import KEY, OTHER_KEY, release, signed, site, written, zipped


@pytest.mark.parametrize("name", ["incidents.jsonl", "datapackage.json", "dataset.jsonld", "tallies.jsonl"])
@pytest.mark.parametrize("pack", [False, True])
def test_one_flipped_bit_is_refused_where_the_file_is_read(tmp_path, name, pack):
    files = site()
    data = files[f"data/{name}"]
    files[f"data/{name}"] = data[:50] + bytes([data[50] ^ 1]) + data[51:]
    ws = cairn.open(zipped(tmp_path / "z.zip", files) if pack else written(tmp_path, files))
    with pytest.raises(FileRefused) as refused:
        list(ws.incidents), ws.cite(), list(ws.tallies)
    assert refused.value.code == "checksum-differs"
    assert "Use nothing of it" in str(refused.value)
    with pytest.raises(FileRefused, match="checksum-differs"):
        ws.verify()


def test_a_file_that_nobody_reads_is_found_by_verify_alone(tmp_path):
    files = site()
    files["data/claims.csv"] += b"x"
    ws = cairn.open(written(tmp_path, files))
    assert len(list(ws.claims)) > 0
    with pytest.raises(FileRefused, match=r"claims\.csv"):
        ws.verify()


def test_rows_are_of_a_copy_that_nobody_changes_behind_a_reader(tmp_path):
    ws = cairn.open(written(tmp_path, site()))
    rows = iter(ws.incidents)
    first = next(rows)
    (tmp_path / "data/incidents.jsonl").write_bytes(b"")
    assert (first.code, len(list(rows))) == ("NP000", 17)


def test_a_table_whose_checksum_is_not_listed_is_refused(tmp_path):
    files = site()
    files["data/SHA256SUMS"] = b"".join(
        line for line in files["data/SHA256SUMS"].splitlines(keepends=True) if b"incidents.jsonl" not in line
    )
    with pytest.raises(FileRefused) as refused:
        list(cairn.open(written(tmp_path, files)).incidents)
    assert refused.value.code == "opened-incomplete"


@pytest.mark.parametrize(
    "line",
    [
        "../../secret",
        "/etc/hosts",
        "a/../b",
        "a\\b",
        "C:x",
        "a//b",
        "./a",
        "a\x01b",
        "",
        "incidents.csv\n" + "0" * 64,
    ],
)
def test_a_list_of_checksums_that_leads_out_of_its_folder_is_refused(tmp_path, line):
    files = site()
    files["data/SHA256SUMS"] += f"{'0' * 64}  {line}\n".encode()
    with pytest.raises(FileRefused) as refused:
        cairn.open(written(tmp_path, files))
    assert refused.value.code == "opened-unreadable"


def test_a_release_holds_with_the_key_that_was_got_from_elsewhere(tmp_path):
    found = cairn.open(written(tmp_path, release())).verify(KEY)
    assert found.signed == "the key handed in"
    assert "signed with the key handed in" in repr(found)


def test_without_a_key_it_says_whose_key_it_went_by(tmp_path):
    assert cairn.open(written(tmp_path, release())).verify().signed == "the key that lies in it"


def test_a_release_signed_by_another_is_refused(tmp_path):
    with pytest.raises(FileRefused) as refused:
        cairn.open(written(tmp_path, release())).verify(OTHER_KEY)
    assert refused.value.code == "signature-wrong"


def test_a_release_changed_with_its_checksums_is_refused(tmp_path):
    files = release()
    files["data/incidents.csv"] += b"x"
    changed = {**files, "SHA256SUMS": signed(files)["SHA256SUMS"]}
    with pytest.raises(FileRefused) as refused:
        cairn.open(written(tmp_path, changed)).verify()
    assert refused.value.code == "signature-wrong"


def test_a_file_that_is_no_part_of_the_release_is_refused(tmp_path):
    with pytest.raises(FileRefused) as refused:
        cairn.open(written(tmp_path, release() | {"data/extra.csv": b"x"})).verify()
    assert refused.value.code == "opened-stranger"


@pytest.mark.parametrize("key", ["nonsense", "a+b", "name+00000000+AAAA"])
def test_what_is_no_key_is_refused(tmp_path, key):
    with pytest.raises(NotAllowed) as refused:
        cairn.open(written(tmp_path, release())).verify(key)
    assert refused.value.code == "key-unreadable"


def test_of_a_site_no_key_can_tell(tmp_path):
    with pytest.raises(NotAllowed):
        cairn.open(written(tmp_path, site())).verify(KEY)
    assert "not signed" in repr(cairn.open(tmp_path).verify())


def test_a_key_in_the_release_that_is_none_is_refused(tmp_path):
    for n, text in enumerate((b"", b"x\ny\nz\n", b"-----BEGIN-----\nAAAA\n-----END-----\n")):
        files = signed({**release(), "release-key.pem": text})
        with pytest.raises(FileRefused) as refused:
            cairn.open(written(tmp_path / str(n), files)).verify()
        assert refused.value.code in ("opened-unreadable", "signature-wrong")


def test_a_large_file_is_read_from_the_disk_as_from_memory(tmp_path, monkeypatch):
    whole = list(cairn.open(written(tmp_path, site())).claims)
    monkeypatch.setattr("cairn.opened.content.IN_MEMORY", 100)
    ws = cairn.open(tmp_path)
    assert list(ws.claims) == whole
    assert [a for a, _ in zip(ws.claims, ws.claims, strict=True)] == whole


@pytest.mark.parametrize("what", ["file", "table"])
def test_more_bytes_than_any_record_has_are_refused(tmp_path, monkeypatch, what):
    if what == "file":
        monkeypatch.setattr("cairn.opened.shelf.SMALL", 100)
    else:
        monkeypatch.setattr("cairn.opened.shelf.LARGEST", 100)
    place = written(tmp_path, site())
    with pytest.raises(FileRefused) as refused:
        cairn.open(place).verify()
    assert refused.value.code == "opened-too-large"
