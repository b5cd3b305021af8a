"""Harm to people is read in languages told by a word list alone, by the policy of the Arabic and English readers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.lexicon_counts import claims_by_lexicon
from cairn.extract.model import LUMPED, OVER
from cairn.vocab.closed import Basis, Event, Group, Kind, Status

Told = tuple[str, int | None, int | None]


def read(text: str, language: str) -> list[Told]:
    return [(c.kind.value, c.min, c.max) for c in claims_by_lexicon(text, language) if c.group is Group.ALL]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr", "Köye düşen top mermisi sonucu üç kişi hayatını kaybetti, beş kişi yaralandı."),
        ("uk", "Унаслідок обстрілу села загинули троє людей, ще п'ятеро поранені."),
        ("ru", "При обстреле посёлка погибли три человека, ещё пятеро получили ранения."),
        ("ku", "Di topbarana li ser gund de sê kes hatin kuştin û pênc kes birîndar bûn."),
        ("ckb", "لە تۆپبارانی گوندەکە سێ کەس کوژران و پێنج کەس بریندار بوون."),
        ("he", "שלושה בני אדם נהרגו וחמישה נפצעו בהפגזת הכפר."),
    ],
)
def test_killed_and_injured_are_told_apart_in_each_language(language: str, text: str) -> None:
    assert read(text, language) == [("killed", 3, 3), ("injured", 5, 5)]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("ru", "Погибли не менее 4 человек.", (4, None)),
        ("uk", "Під час удару загинуло до семи людей.", (None, 7)),
        ("tr", "Saldırıda 8-10 kişinin öldüğü bildirildi.", (8, 10)),
        ("he", "בין 5 ל-8 הרוגים בהפצצה.", (5, 8)),
        ("ku", "Nêzîkî bîst kes hatin kuştin.", (20, 20)),
        ("ckb", "زیاتر لە سەد کەس کوژران.", (100, None)),
        ("tr", "Bombardımanda iki yüz kırk beş kişi öldü.", (245, 245)),
        ("ru", "Убито более 1 200 человек.", (1200, None)),
        ("he", "עשרים ושלושה הרוגים.", (23, 23)),
        ("tr", "Ölü sayısı 5'ten 8'e çıktı.", (8, 8)),
    ],
)
def test_bounds_ranges_and_number_words(
    language: str, text: str, told: tuple[int | None, int | None]
) -> None:
    assert read(text, language) == [("killed", *told)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr", "İki roket boş araziye düştü, can kaybı ya da yaralanan yok."),
        ("uk", "Пошкоджено 12 будинків, люди не постраждали."),
        ("ru", "Погибших и пострадавших нет."),
        ("ku", "Pênc mal xera bûn, kes birîndar nebû."),
        ("ckb", "هیچ زیانێکی گیانی نەبوو."),
        ("he", "שתי רקטות נפלו בשטח פתוח, אין נפגעים."),
        ("ru", "Уничтожено 14 домов, погибло 38 голов скота."),
        ("tr", "Meclis bütçeyi 312 oyla kabul etti."),
    ],
)
def test_denied_harm_and_numbers_of_things_are_no_claim(language: str, text: str) -> None:
    assert read(text, language) == []


def test_those_among_them_are_a_part_and_never_added() -> None:
    claims = claims_by_lexicon("Поранено 17 людей, серед них четверо дітей.", "uk")
    assert [(c.group, c.min) for c in claims] == [(Group.ALL, 17), (Group.CHILDREN, 4)]


def test_a_part_may_come_before_its_whole() -> None:
    claims = claims_by_lexicon("Saldırıda üçü çocuk 11 sivil öldü, 20 kişi yaralandı.", "tr")
    assert (Kind.KILLED, Group.CHILDREN, 3) in [(c.kind, c.group, c.min) for c in claims]
    assert not any(c.kind is Kind.INJURED and c.group is Group.CHILDREN for c in claims)


def test_a_list_in_one_sentence_is_added_up_with_its_groups() -> None:
    claims = claims_by_lexicon("Jinek, mêrê wê û sê zarokên wan hatin kuştin.", "ku")
    assert [(c.group, c.min, c.basis) for c in claims] == [
        (Group.ALL, 5, Basis.SUM),
        (Group.WOMEN, 1, Basis.SUM),
        (Group.MEN, 1, Basis.SUM),
        (Group.CHILDREN, 3, Basis.SUM),
    ]


def test_an_age_below_eighteen_makes_a_child_and_one_above_does_not() -> None:
    young = claims_by_lexicon("Погиб 15-летний подросток.", "ru")
    grown = claims_by_lexicon("Погиб 45-летний фермер.", "ru")
    assert [c.group for c in young] == [Group.ALL, Group.CHILDREN]
    assert [(c.group, c.status) for c in grown] == [(Group.ALL, Status.CIVILIAN)]


def test_dead_and_wounded_in_one_number_bound_both_from_above() -> None:
    claims = claims_by_lexicon("Toplam 25 ölü ve yaralı var.", "tr")
    assert [(c.kind, c.min, c.max, c.scope) for c in claims] == [
        (Kind.KILLED, None, 25, LUMPED),
        (Kind.INJURED, None, 25, LUMPED),
    ]


def test_more_than_says_so() -> None:
    assert claims_by_lexicon("Убито более 40 человек.", "ru")[0].scope == OVER


def test_vague_words_give_the_least_they_can_mean() -> None:
    claims = claims_by_lexicon("דהרוגים. עשרות נפצעו בהפצצה.", "he")
    assert [(c.min, c.max, c.basis) for c in claims] == [(20, None, Basis.VAGUE)]


@pytest.mark.parametrize(
    ("language", "text", "event"),
    [
        ("uk", "З початку року в районі загинули дев'ятеро цивільних.", Event.CUMULATIVE),
        ("tr", "Geçen yıl aynı köyde dokuz kişi öldü.", Event.OTHER),
        ("ckb", "ژمارەی کوژراوان گەیشتە ١٢ کەس.", Event.UPDATE),
        ("he", "מספר ההרוגים עלה ל-15.", Event.UPDATE),
    ],
)
def test_sums_of_a_period_other_events_and_risen_tolls_are_marked(
    language: str, text: str, event: Event
) -> None:
    assert [c.event for c in claims_by_lexicon(text, language)] == [event]


def test_soldiers_are_told_apart_and_keep_their_status_for_two_more() -> None:
    claims = claims_by_lexicon("חייל נהרג ושניים נוספים נפצעו.", "he")
    assert {(c.group, c.status) for c in claims} == {(Group.BELLIGERENTS, Status.BELLIGERENT)}


def test_a_name_and_a_verb_tell_of_one() -> None:
    claims = claims_by_lexicon("Yaralı olarak hastaneye kaldırılan Kenan Tozluyurt kurtarılamadı.", "tr")
    assert [(c.kind, c.min, c.max) for c in claims] == [(Kind.DIED_OF_WOUNDS, 1, 1)]


def test_bodies_brought_out_are_recovered_and_not_killed_again() -> None:
    claims = claims_by_lexicon("Рятувальники дістали тіла трьох загиблих.", "uk")
    assert [(c.kind, c.min) for c in claims] == [(Kind.RECOVERED, 3)]


_PIECES = [
    "3",
    "убит",
    "и",
    ",",
    "пять",
    "раненых",
    "нет",
    "8-10",
    "kişi",
    "öldü",
    "ile",
    "en az",
    "הרוגים",
    "ו",
    "לפחות",
    "בן",
    "בת 7",
    "کوژرا",
    "٥",
    "û",
    "hat kuştin",
    "sê",
    ".",
    "лет",
    "до",
    "5'i",
    "—",
]


@given(
    language=st.sampled_from(["tr", "uk", "ru", "ku", "ckb", "he"]),
    text=st.text(max_size=60)
    | st.lists(
        st.sampled_from(_PIECES),
        max_size=20,
    ).map(" ".join),
)
def test_whatever_it_meets_each_claim_lies_in_the_text_and_its_ends_are_in_order(
    language: str, text: str
) -> None:
    for claim in claims_by_lexicon(text, language):
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.min is None or claim.max is None or claim.min <= claim.max
