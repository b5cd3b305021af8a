"""The language of a text is told by its script and a bundled model, never by a download."""

from __future__ import annotations

import pytest

from cairn.extract.language import UNDETERMINED, WITH_RULES, detect, supported


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("قتل مدنيان وأصيب ثلاثة بقصف على بلدة النور صباح اليوم", "ar"),
        ("Two people were killed when a shell struck the market this morning", "en"),
        ("Sabah saatlerinde pazar yerine düşen top mermisi iki kişinin ölümüne neden oldu", "tr"),
        ("در حمله هوایی امروز دو نفر کشته شدند و سه نفر زخمی شدند", "fa"),
        ("Deux personnes ont été tuées ce matin par un obus tombé sur le marché", "fr"),
    ],
)
def test_it_tells_the_language(text: str, code: str) -> None:
    assert detect(text) == code


def test_an_arabic_post_inside_english_marks_is_arabic() -> None:
    assert detect("BREAKING #news @someone قتل مدنيان بقصف على بلدة النور https://example.org/a/b/c") == "ar"


@pytest.mark.parametrize("text", ["", "  \n ", "12/3 … 🔴", "a"])
def test_too_few_letters_tell_nothing(text: str) -> None:
    assert detect(text) == UNDETERMINED


def test_arabic_and_english_are_read_by_rules_and_no_language_without_a_word_list() -> None:
    assert {"ar", "en"} == WITH_RULES
    assert supported() >= WITH_RULES
    assert not supported() & {"fr", "fa", "und"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("دوو کرێکار لە گوندی کانی سپی بریندار بوون", "ckb"),
        ("Di êrîşê de sê gundî birîndar bûn", "ku"),
        ("Le blessé a été évacué vers l'hôpital, où la fête a été annulée", "fr"),
        ("Une enquête sera ouverte après l'arrêt du maître d'hôtel", "fr"),
    ],
)
def test_the_letters_of_a_language_tell_it_from_its_neighbours(text: str, code: str) -> None:
    assert detect(text) == code
