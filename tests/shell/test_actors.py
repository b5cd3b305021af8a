"""Who is who on the command line: names, dated relations with what says so, and the table of them."""

import pytest

from cairn.vocab.actors import registry
from cairn.vocab.relations import RELATIONS
from shell.answers import error_of, told


@pytest.mark.parametrize(
    "name", ["us_led_coalition", "CJTF-OIR", "international coalition", "التحالف الدولي"]
)
def test_an_actor_is_shown_by_any_name_with_members_partners_days_and_sources(cli, ws, name):
    value = told(cli("actors", "show", name, "--json"))
    assert value["id"] == "us_led_coalition"
    told_of = {(r["subject"], r["relation"]): r for r in value["related_to_it"]}
    member = told_of["united_states", "member_of"]
    assert (member["from"], member["to"], member["countries"]) == ("2014-08-08", None, ["IQ", "SY"])
    assert member["source"]
    assert ("sdf", "partner_of") in told_of
    words = cli("actors", "show", name).stdout
    assert "united_states is its member, from 2014-08-08 in IQ, SY: " in words
    assert "sdf is its partner" in words


def test_a_body_within_a_larger_one_says_how_texts_that_name_it_are_read(cli, ws):
    value = told(cli("actors", "show", "YPG", "--json"))
    assert (value["id"], value["read_as"], value["relations"][0]["object"]) == ("ypg", "sdf", "sdf")
    larger = told(cli("actors", "show", "sdf", "--json"))
    assert "YPG" not in larger["aliases"]
    listed = {a["id"]: a["aliases"] for a in told(cli("export", "actors", "--json"))["rows"]}
    assert [key for key, aliases in listed.items() if "YPG" in aliases] == ["ypg"]
    assert "is read for sdf" in cli("actors", "show", "ypg").stdout


def test_a_name_that_nobody_has_is_refused_with_names_near_it(cli, ws):
    error = error_of(cli("actors", "show", "turkiy", "--json"))
    assert (error["code"], error["value"]) == ("actor-unknown", "turkiy")
    assert "turkey" in error["remedy"]


def test_the_table_of_relations_has_one_row_a_stretch_of_days_and_says_who_asserts_it(cli, ws):
    rows = told(cli("export", "relations", "--json"))["rows"]
    assert list(rows[0])[:8] == ["id", "subject", "relation", "object", "from", "to", "asserted_by", "source"]
    assert len({r["id"] for r in rows}) == len(rows)
    joined = [r for r in rows if (r["subject"], r["relation"]) == ("united_kingdom", "member_of")]
    assert [(r["from"], r["asserted_by"]) for r in joined] == [
        ("2014-09-26", "united_kingdom"), ("2015-12-02", "united_kingdom")
    ]  # fmt: skip
    assert all(r["asserted_by"] and r["source"] for r in rows)
    assert {r["relation"] for r in rows} <= set(RELATIONS)
    assert all((r["relation"] == "denies") == (r["denied"] is not None) for r in rows)


OWN = """
[[actor]]
id = "reed_guard"
kind = "group"
names = { en = "Reed Guard", ar = "حرس القصب" }
member_of = [{ actor = "us_led_coalition", from = "2031-01-01", source = "its own statement" }]
"""


def test_a_teams_own_list_may_tell_relations_and_is_named_for_them(cli, ws):
    (ws.root / "own.toml").write_text(OWN, "utf-8")
    cli("add", ws.root / "own.toml", "--as", "actors")
    (row,) = told(cli("actors", "show", "reed guard", "--json"))["relations"]
    assert (row["object"], row["asserted_by"]) == ("us_led_coalition", "this workspace's list of actors")
    assert "its own statement (this workspace's list of actors)" in cli("actors", "show", "reed_guard").stdout


def test_every_relation_that_ships_says_by_what_it_is_known_and_its_days_are_in_order():
    for actor in registry().values():
        for relation in (*actor.member_of, *actor.partner_of):
            assert relation.source, actor.id
            assert relation.start is None or relation.end is None or relation.start <= relation.end


def test_our_own_record_rolls_members_up_unless_told_otherwise(cli, three):
    """The strike of the three reports is Russia's: nothing of it is the Coalition's, rolled up or not."""
    for words in ((), ("--no-roll-up",)):
        value = told(cli("tally", "--actor", "coalition", "--grades", "all", *words, "--json"))
        assert (value["incidents"], value["rolled_up"]) == (0, [])
        members = {m["actor"] for m in value["definition"]["members"]}
        assert members == (set() if words else {"united_states", "united_kingdom", "france", "netherlands"})
    asked = told(cli("tally", "--actor", "YPG", "--grades", "all", "--json"))
    assert asked["definition"]["actors"] == ["sdf"]
