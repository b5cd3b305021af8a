"""What is said of actors comes in: tables, TOML and sanctions lists; twice is once, a change shows, words stay."""

import json

import pytest

from cairn.errors import FileRefused
from cairn.publish.rows.actors import designation_row
from cairn.shell.acts.add_actors import add_actors
from cairn.shell.acts.release import withdraw
from cairn.shell.records.actors import designations_of, registry_of, relations_of
from cairn.shell.records.models import Act, Capture, DesignationRow, Rejected, RelationRow
from cairn.shell.records.moment import moment
from cairn.shell.verify.verify import verify
from cairn.vocab.relations import designations, relations
from conftest import silent
from shell.answers import error_of, told
from shell.desk import LINA

RELATIONS = """Subject,Relation,Object,From,To,Asserted By,Source
YPG,part of,PKK,1984-08-15,,Turkey,"invented statement, 1 May 2031"
sdf,partner of,United States,,,Reed Valley Monitor,"its invented report, 2031"
"""
DESIGNATIONS = b"""actor,authority,list,act,from,to,source
YPG,Turkey,Invented list,Act 7 of 2031,2031-05-01,,invented gazette 7
"""


def ours(ws, name="asserted_by"):
    """What stands beside what ships."""
    shipped = {r.id for r in relations()}
    return {getattr(r, name): r for r in relations_of(ws) if r.id not in shipped}


def test_a_table_of_relations_comes_in_by_names_ids_and_words_with_spaces(ws):
    done = add_actors(ws, "said.csv", RELATIONS.encode())
    assert (done.new, done.what, list(done.rejected)) == (2, "relations", [])
    turkey = ours(ws)["turkey"]
    assert (turkey.subject, turkey.relation, turkey.object) == ("ypg", "part_of", "pkk")
    assert (turkey.start.isoformat(), turkey.end) == ("1984-08-15", None)
    assert ours(ws)["Reed Valley Monitor"].object == "united_states"
    (row,) = RelationRow.objects.filter(id=turkey.id)
    assert (row.capture_row, row.capture.name) == (2, "said.csv")


def test_the_same_file_twice_changes_nothing(ws):
    add_actors(ws, "said.csv", RELATIONS.encode())
    acts = Act.objects.count()
    again = add_actors(ws, "said.csv", RELATIONS.encode())
    assert (again.new, again.same, dict(again.changed), Act.objects.count()) == (0, 2, {}, acts)


def test_a_changed_row_shows_its_difference_and_the_earlier_words_can_be_asked_for(ws):
    add_actors(ws, "said.csv", RELATIONS.encode())
    before = moment(f"act {Act.objects.latest('id').id}")
    again = add_actors(ws, "said.csv", RELATIONS.replace("1984-08-15,,", "1984-08-15,2032-01-01,").encode())
    ((key, changes),) = again.changed.items()
    assert changes == ["to: not told -> 2032-01-01"]
    assert RelationRow.objects.get(id=key).version == 2
    now, then = ({r.id: r for r in relations_of(ws, at)}[key].end for at in (None, before))
    assert (str(now), then) == ("2032-01-01", None)


def test_what_a_later_file_leaves_out_stands(ws):
    add_actors(ws, "said.csv", RELATIONS.encode())
    add_actors(ws, "said.csv", "\n".join(RELATIONS.split("\n")[:2]).encode())
    assert {"turkey", "Reed Valley Monitor"} == set(ours(ws))


def test_a_row_that_says_withdrawn_takes_the_word_back_and_it_may_stand_again(ws):
    add_actors(ws, "d.csv", DESIGNATIONS)
    first = moment(f"act {Act.objects.latest('id').id}")
    key = DesignationRow.objects.get().id
    taken = DESIGNATIONS.replace(b",source", b",source,withdrawn").replace(b"gazette 7", b"gazette 7,yes")
    assert dict(add_actors(ws, "d.csv", taken).changed) == {key: ["taken back"]}
    assert key not in {d.id for d in designations_of(ws)}
    assert key in {d.id for d in designations_of(ws, first)}
    assert add_actors(ws, "d.csv", taken).changed == {}
    assert dict(add_actors(ws, "d.csv", DESIGNATIONS).changed) == {key: ["stands again"]}
    assert key in {d.id for d in designations_of(ws)}


def test_a_word_that_ships_may_be_taken_back_or_told_otherwise_in_a_workspace(ws):
    shipped = designations()[0]
    row = designation_row(shipped)
    same = add_actors(ws, "d.jsonl", json.dumps(row).encode())
    assert (same.new, same.same, DesignationRow.objects.count()) == (0, 1, 0)
    other = add_actors(ws, "d.jsonl", json.dumps({**row, "list": "Another list"}).encode())
    assert list(other.changed) == [shipped.id]
    assert {d.id: d.list for d in designations_of(ws)}[shipped.id] == "Another list"
    add_actors(ws, "d.jsonl", json.dumps({**row, "withdrawn": True}).encode())
    assert shipped.id not in {d.id for d in designations_of(ws)}


def test_a_faulty_row_is_set_aside_verbatim_and_the_rest_goes_in(ws):
    bad = RELATIONS + "sdf,part of,SDF,,,Turkey,a slip\nypg,likes,pkk,,,Turkey,a slip\n"
    done = add_actors(ws, "said.csv", bad.encode())
    assert (done.new, [r["code"] for r in done.rejected]) == (
        2,
        ["relation-to-itself", "relation-unknown-kind"],
    )
    kept = {r.row: (r.raw, r.code, r.field) for r in Rejected.objects.all()}
    assert kept[4] == ("sdf,part of,SDF,,,Turkey,a slip", "relation-to-itself", "object")
    add_actors(ws, "said.csv", bad.encode())
    assert Rejected.objects.count() == 2


def test_strict_refuses_the_whole_file_and_a_dry_run_only_tells(ws):
    with pytest.raises(FileRefused, match="rows-rejected"):
        add_actors(ws, "d.csv", DESIGNATIONS + b"YPG,,L,A,,,S\n", strict=True)
    assert add_actors(ws, "d.csv", DESIGNATIONS, dry_run=True).new == 1
    assert (DesignationRow.objects.count(), Capture.objects.count(), Act.objects.count()) == (0, 0, 0)


def test_a_designation_without_an_authority_is_refused_with_what_to_do(cli, ws):
    (ws.root / "d.csv").write_text("actor,authority,source\nYPG,,somebody\n", "utf-8")
    found = told(cli("add", ws.root / "d.csv", "--as", "actors", "--json"), 1)
    (row,) = found["rejected"]
    assert (row["code"], row["field"], row["row"]) == ("designation-without-authority", "authority", "2")
    assert row["remedy"]


OWN = """
[[actor]]
id = "reed_guard"
kind = "group"
names = { en = "Reed Guard", ar = "حرس القصب" }

[[relation]]
subject = "reed_guard"
relation = "armed_wing_of"
object = "ypg"
asserted_by = "Reed Valley Monitor"
said = 2031-05-03
source = "an invented statement"

[[relation]]
subject = "reed_guard"
relation = "denies"
denied = "armed_wing_of"
object = "ypg"
asserted_by = "reed_guard"
source = "an invented reply"

[[designation]]
actor = "reed_guard"
authority = "Nobody_there"
source = "a slip"
"""


def test_one_toml_holds_actors_and_what_is_said_of_them_and_denied(ws):
    done = add_actors(ws, "own.toml", OWN.encode())
    assert (done.new, done.what) == (3, "actors and relations")
    assert [r["row"] for r in done.rejected] == ["designation 1"]
    assert "reed_guard" in registry_of(ws)
    assert ours(ws)["Reed Valley Monitor"].said.isoformat() == "2031-05-03"
    denial = ours(ws)["reed_guard"]
    assert (denial.relation, denial.denied, denial.about) == ("denies", "armed_wing_of", "armed_wing_of")
    assert add_actors(ws, "own.toml", OWN.encode()).changed == {}
    assert verify(ws, silent).findings.kept == []


def test_relations_alone_leave_the_teams_list_of_actors_as_it_is(ws):
    add_actors(ws, "own.toml", OWN.encode())
    alone = '[[relation]]\nsubject = "reed_guard"\nrelation = "part_of"\nobject = "ypg"\nasserted_by = "turkey"\nsource = "x"\n'
    add_actors(ws, "more.toml", alone.encode())
    assert "reed_guard" in registry_of(ws)
    assert Act.objects.latest("id").kind == "add-relations"
    assert verify(ws, silent).findings.kept == []


def test_an_actor_of_whom_rows_tell_is_not_dropped_in_silence(cli, ws):
    add_actors(ws, "own.toml", OWN.encode())
    (ws.root / "none.toml").write_text(
        OWN.split("[[relation]]")[0].replace("reed_guard", "mill_guard"), "utf-8"
    )
    error = error_of(cli("add", ws.root / "none.toml", "--as", "actors", "--json"))
    assert (error["code"], error["value"]) == ("actor-spoken-of", "reed_guard")
    assert "reed_guard" in registry_of(ws)


def test_the_exported_tables_come_back_in_and_change_nothing(cli, ws):
    add_actors(ws, "said.csv", RELATIONS.encode())
    for table, form in (("relations", "csv"), ("designations", "jsonl")):
        out = ws.root / f"{table}.{form}"
        cli("export", table, "--format", form, "--out", out)
        done = add_actors(ws, out.name, out.read_bytes())
        assert (done.new, dict(done.changed), list(done.rejected)) == (0, {}, [])


SANCTIONS = """id,schema,name,aliases,birth_date,countries,sanctions,dataset,first_seen
X-1,Organization,Partiya Karkerên Kurdistan,PKK;An Invented Alias,,tr,Invented terror programme,Invented Office List,2031-02-03T04:05:06
X-2,Organization,Nobody We Know,,,xx,Invented terror programme,Invented Office List,2031-02-03
X-3,Person,YPG,,,tr,Invented terror programme,Invented Office List,2031-02-03
X-5,Organization,Several,PKK;YPG,,tr,Invented terror programme,Invented Office List,
X-4,Organization,YPG,,,sy,Trade measures,Invented Office List,2031-02-03
"""


def test_a_sanctions_list_gives_designations_of_our_actors_alone_and_no_day_it_does_not_tell(ws):
    done = add_actors(ws, "targets.simple.csv", SANCTIONS.encode())
    assert (done.new, list(done.rejected)) == (1, [])
    (row,) = DesignationRow.objects.all()
    (found,) = (d for d in designations_of(ws) if d.id == row.id)
    assert (found.actor, found.authority, found.start) == ("pkk", "Invented Office List", None)
    assert "2031-02-03" in found.source
    assert [n["code"] for n in done.notes] == [
        "sanctions-names-several", "sanctions-not-for-terrorism", "sanctions-nobody-here"
    ]  # fmt: skip
    assert done.notes[2]["message"].startswith("2 rows")


def test_a_table_that_tells_neither_is_refused_with_the_columns_it_needs(ws):
    with pytest.raises(FileRefused, match="actors-columns-unknown"):
        add_actors(ws, "x.csv", b"name,colour\nYPG,yellow\n")


def test_what_is_said_leaves_as_followthemoney_and_as_it_stood_at_a_moment(cli, ws):
    add_actors(ws, "said.csv", RELATIONS.encode())
    found = told(cli("export", "relations", "--format", "ftm", "--json"))["rows"]
    assert {"Reed Valley Monitor", "Turkey"} & {
        p for e in found for p in e["properties"].get("publisher", ())
    }
    assert {e["schema"] for e in found} >= {"Membership", "UnknownLink", "Sanction", "PublicBody"}
    assert error_of(cli("export", "incidents", "--format", "ftm", "--json"))["code"] == "format-unknown"
    first = Act.objects.latest("id").id
    add_actors(ws, "d.csv", DESIGNATIONS)
    now, then = (
        told(cli("export", "designations", "--json", *more))["rows"]
        for more in ((), ("--as-of", f"act {first}"))
    )
    assert len(now) == len(then) + 1
    assert error_of(cli("export", "actors", "--as-of", f"act {first}", "--json"))["code"] == "as-of-of-table"


def test_in_public_a_word_keeps_its_author_only_where_that_is_no_private_person(cli, ws):
    rows = RELATIONS + "pyd,partner of,ypg,,,Sahar Zintani,told me so at https://social.example/sahar\n"
    add_actors(ws, "said.csv", rows.encode())
    shown = told(cli("export", "relations", "--public", "--json"))["rows"]
    assert {"turkey"} <= {r["asserted_by"] for r in shown}
    (hidden,) = (
        r for r in shown if (r["subject"], r["object"], r["relation"]) == ("pyd", "ypg", "partner_of")
    )
    assert (hidden["asserted_by"], hidden["source"]) == ("", None)
    assert not any("zintani" in str(r).lower() or "sahar" in str(r).lower() for r in shown)
    ftm = cli("export", "relations", "--public", "--format", "ftm").stdout.lower()
    assert "zintani" not in ftm
    assert "sahar" not in ftm
    withdraw("name", "Reed Valley Monitor", who=LINA, why="asked to", note="")
    for table in ("relations", "actors"):
        for form in ("csv", "ftm"):
            left = cli("export", table, "--format", form).stdout.lower()
            assert "reed valley" not in left.replace("_", " ")
    actors = told(cli("export", "actors", "--public", "--json"))["rows"]
    assert {"ypg", "turkey", "pkk"} <= {a["id"] for a in actors}
    assert all(set(a) == {"id", "kind", "names", "read_as", "source"} for a in actors)
