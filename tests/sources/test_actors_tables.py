"""What is said of actors is read from any table: by its columns, whatever their spelling; nothing in it is lost."""

import io
import json
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from cairn.errors import FileRefused
from cairn.sources.actors_files import is_table, read_table, read_toml, toml_of
from cairn.sources.actors_words import cells_of, is_yes, relation_word
from cairn.vocab.actors import Actor
from cairn.vocab.relations import RELATIONS


def actor(key, *aliases, kind="group", **more):
    return Actor(
        key, kind, MappingProxyType({"en": key.replace("_", " ").title(), "ar": key}), aliases, **more
    )


ACTORS = {a.id: a for a in (
    actor("reed_guard", "The Reeds", "حرس القصب"), actor("mill_front", "MF"), actor("lake_state", kind="state"),
)}  # fmt: skip


def table(text, name="said.csv"):
    return read_table(name, text.encode(), ACTORS)


@pytest.mark.parametrize(
    "header",
    [
        "subject,relation,object,asserted_by,source",
        "Subject,Relation,Object,Asserted By,Source",
        " SUBJECT ,relation type,OBJECT,according-to,Citation",
    ],
)
def test_columns_are_known_by_any_spelling_case_or_spacing(header):
    (said,) = table(f"{header}\nThe Reeds,Part Of,mill front,Lake State,a gazette\n").said
    told = said.told
    assert (told.subject, told.relation, told.object) == ("reed_guard", "part_of", "mill_front")
    assert (told.asserted_by, told.source, said.row) == ("lake_state", "a gazette", "2")


def test_an_arabic_name_and_word_are_read_too():
    (said,) = table(
        "subject,relation,object,asserted_by,source\nحرس القصب,عضو في,MF,صحيفة القصب,عددها 7\n"
    ).said
    assert (said.told.subject, said.told.relation, said.told.asserted_by) == (
        "reed_guard",
        "member_of",
        "صحيفة القصب",
    )


def test_a_persian_name_keeps_the_sign_that_its_letters_are_parted_by():
    (said,) = table("actor,authority,source\nMF,دانش\u200cنامه,a\n").said
    assert said.told.authority == "دانش\u200cنامه"


def test_marks_of_direction_that_come_along_with_a_copied_name_are_no_part_of_it():
    rows = "\u200fMF\u200f,part of,\u2067reed_guard\u2069,A \u200ePaper\u200e,x"
    (said,) = table(f"subject,relation,object,asserted_by,source\n{rows}\n").said
    assert (said.told.subject, said.told.object, said.told.asserted_by) == (
        "mill_front",
        "reed_guard",
        "A Paper",
    )


def test_the_id_is_made_of_who_says_what_of_whom_from_when_and_not_of_what_may_be_mended():
    base = "subject,relation,object,from,to,asserted_by,source\nMF,partner of,reed_guard,2031-01-01,{},A Paper,{}\n"
    keys = [
        table(base.format(end, source)).said[0].told.id for end, source in (("", "x"), ("2031-02-01", "y"))
    ]
    assert keys == ["mill_front:partner_of:reed_guard:a_paper:2031-01-01"] * 2
    denial = "subject,relation,denied,object,asserted_by,source\nMF,denies,{},reed_guard,A Paper,x\n"
    assert len({table(denial.format(d)).said[0].told.id for d in ("part_of", "member_of")}) == 2


def test_two_rows_that_say_the_same_otherwise_are_not_both_taken_and_a_repeated_row_is_one():
    head = "actor,authority,list,source\n"
    twice = table(head + "MF,lake_state,A list,x\nMF,lake_state,A list,y\nMF,lake_state,A list,x\n")
    assert len(twice.said) == 1
    assert [(r["code"], r["row"], r["raw"]) for r in twice.rejected] == [
        ("relation-id-twice", "3", "MF,lake_state,A list,y")
    ]


def test_countries_come_as_a_list_as_json_in_a_cell_or_parted_by_any_sign():
    head = "subject,relation,object,countries,asserted_by,source\n"
    cells = ("SY", "sy iq", '"SY, IQ"', '"[""SY"", ""IQ""]"', "SY;IQ|YE", "")
    told = [table(head + f"MF,part of,reed_guard,{cell},x,y\n").said[0].told.countries for cell in cells]
    assert told == [("SY",), ("SY", "IQ"), ("SY", "IQ"), ("SY", "IQ"), ("SY", "IQ", "YE"), ()]


def test_a_workbook_reads_as_the_same_table_does():
    sheet = Workbook()
    for row in (("Actor", "Authority", "From", "Source"), ("MF", "lake_state", "2031-05-01", "a gazette")):
        sheet.active.append(row)
    data = io.BytesIO()
    sheet.save(data)
    (said,) = read_table("d.xlsx", data.getvalue(), ACTORS).said
    assert (said.told.actor, said.told.authority, str(said.told.start)) == (
        "mill_front",
        "lake_state",
        "2031-05-01",
    )


def test_lines_of_json_may_hold_relations_and_designations_side_by_side():
    rows = (
        {"actor": "MF", "authority": "lake_state", "source": "a"},
        {"subject": "MF", "relation": "part_of", "object": "The Reeds", "asserted_by": "b", "source": "c"},
        {"who": "nobody"},
    )
    found = table("\n".join(map(json.dumps, rows)), "said.jsonl")
    assert [type(s.told).__name__ for s in found.said] == ["Designation", "Relation"]
    assert [r["code"] for r in found.rejected] == ["actors-row-unknown"]


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        ("MF,part of,MF,,,x,y,", "relation-to-itself", "object"),
        ("MF,part of,Nobody Known,,,x,y,", "relation-actor-unknown", "object"),
        ("MF,adores,reed_guard,,,x,y,", "relation-unknown-kind", "relation"),
        ("MF,part of,reed_guard,,,,y,", "relation-without-author", "asserted_by"),
        ("MF,part of,reed_guard,,,unknown,y,", "relation-without-author", "asserted_by"),
        ("MF,part of,reed_guard,,,x,,", "relation-without-source", "source"),
        (f"MF,part of,reed_guard,,,{'long ' * 50},y,", "actors-name-unusable", "name"),
        ("MF,part of,reed_guard,,,a\u202eb,y,", "actors-name-unusable", "name"),
        ("MF,part of,reed_guard,31 May,,x,y,", "relation-day-unreadable", "from"),
        ("MF,part of,reed_guard,2031-05-02,2031-05-01,x,y,", "relation-days-reversed", "to"),
        ("MF,part of,reed_guard,,,x,y,perhaps", "actors-yes-or-no", "withdrawn"),
    ],
)
def test_a_faulty_row_is_set_aside_verbatim_with_its_code_field_and_remedy(row, code, field):
    found = table(f"subject,relation,object,from,to,asserted_by,source,withdrawn\n{row}\n")
    (told,) = found.rejected
    assert (told["code"], told["field"], told["raw"], told["row"]) == (code, field, row, "2")
    assert told["remedy"]
    assert found.said == ()


def test_signs_that_cannot_be_kept_and_ids_that_cannot_be_used_are_refused():
    row = {"actor": "MF", "authority": "lake_state", "source": "a"}
    found = table(
        "\n".join(json.dumps({**row, **more}) for more in ({"source": "a\0b"}, {"id": "x" * 201})), "d.jsonl"
    )
    assert [r["code"] for r in found.rejected] == ["actors-cell-unusable", "actors-id-unusable"]


def test_a_long_author_gives_an_id_that_fits_and_stays_its_own():
    head = "subject,relation,object,asserted_by,source\n"
    keys = {table(head + f"MF,part of,reed_guard,{'long ' * 39}{n},y\n").said[0].told.id for n in range(2)}
    assert len(keys) == 2
    assert all(len(key) <= 200 for key in keys)


def test_a_table_of_neither_is_refused_and_an_empty_one_tells_nothing():
    with pytest.raises(FileRefused) as refused:
        table("name,colour\nMF,red\n")
    assert (refused.value.code, refused.value.field) == ("actors-columns-unknown", "header")
    assert table("subject,relation,object,asserted_by,source\n").said == ()


def test_toml_rows_are_named_by_their_table_and_number():
    toml = toml_of(
        "t.toml",
        b'relation = [{subject="MF", relation="part of", object="MF"}, 7]\n[[designation]]\nactor="MF"\n',
    )
    found = read_toml(toml, ACTORS)
    assert [(r["row"], r["code"]) for r in found.rejected] == [
        ("relation 1", "relation-to-itself"),
        ("relation 2", "relation-unknown-kind"),
        ("designation 1", "designation-without-authority"),
    ]


@pytest.mark.parametrize("data", [b"\xff\xfe", b"relation = 7", b"no toml at all"])
def test_a_file_that_is_no_toml_of_ours_is_refused(data):
    with pytest.raises(FileRefused) as refused:
        toml_of("t.toml", data)
    assert refused.value.code in ("file-not-utf8", "actors-file-unreadable")


def test_what_is_no_table_by_its_name_is_read_as_toml():
    assert [is_table(n) for n in ("a.csv", "A.XLSX", "a.jsonl", "a.toml", "actors")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_every_relation_is_known_by_its_own_name_with_spaces_or_without():
    for name in RELATIONS:
        assert relation_word(name) == relation_word(name.replace("_", " ").upper()) == name


def test_of_two_spellings_of_a_column_the_one_that_is_filled_counts():
    assert cells_of({"source": "", "URL": "u", "colour": "red"}) == {"source": "u"}


def test_an_empty_cell_says_no():
    assert [is_yes(v, "x") for v in (None, "", "No", True, "YES", "نعم")] == [
        False,
        False,
        False,
        True,
        True,
        True,
    ]


HEAD = "id,schema,name,aliases,countries,program_ids,dataset,first_seen\n"


@pytest.mark.parametrize(
    ("row", "taken"),
    [
        ("1,Organization,Mill Front,,xx,LAKE-TERROR,Lake Office,2031-01-01", ["Lake Office"]),
        ("1,LegalEntity,Somebody,MF;Else,xx,,Lake Terrorism List;Trade List,", ["Lake Terrorism List"]),
        ("1,Organization,Mill Front,,xx,TRADE,Lake Office,", []),
        ("1,Organization,Mill Front,,xx,LAKE-TERROR,Lake Office;Trade List,", []),
        ("1,Person,Mill Front,,xx,LAKE-TERROR,Lake Office,", []),
        ("1,Organization,Lake State,,xx,LAKE-TERROR,Lake Office,", []),
        ("1,Organization,Somebody,MF;The Reeds,xx,LAKE-TERROR,Lake Office,", []),
    ],
)
def test_of_a_sanctions_list_only_a_listing_for_terrorism_of_one_group_of_ours_is_a_designation(row, taken):
    found = table(HEAD + row + "\n", "targets.simple.csv")
    assert [s.told.authority for s in found.said] == taken
    assert all(s.told.start is None for s in found.said)
    assert found.rejected == ()
    assert bool(found.notes) is not bool(taken)


cells = st.sampled_from(["MF", "The Reeds", "part of", "denies", "lake_state", "2031"]) | st.text(max_size=12)


@given(st.lists(st.lists(cells, min_size=5, max_size=5), min_size=1, max_size=5))
def test_every_row_of_any_table_is_taken_or_set_aside(rows):
    names = ("subject", "relation", "object", "asserted_by", "source")
    lines = [json.dumps({"id": f"r{n}", **dict(zip(names, row, strict=True))}) for n, row in enumerate(rows)]
    found = table("\n".join(lines), "any.jsonl")
    assert {*(r["row"] for r in found.rejected), *(s.row for s in found.said)} == {
        str(n) for n in range(1, len(rows) + 1)
    }
