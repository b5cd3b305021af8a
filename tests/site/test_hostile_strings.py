"""568 hostile strings in every text that a record may hold: nothing gets out of its place in any file of any site.

Every string has stood in every text after each run; `make hostile` runs with few strings in a text and both sites each
time, and asks the words of closed sets one by one (minutes), CI with many in one text (seconds of CPU).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cairn.errors import FileRefused
from cairn.publish.rows.record import Record
from cairn.publish.rows.slugs import LONGEST, slugs
from cairn.publish.wording.controls import closed, shown
from cairn.shell.site.render import write_site
from hostile import RUN, STRINGS
from hostile_record import CLOSED, PLAIN, hostile_record, turns, unreached, whole
from introspect import filled, places_of
from page_rules import Seen, door_faults, drawing_faults, faults_of, learnt, read
from publish.sample import sample

AT_LENGTH = bool(os.environ.get("CAIRN_HOSTILE"))
WIDTH = 4 if AT_LENGTH else 96
"""How many strings stand in one text."""


def basis(preview: bool) -> str:
    return "best" if preview else "released"


def site(out: Path, turn: int, *, preview: bool, **more: Any) -> Path:
    record, _ = hostile_record(turn, basis=basis(preview), **more)
    write_site(record, out, preview=preview)
    return out


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """What sites of the same record with plain words hold."""
    folder = tmp_path_factory.mktemp("plain")
    return learnt(*(site(folder / str(p), 0, preview=p, strings=PLAIN) for p in (False, True)))


def test_there_are_more_than_three_hundred_strings_each_another() -> None:
    assert len(set(STRINGS)) == len(STRINGS) >= 300


def test_every_text_of_a_record_is_reached_also_one_that_is_added_tomorrow() -> None:
    _, planter = hostile_record(0)
    assert unreached(planter.placed) == []


def test_a_text_that_the_record_leaves_empty_would_be_noticed() -> None:
    record, reached = replace(whole(sample(3)), victims=()), set()

    def told(at: str, words: str) -> str:
        reached.add(at)
        return words

    filled(record, Record, told)
    assert [place for place in unreached(reached) if place.startswith("VictimRow.")] != []


def test_after_all_turns_every_string_has_stood_in_every_text() -> None:
    stood: dict[str, int] = {}
    for turn in turns(WIDTH):
        _, planter = hostile_record(turn, width=WIDTH)
        for at in planter.texts:
            stood[at] = stood.get(at, 0) + WIDTH
    assert stood
    assert min(stood.values()) >= len(STRINGS)


def test_plain_words_keep_the_rules(seen: Seen, tmp_path: Path) -> None:
    for preview in (False, True):
        assert faults_of(site(tmp_path / str(preview), 0, preview=preview, strings=PLAIN), seen) == []


def both(turn: int) -> Iterator[bool]:
    """Which sites are written of a turn: in CI they alternate."""
    yield from (False, True) if AT_LENGTH else (bool(turn % 2),)


@pytest.mark.parametrize("turn", turns(WIDTH))
def test_no_string_gets_out_of_its_place_in_any_file(turn: int, seen: Seen, tmp_path: Path) -> None:
    for preview in both(turn):
        written = site(tmp_path / str(preview), turn, preview=preview, width=WIDTH)
        assert faults_of(written, seen) == []


CLOSED_PLACES = sorted(place for place in set(places_of(Record)) if CLOSED.fullmatch(place))


@pytest.mark.parametrize("place", CLOSED_PLACES if AT_LENGTH else CLOSED_PLACES[::12])
def test_a_word_of_a_closed_set_is_refused_or_stays_in_its_place(
    place: str, seen: Seen, tmp_path: Path
) -> None:
    """The doors let no other word in; should one stand there all the same, no page lets it out."""
    bad = f"\"><script>{RUN}</script>' onload={RUN} \u202e\0"

    def plant(at: str, words: str) -> str:
        return bad if at == place else words

    record = filled(whole(sample(5, released=4, basis="best")), Record, plant)
    try:
        write_site(record, tmp_path / "site", preview=True)
    except (FileRefused, KeyError, ValueError, AttributeError, TypeError, IndexError):
        return
    faults = faults_of(tmp_path / "site", seen)
    assert [f for f in faults if "class" not in f and "no id" not in f and "in no template" not in f] == []


@pytest.mark.parametrize(
    "page",
    [
        f"<p>a</p><script>{RUN}</script>", f'<p title="a" onclick="{RUN}">a</p>', "<p>a < b</p>", "<p>a & b</p>", "<p>a",
        '<p id="a b">c</p>', '<p id="a">b</p><p id="a">c</p>', "<p>\u202ea</p>", "<p>\u2067a</p>", "<p>a\u2069</p>", "<p>\0</p>",
        '<p style="x">a</p>', '<p class="strange">a</p>', "<b>a</b>", '<p title="a"b">c</p>', "<p>a</b></p>",
    ],
)  # fmt: skip
def test_the_rules_are_not_blind(page: str) -> None:
    plain = Seen(learning=True)
    read('<p title="a" id="b" class="c">d</p><script src="x.js"></script>', plain)
    plain.learning = False
    assert read(page, plain).faults != []


@pytest.mark.parametrize(
    "address",
    [f"javascript:{RUN}", "JavaScript:x", "//evil.invalid/", "/etc", "../../../x", "data:text/html,x", "a\0b", "gone.html"],
)  # fmt: skip
def test_no_door_leads_anywhere_else(address: str) -> None:
    assert door_faults("en/a/index.html", ("a", address, "noopener"), {"en/a/index.html": b""}) != []
    assert door_faults("en/a/index.html", ("script", "https://evil.invalid/", ""), {}) != []


@pytest.mark.parametrize(
    "inside", ["<script/>", "<image href='//x'/>", "<a href='javascript:x'/>", "<g onload='x'/>", "<g fill='url(//x)'/>"]
)  # fmt: skip
def test_no_drawing_runs_or_loads_anything(inside: str) -> None:
    assert drawing_faults(f"<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>") != []
    assert drawing_faults("<svg xmlns='http://www.w3.org/2000/svg'><g fill='url(#a)'/></svg>") == []


def stays(told: str) -> bool:
    """Whether no turn of direction, and no half of a character, is left open."""
    ends = sum(map(told.count, "\u2066\u2067\u2068")) == told.count("\u2069")
    whole_letters = told.encode(errors="replace").decode() == told
    return ends and whole_letters and told.count("\u202a") + told.count("\u202b") == told.count("\u202c")


def test_what_is_shown_turns_nothing_that_stands_behind_it() -> None:
    assert [
        words for words in STRINGS if not stays(shown(words)) or closed(shown(words)) != shown(words)
    ] == []
    assert [words for words in STRINGS if not stays(words)] != []


def test_every_string_names_a_file_of_its_own_on_every_disk() -> None:
    made = slugs(dict(zip(STRINGS, STRINGS, strict=True)))
    assert len({name.casefold() for name in made.values()}) == len(STRINGS)
    assert all(len(name) <= LONGEST for name in made.values())
    assert not {"con", "nul", "aux", "index", "..", "."} & {name.casefold() for name in made.values()}


def test_a_name_that_is_anothers_mark_takes_nothing_of_it() -> None:
    first = slugs({"a": "Same", "b": "same"})
    made = slugs({"a": "Same", "b": "same", "c": first["a"]})
    assert len(set(made.values())) == 3
