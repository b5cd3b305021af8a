"""Arabic sentences of harm, all invented: who is counted, who only did it or is only spoken of."""

from __future__ import annotations

import pytest

from cairn.extract.counts_ar import claims_ar
from cairn.extract.model import LUMPED, Claim
from cairn.vocab.closed import Basis, Group, Kind, Status

_COUNTED = (Kind.KILLED, Kind.INJURED)


def _told(
    text: str, kind: Kind = Kind.KILLED, group: Group = Group.ALL
) -> list[tuple[int | None, int | None]]:
    return [(c.min, c.max) for c in claims_ar(text) if c.kind is kind and c.group is group]


def _whole(text: str, kind: Kind = Kind.KILLED) -> list[Claim]:
    return [c for c in claims_ar(text) if c.kind is kind and c.group in (Group.ALL, Group.BELLIGERENTS)]


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("مقتل امرأة سورية وطفلها بقصف على البلدة", 2),
        ("مقتل تاجر يدعى سالم العابد، يبلغ من العمر 40 عاما، إلى جانب نادر حامد", 2),
        ("مقتل سالم العابد المتهم بالعمل مع جهة محلية، وزوجته، إثر مداهمة", 2),
        ("استهدفت الغارة منزل سالم ما أدى لمقتله مع أطفاله الستة وأمهم", 8),
        ("استشهاد الشهيدين سالم العابد وابنه نادر", 2),
        ("مقتل ثلاثة مدنيين طفلان وامرأة", 3),
        ('شهيدان "رجل وطفله" بقصف على السهل', 2),
        ("مقتل مسنة وأحد أبناء زوجها", 2),
        ("قتل أربعة أطفال من عائلة واحدة وامرأة", 5),
        ("استشهد مواطنين من أهالي القرية وهما رجل وابنه", 2),
        ("أسفر القصف عن فقدان خمسة مدنيين", 5),
        ("فقد أربعة من مقاتليه حياتهم", 4),
        ("إن 13 فلاحا منهم عجوزان وصبي استشهدوا", 13),
        ("وصلت حصيلة الضحايا إلى 9 قتلى", 9),
        ("ارتفعت حصيلة الضحايا ليلا إلى 17 فلاحا", 17),
    ],
)
def test_it_counts_the_killed_of_a_sentence(sentence: str, count: int) -> None:
    (claim,) = [c for c in _whole(sentence) if not c.figure.is_unknown]
    assert (claim.min, claim.max) == (count, count)


@pytest.mark.parametrize(
    "sentence",
    [
        "قال المراسل إن فرق الإنقاذ انتشلت الضحايا",
        "فوق جثث في المقبرة",
        "ألم المصاب الأليم",
        "سالم ابن أحد القتلى",
        "نبأ وفاة طفلة عار عن الصحة",
        "لم ترد إلى نقطة الإسعاف أنباء عن جرحى",
        "ما قضى على آمال الناس",
        "مرض أصاب الناس كما قال طبيب",
        "تحييد مناطق المخيمات عن الصراع",
        "الجيش السوري يعلن",
        "إصابة مباشرة خطيرة",
    ],
)
def test_who_only_did_it_or_is_only_spoken_of_is_not_counted(sentence: str) -> None:
    assert [c for c in claims_ar(sentence) if not c.figure.is_unknown] == []


def test_a_rescue_team_is_never_what_it_recovered() -> None:
    claims = claims_ar("أفاد مراسل بأن ثلاثة متطوعين انتشلوا خمس جثث")
    assert [(c.kind, c.min) for c in claims] == [(Kind.RECOVERED, 5)]


def test_bodies_brought_out_are_recovered_by_their_count() -> None:
    assert _told("تم انتشال جثث ثلاثة قتلى", Kind.RECOVERED) == [(3, 3)]


@pytest.mark.parametrize(
    ("sentence", "top"),
    [
        ("56 قتيلا وجريحا في السوق", 56),
        ("12 قتيل وجريح بغارات على البلدة", 12),
        ("قتل وجرح 5 أشخاص", 5),
        ("ستة أطفال بين قتيل وجريح", 6),
    ],
)
def test_killed_and_injured_in_one_figure_share_its_highest(sentence: str, top: int) -> None:
    claims = [c for c in claims_ar(sentence) if c.group is Group.ALL]
    assert [(c.kind, c.min, c.max, c.scope) for c in claims] == [(k, None, top, LUMPED) for k in _COUNTED]


def test_more_than_so_many_dead_and_injured_bounds_neither() -> None:
    assert all(c.figure.is_unknown for c in claims_ar("سقط في المصنع أكثر من 70 عاملا بين شهيد ومصاب"))


def test_dead_and_injured_without_a_number_are_some_of_each() -> None:
    for kind in _COUNTED:
        assert _told("قتلى وجرحى بقصف على السوق", kind) == [(2, None)]


def test_a_vague_word_below_a_figure_tells_nothing_new() -> None:
    assert _told("مقتل 3 مدنيين بقصف على السوق.\nصورة: قتلى وجرحى في السوق") == [(3, 3)]


@pytest.mark.parametrize(
    ("sentence", "group", "low", "high"),
    [
        ("مقتل 9 أشخاص بينهم نساء وأطفال", Group.WOMEN, 2, None),
        ("مقتل شخصين أحدهما طفل", Group.CHILDREN, 1, 1),
        ("استشهاد 8 نازحين في خيمة (جدة وابنتها و6 أطفال)", Group.CHILDREN, 6, 6),
        ("إن 11 نازحا منهم 4 أطفال استشهدوا", Group.CHILDREN, 4, 4),
        ("مقتل 86 طفلا وطفلة", Group.CHILDREN, 86, 86),
        ("مقتل 13 شخصا، تسعة أطفال وأربع نساء", Group.CHILDREN, 9, 9),
        ("4 شهداء أطفال في البلدة", Group.CHILDREN, 4, 4),
    ],
)
def test_parts_stand_beside_their_whole(sentence: str, group: Group, low: int, high: int | None) -> None:
    assert _told(sentence, group=group) == [(low, high)]


@pytest.mark.parametrize(
    "sentence", ["مقتل 7 مدنيين معظمهم أطفال", "مقتل 5 مدنيين، أنقذت الفرق بينهم 3 أطفال"]
)
def test_most_of_them_and_the_rescued_are_no_part(sentence: str) -> None:
    assert _told(sentence, group=Group.CHILDREN) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "مقتل مدنيين اثنين وإصابة ثلاثة آخرين",
        "شهيد وعدة جرحى مدنيون",
        "قتلى وجرحى مدنيون بقصف على البلدة",
        "إصابة ثلاثة أشخاص من النازحين",
    ],
)
def test_those_of_one_breath_are_civilians_alike(sentence: str) -> None:
    assert {c.status for c in claims_ar(sentence)} == {Status.CIVILIAN}


@pytest.mark.parametrize(
    "sentence",
    [
        "استهداف أحد عناصر الحاجز ما أدى لمقتله",
        "مقتل سالم العابد، وهو مقاتل سابق",
        "إصابة عنصر وجرح آخر",
        "أصيب عناصر من الحاجز",
        "قتل عدة عناصر من القوات",
        'عشرة جرحى في صفوف "هيئة محلية"',
    ],
)
def test_the_armed_are_told_by_what_the_words_call_them(sentence: str) -> None:
    assert {c.status for c in claims_ar(sentence) if c.kind in _COUNTED} == {Status.BELLIGERENT}


def test_an_armed_group_in_front_of_its_deed_is_not_its_own_dead() -> None:
    assert _told("قتلت ميليشيا مسلحة ثلاثة مزارعين") == [(3, 3)]


def test_the_same_figure_has_one_status_in_a_text() -> None:
    claims = _whole("سبعة شهداء في البلدة.\nمقتل 7 مدنيين بقصف على البلدة")
    assert {c.status for c in claims} == {Status.CIVILIAN}


def test_the_detained_are_no_dead() -> None:
    text = "مقتل رجل واعتقال ثلاثة آخرين"
    assert _told(text) == [(1, 1)]
    assert _told(text, Kind.DETAINED) == [(3, 3)]


def test_words_broken_to_pass_a_filter_are_read() -> None:
    assert _told("اسـ.ـتشـ,ـهاد ثـ.ـلاثة أطفـ.ـال") == [(3, 3)]
    assert _told("#استشهاد_طفلين في البلدة") == [(2, 2)]


@pytest.mark.parametrize("opening", ["عاجل||", "عاجل || ", "عاجل: ", "مراسلنا\n"])
def test_what_opens_a_post_is_no_part_of_the_next_word(opening: str) -> None:
    assert _told(opening + "إصابة امرأة بقصف على البلدة", Kind.INJURED) == [(1, 1)]


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("قذيفة على الطاحونة: 14 شهيدا وعدد من المصابين", [(2, None)]),
        ("عشرة شهداء وعشرات الجرحى", [(20, None)]),
        ("وصل عدد المصابين إلى 23 بعد نقل 11 مصابا بالقوارب", [(23, 23)]),
        ("تأكيد بعدم إصابة طفل", []),
    ],
)
def test_it_reads_the_injured_beside_what_else_is_told(
    sentence: str, figures: list[tuple[int | None, int | None]]
) -> None:
    assert _told(sentence, Kind.INJURED) == figures


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("وبذلك يرتفع إلى 124 تعداد المدنيين والعسكريين الذين قتلوا في المنطقة", 124),
        ('إن مزارعا في "سهل النور" ومرافقه قتلا', 2),
        ("أدى لمقتل سالم حامد النادر و حامد سالم النادر", 2),
    ],
)
def test_it_reads_a_toll_before_its_noun_and_two_by_verb_or_name(sentence: str, count: int) -> None:
    (claim,) = [c for c in _whole(sentence) if not c.figure.is_unknown]
    assert (claim.min, claim.max) == (count, count)


def test_an_age_tells_a_child() -> None:
    text = "مقتل الشاب سالم العابد البالغ من العمر (16 عاما) في البلدة"
    assert _told(text, group=Group.CHILDREN) == [(1, 1)]
    assert _told(text.replace("16", "30"), group=Group.CHILDREN) == []


def test_people_of_both_sides_before_one_verb_are_told_apart() -> None:
    text = "وتابع الطبيب أن 21 نازحا وستة جنود استشهدوا"
    assert _told(text) == [(21, 21)]
    assert _told(text, group=Group.BELLIGERENTS) == [(6, 6)]


def test_a_sure_figure_is_surer_than_a_vague_one() -> None:
    (stated,) = _whole("مقتل 3 مدنيين")
    (vague,) = _whole("مقتل مدنيين")
    assert (stated.basis, vague.basis) == (Basis.STATED, Basis.VAGUE)
    assert stated.confidence > vague.confidence
