"""With what a strike was made and what it hit, in English and Arabic. Every sentence is invented."""

from __future__ import annotations

import pytest

from cairn.extract.weapons import claims_weapons, infrastructure
from cairn.vocab.closed import Event, Kind
from cairn.vocab.load import load_toml


def weapons(text: str) -> set[str]:
    return {c.value for c in claims_weapons(text, "")}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("An airstrike killed two at the mill.", {"airstrike"}),
        ("A drone strike killed two at the mill.", {"drone_strike"}),
        ("Artillery shelling killed two at the mill.", {"artillery"}),
        ("A landmine killed a shepherd.", {"mine_or_remnant"}),
        ("A roadside bomb killed a driver.", {"ied"}),
        ("Barrel bombs fell on the mill, killing two.", {"barrel_bomb"}),
        ("Cluster munitions wounded three.", {"cluster_munition"}),
        ("Two were shot dead by a sniper.", {"small_arms"}),
        ("Gunboats opened fire on the pier, killing one.", {"naval"}),
        ("Chlorine was used in the attack.", {"chemical"}),
        ("غارة جوية على الطاحونة", {"airstrike"}),
        ("مسيّرة تستهدف دراجة", {"drone_strike"}),
        ("قصف مدفعي على الطاحونة", {"artillery"}),
        ("قصف براجمات الصواريخ على الطاحونة", {"rocket"}),
        ("مقتل راعٍ بانفجار لغم أرضي", {"mine_or_remnant"}),
        ("انفجار عبوة ناسفة بسيارة", {"ied"}),
        ("مقتل رجل برصاص قناص", {"small_arms"}),
        ("عملية إنزال جوي واعتقال رجل", {"ground_operation"}),
        ("برميل متفجر على الطاحونة يقتل رجلاً", {"barrel_bomb"}),
    ],
)
def test_it_names_the_weapon(text: str, ids: set[str]) -> None:
    assert weapons(text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("غارات جوية بالصواريخ على الطاحونة تقتل رجلاً", {"airstrike"}),
        ("قصف بالصواريخ على الطاحونة يقتل رجلاً", {"rocket"}),
        ("قصف بالمدفعية والصواريخ على الطاحونة يقتل رجلاً", {"artillery", "rocket"}),
        ("سقوط صاروخ على الطاحونة ومقتل رجل", {"missile"}),
        ("قصف مدفعي وصاروخي على الطاحونة", {"artillery", "rocket"}),
        ("قصف صاروخي على الطاحونة بعدة قذائف", {"rocket"}),
        ("سقوط قذائف على الطاحونة ومقتل رجل", {"artillery"}),
        ("An airstrike hit the mill; the bombardment killed two.", {"airstrike"}),
        ("A bombardment of the mill killed two.", {"artillery"}),
    ],
)
def test_a_general_word_counts_only_where_no_plainer_weapon_is_named(text: str, ids: set[str]) -> None:
    assert weapons(text) == ids


def test_a_ceasefire_is_no_gunfire_and_a_scouting_plane_no_strike() -> None:
    assert weapons("قتل رجل بقصف مدفعي رغم اتفاق وقف إطلاق النار") == {"artillery"}
    assert weapons("قصف مدفعي على الطاحونة وسط تحليق طيران الاستطلاع") == {"artillery"}


def test_debris_of_an_interception_is_named_as_such() -> None:
    assert weapons("Debris of an intercepted drone fell on the mill and killed a man.") >= {
        "interceptor_debris"
    }
    assert weapons("سقوط حطام صاروخ على الطاحونة وإصابة رجل") == {"interceptor_debris"}


def test_a_weapon_named_only_further_down_is_another_events() -> None:
    text = "Shelling hit the mill. Shelling killed two. Airstrikes had hit the bridge in spring."
    assert [(c.value, c.event) for c in claims_weapons(text, "en")] == [
        ("artillery", Event.THIS),
        ("airstrike", Event.OTHER),
    ]


def test_a_drones_air_strike_is_a_drone_strike() -> None:
    assert weapons("A drone carried out an airstrike on the mill.") == {"drone_strike"}


def test_a_weapon_outside_a_sentence_of_attack_or_harm_is_not_claimed() -> None:
    assert weapons("The museum shows old furniture and a pottery wheel.") == set()


def test_broken_words_are_read_whole() -> None:
    assert weapons("غـ ـارة جـ.ـوية على الطاحونة") == {"airstrike"}


def test_each_weapon_is_claimed_once_at_its_first_words() -> None:
    text = "Shelling hit the mill. Later shelling killed two. Rockets hit the bridge."
    claims = claims_weapons(text, "en")
    assert [(c.kind, c.value, text[c.start : c.end]) for c in claims] == [
        (Kind.WEAPON, "artillery", "Shelling"),
        (Kind.WEAPON, "rocket", "Rockets"),
    ]
    assert claims[0].confidence > claims[1].confidence


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Shelling hit a school and a clinic.", ("school", "hospital")),
        ("قصف على سوق شعبي ومنازل المدنيين", ("market", "residential")),
        ("غارة على مخيم للنازحين", ("camp",)),
        ("إصابة مسعف باستهداف سيارة إسعاف", ("ambulance",)),
        ("The school year began in the village.", ()),
        ("Shelling wounded two, who were taken to a hospital.", ()),
        ("قصف على دير الزور ونقل الجرحى إلى المشفى", ()),
    ],
)
def test_it_names_the_kind_of_place_hit(text: str, ids: tuple[str, ...]) -> None:
    assert infrastructure(text, "") == ids


@pytest.mark.parametrize("table", ["weapon", "infrastructure"])
def test_every_id_has_a_label_in_both_languages(table: str) -> None:
    rows = load_toml("weapons" if table == "weapon" else table)[table]
    assert all(row["label_en"] and row["label_ar"] and row["label_en"] != row["label_ar"] for row in rows)
