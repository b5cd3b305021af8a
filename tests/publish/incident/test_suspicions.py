"""Incidents that may be one: told on the pages of the preview, with what decides it, and nowhere in public."""

from __future__ import annotations

from dataclasses import replace

from cairn.publish.allow import public
from cairn.publish.incident.suspicions import suspicions
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record
from publish.sample import sample


def suspected(change: tuple[int, int] = (0, -4)) -> tuple[Record, str, str]:
    record = sample()
    gone, kept = (row["id"] for row in record.incidents[:2])
    finding = {
        "name": "days_same", "weight": 2.0, "sentence": "", "left": "2031-03-02", "right": "2031-03-02",
    }  # fmt: skip
    far = {"name": "killed_far", "weight": -0.5, "sentence": "", "left": "1", "right": "at least 9"}
    row = {"gone": gone, "kept": kept, "probability": 0.62, "change": change, "features": [finding, far]}
    return replace(record, suspicions=[row]), gone, kept


def test_each_of_the_two_leads_to_the_other() -> None:
    record, gone, kept = suspected()
    found = index(record)
    (here,), (there,) = suspicions(found, gone, "en"), suspicions(found, kept, "en")
    assert (here.slug, there.slug) == (found.slugs[kept], found.slugs[gone])
    assert here.sure == "62 of 100 sure"


def test_it_says_what_agrees_what_differs_and_what_deciding_changes() -> None:
    record, gone, _ = suspected()
    (seen,) = suspicions(index(record), gone, "en")
    assert seen.speaks_for == ("Both are of one day: <bdi>2031-03-02</bdi>.",)
    assert "<bdi>1</bdi> and at least <bdi>9</bdi>" in seen.against[0]
    assert '<bdi dir="ltr">-4</bdi>' in seen.change
    assert len(seen.told) == 3


def test_it_says_so_where_the_total_stays() -> None:
    record, gone, _ = suspected((0, 0))
    (seen,) = suspicions(index(record), gone, "en")
    assert "stay" in seen.change


def test_it_gives_the_command_of_each_answer() -> None:
    record, gone, kept = suspected()
    found = index(record)
    (seen,) = suspicions(found, kept, "ar")
    codes = [found.title(found.incidents[i]) for i in (gone, kept)]
    assert [" ".join(words[:2]) for _, words in seen.commands] == [
        "cairn merge",
        "cairn judge",
        "cairn judge",
    ]
    assert all(set(codes) < set(words) for _, words in seen.commands)


def test_it_is_told_in_arabic() -> None:
    record, gone, _ = suspected()
    (seen,) = suspicions(index(record), gone, "ar")
    assert seen.speaks_for == ("كلتاهما في يوم واحد: <bdi>2031-03-02</bdi>.",)
    assert "الأقل" in seen.against[0]


def test_the_public_record_suspects_nothing() -> None:
    record, _, _ = suspected()
    shown = public(record)
    assert not shown.suspicions
    assert all(not suspicions(index(shown), row["id"], "en") for row in shown.incidents)
