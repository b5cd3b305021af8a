"""`cairn search`: the same answers on every database as by reading all texts through; nothing withdrawn is found."""

from __future__ import annotations

import json
import random
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.extract.wordsearch import compare, question
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.release import withdraw
from cairn.shell.acts.undo import undo
from cairn.shell.records.models import Act, ComparedText
from cairn.shell.search import bring_up_to_date, search
from conftest import jsonl, report, silent

SIGNED = {"who": "Noor Example", "why": "asked to"}


def ids(ws, *said, limit=20):
    return [row["id"] for row in search(ws, question(*said), limit, silent).reports]


@pytest.fixture
def told(ws):
    """Four reports on a hospital, on four days, each in another spelling; and one on a market."""
    texts = {
        "r-1": "سقطت قذيفة قرب المشفى الوطني.",
        "r-2": "نقل جرحى إلى مشفي البلدة",
        "r-3": "إصابة ثلاثة بالمشفـــى\nوفق ما قالت ليلى الجبلية للمراسل",
        "r-4": "و للمُشفى سيارة واحدة",
        "r-5": "A market in the town. Un marché.",
    }
    rows = [
        report(k, text, published=f"2025-05-0{n}T12:00:00Z") for n, (k, text) in enumerate(texts.items(), 1)
    ]
    add_reports(ws, "a.jsonl", jsonl(*rows))
    return ws


def test_every_spelling_is_found_the_newest_first_and_all_are_counted(told):
    assert ids(told, "المشفى") == ["r-4", "r-3", "r-2", "r-1"]
    assert ids(told, "مشفى", "جرحى") == ["r-2"]
    assert ids(told, "MARCHE") == ["r-5"]
    found = search(told, question("مشفى"), 1, silent)
    assert (found.count, [row["id"] for row in found.reports]) == (4, ["r-4"])


def test_a_report_without_a_day_comes_last(told):
    add_reports(told, "b.jsonl", jsonl(report("a-0", "مشفى", published="")))
    assert ids(told, "مشفى")[-1] == "a-0"


def test_each_passage_stands_in_the_stored_text_and_is_shown_as_written(told):
    from cairn.shell.records.models import ReportRow

    for row in search(told, question("المشفى"), 20, silent).reports:
        text = told.objects.text(ReportRow.objects.get(id=row["id"]).text_sha256)
        for passage in row["passages"]:
            around = passage["around"]
            assert text[passage["start"] : passage["end"]] == passage["quote"]
            assert text[around["start"] : around["end"]] == around["text"]
            assert passage["quote"] in around["text"]
            assert "\n" not in around["text"]
    assert [p["quote"] for p in search(told, question("مشفى", "ثلاثة"), 1, silent).reports[0]["passages"]] == [
        "ثلاثة", "بالمشفـــى",
    ]  # fmt: skip


def test_a_withdrawn_report_is_not_found_and_an_undo_brings_it_back(told):
    assert len(ids(told, "مشفى")) == 4
    withdraw("report", "r-2", **SIGNED)
    assert ids(told, "مشفى") == ["r-4", "r-3", "r-1"]
    assert not ComparedText.objects.filter(report_id="r-2").exists()
    undo(told, Act.objects.filter(kind="withdraw").latest("id").id, **SIGNED)
    assert len(ids(told, "مشفى")) == 4


def test_a_withdrawn_name_is_not_found_nor_kept_nor_shown(told):
    assert ids(told, "ليلى الجبلية") == ["r-3"]
    withdraw("name", "ليلى الجبلية", **SIGNED)
    assert ids(told, "ليلى") == ids(told, "الجبلية") == ids(told, "جبل*") == []
    assert not ComparedText.objects.filter(line__contains="جبليه").exists()
    (row,) = search(told, question("للمراسل"), 20, silent).reports
    assert "ليلى" not in json.dumps(row, ensure_ascii=False)


def test_a_changed_text_is_found_by_its_new_words(told):
    assert ids(told, "market") == ["r-5"]
    add_reports(told, "b.jsonl", jsonl(report("r-5", "A bridge.", published="2025-05-05T12:00:00Z")))
    assert (ids(told, "market"), ids(told, "bridge")) == ([], ["r-5"])


def test_searching_twice_makes_nothing_anew_and_leaves_no_act(told):
    before = Act.objects.count()
    assert bring_up_to_date(told, silent) == 5
    with CaptureQueriesContext(connection) as asked:
        assert len(ids(told, "مشفى")) == 4
    assert not [q["sql"] for q in asked if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert Act.objects.count() == before


def test_the_command_shows_the_words_with_their_place(told, cli):
    answer = cli("search", "المشفى", "--limit", 2)
    assert answer.exit_code == 0
    assert "4 reports say المشفى. The newest 2 are shown." in answer.stdout
    assert "r-3  2025-05-03  Steppe Wire (invented)\n  [12:22]  إصابة ثلاثة بالمشفـــى\n" in answer.stdout
    value = json.loads(cli("search", "مشفى", "--json").stdout)
    assert (value["asked"], value["count"], len(value["reports"])) == (["مشفى"], 4, 4)


def test_a_question_that_asks_nothing_is_typed_wrongly(told, cli):
    answer = cli("search", "...")
    assert (answer.exit_code, "no word to look for" in answer.output) == (2, True)


WORDS = [
    "مشفى",
    "باب",
    "الباب",
    "كتاب",
    "وادي",
    "له",
    "الله",
    "market",
    "markets",
    "air",
    "strike",
    "7",
    "ق",
    "بابها",
]
PREFIXES = ["", "و", "ب", "ال", "وال", "بال", "لل", "ل"]
BEFORE = [a + b for a, b in product(("", "و", "ف"), ("", "ب", "ك", "ل", "ال", "بال", "كال", "لل", "لال"))]
asked = st.lists(
    st.tuples(st.sampled_from(["word", "phrase", "beginning"]),
              st.lists(st.tuples(st.sampled_from(PREFIXES), st.sampled_from(WORDS)), min_size=1, max_size=2)),
    min_size=1, max_size=3,
)  # fmt: skip


def attached(prefix, word):
    return word if word.isascii() else prefix + word


@pytest.fixture
def many(ws):
    """Eighty reports of words put together by chance, always the same."""
    chance = random.Random(7)

    def text():
        drawn = (attached(chance.choice(PREFIXES), chance.choice(WORDS)) for _ in range(chance.randint(0, 9)))
        return " ".join(["x", *drawn])

    rows = [report(f"m-{n}", text()) for n in range(80)]
    add_reports(ws, "m.jsonl", jsonl(*rows))
    bring_up_to_date(ws, silent)
    return ws, {row["id"]: compare(row["text"]).line.split() for row in rows}


def forms(word, kind):
    """Every way a question's word may stand in a text, spelled out one by one."""
    if word.isascii():
        return {word}
    if kind == "phrase":
        own = {word[len("ال") :]} if word.startswith("ال") and len(word) > 2 else set()
        before = [b for b in BEFORE if not b.endswith(("ال", "لل"))]
        lam = [b for b in BEFORE if b.endswith("لل")]
        return {b + word for b in before} | {b + rest for rest in own for b in lam}
    bare = {word[len(b) :] for b in BEFORE if b.endswith(("ال", "لل")) and word.startswith(b)}
    return {b + core for b in BEFORE for core in {word} | {w for w in bare if len(w) >= 3}}


def says(words, kind, wanted):
    first, rest = forms(wanted[0], kind), wanted[1:]
    if kind == "beginning":
        return any(word.startswith(form) for word in words for form in first)
    return any(word in first and words[n + 1 : n + 1 + len(rest)] == rest for n, word in enumerate(words))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=asked)
def test_the_answers_are_those_of_reading_every_text_through(many, asked):
    ws, texts = many
    said, wanted = [], []
    for kind, drawn in asked:
        typed = [attached(*one) for one in drawn][: 2 if kind == "phrase" else 1]
        words = [compare(word).line.strip() for word in typed]
        if kind == "beginning" and len(words[0]) < 2:
            kind = "word"
        said.append({"word": "{}", "phrase": '"{}"', "beginning": "{}*"}[kind].format(" ".join(typed)))
        wanted.append((kind, words))
    expected = {key for key, words in texts.items() if all(says(words, *one) for one in wanted)}
    assert set(ids(ws, *said, limit=100)) == expected
