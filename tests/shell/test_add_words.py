"""A team's own words change what is read, from the next run on, and are kept as an act."""

from __future__ import annotations

import pytest

from cairn.errors import FileRefused
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.add_words import add_words, words_in_force
from cairn.shell.acts.read_reports import read_reports
from cairn.shell.records.models import Act, ClaimRow
from cairn.vocab.load import use_words
from conftest import silent

SENTENCE = "Three zorblings were killed in the shelling of Kafr Dalia on 3 May 2025."
WORDS = b'[generic]\nplural = ["zorblings"]\n'


@pytest.fixture(autouse=True)
def only_shipped_words():
    yield
    use_words({})


def report(ws) -> None:
    add_reports(ws, "r.jsonl", b'{"id": "r1", "text": "%s"}\n' % SENTENCE.encode())


def killed() -> list[tuple[int | None, int | None]]:
    return list(ClaimRow.objects.filter(kind="killed", live=True).values_list("min", "max"))


def test_a_word_of_the_teams_own_is_read_without_touching_the_code(ws):
    report(ws)
    read_reports(ws, silent)
    assert (3, 3) not in killed()
    add_words(ws, "en_people.toml", WORDS)
    assert read_reports(ws, silent) == 1
    assert (3, 3) in killed()


def test_an_emptied_list_goes_back_to_what_ships(ws):
    report(ws)
    add_words(ws, "en_people.toml", WORDS)
    add_words(ws, "en_people.toml", b"# nothing of our own\n")
    assert words_in_force(ws) == {}
    read_reports(ws, silent)
    assert (3, 3) not in killed()


def test_the_same_list_twice_is_one_act(ws):
    add_words(ws, "en_people.toml", WORDS)
    add_words(ws, "en_people.toml", WORDS)
    assert Act.objects.filter(kind="add-words").count() == 1


def test_a_dry_run_keeps_no_word(ws):
    add_words(ws, "en_people.toml", WORDS, dry_run=True)
    assert words_in_force(ws) == {}


def test_a_list_that_does_not_ship_is_refused_with_the_names_that_do(ws):
    with pytest.raises(FileRefused) as told:
        add_words(ws, "en_peple.toml", WORDS)
    assert told.value.code == "words-unknown-list"
    assert "en_people" in (told.value.remedy or "")


WRONG = [
    ("ar_people", b'casualty = "abc"\n[people]\nx = 3\n'),
    ("months", b'[[month]]\nnumber = "five"\n'),
    ("weapons", b'[[weapon]]\nid = "sling"\n'),
    ("furniture", b'shapes = ["("]\n'),
    ("en_people", b'[generic]\nplural = "zorblings"\n'),
    ("weekdays", b'[relative]\nx = ["y"]\n'),
]


@pytest.mark.parametrize(("name", "data"), WRONG, ids=lambda value: value if isinstance(value, str) else "")
def test_a_list_no_reader_can_be_built_from_is_refused_and_breaks_no_run(ws, name, data):
    with pytest.raises(FileRefused) as told:
        add_words(ws, f"{name}.toml", data)
    assert told.value.code == "words-unreadable"
    report(ws)
    assert read_reports(ws, silent) == 1


@pytest.mark.parametrize("data", [b"[generic\n", b"[generic]\nplural = []\n", b"\xff\xfe\x00"])
def test_a_list_that_cannot_be_read_is_refused_and_changes_nothing(ws, data):
    with pytest.raises(FileRefused) as told:
        add_words(ws, "en_people.toml", data)
    assert told.value.code == "words-unreadable"
    assert words_in_force(ws) == {}
