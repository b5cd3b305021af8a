"""A ZIP that somebody mailed: judged before anything of it is unpacked, and never unpacked to the disk."""

from __future__ import annotations

import io
import stat
import zipfile

import pytest

import cairn
from cairn.errors import FileRefused
from opened.published import site, summed, zipped


def refused(path):
    with pytest.raises(FileRefused) as error:
        list(cairn.open(path).incidents)
    assert error.value.remedy
    return error.value.code


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/evil", "a/../../evil", "C:/evil", "..\\evil", "\\\\server\\evil"]
)
def test_a_path_that_leads_out_is_refused_and_nothing_is_written(tmp_path, name):
    inside = tmp_path / "a/b"
    inside.mkdir(parents=True)
    assert refused(zipped(inside / "z.zip", site() | {name: b"x"})) == "zip-leads-out"
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [inside / "z.zip"]


def test_a_link_is_refused(tmp_path):
    path = zipped(tmp_path / "z.zip", site())
    with zipfile.ZipFile(path, "a") as packed:
        link = zipfile.ZipInfo("data/more.jsonl")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/hosts")
    assert refused(path) == "zip-leads-out"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    assert (
        refused(zipped(tmp_path / "z.zip", site() | {"data/claims.jsonl": b"\n" * 300_000_000})) == "zip-bomb"
    )


def test_members_that_lie_within_each_other_are_refused(tmp_path):
    path = zipped(tmp_path / "z.zip", site())
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        start, first, second = packed.start_dir, *packed.infolist()[:2]
    where = data.index(second.filename.encode(), start) - 4
    data[where : where + 4] = first.header_offset.to_bytes(4, "little")
    path.write_bytes(data)
    assert refused(path) == "zip-bomb"


def test_a_locked_one_is_refused(tmp_path):
    path = zipped(tmp_path / "z.zip", site())
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        start, first = packed.start_dir, packed.infolist()[0]
    data[first.header_offset + 6] |= 1
    data[start + 8] |= 1
    path.write_bytes(data)
    assert refused(path) == "zip-locked"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(tmp_path):
    path = zipped(tmp_path / "z.zip", site())
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("data/incidents.jsonl", b"{}")
    assert refused(path) == "opened-unreadable"


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.99])
def test_one_that_broke_off_on_the_way_is_refused(tmp_path, cut):
    path = zipped(tmp_path / "z.zip", site())
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * cut)])
    assert refused(path) == "zip-unreadable"


def test_a_flipped_bit_in_what_is_packed_is_refused(tmp_path):
    path = zipped(tmp_path / "z.zip", site())
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        member = packed.getinfo("data/incidents.jsonl")
    data[member.header_offset + 60 + member.compress_size // 2] ^= 8
    path.write_bytes(data)
    assert refused(path) in ("zip-unreadable", "checksum-differs")


def test_what_is_wrong_in_a_file_nobody_asked_for_does_not_hide_the_rest(tmp_path):
    path = zipped(tmp_path / "z.zip", summed(site() | {"data/claims.jsonl": b"no rows"}))
    assert len(cairn.open(path).incidents) == 18
