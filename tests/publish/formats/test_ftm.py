"""Who is who as FollowTheMoney: every id leads somewhere, every property is one of the schema, a denial is no link."""

import re
from datetime import date
from itertools import chain
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from cairn.publish.formats.ftm import actor_key, entities
from cairn.vocab.actors import Actor, registry
from cairn.vocab.relations import RELATIONS, Designation, Relation, designations, relations

# The properties of followthemoney 4.11 that we write, and of which type they are there; `required` is all we leave none of.
INTERVAL = {
    "startDate": "date", "endDate": "date", "date": "date", "summary": "text", "description": "text",
    "recordId": "text", "sourceUrl": "url", "publisher": "text",
}  # fmt: skip
INTEREST = {**INTERVAL, "role": "text", "status": "text"}
BODY = {
    "name": "text", "weakAlias": "text", "classification": "text", "description": "text", "sourceUrl": "url",
}  # fmt: skip
SCHEMA = {
    "Organization": BODY,
    "PublicBody": BODY,
    "Membership": {**INTEREST, "member": "entity", "organization": "entity"},
    "Control": {**INTEREST, "controller": "entity", "controlled": "entity", "controlType": "text"},
    "Succession": {**INTEREST, "predecessor": "entity", "successor": "entity"},
    "UnknownLink": {**INTEREST, "subject": "entity", "object": "entity"},
    "Sanction": {**INTERVAL, "entity": "entity", "authority": "text", "program": "text", "reason": "text"},
    "Note": {
        "name": "text", "entity": "entity", "description": "text", "publisher": "text", "notes": "text", "sourceUrl": "url",
    },
}  # fmt: skip
REQUIRED = {
    "Organization": {"name"}, "PublicBody": {"name"}, "Membership": {"member", "organization"},
    "Control": {"controller", "controlled"}, "Succession": {"predecessor", "successor"},
    "UnknownLink": {"subject", "object"}, "Sanction": {"entity"}, "Note": {"entity", "description"},
}  # fmt: skip
ENTITY_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")


def actor(key, kind="group", **more):
    names = MappingProxyType({"en": key.title(), "ar": f"ا {key}"})
    return Actor(key, kind, names, **more)


REED, MILL, LAKE = actor("reed"), actor("mill", "state"), actor("lake", aliases=("Lake Men", "Lake"))


def word(relation="part_of", subject="reed", object="mill", by="lake", **more):
    key = f"{subject}:{relation}:{object}:{by}:{more.get('start', '')}"
    return Relation(key, subject, relation, object, by, "Invented gazette, https://example.org/7.", **more)


def of(*told, actors=(REED, MILL, LAKE)):
    found = list(
        entities(
            actors,
            [t for t in told if isinstance(t, Relation)],
            [t for t in told if isinstance(t, Designation)],
        )
    )
    check(found)
    return found


def said(*told):
    """What stands beside the three actors."""
    return of(*told)[3:]


def check(found):
    """Ids once and in the letters allowed, properties of the schema as lists of texts, links that lead somewhere."""
    ids = [e["id"] for e in found]
    assert len(set(ids)) == len(ids)
    for entity in found:
        assert set(entity) == {"id", "schema", "properties"}
        assert ENTITY_ID.fullmatch(entity["id"])
        kinds = SCHEMA[entity["schema"]]
        assert set(entity["properties"]) <= set(kinds)
        assert set(entity["properties"]) >= REQUIRED[entity["schema"]]
        for name, values in entity["properties"].items():
            assert values
            assert all(isinstance(v, str) and v for v in values)
            if kinds[name] == "entity":
                assert set(values) <= set(ids)
            if kinds[name] == "date":
                assert [date.fromisoformat(v).isoformat() for v in values] == values
            if kinds[name] == "url":
                assert all(v.startswith("http") for v in values)


def test_all_that_ships_is_sound_and_nothing_of_it_is_left_out():
    found = of(*relations(), *designations(), actors=registry().values())
    assert len(found) == len(registry()) + len(relations()) + len(designations())


def test_a_relation_is_an_edge_the_right_way_round_with_its_author_days_and_source():
    (edge,) = said(
        word(start=date(2031, 1, 2), end=date(2031, 3, 4), said=date(2031, 5, 6), countries=("SY",))
    )
    assert edge["schema"] == "Membership"
    told = edge["properties"]
    assert (told["member"], told["organization"]) == ([actor_key("reed")], [actor_key("mill")])
    assert (told["startDate"], told["endDate"], told["date"]) == (
        ["2031-01-02"],
        ["2031-03-04"],
        ["2031-05-06"],
    )
    assert (told["publisher"], told["sourceUrl"]) == (["Lake"], ["https://example.org/7"])
    assert told["summary"] == ["Lake says: Reed is part of Mill, in SY."]
    assert "status" not in told


def test_who_is_dominated_is_controlled_and_who_succeeds_is_the_successor():
    ruled, rules, after = said(word("dominated_by"), word("controls"), word("successor_of"))
    reed, mill = [actor_key("reed")], [actor_key("mill")]
    assert (ruled["properties"]["controlled"], ruled["properties"]["controller"]) == (reed, mill)
    assert (rules["properties"]["controller"], rules["properties"]["controlled"]) == (reed, mill)
    assert (after["properties"]["successor"], after["properties"]["predecessor"]) == (reed, mill)


def test_a_denial_is_a_note_and_never_a_link_and_what_it_denies_says_who_contradicts_it():
    edge, note = said(word("armed_wing_of"), word("denies", by="reed", denied="part_of"))
    assert note["schema"] == "Note"
    assert note["properties"]["description"] == ["Reed denies: Reed is part of Mill."]
    assert edge["properties"]["status"] == ["contradicted by Reed"]


def test_a_denial_of_other_days_contradicts_nothing():
    edge, _ = said(
        word(start=date(2031, 1, 1)), word("denies", by="reed", denied="part_of", end=date(2030, 12, 31))
    )
    assert "status" not in edge["properties"]


def test_a_designation_is_a_sanction_with_its_authority_list_and_act():
    told = Designation("d:1", "reed", "mill", "Invented list", "Act 7", "gazette", date(2031, 1, 2), None)
    (found,) = said(told)
    properties = found["properties"]
    assert found["schema"] == "Sanction"
    assert (properties["entity"], properties["authority"]) == ([actor_key("reed")], ["Mill"])
    assert (properties["program"], properties["reason"]) == (["Invented list"], ["Act 7"])
    assert (properties["startDate"], properties.get("endDate")) == (["2031-01-02"], None)


def test_no_actor_carries_a_judgement_of_ours():
    for entity in of(*relations(), *designations(), actors=registry().values()):
        assert "topics" not in entity["properties"]
    (lake,) = (e for e in of() if e["id"] == actor_key("lake"))
    assert lake["properties"]["weakAlias"] == ["Lake Men"]


def test_a_withheld_author_is_told_to_be_withheld():
    edge, note = said(word(by=""), word("denies", by="", denied="part_of"))
    assert "publisher" not in edge["properties"]
    assert "withheld" in edge["properties"]["summary"][0]
    assert "withheld" in note["properties"]["description"][0]


ids = st.sampled_from(["reed", "mill", "lake"])
days = st.none() | st.dates(date(2030, 1, 1), date(2030, 12, 31))
kinds = st.sampled_from(RELATIONS)


@given(st.lists(st.tuples(ids, kinds, ids, st.text(max_size=9), days, days), max_size=8))
def test_whatever_is_said_by_whomever_gives_sound_entities(rows):
    told = [
        Relation(f"{n}:{by}", a, kind, b, by, by, start, end, None, (), "same_as" if kind == "denies" else "")
        for n, (a, kind, b, by, start, end) in enumerate(rows)
        if a != b
    ]
    assert len(list(chain(of(*told)))) == 3 + len(told)
