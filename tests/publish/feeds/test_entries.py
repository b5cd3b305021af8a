"""An entry tells what moved in words, each figure with what it means, and nothing that a reader must not keep."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from cairn.publish.about.changes import LINKED, WITHDRAWN, changes
from cairn.publish.allow import public
from cairn.publish.feeds.entries import KINDS, Entry, Teller
from cairn.publish.rows.index import Index, index
from cairn.publish.rows.record import Record
from cairn.vocab.labels import LANGUAGES, say
from publish.sample_changes import SECRET_WHY, changed, version


def entries(record: Record, lang: str = "en") -> dict[tuple[str, int, str], Entry]:
    found = index(public(record))
    teller = Teller(found, lang)
    return {(c.code, c.version, c.kind): teller.entry(c) for c in changes(found)}


def told(entry: Entry) -> str:
    """The words of an entry, without its markup."""
    return unescape(re.sub("<[^>]*>", " ", entry.body))


def linked(record: Record) -> tuple[Record, Index]:
    link = public(record).entry_links[0]
    act: Any = {
        "entry_id": link["entry_id"],
        "incident_id": link["incident_id"],
        "at": "2026-05-05T00:00:00Z",
    }
    record = replace(record, link_acts=[act])
    return record, index(public(record))


def test_new_changed_corrected_and_withdrawn_are_told_apart() -> None:
    record = changed()
    again = {**record.versions[2], "version": 4, "at": "2026-04-09T10:00:00Z"}
    again["fields"] = {**again["fields"], "wording": 3}
    held = entries(replace(record, versions=[*record.versions, again]))
    kinds = {n: held["NP000", n, "updated" if n > 1 else "released"].kind for n in (1, 2, 3, 4)}
    assert kinds == {1: "new", 2: "corrected", 3: "corrected", 4: "changed"}
    assert held["GONE1", 0, "withdrawn"].kind == "withdrawn"
    assert {e.kind for e in held.values()} == set(KINDS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_moved_is_told_with_what_it_was_and_what_a_range_is_not(lang: str) -> None:
    entry = entries(changed(), lang)["NP000", 2, "updated"]
    ends = [say(lang, "a_to_b", a=2, b=4), say(lang, "a_to_b", a=2, b=3)]
    assert told(entry).index(ends[0]) < told(entry).index(ends[1])
    assert say(lang, "range_note") in told(entry)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_figure_stands_without_what_it_means_and_none_in_a_title(lang: str) -> None:
    record, _ = linked(changed(count=9, released=9))
    for entry in entries(record, lang).values():
        if "killed" in told(entry) or say(lang, "civilians_killed") in told(entry):
            assert say(lang, "range_note") in told(entry)
        assert not re.search(r"\d+ (?:to|إلى) \d+", entry.title)


def test_an_unknown_figure_is_no_nought() -> None:
    record = replace(changed(), versions=[version(1, "2026-01-05T10:00:00Z", None, None)])
    entry = entries(record)["NP000", 1, "released"]
    assert f"{say('en', 'civilians_killed')} :  {say('en', 'no_figure')}" in told(entry)


def test_it_leads_to_the_words_the_version_and_how_to_disagree() -> None:
    entry = entries(changed())["NP000", 2, "updated"]
    assert entry.href == "en/incidents/NP000/index.html"
    doors = re.findall('href="([^"]*)"', entry.body)
    assert doors == [entry.href, *(f"{entry.href}#{at}" for at in ("words", "v2", "disagree"))]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_a_withdrawn_thing_a_code_and_a_day_are_told_and_nothing_else(lang: str) -> None:
    found = index(public(changed()))
    (gone,) = [c for c in changes(found) if c.kind == WITHDRAWN]
    entry = Teller(found, lang).entry(gone)
    other = Teller(found, lang).entry(replace(gone, code="ANOTHER", at="2020-01-01"))
    assert entry.at == "2026-10-02T00:00:00Z"
    assert entry.title.replace("GONE1", "ANOTHER") == other.title
    assert entry.body == other.body
    assert entry.href == f"{lang}/corrections/index.html"


def test_no_word_of_a_source_no_person_and_no_reason_is_in_any_entry() -> None:
    """A reader of feeds keeps what it was given, whatever is taken out later."""
    record, _ = linked(changed(count=9, released=9, public_why=True))
    quotes = {c["quote"] for c in public(record).claims if c.get("quote")}
    ours = {n for names in record.actors.values() for n in names.values()}
    ours |= {str(r.get(name)) for r in record.incidents for name in ("place_name", "place_name_ar")}
    quotes = {q for q in quotes - ours if len(q) >= 12}
    assert quotes
    for lang in LANGUAGES:
        everything = "\n".join(f"{e.title} {told(e)}" for e in entries(record, lang).values())
        assert SECRET_WHY not in everything
        assert "N. Setter" not in everything
        assert "R. Example" not in everything
        assert [q for q in quotes if q in everything] == []


def test_confirmed_is_never_printed_without_what_the_party_accepts() -> None:
    rows = [
        version(1, "2026-01-05T10:00:00Z", 2, 4, grades={"river-guard": "confirmed"}),
        version(2, "2026-02-05T10:00:00Z", 2, 4, grades={"river-guard": "fair"}),
        version(3, "2026-03-05T10:00:00Z", 2, 4, grades={"river-guard": "confirmed"}),
    ]
    held = entries(replace(changed(), versions=rows))
    for n, kind in ((1, "released"), (3, "updated")):
        words = told(held["NP000", n, kind])
        assert "accepts" in words.partition("Confirmed")[2]


def test_non_credible_stands_in_quotes_with_its_meaning() -> None:
    record, found = linked(changed(count=9, released=9))
    entry_id = found.record.link_acts[0]["entry_id"]
    rows: Any = [
        {**r, "outcome": "non_credible"} if r["id"] == entry_id else r for r in record.official_entries
    ]
    held = entries(replace(record, official_entries=rows))
    (entry,) = [e for (_, _, kind), e in held.items() if kind == LINKED]
    assert "“non-credible”" in told(entry)
    assert say("en", "non_credible_meaning") in told(entry)
    assert entry.kind == "changed"


def ids(record: Record, lang: str = "en") -> set[str]:
    return {e.id for e in entries(record, lang).values()}


def test_an_id_is_the_same_wherever_the_site_stands_and_whatever_it_is_called() -> None:
    record = changed()
    moved = {**record.release, "address": "https://elsewhere.example/", "title_en": "Another name"}
    assert ids(record) == ids(replace(record, release=moved))  # type: ignore[arg-type]


def test_an_id_is_of_one_version_in_one_language_of_one_record() -> None:
    record = changed()
    assert len(ids(record)) == len(entries(record))
    assert ids(record).isdisjoint(ids(record, "ar"))
    other = {**record.release, "log": "cairn-record/another"}
    assert ids(record).isdisjoint(ids(replace(record, release=other)))  # type: ignore[arg-type]


def test_an_id_stays_when_figures_codes_and_later_versions_change() -> None:
    record = changed()
    renamed: Any = [
        {**r, "code": f"X{r['code']}"} if r["id"] == "incident-000" else r for r in record.incidents
    ]
    before = {e.id for key, e in entries(record).items() if key[0] == "NP000"}
    after = {e.id for key, e in entries(replace(record, incidents=renamed)).items() if key[0] == "XNP000"}
    assert before == after
    fewer = {
        e.id for key, e in entries(replace(record, versions=record.versions[:2])).items() if key[0] == "NP000"
    }
    assert fewer < before
