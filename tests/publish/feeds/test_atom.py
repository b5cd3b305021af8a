"""Feeds as files: by the letter of RFC 4287, read by a stranger's reader, and of the same bytes until something of theirs moves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import feedparser
import pytest

from atom_rules import HERE, feed_faults
from cairn.publish.allow import public
from cairn.publish.feeds.atom import NO_MOMENT, Writer, feed_file
from cairn.publish.feeds.entries import Teller
from cairn.publish.feeds.followed import followed
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record
from cairn.vocab.labels import LANGUAGES
from publish.sample_changes import changed, version


def written(record: Record) -> dict[str, bytes]:
    """Every feed by its name."""
    found = index(public(record))
    every = followed(found)
    return {
        feed_file(one.path, lang): writer.feed(one).encode()
        for lang in LANGUAGES
        for writer in [Writer(Teller(found, lang))]
        for one in every
    }


class Everything(dict[str, bytes]):
    """A site that has every file."""

    def __contains__(self, name: object) -> bool:
        return True


def addressed(record: Record, address: str = HERE) -> Record:
    release: Any = {**record.release, "address": address}
    return replace(record, release=release)


@pytest.mark.parametrize("address", ["", HERE])
def test_every_feed_keeps_the_rules_of_the_standard(address: str) -> None:
    feeds = written(addressed(changed(count=9, released=9), address))
    assert len(feeds) > 20
    assert [f for name, data in feeds.items() for f in feed_faults(name, data, Everything())] == []


@pytest.mark.parametrize("address", ["", HERE])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_strangers_reader_takes_it_and_finds_the_same_doors_with_and_without_an_address(
    lang: str, address: str
) -> None:
    name = f"feeds/{lang}/places/Ar-Raqqa/Tell-Sarab.atom"
    data = written(addressed(changed(), address))[name]
    headers = {"content-type": "application/atom+xml", "content-location": f"{HERE}{name}"}
    read = feedparser.parse(data, response_headers=headers)
    assert not read.bozo
    assert read.version == "atom10"
    assert read.feed.language == lang
    assert read.feed.link == f"{HERE}{lang}/places/Ar-Raqqa/Tell-Sarab.html"
    kinds = [[tag.term for tag in e.tags] for e in read.entries]
    assert kinds[:3] == [["corrected"], ["corrected"], ["new"]]
    for entry in read.entries:
        assert entry.link.startswith(f"{HERE}{lang}/incidents/")
        assert f'href="{entry.link}#words"' in entry.content[0].value
        assert entry.content[0].type == "application/xhtml+xml"


def test_a_feed_without_an_entry_is_a_feed() -> None:
    record = Record(generated_at="2026-05-01T00:00:00Z")
    feeds = written(record)
    assert len(feeds) == 4
    for name, data in feeds.items():
        assert feed_faults(name, data, Everything()) == []
        assert f"<updated>{NO_MOMENT}</updated>" in data.decode()


def test_no_feed_moves_with_the_moment_of_the_record() -> None:
    later = replace(changed(), generated_at="2031-01-01T00:00:00Z", awaiting=77)
    assert written(changed()) == written(later)


def test_a_feed_keeps_its_bytes_until_something_of_its_own_moves() -> None:
    record = changed()
    before = written(record)
    rows = [
        *record.versions,
        version(4, "2026-11-01T10:00:00Z", 1, 2, wording=2, grades={"azure-command": "fair"}),
    ]
    after = written(replace(record, versions=rows))
    names = {name.split("/", 2)[2] for name, data in after.items() if data != before[name]}
    assert names == {
        "all.atom", "corrections.atom", "belligerents/azure-command.atom", "places/Ar-Raqqa.atom",
        "places/Ar-Raqqa/Tell-Sarab.atom",
    }  # fmt: skip


def test_what_is_withdrawn_leaves_every_feed_with_all_that_was_said_of_it() -> None:
    record = changed()
    assert b"NP000" in written(record)["feeds/en/all.atom"]
    rows: Any = {
        name: [row for row in getattr(record, name) if row.get("incident_id") != "incident-000"]
        for name in ("claims", "attributions", "assignments", "history", "versions", "entry_links")
    }
    stone: Any = {"id": "incident-000", "codes": ["NP000"], "at": "2026-11-02T09:09:09Z", "was_public": True}
    gone = replace(
        record,
        incidents=[r for r in record.incidents if r["id"] != "incident-000"],
        tallies=[],
        comparisons={},
        tombstones=[*record.tombstones, stone],
        **rows,
    )
    for name, data in written(gone).items():
        entries = [e for e in data.decode().split("<entry>")[1:] if "NP000" in e]
        alone = name.rpartition("/")[2] in ("all.atom", "corrections.atom")
        assert len(entries) == alone
        for entry in entries:
            assert "river" not in entry
            assert "Sarab" not in entry
            assert "سراب" not in entry
            assert "09:09" not in entry


def test_the_same_record_gives_the_same_bytes_whatever_the_order_of_its_rows() -> None:
    record = changed(count=9, released=9)
    turned = replace(
        record,
        versions=list(reversed(record.versions)),
        incidents=list(reversed(record.incidents)),
        attributions=list(reversed(record.attributions)),
        history=list(reversed(record.history)),
        tombstones=list(reversed(record.tombstones)),
    )
    assert written(record) == written(turned)
