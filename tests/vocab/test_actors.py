"""The registry of actors."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.errors import CairnError
from cairn.values import folded
from cairn.vocab import actors as registry
from cairn.vocab.actors import (
    KINDS,
    Actor,
    actor_name,
    actor_named,
    actors,
    named_apart,
    own_actors,
)
from cairn.vocab.load import use_words


def test_every_actor_has_a_name_in_both_languages_and_a_slug() -> None:
    for actor in actors().values():
        assert actor.names["en"]
        assert actor.names["ar"]
        assert actor.id == actor.id.lower().replace(" ", "_")


def test_unknown_is_no_actor() -> None:
    assert "unknown" not in actors()
    assert actor_named("Unknown") == ""


def test_no_alias_names_two_actors() -> None:
    owners: dict[str, str] = {}
    for actor in actors().values():
        for alias in actor.aliases:
            assert owners.setdefault(alias.casefold(), actor.id) == actor.id


@pytest.mark.parametrize(
    ("name", "actor_id"),
    [("russia", "russia"), ("Assad regime", "syrian_government"), ("قوات النظام", "syrian_government"),
     ("قسد", "sdf"),
     ("us_led_coalition", "us_led_coalition"), ("the moon", "")],
)  # fmt: skip
def test_it_knows_actors_by_id_name_and_alias(name: str, actor_id: str) -> None:
    assert actor_named(name) == actor_id


def test_names_are_shown_in_the_language_asked_for() -> None:
    assert actor_name("russia", "ar") == "روسيا"
    assert actor_name("russia") == "Russia"
    assert actor_name("nobody") == "nobody"


def test_memberships_are_dated_where_the_date_is_known() -> None:
    (membership,) = actors()["united_states"].member_of
    assert (membership.actor, membership.start, membership.end) == (
        "us_led_coalition",
        date(2014, 8, 8),
        None,
    )


@pytest.mark.parametrize(
    "rows",
    [
        [{"id": "a", "kind": "state", "names": {"en": "A", "ar": "ا"}, "source": "s"}] * 2,
        [{"id": "a", "kind": "planet", "names": {"en": "A", "ar": "ا"}}],
        [{"id": "a", "kind": "state", "names": {"en": "A"}}],
        [
            {
                "id": "a",
                "kind": "state",
                "names": {"en": "A", "ar": "ا"},
                "source": "s",
                "member_of": [{"actor": "b"}],
            }
        ],
        [{"id": "a", "kind": "state", "names": {"en": "A", "ar": "ا"}}],
    ],
)
def test_a_faulty_list_is_refused(rows: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "load_toml", lambda name: {"actor": rows})
    with pytest.raises(CairnError) as refused:
        registry.actors.__wrapped__()
    assert refused.value.code == "actor-list-invalid"


READ_FOR = """russia syrian_government syrian_transitional_government us_led_coalition united_states united_kingdom
france netherlands turkey sna sdf isis hts syrian_opposition israel iran iran_aligned_groups hezbollah jordan hamas
islamic_jihad palestinian_militants iraqi_government saudi_led_coalition united_arab_emirates houthis yemeni_government
southern_transitional_council lna gna egypt wagner ukraine lebanese_army pkk iraqi_irregular_forces al_qaeda
separatists_in_ukraine sudanese_armed_forces rapid_support_forces splm_north myanmar_military arakan_army
myanmar_resistance ethiopian_government tplf al_shabaab taliban pakistan m23 boko_haram"""


def test_the_actors_a_text_is_read_for_are_these_however_many_bodies_the_registry_knows() -> None:
    """Another actor here is a change of every reading: it belongs into a commit with its scores."""
    assert list(actors()) == READ_FOR.split()
    assert len(registry.registry()) > 2 * len(actors())


def every_spelling(actor: Actor) -> set[str]:
    return {folded(name) for name in (actor.id.replace("_", " "), *actor.names.values(), *actor.aliases)}


def test_a_body_shares_a_name_only_with_the_larger_one_that_texts_name_it_for() -> None:
    owner = {name: actor.id for actor in actors().values() for name in every_spelling(actor)}
    taken: dict[str, str] = {}
    for body in registry.registry().values():
        if body.id in actors():
            continue
        for name in every_spelling(body):
            assert owner.get(name, body.read_as) == body.read_as, (name, body.id)
            assert taken.setdefault(name, body.id) == body.id, name
        assert not body.read_as or every_spelling(body) & set(owner), body.id
        assert not body.adjectives, body.id


def test_names_in_further_languages_are_the_registrys_alone() -> None:
    everyone, read = registry.registry(), actors()
    assert everyone["pkk"].names["ku"] == "Partiya Karkerên Kurdistanê"
    for actor in read.values():
        assert set(actor.names) == {"en", "ar"}, actor.id
        assert set(actor.aliases) <= set(everyone[actor.id].aliases)
    owners: dict[str, str] = {}
    for actor in everyone.values():
        for name in every_spelling(actor):
            first = everyone[owners.setdefault(name, actor.id)]
            assert actor.id in (first.id, first.read_as) or actor.read_as == first.id, (name, actor.id)


def test_more_names_for_an_actor_that_is_not_listed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    lists = {"actor": [], "also": [{"id": "moon", "aliases": ["Luna"]}]}
    monkeypatch.setattr(registry, "load_toml", lambda name: lists)
    with pytest.raises(CairnError, match="moon"):
        registry.registry.__wrapped__()


def test_every_actor_that_ships_says_by_what_it_is_known_and_is_of_a_known_kind() -> None:
    for actor in registry.registry().values():
        assert actor.source, actor.id
        assert actor.kind in KINDS, actor.id
    assert {actor.kind for actor in registry.registry().values()} == set(KINDS)


@pytest.mark.parametrize(
    ("name", "body"),
    [("Yekîneyên Parastina Gel", "ypg"), ("כוח קודס", "quds_force"), ("ЗСУ", "armed_forces_of_ukraine"),
     ("حزب حیات آزاد کردستان", "pjak"), ("İsrail Hava Kuvvetleri", "israeli_air_force"), ("КСИР", "irgc"),
     ("حركة أحرار الشام الإسلامية", "ahrar_al_sham")],
)  # fmt: skip
def test_bodies_are_known_by_names_in_every_script_in_use(name: str, body: str) -> None:
    owners = [actor.id for actor in registry.registry().values() if folded(name) in every_spelling(actor)]
    assert owners == [body]


def test_memberships_are_those_that_the_relations_tell_and_nobody_denies() -> None:
    everyone = registry.registry()
    assert {m.actor for m in everyone["ypg"].member_of} == {"sdf", "pyd"}
    assert {m.actor for m in everyone["qassam_brigades"].member_of} == {"hamas"}
    assert "pkk" not in {m.actor for body in ("pyd", "sdf", "tak", "ybs") for m in everyone[body].member_of}
    (beside,) = (m for m in everyone["russia"].partner_of if m.actor == "syrian_government")
    assert (beside.start, beside.end, beside.countries) == (
        date(2015, 9, 30),
        date(2024, 12, 8),
        ("SY",),
    )


def test_what_is_read_stands_in_relation_only_to_what_is_read() -> None:
    for actor in actors().values():
        assert {m.actor for m in (*actor.member_of, *actor.partner_of)} <= set(actors())


def test_a_teams_own_actor_needs_no_source_and_may_tell_its_membership_in_its_row() -> None:
    (guard,) = own_actors(
        '[[actor]]\nid = "reed_guard"\nkind = "party"\nnames = { en = "Reed Guard", ar = "حرس القصب" }\n'
        'member_of = [{ actor = "sdf", from = "2031-01-01" }]'
    )
    assert (guard.source, guard.member_of[0].actor) == ("", "sdf")


def test_a_teams_word_list_may_add_an_actor_without_a_source() -> None:
    try:
        use_words({"actors": '[[actor]]\nid = "x"\nkind = "group"\nnames = { en = "Xs", ar = "س" }'})
        assert "x" in actors()
        assert actors()["russia"].source
    finally:
        use_words({})


def test_a_body_within_a_larger_one_has_its_name_to_itself_where_no_text_is_read() -> None:
    listed = registry.registry()
    within = next(a for a in listed.values() if a.read_as and set(a.aliases) & set(listed[a.read_as].aliases))
    name = next(alias for alias in within.aliases if alias in listed[within.read_as].aliases)
    apart = named_apart(listed)
    assert [a.id for a in apart.values() if name in a.aliases] == [within.id]
    assert apart[within.read_as].names == listed[within.read_as].names
