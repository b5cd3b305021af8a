"""The registry of actors."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.errors import CairnError
from cairn.vocab import actors as registry
from cairn.vocab.actors import actor_name, actor_named, actors


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
        [{"id": "a", "kind": "state", "names": {"en": "A", "ar": "ا"}}] * 2,
        [{"id": "a", "kind": "planet", "names": {"en": "A", "ar": "ا"}}],
        [{"id": "a", "kind": "state", "names": {"en": "A"}}],
        [{"id": "a", "kind": "state", "names": {"en": "A", "ar": "ا"}, "member_of": [{"actor": "b"}]}],
    ],
)
def test_a_faulty_list_is_refused(rows: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "load_toml", lambda name: {"actor": rows})
    with pytest.raises(CairnError) as refused:
        registry.actors.__wrapped__()
    assert refused.value.code == "actor-list-invalid"
