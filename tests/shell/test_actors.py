"""Who is who on the command line: names, dated relations with what says so, and the table of them."""

import pytest

from cairn.vocab.actors import registry
from cairn.vocab.relations import RELATIONS
from shell.answers import error_of, told


@pytest.mark.parametrize(
    "name", ["us_led_coalition", "CJTF-OIR", "international coalition", "التحالف الدولي"]
)
def test_an_actor_is_shown_by_any_name_with_relations_days_authors_and_sources(cli, ws, name):
    value = told(cli("actors", "show", name, "--json"))
    assert value["id"] == "us_led_coalition"
    assert (value["as_held_by"], value["on"]) == (None, None)
    assert value["grouped"]["en"] == "grouped by uncontested relations only"
    said = {(r["subject"], r["relation"], r["asserted_by"]): r for r in value["relations"]}
    member = said["united_states", "member_of", "united_states"]
    assert (member["from"], member["to"], member["countries"]) == ("2014-08-08", None, ["IQ", "SY"])
    assert member["source"]
    assert ("sdf", "partner_of", "sdf") in said
    theirs = {g["id"] for g in value["grouped_into_it"]}
    assert "united_states" in theirs
    assert "sdf" not in theirs
    words = cli("actors", "show", name).stdout
    assert "the United States is a member of the US-led Coalition\n" in words
    assert "says the United States (from 2014-08-08, in IQ, SY). Source: " in words


def test_a_body_within_a_larger_one_says_how_texts_that_name_it_are_read(cli, ws):
    value = told(cli("actors", "show", "YPG", "--json"))
    assert (value["id"], value["read_as"]) == ("ypg", "sdf")
    assert "sdf" in {g["id"] for g in value["groups_into"]}
    larger = told(cli("actors", "show", "sdf", "--json"))
    assert "YPG" not in larger["aliases"]
    listed = {a["id"]: a["aliases"] for a in told(cli("export", "actors", "--json"))["rows"]}
    assert [key for key, aliases in listed.items() if "YPG" in aliases] == ["ypg"]
    assert "is read for the Syrian Democratic Forces" in cli("actors", "show", "ypg").stdout


KEYS = {
    "id", "kind", "names", "aliases", "source", "as_held_by", "grouped", "relations", "contested",
    "designations", "groups_into", "grouped_into_it",
}  # fmt: skip


def test_as_turkey_holds_the_ypg_counts_for_the_pkk_which_turkey_the_us_and_the_eu_list(cli, ws):
    value = told(cli("actors", "show", "YPG", "--as-held-by", "Turkey", "--json"))
    assert value.keys() >= KEYS
    assert (value["as_held_by"], value["grouped"]["en"]) == ("turkey", "grouped as Turkey designates it")
    assert "تركيا" in value["grouped"]["ar"]
    (pkk,) = [g for g in value["groups_into"] if g["id"] == "pkk"]
    assert "turkey" in {r["asserted_by"] for r in pkk["through"]}
    assert all(r["source"] for r in pkk["through"])
    own = [r for r in value["relations"] if r["asserted_by"] == "turkey" and r["object"] == "pkk"]
    assert {w["asserted_by"] for r in own for w in r["against"]} >= {"ypg", "united_states"}
    listing = {d["authority"] for d in value["designations"] if d["actor"] == "pkk"}
    assert listing >= {"turkey", "united_states", "european_union"}
    assert all(d["bears"] == "groups_into" or d["actor"] == "ypg" for d in value["designations"])
    assert {d["authority"] for d in value["designations"] if d["counts"]} == {"turkey"}
    words = cli("actors", "show", "YPG", "--as-held-by", "Turkey").stdout
    assert "As Turkey holds; at any time" in words
    assert "The European Union lists the Kurdistan Workers' Party, which it is grouped into here" in words


def test_for_whom_it_counts_and_who_lists_it_stand_first_each_step_once_with_all_who_say_it(cli, ws):
    words = cli("actors", "show", "YPG", "--as-held-by", "Turkey").stdout
    heads = ["It counts for:", "These count for it:", "Listed as terrorist:", "Relations:", "On the way to"]
    assert sorted(heads, key=words.index) == heads
    (pkk,) = [x for x in words.splitlines() if x.startswith("  the Kurdistan Workers' Party (days not told")]
    assert pkk.count("is part of the Kurdistan Workers' Party") == 1
    assert "Turkey" in pkk
    assert "International Crisis Group" in pkk
    assert "says International Crisis Group (days not told, in SY; said 2017-05-04). Source: " in words
    way = words[words.index("On the way to") :]
    assert (
        "Democratic Union Party (PYD) is a member of Kurdistan Communities Union (KCK)\n    says Turkey"
        in way
    )


def test_as_the_united_states_hold_the_pkk_is_listed_and_the_ypg_is_a_partner_that_they_supply(cli, ws):
    value = told(cli("actors", "show", "YPG", "--as-held-by", "United States", "--json"))
    assert value["as_held_by"] == "united_states"
    assert value["grouped"]["en"] == "grouped as the United States designates it"
    assert "pkk" not in {g["id"] for g in value["groups_into"]}
    own = {
        (r["subject"], r["relation"], r["object"])
        for r in value["relations"]
        if r["asserted_by"] == "united_states"
    }
    assert {("ypg", "partner_of", "united_states"), ("united_states", "supplies", "ypg")} <= own
    turkeys = [
        r
        for r in value["contested"]
        if (r["asserted_by"], r["subject"], r["object"]) == ("turkey", "ypg", "pkk")
    ]
    assert [r["why"] for r in turkeys] == ["denied by the viewpoint"]
    assert {w["asserted_by"] for r in turkeys for w in r["against"]} == {"united_states"}
    theirs = {(d["actor"], d["bears"]) for d in value["designations"] if d["counts"]}
    assert ("pkk", "contested") in theirs
    assert "ypg" not in {actor for actor, _ in theirs}
    words = cli("actors", "show", "YPG", "--as-held-by", "United States").stdout
    assert (
        "No listing of the People's Protection Units (YPG) itself by the United States is told here." in words
    )


def test_neutral_follows_neither_and_names_who_says_and_who_denies(cli, ws):
    value = told(cli("actors", "show", "YPG", "--json"))
    assert "pkk" not in {g["id"] for g in value["groups_into"]}
    (row,) = [
        r
        for r in value["contested"]
        if (r["asserted_by"], r["subject"], r["object"]) == ("turkey", "ypg", "pkk")
    ]
    assert row["why"] == "contested"
    assert {w["asserted_by"] for w in row["against"]} >= {"ypg", "united_states"}
    assert all(d["counts"] for d in value["designations"])
    assert told(cli("actors", "show", "YPG", "--as-held-by", "neutral", "--json")) == value


def test_on_a_day_only_what_is_told_for_it_stands(cli, ws):
    def at(day):
        return told(cli("actors", "show", "YPG", "--on", day, "--json"))

    before, after = at("2015-10-09"), at("2015-10-10")
    assert "sdf" not in {g["id"] for g in before["groups_into"]}
    assert "sdf" in {g["id"] for g in after["groups_into"]}
    assert after["on"] == "2015-10-10"
    assert all(not r["from"] or r["from"] <= "2015-10-09" for r in before["relations"])
    pkk = told(cli("actors", "show", "PKK", "--on", "2001-01-01", "--json"))
    assert "european_union" not in {d["authority"] for d in pkk["designations"]}
    assert "on 2001-01-01" in cli("actors", "show", "PKK", "--on", "2001-01-01").stdout


def test_a_viewpoint_that_is_nobodys_is_refused_with_names_near_it(cli, ws):
    error = error_of(cli("actors", "show", "YPG", "--as-held-by", "Turkiy", "--json"))
    assert (error["code"], error["field"], error["value"]) == ("viewpoint-unknown", "as-held-by", "Turkiy")
    assert "turkey" in error["remedy"]


def test_an_author_who_is_no_actor_may_be_the_viewpoint(cli, ws):
    value = told(cli("actors", "show", "YPG", "--as-held-by", "trt world", "--json"))
    assert value["as_held_by"] == "TRT World"
    assert value["grouped"]["en"] == "grouped as TRT World designates it"


def test_all_actors_are_listed_with_kind_names_and_source(cli, ws):
    rows = told(cli("actors", "list", "--json"))["actors"]
    assert [r["id"] for r in rows] == sorted(registry())
    assert all(r["kind"] and r["names"]["ar"] and r["source"] for r in rows)
    assert "ypg (group): People's Protection Units" in cli("actors", "list").stdout


@pytest.mark.parametrize("name", ["USA", "U.S.", "the United States", "the united states of America"])
def test_a_state_goes_by_its_short_names_too_and_with_its_article(cli, ws, name):
    value = told(cli("actors", "show", "YPG", "--as-held-by", name, "--json"))
    assert value["as_held_by"] == "united_states"
    assert told(cli("actors", "show", name, "--json"))["id"] == "united_states"


def test_nobody_is_no_actor_to_show_and_nothing_far_off_is_called_near(cli, ws):
    for name in ("unknown", "", "Zzyzx"):
        error = error_of(cli("actors", "show", name, "--json"))
        assert (error["code"], "Near it" in error["remedy"]) == ("actor-unknown", False), name
    error = error_of(cli("actors", "show", "YPG", "--as-held-by", "Zzyzx", "--json"))
    assert (error["code"], "Near it" in error["remedy"]) == ("viewpoint-unknown", False)


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
    words = cli("actors", "show", "reed_guard").stdout
    assert "says this workspace's list of actors (from 2031-01-01). Source: its own statement" in words


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
        some = {"united_states", "united_kingdom", "france", "netherlands"}
        assert not members if words else members > some
    asked = told(cli("tally", "--actor", "YPG", "--grades", "all", "--json"))
    assert asked["definition"]["actors"] == ["sdf"]
