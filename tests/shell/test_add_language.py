"""A word, a place and a whole language are added in a file and read from the next run on, without touching code."""

from __future__ import annotations

import pytest

from cairn.errors import FileRefused
from cairn.shell.acts.add_places import add_places
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.add_words import add_words
from cairn.shell.acts.read_reports import read_reports
from cairn.shell.records.models import ClaimRow, ReadingRow
from cairn.vocab.load import use_words
from conftest import silent

PORTUGUESE = """
name = "Portuguese"
[numbers.words]
2 = ["dois", "duas"]
3 = ["três"]
[quantity]
at_least = ["pelo menos"]
[people.civilians]
status = "civilian"
any = ["morador*"]
[people.children]
group = "children"
any = ["criança*"]
[harm.killed]
verbs = ["morreram", "foram mort*"]
[harm.injured]
verbs = ["ficaram ferid*"]
[words]
and = ["e"]
among_them = ["entre eles"]
no = ["não"]
"""
BOMBED = "Pelo menos três moradores morreram, entre eles duas crianças, quando uma bomba caiu na aldeia de Vale Negro."


@pytest.fixture(autouse=True)
def only_shipped_words():
    yield
    use_words({})


def report(ws, text: str) -> None:
    add_reports(ws, "r.jsonl", f'{{"id": "r1", "text": "{text}"}}\n'.encode())


def figures() -> list[tuple[str, str, int | None, int | None]]:
    rows = ClaimRow.objects.filter(live=True, kind__in=["killed", "injured"])
    return sorted(rows.values_list("kind", "group", "min", "max"))


def test_a_language_of_the_teams_own_is_read_from_the_next_run_on(ws):
    report(ws, BOMBED)
    read_reports(ws, silent)
    assert figures() == []
    add_words(ws, "language_pt.toml", PORTUGUESE.encode())
    read_reports(ws, silent)
    assert figures() == [("killed", "all", 3, None), ("killed", "children", 2, 2)]


def test_what_is_read_in_a_language_by_list_waits_for_a_person(ws):
    add_words(ws, "language_pt.toml", PORTUGUESE.encode())
    report(ws, BOMBED)
    read_reports(ws, silent)
    assert "auto" not in set(ReadingRow.objects.values_list("decision", flat=True))


def test_a_word_added_to_a_language_that_ships_is_read(ws):
    report(ws, "Pazar yerine düşen roket sonucu iki zorblin hayatını kaybetti, üç kişi yaralandı.")
    add_words(ws, "language_tr.toml", b'[people.civilians]\nany = ["zorblin*"]\n')
    read_reports(ws, silent)
    assert ("killed", "all", 2, 2) in figures()
    assert ClaimRow.objects.get(live=True, kind="killed").status == "civilian"


def test_a_word_added_to_the_arabic_people_is_read(ws):
    report(ws, "مقتل ثلاثة زعابير بقصف على كفر داليا")
    read_reports(ws, silent)
    assert "civilian" not in set(ClaimRow.objects.filter(live=True).values_list("status", flat=True))
    words = '[[person]]\ngroup = "all"\nstatus = "civilian"\nsingular = ["زعبور"]\nplural = ["زعابير"]\n'
    add_words(ws, "ar_people.toml", words.encode())
    read_reports(ws, silent)
    assert ClaimRow.objects.get(live=True, kind="killed").status == "civilian"
    assert figures() == [("killed", "all", 3, 3)]


def test_a_village_added_as_a_place_is_read(ws):
    report(ws, "Three people were killed when a shell hit the village of Kafr Zorblin on 3 May 2025.")
    read_reports(ws, silent)
    assert "34.5" not in str([row.value for row in ReadingRow.objects.all()])
    add_places(
        ws,
        "places.csv",
        b"geonameid,name,lat,lon,country\n900000001,Kafr Zorblin,34.5,37.5,SY\n",
    )
    read_reports(ws, silent)
    (reading,) = ReadingRow.objects.all()
    assert "Kafr Zorblin" in str(reading.value)
    assert "34.5" in str(reading.value)


@pytest.mark.parametrize(
    "text",
    [
        '[wrods]\nand = ["e"]\n',
        "order = 3\n",
        '[numbers.words]\ntwo = ["dois"]\n',
        "[harm.killed]\nverbs = 4\n",
    ],
)
def test_a_language_list_with_a_table_nobody_reads_is_refused_and_changes_nothing(ws, text):
    with pytest.raises(FileRefused) as told:
        add_words(ws, "language_pt.toml", text.encode())
    assert told.value.code == "words-unreadable"
    report(ws, BOMBED)
    read_reports(ws, silent)
    assert figures() == []
