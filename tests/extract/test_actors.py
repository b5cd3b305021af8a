"""Who is said to have struck, in English and Arabic. Every sentence is invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.actors import belligerents, claims_actors
from cairn.vocab.actors import actor_named
from cairn.vocab.closed import Event, Kind


def alleged(text: str) -> set[str]:
    return {c.value for c in claims_actors(text, "") if c.kind is Kind.ACTOR and c.event is Event.THIS}


def named(text: str) -> set[str]:
    return {c.value for c in claims_actors(text, "") if c.kind is Kind.ACTOR and c.event is Event.OTHER}


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Russian airstrikes hit the bakery.", {"russia"}),
        ("A suspected Turkish drone strike hit the bakery.", {"turkey"}),
        ("SDF shelling hit the bakery.", {"sdf"}),
        ("The bakery was hit by Syrian government forces.", {"syrian_government"}),
        ("Israel bombed the bakery at noon.", {"israel"}),
        ("A drone belonging to the Coalition struck a car.", {"us_led_coalition"}),
        ("Air strikes carried out by the Saudi-led coalition hit the bakery.", {"saudi_led_coalition"}),
        ("Haftar's forces fired rockets at the port.", {"lna"}),
        ("A Houthi missile hit the bakery.", {"houthis"}),
        ("Russia, a top ally of the government, bombed the bakery.", {"russia"}),
        ("قصف قوات النظام المخبز صباحاً", {"syrian_government"}),
        ("قصف مدفعي لقوات النظام على المخبز", {"syrian_government"}),
        ("غارات للتحالف على المخبز", {"us_led_coalition"}),
        ("قصف طيران حربي روسي المخبز", {"russia"}),
        ("غارة جوية روسية تستهدف المخبز", {"russia"}),
        ("قسد تقصف المخبز بالمدفعية", {"sdf"}),
        ("مسيّرة تركية تستهدف سيارة", {"turkey"}),
        ("مقتل رجل من قبل الجيش الإسرائيلي", {"israel"}),
        ("استهداف المخبز بطائرة مسيرة تابعة للتحالف الدولي", {"us_led_coalition"}),
        ("قصف قوات النظام وروسيا على المخبز", {"syrian_government", "russia"}),
        ("قصـ.ـف قسـ ـد على المخبز", {"sdf"}),
        ("قصف بالصواريخ من مناطق سيطرة قسد على المخبز", {"sdf"}),
    ],
)
def test_an_agent_is_an_alleged_attacker(text: str, actors: set[str]) -> None:
    assert alleged(text) == actors


@pytest.mark.parametrize(
    ("text", "attackers", "others"),
    [
        ("Turkish shelling targeted SDF positions near the bakery.", {"turkey"}, {"sdf"}),
        ("Air strikes against ISIS near the bakery.", set(), {"isis"}),
        ("غارات روسية على مواقع هيئة تحرير الشام", {"russia"}, {"hts"}),
        ("قصف تركي استهدف سيارة لقسد قرب المخبز", {"turkey"}, {"sdf"}),
        ("انفجار في منطقة تسيطر عليها قسد", set(), {"sdf"}),
    ],
)
def test_a_target_is_named_and_not_alleged(text: str, attackers: set[str], others: set[str]) -> None:
    assert alleged(text) == attackers
    assert others <= named(text)


@pytest.mark.parametrize(
    "text",
    [
        "Shelling hit the bakery; the Syrian Civil Defence pulled out two bodies.",
        "A Russian-made shell was found beside the bakery after shelling.",
        "An American citizen was killed in shelling of the bakery.",
        "قصف على المخبز وفرق الدفاع المدني السوري تنقل الجرحى",
        "إصابة رجل برصاص قرب الحدود التركية",
        "Russian speakers gathered after the shelling.",
    ],
)
def test_names_that_hold_an_actors_word_are_stepped_over(text: str) -> None:
    assert alleged(text) == set()


def test_turkish_backed_factions_are_not_turkey() -> None:
    assert alleged("Turkish-backed factions shelled the bakery.") == {"sna"}
    assert alleged("استهدفت الفصائل المدعومة من تركيا المخبز بالقذائف") == {"sna"}


def test_us_the_country_is_not_us_the_people() -> None:
    assert alleged("A US airstrike hit the bakery.") == {"united_states"}
    assert alleged("The strike left us with nothing; strikes terrify us.") == set()


def test_the_occupation_without_a_name_is_whom_the_text_calls_so() -> None:
    assert alleged("Turkish shelling hit the mill. Later the occupation shelled the bakery.") == {"turkey"}
    assert alleged("طائرات الاحتلال تقصف المخبز") == {"israel"}


def test_surest_actors_speak_for_the_account() -> None:
    text = (
        "Turkish shelling hit the bakery.\n"
        + "\n".join(["It burned."] * 9)
        + "\nRussian airstrikes hit it in spring."
    )
    claims = claims_actors(text, "en")
    assert alleged(text) == {"turkey", "russia"}
    assert belligerents(claims) == ("turkey",)


def test_a_denial_and_a_concession_are_claims_of_their_own() -> None:
    denial = [
        c
        for c in claims_actors("The Turkish army denied any shelling of the bakery.", "en")
        if c.kind is Kind.DENIAL
    ]
    assert [c.value for c in denial] == ["turkey"]
    said = "The Israeli military said it struck the building."
    concession = [c for c in claims_actors(said, "en") if c.kind is Kind.CONCESSION]
    assert [c.value for c in concession] == ["israel"]
    said = "أعلن الجيش الإسرائيلي أنه قصف المبنى"
    assert [c.value for c in claims_actors(said, "ar") if c.kind is Kind.CONCESSION] == ["israel"]
    assert not [c for c in claims_actors("Israel said nothing.", "en") if c.kind is Kind.CONCESSION]


def test_it_notes_whom_the_sentence_quotes() -> None:
    (claim,) = claims_actors(
        "Russian airstrikes hit the bakery, according to the valley council, at noon.", "en"
    )
    assert claim.attributed_to == "the valley council"


words = st.sampled_from(
    [
        "قصف",
        "روسيا",
        "قوات",
        "النظام",
        "قسد",
        "على",
        "من",
        "قبل",
        "by",
        "Russian",
        "airstrikes",
        "SDF",
        "and",
        "و",
        "denied",
        "،",
        "\n",
        "تابعة",
        "the",
    ]
)


@given(st.lists(words, max_size=30))
def test_every_claim_points_at_its_words_and_an_actor_is_claimed_once(parts: list[str]) -> None:
    text = " ".join(parts)
    claims = claims_actors(text, "ar")
    for claim in claims:
        assert text[claim.start : claim.end].strip()
    actors = [c.value for c in claims if c.kind is Kind.ACTOR]
    assert len(actors) == len(set(actors))


def test_whom_a_concession_speaks_of_concedes_nothing() -> None:
    claims = claims_actors("The Israeli military admitted that it struck Hamas targets.", "en")
    assert [c.value for c in claims if c.kind is Kind.CONCESSION] == ["israel"]


@pytest.mark.parametrize(
    "text",
    [
        "The Coalition acknowledged that it carried out a strike which harmed civilians in the market.",
        "The Coalition acknowledged that it had struck the market by mistake.",
    ],
)
def test_to_acknowledge_having_carried_out_a_strike_is_a_concession(text: str) -> None:
    told = [c for c in claims_actors(text, "en") if c.kind is Kind.CONCESSION]
    assert [c.value for c in told] == ["us_led_coalition"]


def roles(text: str) -> dict[str, str]:
    return {c.value: c.role for c in claims_actors(text, "") if c.kind is Kind.ACTOR}


def manner(text: str) -> dict[str, str]:
    return {c.value: c.manner for c in claims_actors(text, "") if c.kind is Kind.ACTOR and c.manner}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Turkish shelling targeted SDF positions.", {"turkey": "attacker", "sdf": "target"}),
        ("مسيّرة تركية تقتل قياديا من قسد", {"turkey": "attacker", "sdf": "victim_side"}),
        ("مقتل عنصرين من قوات النظام بانفجار لغم", {"syrian_government": "victim_side"}),
        ("مقتل 3 من قسد بانفجار لغم", {"sdf": "victim_side"}),
        ("قالت قسد إن سيارة انقلبت قرب المخبز", {"sdf": "source"}),
        ("التقى وفد المزارعين قوات النظام عند الجسر", {"syrian_government": "present"}),
    ],
)
def test_every_actor_named_has_a_role(text: str, told: dict[str, str]) -> None:
    assert roles(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Russian airstrikes hit the bakery.", "stated"),
        ("Residents accused Russia of strikes: Russian airstrikes hit the bakery.", "accused"),
        ("An alleged Russian airstrike hit the bakery.", "alleged"),
        ("طائرة يعتقد أنها روسية قصفت المخبز", "alleged"),
        ("اتهم السكان الطيران الروسي بقصف المخبز", "accused"),
        ("Russia admitted that it struck the bakery.", "conceded"),
    ],
)
def test_it_says_how_the_part_of_an_attacker_is_put(text: str, told: str) -> None:
    assert manner(text) == {"russia": told}


@pytest.mark.parametrize(
    "text",
    [
        "تحليق طيران روسي في سماء المخبز",
        "A Russian reconnaissance plane: overflight of Russian jets over the bakery.",
        "اشتباكات بين قوات النظام وقسد قرب المخبز",
        "لم تكن هناك أي طائرة روسية، لم يكن هناك طيران روسي",
        "اعتراض صواريخ إيرانية فوق المخبز",
    ],
)
def test_who_flies_by_or_fights_another_is_no_attacker(text: str) -> None:
    assert alleged(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "A woman was wounded by debris as an Israeli warplane intercepted Iranian drones over the mill.",
        "سقوط حطام على الطاحونة بعد اعتراض الدفاعات الجوية الإسرائيلية صواريخ إيرانية",
        "أسقط الجيش الإسرائيلي مسيرات إيرانية فوق الطاحونة",
    ],
)
def test_the_two_sides_of_an_interception_are_no_attackers(text: str) -> None:
    claims = [c for c in claims_actors(text, "") if c.kind is Kind.ACTOR]
    assert {c.value: c.role for c in claims} == {"israel": "intercepted", "iran": "launched"}
    assert belligerents(claims) == ()


def test_an_army_belongs_to_whoever_holds_it_on_the_day() -> None:
    text = "The Syrian army shelled the bakery."
    holders = [
        claims_actors(text, "en", (), day)[0].value for day in (None, date(2024, 12, 7), date(2025, 1, 1))
    ]
    assert holders == ["syrian_government", "syrian_government", "syrian_transitional_government"]
    assert (
        claims_actors("Regime forces shelled the bakery.", "en", (), date(2025, 1, 1))[0].value
        == "syrian_government"
    )


def test_followers_belong_to_the_actor_named_before() -> None:
    assert alleged("قصفت القوات التركية والفصائل الموالية لها المخبز") == {"turkey", "sna"}
    assert alleged("The Turkish army and its proxies shelled the bakery.") == {"turkey", "sna"}
    assert alleged("The farmers and their proxies shelled the bakery.") == set()


def test_what_happened_at_the_same_hour_elsewhere_yields_to_the_news() -> None:
    text = "غارات روسية على المخبز تزامنت مع قصف لقوات النظام على الجسر"
    assert belligerents(claims_actors(text, "ar")) == ("russia",)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("وقالت فرق الوادي إن قصف قوات النظام طال المخبز", "فرق الوادي"),
        ("قصف قوات النظام المخبز، بحسب مركز الوادي", "مركز الوادي"),
        ("Russian airstrikes hit the bakery, according to Valley News, at noon.", "Valley News"),
        ("Russian airstrikes hit the bakery.", ""),
    ],
)
def test_an_attacker_is_attributed_to_whom_the_sentence_quotes(text: str, who: str) -> None:
    (claim,) = claims_actors(text, "")
    assert claim.attributed_to == who


def test_who_lends_support_to_a_raid_has_part_in_it() -> None:
    text = "عملية نفذتها قوات سوريا الديمقراطية، بالدعم المباشر من التحالف الدولي"
    assert alleged(text) == {"sdf", "us_led_coalition"}


def test_a_clause_between_commas_may_name_who_fired() -> None:
    assert alleged("جراء استهداف بصواريخ موجهة، من قوات النظام، لسيارة قرب المخبز") == {"syrian_government"}


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("YPG forces", "sdf"),
        ("rebel_forces", "syrian_opposition"),
        ("iraq_government_forces", "iraqi_government"),
        ("iraq_irregular_forces", "iraqi_irregular_forces"),
        ("الدعم السريع", "rapid_support_forces"),
        ("SAF", "sudanese_armed_forces"),
        ("Tatmadaw", "myanmar_military"),
        ("ZSU", "ukraine"),
        ("Hizbollah", "hezbollah"),
    ],
)
def test_other_recorders_names_lead_to_the_actor(name: str, actor: str) -> None:
    assert actor_named(name) == actor


def test_followers_are_as_surely_blamed_as_whom_they_follow() -> None:
    text = "قصف تركي على المخبز\nقال السكان ذلك\nوأضافوا غير ذلك\nوقع القصف أمس\nقصفت القوات التركية ومرتزقتها المخبز"
    assert set(belligerents(claims_actors(text, "ar"))) == {"turkey", "sna"}


def test_two_students_are_no_taliban() -> None:
    assert claims_actors("مقتل مدنيين بينهم طالبان بقصف على السكن", "ar") == []


def test_whom_the_occupation_means_is_told_by_the_whole_text() -> None:
    account = "قصف جيش الاحتلال المخبز"
    assert alleged(account) == {"israel"}
    whole = "الاحتلال التركي يصعد قصفه\n" + account
    assert [c.value for c in claims_actors(account, "ar", whole=whole)] == ["turkey"]


@pytest.mark.parametrize(
    ("text", "attackers"),
    [
        ("قصف تركي على قرية ضمن مناطق سيطرة قسد", {"turkey"}),
        ("غارة إسرائيلية استهدفت رتلاً لقوات النظام", {"israel"}),
        ("اتهامات بتفجير السفارة الإيرانية", set()),
    ],
)
def test_where_or_whom_fire_hit_is_no_attacker(text: str, attackers: set[str]) -> None:
    assert alleged(text) == attackers
