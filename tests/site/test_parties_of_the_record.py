"""From a party's documents in the record to its pages: whole in the preview, released and linked by a person in public."""

from __future__ import annotations

from uuid import uuid5

import pytest

from cairn.shell.acts.act import recorded
from cairn.shell.acts.add_official import add_official
from cairn.shell.acts.release import withdraw
from cairn.shell.export.links import shared_rows
from cairn.shell.export.record import site_record
from cairn.shell.export.write import table_rows
from cairn.shell.records.models import EntryLinkRow, Incident, OfficialEntry
from cairn.shell.site.refresh import write
from shell.desk import NOOR, SAM, Desk, code

STATEMENT = (
    "1. Credible: 8 May 2025, in Maarrat Misrin, Syria, via media report. After a strike on a vehicle, two civilians were "
    "unintentionally killed and one was injured.\n\n"
    "2. Non-credible: 9 May 2025, near Kafr Nabl, Syria, via self-report. There is insufficient information at this time."
)
SIGNED = {"actor": "russia", "grade": "confirmed", "set_by": NOOR, "why": "it says so", "release_by": SAM}


def linked(decision: str) -> None:
    """Link the first entry to the one incident."""
    entry = next(e for e in OfficialEntry.objects.order_by("id") if "Maarrat" in e.value["place"])
    with recorded("link-entries") as act:
        EntryLinkRow.objects.filter(live=True).update(live=False)
        EntryLinkRow.objects.create(
            entry=entry,
            incident=Incident.objects.get(),
            decision=decision,
            why="Maarrat Misrin is named by both",
            decided_by=NOOR if decision == "accepted" else "rule",
            version=EntryLinkRow.objects.count() + 1,
            act=act,
        )


@pytest.fixture
def stated(three, tmp_path):
    (tmp_path / "2025-06-02.txt").write_text(STATEMENT, "utf-8")
    add_official(three, tmp_path / "2025-06-02.txt", party="russia")
    return three


@pytest.fixture
def let_out(stated):
    sheet = Desk(stated).fill(
        "incidents", {"incident": code()}, **SIGNED, release_why="checked", killed_min=7, killed_max=9
    )
    assert sheet.add().rejected == []
    return stated


def pages(folder):
    """The party's pages in English with their text."""
    found = [*(folder / "en/official").rglob("*.html"), *(folder / "en/compare").rglob("*.html")]
    return {str(p.relative_to(folder / "en")): p.read_text("utf-8") for p in found}


def test_a_document_stands_in_the_preview_with_its_text_and_every_entry(stated):
    linked("auto")
    write(stated, None, preview=True)
    shown = pages(stated.preview)
    document = next(
        text for text in shown.values() if "insufficient information at this time" in text and "<mark" in text
    )
    assert document.count('class="k-entry"') == 2
    assert "machine-suggested" in document
    assert any(name.startswith("official/unlinked-") for name in shown)
    assert any(name.startswith("compare/") for name in shown)


def test_an_entry_that_a_machine_linked_is_nowhere_in_public(let_out):
    linked("auto")
    write(let_out, None, preview=False)
    shown = "\n".join(pages(let_out.site).values())
    assert "unintentionally killed" not in shown
    assert not list((let_out.site / "en").glob("official/entries/*"))
    assert not list((let_out.site / "en").glob("compare/*"))
    assert not list((let_out.site / "en").glob("official/un*"))


def test_an_entry_that_a_person_linked_is_quoted_in_public_and_compared(let_out):
    linked("accepted")
    write(let_out, None, preview=False)
    shown = pages(let_out.site)
    entries = [text for name, text in shown.items() if name.startswith("official/entries/")]
    assert len(entries) == 1
    assert "two civilians were unintentionally killed" in entries[0]
    assert "accepts <bdi>2</bdi> killed" in entries[0]
    assert "insufficient information" not in "\n".join(shown.values())
    compared = next(text for name, text in shown.items() if name.startswith("compare/"))
    assert "7 to 9 civilians likely killed in 1 incident" in compared
    assert "2 deaths in 1 of these" in compared
    incident = (let_out.site / f"en/incidents/{code()}/index.html").read_text("utf-8")
    assert "It accepts killed: 2; injured: 1. Local sources report killed: 7 to 9." in incident
    assert "#words" in incident


def test_entries_nobody_linked_are_in_no_sum_of_the_public_comparison(let_out):
    linked("accepted")
    done = site_record(let_out, basis="released").comparisons["russia"].comparison
    assert len(done.parts) == 1
    assert {e for a in done.incidents for e in a.entries} == {p.entry_id for p in done.parts}


def test_what_is_conceded_over_a_released_incident_and_another_is_not_given_to_the_released_one(let_out):
    linked("accepted")
    one = EntryLinkRow.objects.get(live=True)
    with recorded("link-entries") as act:
        other = Incident.objects.create(id=uuid5(one.incident_id, "another"), act=act)
        EntryLinkRow.objects.create(
            entry=one.entry,
            incident=other,
            decision="accepted",
            decided_by=NOOR,
            version=one.version + 1,
            act=act,
        )
    done = site_record(let_out, basis="released").comparisons["russia"].comparison
    (incident,) = done.incidents
    assert (incident.conceded.is_unknown, done.figures["untold"]) == (True, 1)
    assert done.party.killed.min == 2
    shares = {row["allocation_min"] for row in shared_rows() if row["entry_id"] == one.entry_id}
    assert shares == {None}


def test_a_withdrawn_name_is_masked_in_a_partys_words(stated):
    linked("auto")
    withdraw("name", "Maarrat Misrin", who=SAM, why="asked for")
    write(stated, None, preview=True)
    assert "Maarrat Misrin" not in "\n".join(pages(stated.preview).values())


def test_the_public_table_of_outcomes_holds_what_the_public_pages_quote(let_out):
    linked("accepted")
    (told,) = table_rows(let_out, "official_outcomes", is_public=True)
    assert (told["n"], told["actor"], told["outcome"], told["killed_min"]) == (1, "russia", "credible", 2)
    assert "unintentionally" in told["quote"]


def test_a_withdrawn_incident_is_on_no_page_of_the_entries_that_spoke_of_it(stated):
    linked("accepted")
    incident, name = str(Incident.objects.get().id), code()
    write(stated, None, preview=True)
    assert name in "\n".join(pages(stated.preview).values())
    withdraw("incident", incident, who=SAM, why="asked for")
    write(stated, None, preview=True)
    shown = "\n".join(pages(stated.preview).values())
    assert shared_rows() == []
    assert name not in shown
    assert incident not in shown
