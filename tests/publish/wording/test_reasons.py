"""The machine's reasons in two languages: every sentence it writes is known, values are set apart, what is not known
is shown as it stands. Every value is invented."""

from __future__ import annotations

from string import Formatter
from typing import Any

import pytest

from cairn.assess import suggest
from cairn.incident import project
from cairn.match.duplicates import sentences
from cairn.match.judge import weights
from cairn.publish.rows.index import index
from cairn.publish.wording.reasons import Teller
from cairn.vocab.labels import read
from cairn.vocab.load import load_toml
from publish.sample import sample


def teller(lang: str) -> Teller:
    return Teller(index(sample()), lang)


def gaps(template: str) -> set[str]:
    return {gap for _, gap, _, _ in Formatter().parse(template) if gap}


@pytest.mark.parametrize("kind", ["joining", "duplicates"])
def test_a_finding_in_arabic_sets_the_same_values(kind: str) -> None:
    english = weights().sentences if kind == "joining" else sentences()
    arabic = load_toml("findings_ar", "cairn.publish")[kind]
    told = {name: (gaps(words), gaps(arabic[name])) for name, words in english.items() if name in arabic}
    assert sorted(set(english) - set(told)) == []
    assert [name for name, (one, other) in told.items() if one != other] == []


def row(**more: Any) -> Any:
    return {
        "account_id": "a1", "decided_by": "rule",
        "why": "Joined because the days told agree. That it tells of an event of its own is less likely.",
        "features": [
            {"name": "killed_close", "weight": 0.5, "sentence": "", "left": "at least 4", "right": "5 to 6"},
            {"name": "actors_differ", "weight": -0.9, "sentence": "", "left": "river-guard", "right": "not known"},
            {"name": "words_none", "weight": -0.1, "sentence": "", "left": "", "right": ""},
        ],
        **more,
    }  # fmt: skip


def test_a_joining_is_told_in_arabic_with_its_values_set_apart() -> None:
    told = teller("ar").joining(row())
    assert told.lead == "ضُمّت."
    assert told.speaks_for == (
        "عددا القتلى متقاربان: <bdi>4</bdi> على الأقل ومن <bdi>5</bdi> إلى <bdi>6</bdi>.",
    )
    assert told.against == ("تتهمان طرفين مختلفين: <bdi>حرس النهر</bdi> وغير معروف.",)
    assert "أقل" in told.tail


def test_the_same_in_english_names_parties_by_their_names() -> None:
    assert "River Guard" in teller("en").joining(row()).against[0]


def test_the_longest_beginning_of_a_reason_is_the_one_that_is_told() -> None:
    told = teller("ar").joining(row(why="Joined elsewhere, it may belong here too because both agree."))
    assert "حادثة أخرى" in told.lead


def test_a_persons_reason_stays_in_the_persons_words() -> None:
    told = teller("ar").joining(row(why="I stood <there>", decided_by="Noor Example"))
    assert told.lead == '<bdi dir="auto">I stood &lt;there&gt;</bdi>'
    assert told.speaks_for == ()


def test_a_finding_nobody_translated_is_shown_as_it_stands() -> None:
    finding = {"name": "moon_same", "weight": 1.0, "sentence": "One moon: full.", "left": "full", "right": ""}
    told = teller("ar").joining(row(features=[finding]))
    assert told.speaks_for == ('<bdi dir="auto">One moon: full.</bdi>',)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("A near copy of x-1#1 (91% of the word pairs of the shorter text), counted once.", "x-1#1"),
        ("A person decided that it has one origin with x-2#1.", "x-2#1"),
        ("Published by a source that gave other reports too: Reed (reed.example) and Reed are one voice.", "Reed"),
    ],
)  # fmt: skip
def test_an_origin_is_told_in_arabic(said: str, told: str) -> None:
    shown = teller("ar").origin(said)
    assert f"<bdi>{told}" in shown
    assert "dir" not in shown


def test_a_trace_of_the_rules_is_told_in_arabic_line_by_line() -> None:
    lines = [
        "strike: likely, 2 independent origins (o1, o2) tell of it, 2 independent origins (o1, o2) naming "
        "river-guard and none another",
        "contested: holds, independent origins blame different actors (northern-pact: 1 origin (o3))",
        "fair: holds, 2 independent origins (o1, o2) and the strike is likely",
        "precedent: weak and not fair, 5 of 6 cases alike (river-guard named first, others too) were graded weak, "
        "in this record, by its own people",
    ]
    shown = [teller("ar").sentence(line, "trace") for line in lines]
    assert all("dir=" not in line for line in shown)
    assert "<bdi>حرس النهر</bdi>" in shown[0]
    assert "<bdi>الحلف الشمالي</bdi>" in shown[1]
    assert "مرجّحة" in shown[2]
    assert "ضعيفة لا معقولة" in shown[3]


def test_what_the_rules_write_where_nothing_is_told_is_known() -> None:
    (hint,) = suggest(project([]), [])
    for line in hint.trace:
        assert "dir=" not in teller("ar").sentence(line, "trace"), line
    assert "dir=" not in teller("ar").sentence(hint.would_change, "change")


def test_no_sentence_is_no_markup() -> None:
    assert teller("ar").sentence("", "change") == ""


def test_the_words_hold_both_languages_with_the_same_gaps() -> None:
    from importlib import resources

    words = read(resources.files("cairn.publish").joinpath("data/reasons.toml").read_text("utf-8"))
    for section, entries in words["en"].items():
        for key, english in entries.items():
            assert gaps(english) == gaps(words["ar"][section][key]), (section, key)


def test_a_day_that_was_inferred_is_said_to_be_in_arabic_too() -> None:
    finding = {
        "name": "date_inferred_inside", "weight": 1.2, "sentence": "", "left": "2031-05-01 to 2031-05-09, inferred",
        "right": "2031-05-04, inferred",
    }  # fmt: skip
    told = teller("ar").joining(row(features=[finding]))
    assert "inferred" not in "".join(told.speaks_for)
    assert "<bdi>2031-05-09</bdi>، استنتاجًا" in told.speaks_for[0]
