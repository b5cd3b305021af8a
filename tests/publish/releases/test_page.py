"""The page of releases: the latest first, what changed, and order kept in text from right to left."""

import json
from dataclasses import replace

from cairn.publish.releases.page import Shown, release_list, release_rows, tombstone
from cairn.publish.releases.words import cite
from publish.releases.sample_release import content

FIRST = replace(content([], []).release, version="2026-03")
NEXT = replace(FIRST, version="2026-04", previous="2026-03", since_previous={"incidents_added": 2})
SHOWN = [
    Shown("2026-03", FIRST.frozen_at, FIRST, [("README.md", 10)], "ab"),
    Shown("1.0", "2026-02-01T00:00:00Z", note="A wrong file."),
    Shown("2026-04", NEXT.frozen_at, NEXT, [("README.md", 2000)], "cd"),
]


def test_the_latest_stands_first_and_tells_what_changed():
    rows = release_rows(SHOWN, "en")
    assert [r["version"] for r in rows] == ["2026-04", "1.0", "2026-03"]
    assert (rows[0]["before"], rows[0]["changes"]) == (
        "Since the release before, 2026-03",
        [("Incidents added", 2)],
    )
    assert rows[0]["files"] == [{"name": "README.md", "size": "2 kB"}]
    assert rows[2]["before"] == ""


def test_a_withdrawn_release_tells_its_day_and_its_note_alone():
    row = release_rows(SHOWN, "en")[1]
    assert (row["gone"], row["note"]) == (
        "Release 1.0 was withdrawn on 2026-02-01. Its name is never used again.", "A wrong file."
    )  # fmt: skip
    assert "files" not in row


def test_versions_and_days_keep_their_order_in_arabic():
    assert "\u20662026-03\u2069" in release_rows(SHOWN, "ar")[0]["before"]
    assert "\u20662026-04\u2069" in cite(NEXT, "ar")
    assert "\u2066" not in cite(NEXT, "en")


def test_the_list_for_programs_names_every_version_that_ever_was():
    told = json.loads(release_list(SHOWN))["releases"]
    assert [(r["version"], r["withdrawn"]) for r in told] == [
        ("2026-03", False),
        ("1.0", True),
        ("2026-04", False),
    ]
    assert json.loads(tombstone(SHOWN[1])) == told[1]
