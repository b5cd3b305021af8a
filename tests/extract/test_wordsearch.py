"""A word is found in every spelling, where it stands in the stored text, and nothing else is."""

from __future__ import annotations

import unicodedata
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.wordsearch import answers, compare, question

BEFORE = [
    a + b for a, b in product(("", "و", "ف"), ("", "ب", "ك", "ل", "ال", "بال", "كال", "لل", "لال"))
]  # fmt: skip


def is_found(text: str, *said: str) -> bool:
    return answers(compare(text).line, question(*said))


def found(text: str, *said: str) -> list[str]:
    compared = compare(text)
    hits = sorted(hit for part in question(*said) for hit in part.hits(compared))
    return [hit.of(text) for hit in hits]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("إصابة أحمد في إدلب", "ادلب"),
        ("اصابة في ادلب", "إدلب"),
        ("مُسْتَشْفًى صغير", "مستشفى"),
        ("مستـــشفى صغير", "مستشفي"),
        ("مدرسه البنات", "مدرسة"),
        ("مدرسة البنات", "مدرسه"),
        ("سقوط ٢٣ قذيفة", "23"),
        ("سقوط 23 قذيفة", "٢٣"),
        ("نزوح 1,500 عائلة", "1500"),
        ("غارة\u200c جوية", "غارة"),
        ("قـ.ـتل ثلاثة", "قتل"),
        ("ق ت ي ل واحد", "قتيل"),
        ("#غارة_روسية أمس", "روسية"),
        ("يوم 8أيار قصف", "ايار"),
        ("The HOSPITAL was hit", "hospital"),
        ("près de l’hôpital", "Pres"),
        ("Straße gesperrt", "strasse"),
        ("near Ma’arrat and Ma'arrat", "maarrat"),
        ("near Maʿarrat", "Ma'arrat"),
        ("the word cafe\u0301 is here", "café"),
    ],
)
def test_any_spelling_is_found(text, said):
    assert is_found(text, said)


@pytest.mark.parametrize(
    "text", ["بالمشفى", "المشفى", "مشفى", "للمشفى", "والمشفى", "فبالمشفى", "لمشفى", "وبمشفى"]
)
@pytest.mark.parametrize("said", ["المشفى", "مشفى", "بالمشفى", "للمشفى", "مشفي"])
def test_article_and_prefixes_hide_no_word(text, said):
    assert found(f"سقطت قذيفة {text} أمس", said) == [text]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("قصف المشافي", "مشفى"),
        ("قالت له", "الله"),  # too short without its article: the article is part of the word
        ("a market", "mark"),
        ("قصف السوق", "قصف مدرسة"),
        ("مدارس", "مدرسة"),
    ],
)
def test_another_word_is_not_found(text, said):
    assert not is_found(text, *said.split())


def test_every_word_must_be_there_and_in_any_order():
    assert is_found("غارة على السوق في حلب", "حلب", "غارة")
    assert not is_found("غارة على السوق في حلب", "حلب", "مدرسة")


def test_a_phrase_stands_side_by_side_and_in_its_order():
    text = "قصف على المشفى الوطني في البلدة"
    for said in ('"المشفى الوطني"', "«المشفى الوطني»", "المشفى الوطني"):
        assert found(text, said) == ["المشفى الوطني"]
    assert not is_found(text, '"الوطني المشفى"')
    assert not is_found("المشفى الميداني والمشفى الوطني القديم", '"المشفى القديم"')


def test_quotes_keep_the_article_and_let_prefixes_stand_before_it():
    assert found("في بالباب وللباب والباب باب", '"الباب"') == ["بالباب", "وللباب", "والباب"]
    assert found("باب وباب الباب", '"باب"') == ["باب", "وباب"]


def test_a_beginning_finds_what_begins_so():
    assert found("قصف بالمدرسة ومدارس ومدرسين", "مدر*") == ["بالمدرسة", "ومدرسين"]
    assert found("air strike, air struck", '"air str"*') == ["air strike", "air struck"]
    assert found("air strike, air struck", "air str*") == ["air strike", "air struck"]


def test_a_word_with_a_hyphen_is_a_phrase():
    assert found("An air-strike, an air strike, a strike by air", "air-strike") == [
        "air-strike",
        "air strike",
    ]


@pytest.mark.parametrize("said", ['"مشفى', "«مشفى", "", "  ", "...", '""', "*", "م*", "a*", '"a" ' * 51])
def test_a_question_without_a_word_is_refused(said):
    with pytest.raises(ValueError, match=r"word|quote|beginning"):
        question(said)


def test_signs_of_a_pattern_mean_nothing():
    assert not is_found("abc", "a.c")
    assert not is_found("abc", "a[b]c")
    assert is_found("a b c", "(b)")


letters = st.text("البمدرسةفوكلأىئ abé1٢,'_\n-", max_size=40)
words = st.text("المدرسبفوكلى", min_size=1, max_size=7)


@given(letters)
def test_each_word_stands_where_the_line_says(text):
    compared = compare(text)
    assert compared.line.startswith(" ")
    assert len(compared.line.split()) == len(compared.words)
    assert all(0 <= w.start < w.end <= len(text) for w in compared.words)
    assert list(compared.words) == sorted(compared.words)


@given(st.text(max_size=60), st.text(max_size=8))
def test_no_text_and_no_question_breaks_it(text, said):
    compared = compare(text)
    try:
        parts = question(said)
    except ValueError:
        return
    for part in parts:
        assert part.hits(compared) == [] or part.needle in compared.line


@given(st.lists(words, max_size=8), words)
def test_a_word_is_found_just_where_one_of_its_forms_stands(text, asked):
    (said,) = compare(asked).line.split() or [""]
    if not said:
        return
    bare = [said[len(b) :] for b in BEFORE if b.endswith(("ال", "لل")) and said.startswith(b)]
    forms = {b + core for b in BEFORE for core in (said, *(w for w in bare if len(w) >= 3))}
    assert is_found(" ".join(text), asked) == any(w in forms for w in compare(" ".join(text)).line.split())


@given(st.text("abcdéïöñ", min_size=1, max_size=8))
def test_case_and_accents_make_no_difference(word):
    assert is_found(f"x {word.upper()} y", unicodedata.normalize("NFD", word))
