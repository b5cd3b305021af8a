"""A release as files: the same facts give the same bytes, it is read back, and a stranger's copy checks and counts it."""

import hashlib
import json
import subprocess
import sys

import pytest

from cairn.errors import FileRefused
from cairn.publish.releases.files import SUMS, as_read, checksums, read_release, release_files
from publish.releases.sample_release import claim, content, graded_row, incident

THREE = [incident("a", (1, 2)), incident("b", (5, None)), incident("c", (None, None))]
GRADED = [graded_row("a", "x", "fair"), graded_row("b", "x", "confirmed"), graded_row("c", "y", "weak")]


def whole():
    return content(
        THREE, GRADED, claims=[claim("k", "r", "a")], reports=[("r", "A Paper", "https://p.example/1")]
    )


def test_the_same_facts_give_the_same_bytes():
    assert dict(release_files(whole())) == dict(release_files(whole()))


def test_a_release_is_read_back_as_it_was():
    written = as_read(whole())
    assert read_release(dict(release_files(written)), "1.0") == written


def test_it_holds_what_a_reader_needs_beside_the_data():
    names = set(dict(release_files(whole())))
    assert names >= {
        "README.md", "README.ar.md", "DICTIONARY.md", "METHOD.md", "LICENCE.txt", "CITATION.cff", "CITATION.bib",
        "CITATION.txt", "release.json", "tombstones.json", "check.py", "release-key.pem", "data/recount.py",
        "data/tallies.json", "data/datapackage.json", "data/cairn.xlsx", "data/cairn.sqlite", "data/incidents.geojson",
    }  # fmt: skip


def test_the_script_in_it_counts_every_sum_again(tmp_path):
    for name, data in release_files(whole()):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, tmp_path / "data/recount.py"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "4 equal, 0 not" in done.stdout) == (0, True)


def test_checksums_are_lines_as_sha256sum_reads_them():
    files = dict(release_files(whole()))
    lines = checksums(files).decode().splitlines()
    assert [line[66:] for line in lines] == sorted(files)
    assert all(line[:64] == hashlib.sha256(files[line[66:]]).hexdigest() for line in lines)
    assert SUMS not in files


def test_a_readme_gives_every_figure_with_its_sentences_and_what_is_left_out():
    files = dict(release_files(whole()))
    assert "A sentence." in files["README.md"].decode()
    assert "Unknown is never zero" in files["README.md"].decode()
    assert "جملة." in files["README.ar.md"].decode()


def test_the_citation_names_version_day_and_address():
    cited = dict(release_files(whole()))["CITATION.txt"].decode()
    assert "Release 1.0, frozen on 2026-01-02. https://record.example/releases/1.0/" in cited


@pytest.mark.parametrize(
    "broken", ["release.json", "dictionary.json", "data/tallies.json", "data/claims.jsonl"]
)
def test_what_is_no_release_is_refused(broken):
    files = dict(release_files(whole())) | {broken: b"{"}
    with pytest.raises(FileRefused, match="release-unreadable"):
        read_release(files, "1.0")


def test_the_facts_of_a_release_stand_in_its_json():
    told = json.loads(dict(release_files(whole()))["release.json"])
    assert (told["version"], told["method_version"], told["counts"]["incidents"]) == ("1.0", "m1", 3)
